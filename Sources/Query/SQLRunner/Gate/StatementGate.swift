internal import JSON
package import Warehouse

/// Decides which statements of people run: one SELECT of known parts over known tables with known functions.
///
/// The engine's own parser reads the text, so that the gate sees what the engine will; what it does not know, it refuses.
/// Block-lists, and parsers of one's own, were got round again and again.
package struct StatementGate: Sendable {
    /// A DuckDB; only its parser is asked.
    private let parser: any Warehouse

    package static let longestText = 256 << 10
    private static let deepestBrackets = 200
    /// Expressions nest some levels of JSON for each of their own.
    private static let deepestTree = 1_000

    package init(parser: any Warehouse) {
        self.parser = parser
    }

    /// - Throws: ``StatementRefusal``; `WarehouseError` when the parser can't be asked.
    package func examine(_ sql: String, _ rules: GateRules) async throws -> GatedStatement {
        try Self.checkText(sql)
        let call = "SELECT json_serialize_sql(?::VARCHAR)::VARCHAR"
        let rows = try await parser.rows(
            Statement(call, parameters: [.text(sql)], label: "SQL Runner, reading", timeLimit: .seconds(10)))
        guard case .text(let trees)? = rows.batches.first?.columns.first?.values, let tree = trees.first else {
            throw StatementRefusal(.syntax, "The engine's parser gave no answer.")
        }
        return try Self.examine(tree: tree, of: sql, rules)
    }

    /// What needs no parser, so that nothing absurd gets to one.
    static func checkText(_ sql: String) throws(StatementRefusal) {
        guard sql.utf8.count <= longestText else {
            throw StatementRefusal(.tooLarge, "The statement is longer than \(longestText >> 10) KiB.")
        }
        guard !sql.utf8.contains(0) else {
            throw StatementRefusal(.syntax, "The statement holds a NUL character.")
        }
        var depth = 0
        for byte in sql.utf8 {
            switch byte {
            case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
            default: continue
            }
            guard depth <= deepestBrackets else {
                throw StatementRefusal(.tooLarge, "The statement nests more than \(deepestBrackets) brackets.")
            }
        }
    }

    /// - Parameter tree: What `json_serialize_sql` answered.
    static func examine(tree: String, of sql: String, _ rules: GateRules) throws(StatementRefusal) -> GatedStatement {
        let root: JSONValue
        do {
            root = try JSONValue.parse(tree, depthLimit: deepestTree)
        } catch {
            throw StatementRefusal(.tooLarge, "The statement is nested too deeply to be read.")
        }
        guard root["error"]?.boolValue == false else {
            let message = root["error_message"]?.stringValue ?? "It can't be parsed."
            if message.hasPrefix("Only SELECT") || message.contains("needs a SELECT") {
                throw StatementRefusal(
                    .statementKind,
                    "Only a SELECT can run here, and a PIVOT has to list its values with IN, behind FROM.")
            }
            throw StatementRefusal(.syntax, message)
        }
        let statements = root["statements"]?.arrayValue ?? []
        guard statements.count == 1, let statement = statements.first, let query = statement["node"] else {
            throw StatementRefusal(
                .statementCount,
                statements.isEmpty
                    ? "There is no statement." : "There are \(statements.count) statements. Send one at a time.")
        }
        var walk = StatementWalk(rules)
        try walk.visit(query, [])
        return GatedStatement(sql: sql, tables: walk.tables, parameters: try parameters(statement["named_param_map"]))
    }

    /// Positional parameters (`?`, `$1`) come under their numbers.
    private static func parameters(_ map: JSONValue?) throws(StatementRefusal) -> [String] {
        var names: [(name: String, place: Int64)] = []
        for entry in map?.arrayValue ?? [] {
            guard let name = entry["key"]?.stringValue, let place = entry["value"]?.intValue else {
                throw StatementRefusal(.parameter, "The parameters of the statement can't be read.")
            }
            names.append((name, place))
        }
        return names.sorted { $0.place < $1.place }.map(\.name)
    }
}
