/// Writes statements as text, laid out for people to read.
///
/// Numbers, dates and times are written as literals, so that the database plans with them and can skip what lies outside
/// of a range. Texts are bound: they may come from anybody.
package struct SQLRenderer {
    private let dialect: Dialect
    /// Whether texts are literals too.
    private let isSelfContained: Bool
    private var text = ""
    private var parameters: [SQLValue] = []
    /// What columns are called, by their aliases.
    private var names: [String: String] = [:]
    private var takenNames: Set<String> = []

    private init(dialect: Dialect, isSelfContained: Bool) {
        self.dialect = dialect
        self.isSelfContained = isSelfContained
    }

    /// - Returns: The text, and the values that it binds in the order of their places.
    package static func render(_ statement: QueryStatement, dialect: Dialect) -> (sql: String, parameters: [SQLValue]) {
        var renderer = SQLRenderer(dialect: dialect, isSelfContained: false)
        renderer.write(statement)
        return (renderer.text, renderer.parameters)
    }

    /// The same statement with every value in it, for people to read and to run elsewhere.
    package static func selfContained(_ statement: QueryStatement, dialect: Dialect) -> String {
        var renderer = SQLRenderer(dialect: dialect, isSelfContained: true)
        renderer.write(statement)
        return renderer.text
    }

    private mutating func write(_ statement: QueryStatement) {
        write(statement, indent: "")
        if !dialect.statementEnd.isEmpty { text += "\n" + dialect.statementEnd }
    }

    private mutating func write(_ statement: QueryStatement, indent: String) {
        for (index, table) in statement.commonTables.enumerated() {
            text += index == 0 ? indent + "WITH " : ",\n"
            text += dialect.identifier(table.name) + " AS (\n"
            switch table.body {
            case .select(let select): write(select, indent: indent + "  ")
            case .query(let query): write(query, indent: indent + "  ")
            case .written(let sql): write(sql)
            }
            text += "\n" + indent + ")"
        }
        if !statement.commonTables.isEmpty { text += "\n" }
        write(statement.select, indent: indent)
    }

    private mutating func write(_ select: SelectStatement, indent: String) {
        text += indent + (select.isDistinct ? "SELECT DISTINCT" : "SELECT") + (select.columns.isEmpty ? " *" : "")
        for (index, column) in select.columns.enumerated() {
            text += (index == 0 ? "\n" : ",\n") + indent + "  "
            write(column.expression)
            text += " AS " + name(ofColumn: column.alias)
        }
        if let from = select.from {
            text += "\n" + indent + "FROM "
            write(from)
        }
        for join in select.joins { write(join, indent: indent) }
        write(select.conditions, after: "WHERE ", indent: indent)
        if case .columns(let places) = select.grouping, !places.isEmpty {
            text += "\n" + indent + "GROUP BY " + places.map(String.init).joined(separator: ", ")
        }
        write(select.groupConditions, after: "HAVING ", indent: indent)
        for (index, order) in select.order.enumerated() {
            text += index == 0 ? "\n" + indent + "ORDER BY " : ", "
            write(dialect.order(order.expression, order.descending, order.nullsFirst))
        }
        if let limit = select.limit { text += "\n" + indent + "LIMIT \(limit)" }
    }

    private mutating func write(_ conditions: [SQLExpression], after keyword: String, indent: String) {
        for (index, condition) in conditions.enumerated() {
            text += "\n" + indent + (index == 0 ? keyword : "  AND ")
            write(condition.enclosed)
        }
    }

    private mutating func write(_ source: SelectStatement.Source) {
        switch source {
        case .table(let table, let alias):
            write(table)
            text += " AS " + dialect.identifier(alias)
        }
    }

    private mutating func write(_ join: SelectStatement.Join, indent: String) {
        text += "\n" + indent
        switch join {
        case .on(let kind, let source, let condition):
            text += kind.rawValue + " "
            write(source)
            guard let condition else { return }
            text += " ON "
            write(condition)
        case .clause(let sql):
            write(sql)
        }
    }

    private mutating func write(_ value: SQLValue) {
        switch value {
        case .text where !isSelfContained, .blob where !isSelfContained:
            if dialect.sharesPlaces, let place = parameters.firstIndex(of: value) {
                text += dialect.placeholder(place + 1)
            } else {
                parameters.append(value)
                text += dialect.placeholder(parameters.count)
            }
        default: text += dialect.literal(value)
        }
    }

    private mutating func name(ofColumn alias: String) -> String {
        if let known = names[alias] { return dialect.quoted(known) }
        let name = dialect.columnNames.name(for: alias) { takenNames.contains($0) }
        names[alias] = name
        takenNames.insert(name.lowercased())
        return dialect.quoted(name)
    }

    private mutating func write(_ expression: SQLExpression) {
        for piece in expression.pieces {
            switch piece {
            case .text(let part): text += part
            case .value(let value): write(value)
            case .column(let alias): text += name(ofColumn: alias)
            }
        }
        // What follows must not become part of a comment that ends a hand-written piece.
        if expression.endsInComment { text += "\n" }
    }
}
