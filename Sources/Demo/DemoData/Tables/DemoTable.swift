/// A table that comes from another system, with all its rows.
package struct DemoTable: Sendable {
    package struct Column: Sendable, Hashable {
        package var name: String
        /// DuckDB's name of the type: `VARCHAR`, `INTEGER`, `BIGINT`, `DOUBLE`, `BOOLEAN`, `DATE` or `TIMESTAMP`.
        package var type: String
    }

    package var schema: String
    package var name: String
    package var columns: [Column]
    /// Each with a value for every column, in their order.
    package var rows: [[DemoValue]]

    /// - Parameter columns: `name TYPE`, one for each.
    init(_ name: String, _ columns: [String], rows: [[DemoValue]] = []) {
        schema = "raw"
        self.name = name
        self.columns = columns.map { column in
            let parts = column.split(separator: " ", maxSplits: 1)
            return Column(name: String(parts[0]), type: String(parts[1]))
        }
        self.rows = rows
    }
}

/// One cell.
package enum DemoValue: Sendable, Hashable {
    case null
    case bool(Bool)
    case int(Int)
    case double(Double)
    case text(String)
    /// Days since 1970-01-01.
    case date(Int)
    /// Microseconds since 1970-01-01 UTC.
    case timestamp(Int64)

    static func text(_ text: String?) -> DemoValue { text.map(DemoValue.text) ?? .null }
    static func int(_ number: Int?) -> DemoValue { number.map(DemoValue.int) ?? .null }
    static func date(_ day: Int?) -> DemoValue { day.map(DemoValue.date) ?? .null }

    static func bool(_ flag: Bool?) -> DemoValue { flag.map(DemoValue.bool) ?? .null }
    static func double(_ number: Double?) -> DemoValue { number.map(DemoValue.double) ?? .null }

    /// Seconds since 1970-01-01 UTC.
    static func timestamp(second: Int?) -> DemoValue { second.map { .timestamp(Int64($0) * 1_000_000) } ?? .null }

    static func timestamp(day: Int?, hour: Int = 0) -> DemoValue {
        day.map { .timestamp(Int64($0 * 24 + hour) * 3_600_000_000) } ?? .null
    }
}
