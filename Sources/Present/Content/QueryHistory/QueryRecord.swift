/// A query that has run: who asked, for what, how long each part took, and how it ended.
package struct QueryRecord: Sendable, Hashable {
    package enum Status: String, Sendable, Hashable, CaseIterable {
        case complete, error
        /// The one who asked has gone.
        case cancelled
        /// Somebody has stopped it.
        case killed
        case timedOut = "timed_out"
    }

    /// Random.
    package var id: String
    package var userID: String
    package var userName: String
    /// `query`, `look`, `dashboard`, `task`, `merge`, `sql_runner` …
    package var kind: String
    /// The id of the Look, dashboard or task.
    package var origin: String
    /// The id of the dashboard's tile.
    package var element: String
    package var model: String
    package var explore: String
    package var format: String
    /// With its values; empty when it was never compiled.
    package var sql: String
    /// Microseconds since 1970-01-01 UTC.
    package var startedAt: Int64
    /// Microseconds, as are the next three.
    package var compiling: Int64
    /// For a place among the queries.
    package var waiting: Int64
    /// In the warehouse.
    package var running: Int64
    package var writing: Int64
    /// Of the result; `nil` when there was none.
    package var rows: Int?
    package var bytes: Int
    /// `warehouse`, `cache`, or `shared` with an equal query.
    package var source: String
    package var status: Status
    package var message: String?

    package init(
        id: String, userID: String, userName: String, kind: String, origin: String, element: String, model: String,
        explore: String, format: String, sql: String, startedAt: Int64, compiling: Int64, waiting: Int64,
        running: Int64, writing: Int64, rows: Int?, bytes: Int, source: String, status: Status, message: String?
    ) {
        self.id = id
        self.userID = userID
        self.userName = userName
        self.kind = kind
        self.origin = origin
        self.element = element
        self.model = model
        self.explore = explore
        self.format = format
        self.sql = sql
        self.startedAt = startedAt
        self.compiling = compiling
        self.waiting = waiting
        self.running = running
        self.writing = writing
        self.rows = rows
        self.bytes = bytes
        self.source = source
        self.status = status
        self.message = message
    }

    /// Microseconds from asking to the last byte.
    package var total: Int64 { compiling + waiting + running + writing }
}
