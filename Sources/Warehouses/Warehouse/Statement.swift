package import SQL

/// One SQL statement with its bound values, its limits and a label that says on whose behalf it runs.
package struct Statement: Sendable {
    package var sql: String
    /// Bound in order to the dialect's placeholders.
    package var parameters: [SQLValue]
    /// Who asks and what for ("look 12 / tile Monthly users"): carried into errors, logs and the list of running queries.
    package var label: String
    /// Wall-clock limit, the wait for a connection included. `nil` means the warehouse's default.
    package var timeLimit: Duration?
    /// Whether it runs in a transaction that can only read.
    package var isReadOnly = false

    package init(
        _ sql: String, parameters: [SQLValue] = [], label: String, timeLimit: Duration? = nil
    ) {
        self.sql = sql
        self.parameters = parameters
        self.label = label
        self.timeLimit = timeLimit
    }
}
