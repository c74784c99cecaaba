internal import SQL
internal import Warehouse

/// What a chart asks of the warehouse.
struct ChartStatement: Sendable {
    /// With its values bound.
    let statement: Statement
    private let query: QueryStatement
    private let dialect: Dialect

    /// - Parameter label: On whose behalf, for logs and the list of running queries.
    init(_ query: QueryStatement, dialect: Dialect, label: String) {
        let (sql, parameters) = SQLRenderer.render(query, dialect: dialect)
        statement = Statement(sql, parameters: parameters, label: label, timeLimit: .seconds(600))
        self.query = query
        self.dialect = dialect
    }

    init(_ select: SelectStatement, dialect: Dialect, label: String) {
        self.init(QueryStatement(commonTables: [], select: select), dialect: dialect, label: label)
    }

    /// The same with every value in it, for people to read and to run elsewhere.
    var sql: String { SQLRenderer.selfContained(query, dialect: dialect) }
}
