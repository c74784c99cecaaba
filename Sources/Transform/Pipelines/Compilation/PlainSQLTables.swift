import Warehouse

/// Puts other relations where SQL names tables.
enum PlainSQLTables {
    struct Replacement: Sendable {
        /// As the SQL writes it.
        var table: TableName
        var sql: String
    }

    /// Where a table's name can end and no alias follows.
    private static let clauses: Set<String> = [
        "where", "join", "on", "group", "order", "left", "right", "full", "inner", "cross", "natural", "union", "limit",
        "having", "using", "window", "qualify", "except", "intersect", "tablesample", "asof", "positional", "semi",
        "anti",
        "offset", "sample", "select", "from", "lateral", "returning", "pivot", "unpivot",
    ]

    static func replace(_ replacements: [Replacement], in text: String) -> String {
        let bytes = Array(text.utf8)
        let scanner = SQLScanner(bytes)
        let tokens = scanner.tokens()
        var wanted: [String: Replacement] = [:]
        for replacement in replacements { wanted[key(replacement.table)] = replacement }
        var result: [UInt8] = []
        var copied = 0
        var place = 0
        while place < tokens.count {
            guard let end = endOfName(place, tokens, scanner) else {
                place += 1
                continue
            }
            let parts = stride(from: place, to: end, by: 2).map { unquoted(scanner, tokens[$0]) }
            let next = end < tokens.count ? scanner.word(tokens[end]) : ""
            let before = place > 0 ? scanner.word(tokens[place - 1]) : ""
            let isTable = next != "(" && next != "." && (before == "from" || before == "join" || before == ",")
            if isTable, let replacement = wanted[key(TableName(schema: parts.dropLast().last, parts[parts.count - 1]))]
            {
                result += bytes[copied..<tokens[place].lowerBound]
                result += Array(replacement.sql.utf8)
                let hasAlias =
                    next == "as" || next.hasPrefix("\"")
                    || (next.utf8.first.map(SQLScanner.isWord) ?? false) && !clauses.contains(next)
                if !hasAlias { result += Array((" as " + alias(parts[parts.count - 1])).utf8) }
                copied = tokens[end - 1].upperBound
            }
            place = end
        }
        result += bytes[copied...]
        return String(decoding: result, as: UTF8.self)
    }

    /// The token after `a`, `a.b` or `a.b.c` at `start`.
    private static func endOfName(_ start: Int, _ tokens: [Range<Int>], _ scanner: SQLScanner) -> Int? {
        guard isName(tokens[start], scanner) else { return nil }
        var end = start + 1
        while end + 1 < tokens.count, scanner.word(tokens[end]) == ".", isName(tokens[end + 1], scanner) { end += 2 }
        return end
    }

    private static func isName(_ token: Range<Int>, _ scanner: SQLScanner) -> Bool {
        let first = scanner.bytes[token.lowerBound]
        return first == UInt8(ascii: "\"")
            || SQLScanner.isWord(first) && !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first)
    }

    private static func unquoted(_ scanner: SQLScanner, _ token: Range<Int>) -> String {
        let text = String(decoding: scanner.bytes[token], as: UTF8.self)
        return text.hasPrefix("\"") ? String(text.dropFirst().dropLast().replacing("\"\"", with: "\"")) : text
    }

    private static func alias(_ name: String) -> String { name.isNodeName ? name : RelationValue.quote(name) }

    private static func key(_ table: TableName) -> String {
        ((table.schema.map { $0 + "." } ?? "") + table.name).lowercased()
    }
}
