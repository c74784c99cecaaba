/// A SELECT as a tree.
package struct SelectStatement: Sendable, Hashable {
    package struct Column: Sendable, Hashable {
        package var expression: SQLExpression
        package var alias: String

        package init(_ expression: SQLExpression, as alias: String) {
            self.expression = expression
            self.alias = alias
        }
    }

    package enum Source: Sendable, Hashable {
        /// A table, a common table expression or a subquery in parentheses, as SQL.
        case table(SQLExpression, alias: String)
    }

    package enum JoinKind: String, Sendable, Hashable {
        case left = "LEFT JOIN"
        case inner = "INNER JOIN"
        case full = "FULL JOIN"
        case cross = "CROSS JOIN"
    }

    package enum Join: Sendable, Hashable {
        case on(JoinKind, Source, SQLExpression?)
        /// A whole clause as its author wrote it.
        case clause(SQLExpression)
    }

    package struct Order: Sendable, Hashable {
        package var expression: SQLExpression
        package var descending: Bool
        package var nullsFirst: Bool

        package init(_ expression: SQLExpression, descending: Bool, nullsFirst: Bool) {
            self.expression = expression
            self.descending = descending
            self.nullsFirst = nullsFirst
        }
    }

    package enum Grouping: Sendable, Hashable {
        case none
        /// By the columns at these places, counted from 1.
        case columns([Int])
    }

    package var isDistinct = false
    /// None are all of its source's.
    package var columns: [Column]
    package var from: Source?
    package var joins: [Join] = []
    /// Each in parentheses, joined by AND.
    package var conditions: [SQLExpression] = []
    package var grouping = Grouping.none
    package var groupConditions: [SQLExpression] = []
    package var order: [Order] = []
    package var limit: Int?

    package init(columns: [Column], from: Source?) {
        self.columns = columns
        self.from = from
    }
}

/// A query with its common table expressions, each of which may stand on those before it.
package struct QueryStatement: Sendable, Hashable {
    package struct CommonTable: Sendable, Hashable {
        package enum Body: Sendable, Hashable {
            case select(SelectStatement)
            /// With common tables of its own, which nothing outside of it sees.
            indirect case query(QueryStatement)
            /// SQL as its author wrote it.
            case written(SQLExpression)
        }

        package var name: String
        package var body: Body

        package init(name: String, body: Body) {
            self.name = name
            self.body = body
        }
    }

    package var commonTables: [CommonTable]
    package var select: SelectStatement

    package init(commonTables: [CommonTable], select: SelectStatement) {
        self.commonTables = commonTables
        self.select = select
    }
}
