import JSON

/// Writes definitions as the text of content files. The same definition gives the same bytes, and reading them back gives
/// the same definition.
package enum ContentText {
    /// A content file with one Look.
    package static func yaml(_ look: LookDefinition) -> String {
        YAMLText.document(.object(JSONObject([("look", .object(look.fileForm))])))
    }

    /// A content file with one folder.
    package static func yaml(_ folder: FolderDefinition) -> String {
        YAMLText.document(.object(JSONObject([("folder", .object(folder.fileForm))])))
    }

    /// A content file with one dashboard; for a LookML dashboard, a list of one as in `*.dashboard.lookml`.
    package static func yaml(_ dashboard: DashboardDefinition) -> String {
        let form = JSONValue.object(dashboard.fileForm)
        return YAMLText.document(dashboard.model == nil ? form : .array([form]))
    }
}

/// Writes JSON values as YAML that people like to read: blocks, short lists of plain values on one line, long texts as
/// literal blocks, and quotes where any reader of YAML could take a text for something else.
struct YAMLText {
    private var text = ""

    static func document(_ value: JSONValue) -> String {
        var writer = YAMLText()
        writer.block(value, indent: 0)
        return writer.text
    }

    private mutating func block(_ value: JSONValue, indent: Int) {
        switch value {
        case .object(let object) where !object.isEmpty:
            for (place, member) in object.members.enumerated() {
                if place > 0 || !text.hasSuffix("- ") { pad(indent) }
                text += Self.scalar(member.key) + ":"
                child(member.value, indent: indent)
            }
        case .array(let elements) where !elements.isEmpty:
            for element in elements {
                pad(indent)
                text += "- "
                if let line = Self.oneLine(element) {
                    text += line + "\n"
                } else if case .array = element {
                    text.removeLast()
                    text += "\n"
                    block(element, indent: indent + 2)
                } else if case .string(let string) = element {
                    text += Self.literal(string, indent: indent + 2)
                } else {
                    block(element, indent: indent + 2)
                }
            }
        default:
            text += (Self.oneLine(value) ?? "") + "\n"
        }
    }

    private mutating func child(_ value: JSONValue, indent: Int) {
        if let line = Self.oneLine(value) {
            text += " " + line + "\n"
        } else if case .string(let string) = value {
            text += " " + Self.literal(string, indent: indent + 2)
        } else {
            text += "\n"
            block(value, indent: indent + 2)
        }
    }

    private mutating func pad(_ indent: Int) { text += String(repeating: " ", count: indent) }

    /// A value that fits on the line it begins on; `nil` for one that needs a block.
    private static func oneLine(_ value: JSONValue) -> String? {
        switch value {
        case .object(let object): return object.isEmpty ? "{}" : nil
        case .array(let elements):
            let items = elements.map { element -> String? in
                switch element {
                case .object, .array: nil
                default: oneLine(element)
                }
            }
            let line = "[" + items.compactMap { $0 }.joined(separator: ", ") + "]"
            return items.contains(nil) || line.utf8.count > 100 ? nil : line
        case .string(let string): return isLiteral(string) ? nil : scalar(string)
        default: return value.text
        }
    }

    /// Whether a text reads best as a literal block and survives it.
    private static func isLiteral(_ string: String) -> Bool {
        let scalars = string.unicodeScalars
        guard scalars.contains("\n"), let first = scalars.first, first != " ", first != "\n", first != "\t" else {
            return false
        }
        let lines = scalars.split(separator: "\n", omittingEmptySubsequences: false)
        let isPlain = scalars.allSatisfy { scalar in
            scalar == "\n"
                || (scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value))
                    && ![0x2028, 0x2029, 0xFEFF].contains(scalar.value)
        }
        // Blanks at a line's end would be invisible, and more than one line break at the end is lost.
        return isPlain && lines.allSatisfy { $0.last != " " }
            && !(lines.count > 2 && lines.suffix(2).allSatisfy(\.isEmpty))
    }

    private static func literal(_ string: String, indent: Int) -> String {
        var lines = string.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
        let endsWithBreak = lines.last?.isEmpty ?? false
        if endsWithBreak { lines.removeLast() }
        let padding = String(repeating: " ", count: indent)
        let body = lines.map { $0.isEmpty ? "\n" : padding + String(String.UnicodeScalarView($0)) + "\n" }
        return (endsWithBreak ? "|\n" : "|-\n") + body.joined()
    }

    /// Plain where nobody could mistake it, else in double quotes with JSON's escapes, which YAML shares.
    private static func scalar(_ string: String) -> String {
        let bytes = Array(string.utf8)
        let isSafe = bytes.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || byte >= 0x80 || [0x20, 0x2E, 0x5F, 0x2D, 0x2F, 0x25, 0x28, 0x29].contains(byte)
        }
        let isPlain =
            isSafe && string.unicodeScalars.allSatisfy { $0.value < 0x80 || $0.properties.isAlphabetic }
            && bytes.first.map { isLetter($0) || isPhrase(bytes, from: $0) } ?? false && bytes.last != 0x20
            && !isWord(string)
        return isPlain ? string : quoted(string)
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte >= 0x80
    }

    /// "12 months": with a blank and a letter in it, a text that begins with a digit is no number and no date.
    private static func isPhrase(_ bytes: [UInt8], from first: UInt8) -> Bool {
        (0x30...0x39).contains(first) && bytes.contains(0x20) && bytes.contains(where: isLetter)
    }

    /// Words that some reader of YAML takes for a switch, nothing, or a number.
    private static func isWord(_ string: String) -> Bool {
        let words = ["true", "false", "yes", "no", "on", "off", "y", "n", "null", "nan", "inf", "infinity"]
        return words.contains(string.lowercased())
    }

    private static func quoted(_ string: String) -> String {
        var text = "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            default:
                let value = scalar.value
                if value < 0x20 || (0x7F...0x9F).contains(value) || [0x2028, 0x2029, 0xFEFF].contains(value) {
                    let hex = String(value, radix: 16)
                    text += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
                } else {
                    text.unicodeScalars.append(scalar)
                }
            }
        }
        return text + "\""
    }
}
