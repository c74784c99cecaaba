import Warehouse

/// A table's name as SQL writes it: parts between points, each with or without double quotes.
enum WrittenName {
    /// The last two parts of `catalog.schema.table`, with the quotes taken off.
    static func table(_ text: String) -> TableName {
        var parts = [""]
        var isQuoted = false
        var rest = Substring(text)
        while let character = rest.popFirst() {
            switch character {
            case "\"" where isQuoted && rest.first == "\"":
                rest.removeFirst()
                parts[parts.count - 1].append(character)
            case "\"": isQuoted.toggle()
            case "." where !isQuoted: parts.append("")
            default: parts[parts.count - 1].append(character)
            }
        }
        let name = parts.removeLast()
        return TableName(schema: parts.last, name)
    }
}
