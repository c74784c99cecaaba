/// A value inside a parsed document: a cursor into simdjson's tape. Valid only inside the closure of
/// ``withJSON(_:depthLimit:_:)``.
///
/// The tape holds one 64-bit word for each value, its kind in the top byte. Numbers take a second word; an object or
/// array knows the index behind its end, so that skipping it is one step.
package struct JSONView {
    package enum Kind: Sendable { case null, bool, int, uint, double, string, array, object }

    let tape: UnsafePointer<UInt64>
    let strings: UnsafePointer<UInt8>
    let index: Int

    private static let payloadMask: UInt64 = 0x00FF_FFFF_FFFF_FFFF

    private var tag: UInt8 { UInt8(truncatingIfNeeded: tape[index] >> 56) }
    private var payload: UInt64 { tape[index] & Self.payloadMask }

    package var kind: Kind {
        switch tag {
        case UInt8(ascii: "{"): .object
        case UInt8(ascii: "["): .array
        case UInt8(ascii: "\""): .string
        case UInt8(ascii: "l"): .int
        case UInt8(ascii: "u"): .uint
        case UInt8(ascii: "d"): .double
        case UInt8(ascii: "t"), UInt8(ascii: "f"): .bool
        default: .null
        }
    }

    package var isNull: Bool { kind == .null }

    package var boolValue: Bool? {
        switch tag {
        case UInt8(ascii: "t"): true
        case UInt8(ascii: "f"): false
        default: nil
        }
    }

    /// An integer written without fraction or exponent that fits.
    package var intValue: Int64? { tag == UInt8(ascii: "l") ? Int64(bitPattern: tape[index + 1]) : nil }

    /// Integers above `Int64.max`.
    package var uintValue: UInt64? {
        switch tag {
        case UInt8(ascii: "u"): tape[index + 1]
        case UInt8(ascii: "l"): UInt64(exactly: Int64(bitPattern: tape[index + 1]))
        default: nil
        }
    }

    /// Any number.
    package var doubleValue: Double? {
        switch tag {
        case UInt8(ascii: "d"): Double(bitPattern: tape[index + 1])
        case UInt8(ascii: "l"): Double(Int64(bitPattern: tape[index + 1]))
        case UInt8(ascii: "u"): Double(tape[index + 1])
        default: nil
        }
    }

    /// The UTF-8 bytes of a string, unescaped.
    package var stringBytes: UnsafeBufferPointer<UInt8>? {
        guard tag == UInt8(ascii: "\"") else { return nil }
        let start = strings + Int(payload)
        let length = UnsafeRawPointer(start).loadUnaligned(as: UInt32.self)
        return UnsafeBufferPointer(start: start + 4, count: Int(length))
    }

    package var stringValue: String? { stringBytes.map { String(decoding: $0, as: UTF8.self) } }

    /// How many members or elements an object or array has; 0 for everything else.
    package var count: Int {
        switch kind {
        case .object: members.reduce(0) { count, _ in count + 1 }
        case .array: elements.reduce(0) { count, _ in count + 1 }
        default: 0
        }
    }

    /// The member with this name, the last one where a name is repeated; `nil` for anything but an object.
    package subscript(key: String) -> JSONView? {
        var key = key
        return key.withUTF8 { wanted in
            var found: JSONView?
            for (name, value) in members.raw
            where name.count == wanted.count && name.elementsEqual(wanted) { found = value }
            return found
        }
    }

    /// The members of an object in their order; none for anything else.
    package var members: Members { Members(view: self) }

    /// The elements of an array in their order; none for anything else.
    package var elements: Elements { Elements(view: self) }

    /// The index of the word after this value.
    fileprivate var next: Int {
        switch kind {
        case .object, .array: Int(truncatingIfNeeded: payload & 0xFFFF_FFFF)
        case .int, .uint, .double: index + 2
        default: index + 1
        }
    }

    fileprivate func at(_ index: Int) -> JSONView { JSONView(tape: tape, strings: strings, index: index) }

    package struct Elements: Sequence, IteratorProtocol {
        private let view: JSONView
        private var position: Int
        private let end: Int

        init(view: JSONView) {
            self.view = view
            position = view.index + 1
            end = view.kind == .array ? view.next - 1 : position
        }

        package mutating func next() -> JSONView? {
            guard position < end else { return nil }
            let element = view.at(position)
            position = element.next
            return element
        }
    }

    package struct Members: Sequence, IteratorProtocol {
        fileprivate var raw: RawMembers

        init(view: JSONView) { raw = RawMembers(view: view) }

        package mutating func next() -> (key: String, value: JSONView)? {
            raw.next().map { (String(decoding: $0.key, as: UTF8.self), $0.value) }
        }
    }

    /// Members with their names as bytes.
    package struct RawMembers: Sequence, IteratorProtocol {
        private let view: JSONView
        private var position: Int
        private let end: Int

        init(view: JSONView) {
            self.view = view
            position = view.index + 1
            end = view.kind == .object ? view.next - 1 : position
        }

        package mutating func next() -> (key: UnsafeBufferPointer<UInt8>, value: JSONView)? {
            guard position < end, let key = view.at(position).stringBytes else { return nil }
            let value = view.at(position + 1)
            position = value.next
            return (key, value)
        }
    }
}
