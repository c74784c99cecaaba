internal import FrontDoor
internal import JSON

/// Collects what is wrong with a body, so that one answer says it all.
struct FieldProblems {
    private(set) var all: [RequestFailure.FieldProblem] = []

    mutating func missing(_ field: String, _ message: String? = nil) {
        all.append(.init(field: field, code: "missing_field", message: message ?? "\(field) is required."))
    }

    mutating func invalid(_ field: String, _ message: String) {
        // What came in is repeated only so far as it helps.
        all.append(.init(field: field, code: "invalid", message: String(message.prefix(400))))
    }

    func throwIfAny() throws {
        if !all.isEmpty { throw RequestFailure.invalid("Validation Failed", all) }
    }
}

/// Reads the writable properties of an object as its schema has them: wrong types are problems, unknown and read-only
/// properties are left out, numbers are taken for texts where ids are meant.
struct PropertyReader {
    enum Kind { case text, bool, int, number, texts, object, list }

    var problems = FieldProblems()

    /// - Returns: What the body has of `properties`; null stays null.
    mutating func read(_ body: JSONObject, _ properties: [(String, Kind)]) -> JSONObject {
        var read = JSONObject()
        for (name, kind) in properties {
            guard let value = body[name] else { continue }
            if value.isNull {
                read[name] = .null
            } else if let taken = Self.taken(value, as: kind) {
                read[name] = taken
            } else {
                problems.invalid(name, "\(name) must be \(Self.words(kind)).")
            }
        }
        return read
    }

    private static func taken(_ value: JSONValue, as kind: Kind) -> JSONValue? {
        switch (kind, value) {
        case (.text, .string(let text)): hasControl(text) ? JSONValue?.none : value
        case (.text, .int(let number)): .string(String(number))
        case (.bool, .bool), (.int, .int), (.number, .int), (.number, .double), (.object, .object), (.list, .array):
            value
        case (.int, .double): value.intValue.map(JSONValue.int)
        case (.texts, .array(let elements)):
            elements.allSatisfy { $0.stringValue.map { !hasControl($0) } ?? false } ? value : JSONValue?.none
        default: JSONValue?.none
        }
    }

    /// Characters that would end a line of a mail's head or can't be shown; a message may have lines.
    private static func hasControl(_ text: String) -> Bool {
        text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" && $0 != "\t" || $0.value == 0x7F }
    }

    private static func words(_ kind: Kind) -> String {
        switch kind {
        case .text: "a text without control characters"
        case .bool: "true or false"
        case .int: "a whole number"
        case .number: "a number"
        case .texts: "a list of texts"
        case .object: "an object"
        case .list: "a list"
        }
    }
}
