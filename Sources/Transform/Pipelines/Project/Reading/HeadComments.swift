import JSON

/// Settings in the comments at the top of a SQL file: `-- kind: table`.
enum HeadComments {
    /// Words that start prose as easily as a setting are none here.
    private static let names = SettingName.known.subtracting([
        "docs", "table", "path", "format", "options", "location", "plugin", "labels", "partitions", "bind", "secure",
        "description", "access", "tests", "predicates",
    ])

    struct Head: Sendable {
        var settings: [(name: String, value: JSONValue, position: FilePosition)] = []
        var problems: [ProjectProblem] = []
    }

    static func read(_ text: String, file: String) -> Head {
        var head = Head()
        guard text.hasPrefix("--") else { return head }
        var unknown: [ProjectProblem] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            guard line.hasPrefix("--") else { break }
            let words = line.dropFirst(2).drop { $0 == " " }
            guard let colon = words.firstIndex(of: ":") else { continue }
            let name = String(words[..<colon])
            let value = words[words.index(after: colon)...].trimmed
            guard !name.isEmpty, !value.isEmpty, name.allSatisfy({ $0 == "_" || $0 == "-" || $0.isLowercase }) else {
                continue
            }
            let column = line.distance(from: line.startIndex, to: words.startIndex) + 1
            let position = FilePosition(file: file, line: index + 1, column: column)
            if names.contains(SettingName.canonical(name)) {
                head.settings.append((name, parse(value), position))
            } else if let nearest = NearestName.to(name, among: names) {
                unknown.append(
                    ProjectProblem(
                        "unknown-setting", .warning, at: position, "There is no setting `\(name)`.",
                        suggestion: "Did you mean `\(nearest)`?"))
            }
        }
        // A head that sets nothing is prose.
        if !head.settings.isEmpty { head.problems = unknown }
        return head
    }

    private static func parse(_ text: String) -> JSONValue {
        if text.hasPrefix("[") || text.hasPrefix("{") || text.hasPrefix("\"") || text.hasPrefix("'"),
            let tree = try? PropertyTree(yaml: text, file: "")
        {
            return tree.json
        }
        return PropertyTree(PlainScalar.content(text)).json
    }
}

extension StringProtocol {
    /// Without white space at both ends.
    var trimmed: String {
        var text = Substring(self)
        while let first = text.unicodeScalars.first, first.properties.isWhitespace { text.unicodeScalars.removeFirst() }
        while let last = text.unicodeScalars.last, last.properties.isWhitespace { text.unicodeScalars.removeLast() }
        return String(text)
    }
}
