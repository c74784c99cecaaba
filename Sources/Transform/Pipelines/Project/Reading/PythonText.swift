import JSON

/// Values as Python's `str` and `repr` write them. dbt's names and hashes of tests hold such text.
enum PythonText {
    static func of(_ value: JSONValue) -> String {
        if case .string(let text) = value { text } else { representation(value) }
    }

    static func of(_ number: Double) -> String {
        let text = "\(number)"
        return text.hasSuffix("inf") || text.contains("nan") ? text : text.replacing("e+", with: "e")
    }

    static func representation(_ value: JSONValue) -> String {
        if let object = value.objectValue {
            let entries = object.members.map { "\(quoted($0.key)): \(representation($0.value))" }
            return "{" + entries.joined(separator: ", ") + "}"
        }
        if let elements = value.arrayValue { return "[" + elements.map(representation).joined(separator: ", ") + "]" }
        if let text = value.stringValue { return quoted(text) }
        if let flag = value.boolValue { return flag ? "True" : "False" }
        if let number = value.intValue { return String(number) }
        if let number = value.doubleValue { return of(number) }
        return "None"
    }

    static func quoted(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { byte in
            byte >= 0x20 && byte != UInt8(ascii: "'") && byte != UInt8(ascii: "\\")
        }
        if isPlain { return "'\(text)'" }
        let quote: Character = text.contains("'") && !text.contains("\"") ? "\"" : "'"
        var result = String(quote)
        for character in text {
            switch character {
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case "\r": result += "\\r"
            case quote: result += "\\\(quote)"
            default: result.append(character)
            }
        }
        return result + String(quote)
    }
}
