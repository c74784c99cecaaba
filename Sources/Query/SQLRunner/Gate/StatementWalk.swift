internal import JSON
internal import Warehouse

/// Walks the whole syntax tree of a statement, as the engine's own parser has made it, and refuses everything that is not
/// on a list of what is known to be harmless: kinds of nodes, tables, functions.
struct StatementWalk {
    let rules: GateRules
    private(set) var tables: [TableName] = []
    /// How many values all calls that make several of one may make of one together.
    private var values = 1.0
    private var queryCount = 0
    /// Thousands of queries in one statement would use up the engine's stack.
    private static let mostQueries = 300

    init(_ rules: GateRules) {
        self.rules = rules
    }

    private static let queries: Set<String> = ["SELECT_NODE", "SET_OPERATION_NODE", "RECURSIVE_CTE_NODE"]
    private static let modifiers: Set<String> = [
        "LIMIT_MODIFIER", "LIMIT_PERCENT_MODIFIER", "ORDER_MODIFIER", "DISTINCT_MODIFIER",
    ]
    private static let orders: Set<String> = ["ORDER_DEFAULT", "ASCENDING", "DESCENDING"]
    private static let expressions: Set<String> = [
        "BETWEEN", "CASE", "CAST", "COLLATE", "COLUMN_REF", "COMPARISON", "CONJUNCTION", "CONSTANT", "FUNCTION",
        "LAMBDA", "LAMBDA_REF", "OPERATOR", "PARAMETER", "POSITIONAL_REFERENCE", "STAR", "SUBQUERY", "TYPE", "WINDOW",
    ]
    private static let types: Set<String> = [
        "ARRAY_TYPE_INFO", "DECIMAL_TYPE_INFO", "LIST_TYPE_INFO", "STRUCT_TYPE_INFO", "UNBOUND_TYPE_INFO",
        "STRING_TYPE_INFO", "ENUM_TYPE_INFO", "GENERIC_TYPE_INFO",
    ]

    /// - Parameter scope: The names, in lower case, that the query around has defined and that hide tables.
    mutating func visit(_ value: JSONValue, _ scope: Set<String>) throws(StatementRefusal) {
        switch value {
        case .array(let elements):
            for element in elements { try visit(element, scope) }
        case .object(let object): try visit(object, scope)
        default: break
        }
    }

    private mutating func visit(_ node: JSONObject, _ scope: Set<String>) throws(StatementRefusal) {
        if let kind = node["class"]?.stringValue {
            try visit(expression: node, kind, scope)
        } else if let kind = node["type"]?.stringValue {
            if node["cte_map"] != nil {
                try visit(query: node, kind, scope)
            } else if node["sample"] != nil || node["alias"] != nil, !Self.types.contains(kind) {
                try visit(table: node, kind, scope)
            } else {
                guard Self.modifiers.contains(kind) || Self.orders.contains(kind) || Self.types.contains(kind) else {
                    throw Self.unknown(kind)
                }
                try members(of: node, scope)
            }
        } else {
            try members(of: node, scope)
        }
    }

    private mutating func members(
        of node: JSONObject, besides left: Set<String> = [], _ scope: Set<String>
    ) throws(StatementRefusal) {
        for member in node.members where !left.contains(member.key) { try visit(member.value, scope) }
    }

    private static func unknown(_ kind: String) -> StatementRefusal {
        StatementRefusal(
            .clause,
            "The statement holds a part (\(kind.lowercased())) that is not known to be harmless. Write it in another way."
        )
    }

    // MARK: Queries

    private mutating func visit(query node: JSONObject, _ kind: String, _ scope: Set<String>) throws(StatementRefusal) {
        guard Self.queries.contains(kind) else { throw Self.unknown(kind) }
        queryCount += 1
        guard queryCount <= Self.mostQueries else {
            throw StatementRefusal(.tooLarge, "The statement holds more than \(Self.mostQueries) queries.")
        }
        var visible = scope
        // A recursive query sees its own name; any other one sees a table behind it.
        if kind == "RECURSIVE_CTE_NODE", let own = node["cte_name"]?.stringValue { try define(own, &visible) }
        for definition in node["cte_map"]?["map"]?.arrayValue ?? [] {
            try visit(definition["value"] ?? .null, visible)
            if let name = definition["key"]?.stringValue { try define(name, &visible) }
        }
        try members(of: node, besides: ["cte_map"], visible)
    }

