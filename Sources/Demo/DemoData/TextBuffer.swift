/// Bytes of JSON as they are put together. Only what a ping, an event or the truth needs; keys and plain texts are taken
/// as they are, so they must hold nothing that JSON escapes.
struct TextBuffer {
    private(set) var bytes: [UInt8] = []

    init(capacity: Int = 1_024) { bytes.reserveCapacity(capacity) }

    mutating func text(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    mutating func text(_ text: String) { bytes.append(contentsOf: text.utf8) }

    mutating func raw(_ more: [UInt8]) { bytes.append(contentsOf: more) }

    mutating func number(_ number: Int) {
        if number >= 0, number < 10 { return bytes.append(UInt8(truncatingIfNeeded: 48 + number)) }
        text(String(number))
    }

    /// A number with three digits after the point, given in thousandths; not negative.
    mutating func decimal(_ thousandths: Int) {
        number(thousandths / 1_000)
        let rest = thousandths % 1_000
        guard rest > 0 else { return }
        text(rest < 10 ? ".00" : rest < 100 ? ".0" : ".")
        number(rest)
    }

    /// `"text"`
    mutating func quoted(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        bytes.append(contentsOf: text.utf8)
        bytes.append(UInt8(ascii: "\""))
    }

    /// `"text"` for any text.
    mutating func escaped(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case 0..<0x20:
                let digits = String(byte, radix: 16)
                self.text("\\u00" + (digits.utf8.count < 2 ? "0" + digits : digits))
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// `,"key":`, the comma only after something that came before in the object.
    mutating func key(_ key: StaticString) {
        switch bytes.last {
        case UInt8(ascii: "{"), nil: break
        default: bytes.append(UInt8(ascii: ","))
        }
        bytes.append(UInt8(ascii: "\""))
        text(key)
        text("\":")
    }

    mutating func member(_ key: StaticString, _ number: Int) {
        self.key(key)
        self.number(number)
    }

    mutating func member(_ key: StaticString, _ text: String) {
        self.key(key)
        quoted(text)
    }

    mutating func member(_ key: StaticString, _ text: StaticString) {
        self.key(key)
        self.text("\"")
        self.text(text)
        self.text("\"")
    }

    mutating func member(_ key: StaticString, _ flag: Bool) {
        self.key(key)
        text(flag ? "true" : "false")
    }

    /// An object as the value of `key`.
    mutating func object(_ key: StaticString, _ members: (inout TextBuffer) -> Void) {
        self.key(key)
        object(members)
    }

    mutating func object(_ members: (inout TextBuffer) -> Void) {
        bytes.append(UInt8(ascii: "{"))
        members(&self)
        bytes.append(UInt8(ascii: "}"))
    }

    /// A comma unless this is the first element of its list.
    mutating func separate() {
        switch bytes.last {
        case UInt8(ascii: "["), UInt8(ascii: "\n"), nil: break
        default: bytes.append(UInt8(ascii: ","))
        }
    }

    mutating func texts(_ key: StaticString, _ texts: [String]) {
        self.key(key)
        text("[")
        for text in texts {
            separate()
            quoted(text)
        }
        text("]")
    }

    /// `"key":[{…},…]`
    mutating func list<Element>(
        _ key: StaticString, _ elements: [Element], _ write: (inout TextBuffer, Element) -> Void
    ) {
        self.key(key)
        text("[")
        for element in elements {
            separate()
            object { write(&$0, element) }
        }
        text("]")
    }

    /// `"key":"2024-10-01"`; nothing where there is no such day.
    mutating func day(_ key: StaticString, _ day: Int?) {
        if let day { member(key, CivilDate.text(day)) }
    }

    /// `[[1,2],[3,4]]`
    mutating func numbers(_ rows: [[Int]]) {
        text("[" + rows.map { "[" + $0.map(String.init).joined(separator: ",") + "]" }.joined(separator: ",") + "]")
    }
}
