extension TableName {
    /// A name as SQL writes it: parts between points, each with or without double quotes.
    ///
    /// Of `catalog.schema.table` the last two parts, with the quotes taken off.
    package init(written text: String) {
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
        self.init(schema: parts.last, name)
    }
}