    /// A name of the statement's own must not be one that the engine could take for a file, or for a table that may not be
    /// read, should it see the scope of the name otherwise than we do.
    private func define(_ name: String, _ scope: inout Set<String>) throws(StatementRefusal) {
        let isPlain = name.utf8.allSatisfy { byte in
            byte == UInt8(ascii: "_") || byte == UInt8(ascii: " ") || byte >= 0x80
                || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        }
        guard isPlain, !name.isEmpty else {
            throw StatementRefusal(
                .table, "The name \"\(name.prefix(80))\" of a WITH query may hold letters and digits only.")
        }
        scope.insert(name.lowercased())
    }

    // MARK: Tables

    private mutating func visit(table node: JSONObject, _ kind: String, _ scope: Set<String>) throws(StatementRefusal) {
        switch kind {
        case "BASE_TABLE":
            try note(node, scope)
            try members(of: node, besides: ["at_clause"], scope)
        case "TABLE_FUNCTION":
            guard let call = node["function"]?.objectValue, let name = call["function_name"]?.stringValue else {
                throw Self.unknown(kind)
            }
            guard TableFunctions.allowed.contains(name.lowercased()), Self.isUnqualified(call) else {
                throw StatementRefusal(
                    .function,
                    "The function \(name.prefix(80)) can't be called in FROM. Read tables, or use "
                        + TableFunctions.allowed.sorted().joined(separator: ", ") + ".")
            }
            _ = try BoundedCalls.check(name.lowercased(), call, isTable: true, rules)
            try members(of: node, besides: ["function"], scope)
            try visit(call["children"] ?? .null, scope)
        case "SUBQUERY", "JOIN", "EXPRESSION_LIST", "EMPTY": try members(of: node, scope)
        case "PIVOT": try members(of: node, scope)
        default: throw Self.unknown(kind)
        }
    }

    private mutating func note(_ node: JSONObject, _ scope: Set<String>) throws(StatementRefusal) {
        guard let name = node["table_name"]?.stringValue else { throw Self.unknown("BASE_TABLE") }
        let catalog = node["catalog_name"]?.stringValue ?? ""
        let schema = node["schema_name"]?.stringValue ?? ""
        guard node["at_clause"]?.isNull ?? true else {
            throw StatementRefusal(.clause, "AT can't be used: tables are read as they are now.")
        }
        if catalog.isEmpty, schema.isEmpty, scope.contains(name.lowercased()) { return }
        guard catalog.isEmpty else {
            throw StatementRefusal(
                .table, "Name the table without the database: \((schema.isEmpty ? "" : schema + ".") + name).")
        }
        guard rules.allows(schema: schema, name: name) else {
            let written = (schema.isEmpty ? "" : schema + ".") + name
            throw StatementRefusal(
                .table, "There is no table \(written.prefix(200)) that you may read here. Files can't be read.")
        }
        let found = TableName(schema: schema.isEmpty ? rules.defaultSchema : schema, name)
        if !tables.contains(found) { tables.append(found) }
    }

    // MARK: Expressions

    private mutating func visit(
        expression node: JSONObject, _ kind: String, _ scope: Set<String>
    ) throws(StatementRefusal) {
        guard Self.expressions.contains(kind) else { throw Self.unknown(kind) }
        if kind == "FUNCTION" || kind == "WINDOW" {
            guard let name = node["function_name"]?.stringValue else { throw Self.unknown(kind) }
            let key = name.lowercased()
            guard ScalarFunctions.allowed.contains(key), Self.isUnqualified(node) else {
                throw StatementRefusal(.function, "The function \(name.prefix(80)) can't be called here.")
            }
            values *= try BoundedCalls.check(key, node, isTable: false, rules)
            guard values <= BoundedCalls.mostValues else {
                throw StatementRefusal(
                    .function,
                    "The calls of repeat, lpad, rpad, range and generate_series may make more than "
                        + "\(Int(BoundedCalls.mostValues)) values of one together.")
            }
        }
        // Types that somebody has made lie in a schema.
        if kind == "TYPE", !Self.isUnqualified(node) { throw Self.unknown(kind) }
        try members(of: node, scope)
    }

    /// Whether a call says no schema but the one that holds the built-in functions.
    private static func isUnqualified(_ call: JSONObject) -> Bool {
        let schema = call["schema"]?.stringValue ?? ""
        let catalog = call["catalog"]?.stringValue ?? ""
        return (catalog.isEmpty || catalog.lowercased() == "system")
            && (schema.isEmpty || schema.lowercased() == "main")
    }
}
