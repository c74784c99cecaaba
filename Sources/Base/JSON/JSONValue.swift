/// A JSON value in memory. Integers that don't fit 64 bits become doubles.
package enum JSONValue: Sendable, Hashable {
    case null
    case bool(Bool)
    case int(Int64)
    case double(Double)
    case string(String)
    case array([JSONValue])
    case object(JSONObject)

    /// - Throws: ``JSONError``
    package static func parse(_ bytes: [UInt8], depthLimit: Int = 64) throws(JSONError) -> JSONValue {
        do {
            return try withJSON(bytes, depthLimit: depthLimit) { $0.value }
        } catch let error as JSONError {
            throw error
        } catch {
            throw JSONError(.invalid)
        }
    }

    /// - Throws: ``JSONError``
    package static func parse(_ text: String, depthLimit: Int = 64) throws(JSONError) -> JSONValue {
        try parse(Array(text.utf8), depthLimit: depthLimit)
    }

    /// The value without blanks, as UTF-8.
    package func serialized() -> [UInt8] {
        var writer = JSONWriter()
        writer.value(self)
        return writer.bytes
    }

    /// The value without blanks.
    package var text: String { String(decoding: serialized(), as: UTF8.self) }

    /// A member of an object; `nil` for anything else.
    package subscript(key: String) -> JSONValue? { objectValue?[key] }

    package var isNull: Bool { self == .null }

    package var boolValue: Bool? { if case .bool(let value) = self { value } else { nil } }

    /// An integer, also one written as `3.0`.
    package var intValue: Int64? {
        switch self {
        case .int(let value): value
        case .double(let value): Int64(exactly: value)
        default: nil
        }
    }

    package var doubleValue: Double? {
        switch self {
        case .int(let value): Double(value)
        case .double(let value): value
        default: nil
        }
    }

    package var stringValue: String? { if case .string(let value) = self { value } else { nil } }
    package var arrayValue: [JSONValue]? { if case .array(let value) = self { value } else { nil } }
    package var objectValue: JSONObject? { if case .object(let value) = self { value } else { nil } }
}

extension JSONValue: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByFloatLiteral, ExpressibleByStringLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    package init(nilLiteral: ()) { self = .null }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    package init(integerLiteral value: Int64) { self = .int(value) }
    package init(floatLiteral value: Double) { self = .double(value) }
    package init(stringLiteral value: String) { self = .string(value) }
    package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    package init(dictionaryLiteral elements: (String, JSONValue)...) { self = .object(JSONObject(elements)) }

    /// `value` or null.
    package init(_ value: String?) { self = value.map(JSONValue.string) ?? .null }
    /// `value` or null.
    package init(_ value: Int?) { self = value.map { .int(Int64($0)) } ?? .null }
}

/// The members of a JSON object in their order; of members with one name the last one counts.
///
/// Names are compared as bytes: Swift's `==` takes two Unicode spellings of one character for the same, JSON does not.
package struct JSONObject: Sendable, Hashable {
    package private(set) var members: [(key: String, value: JSONValue)]

    package init(_ members: [(String, JSONValue)] = []) {
        self.members = []
        self.members.reserveCapacity(members.count)
        if members.count <= 16 {
            for (key, value) in members { self[key] = value }
        } else {
            var places: [[UInt8]: Int] = [:]
            for (key, value) in members {
                let bytes = Array(key.utf8)
                if let place = places[bytes] {
                    self.members[place].value = value
                } else {
                    places[bytes] = self.members.count
                    self.members.append((key, value))
                }
            }
        }
    }

    /// Members whose names are known to be different: nothing is compared.
    package init(distinct members: [(key: String, value: JSONValue)]) { self.members = members }

    package subscript(key: String) -> JSONValue? {
        get { members.last { $0.key.utf8.elementsEqual(key.utf8) }?.value }
        set {
            if let place = members.firstIndex(where: { $0.key.utf8.elementsEqual(key.utf8) }) {
                if let newValue { members[place].value = newValue } else { members.remove(at: place) }
            } else if let newValue {
                members.append((key, newValue))
            }
        }
    }

    package var isEmpty: Bool { members.isEmpty }
    package var count: Int { members.count }
    package var keys: [String] { members.map(\.key) }

    package static func == (left: JSONObject, right: JSONObject) -> Bool {
        left.members.count == right.members.count && left.members.allSatisfy { right[$0.key] == $0.value }
    }

    package func hash(into hasher: inout Hasher) {
        // Order does not count for equality, so it must not count here.
        var sum = 0
        for (key, value) in members {
            var member = Hasher()
            member.combine(key)
            member.combine(value)
            sum &+= member.finalize()
        }
        hasher.combine(sum)
    }
}
