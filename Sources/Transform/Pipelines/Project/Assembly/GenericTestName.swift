import JSON

/// The names of generic tests, as dbt makes them of test, model and arguments.
enum GenericTestName {
    /// - Parameters:
    ///   - type: The test, with its package: `unique`, `dbt_utils_accepted_range`.
    ///   - target: The model, or `source_table` for sources.
    ///   - arguments: With `column_name`, without `model`.
    /// - Returns: The whole name, and one of at most 63 characters.
    static func names(type: String, target: String, arguments: JSONObject) -> (full: String, short: String) {
        var parts: [String] = []
        for (_, value) in arguments.members.sorted(by: { $0.key < $1.key }) {
            if let object = value.objectValue {
                parts += object.members.map { PythonText.of($0.value) }
            } else if let elements = value.arrayValue {
                parts += elements.map(PythonText.of)
            } else {
                parts.append(PythonText.of(value))
            }
        }
        let stem = "\(type)_\(target)"
        let full = stem + "_" + parts.map(clean).joined(separator: "__")
        guard full.count >= 64 else { return (full, full) }
        return (full, stem.prefix(30) + "_" + Checksum.md5(full))
    }

    private static func clean(_ text: String) -> String {
        var result: [UInt8] = []
        var isInGap = false
        for byte in text.utf8 {
            let isWord = byte < 0x80 && SQLScanner.isWord(byte)
            if isWord { result.append(byte) } else if !isInGap { result.append(UInt8(ascii: "_")) }
            isInGap = !isWord
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// The end of a test's unique name, which tells apart tests of one name.
    static func hash(name: String, namespace: String?, test: String, arguments: JSONObject) -> String {
        var text = name + "{'kwargs': "
        write(.object(arguments), to: &text)
        text += ", 'name': \(PythonText.quoted(test)), 'namespace': \(PythonText.quoted(namespace ?? "None"))}"
        return String(Checksum.md5(text).suffix(10))
    }

    /// As Python writes it, with every value as text and every mapping in the order of its keys.
    private static func write(_ value: JSONValue, to text: inout String) {
        if let object = value.objectValue {
            text += "{"
            for (place, member) in object.members.sorted(by: { $0.key < $1.key }).enumerated() {
                if place > 0 { text += ", " }
                text += PythonText.quoted(member.key) + ": "
                write(member.value, to: &text)
            }
            text += "}"
        } else if let elements = value.arrayValue {
            text += "["
            for (place, element) in elements.enumerated() {
                if place > 0 { text += ", " }
                write(element, to: &text)
            }
            text += "]"
        } else {
            text += PythonText.quoted(PythonText.of(value))
        }
    }
}
