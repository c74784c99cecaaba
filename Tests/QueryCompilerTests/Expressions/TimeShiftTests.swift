import SQL
import Testing
import Warehouse
import WarehouseDuckDB

/// Times moved by a number of intervals.
@Suite struct TimeShiftTests {
    /// From Sunday 2024-03-31 23:30:00.
    private static let expected: [(unit: TimeFunctions.Interval, count: Int, moved: String)] = [
        (.year, 1, "2025-03-31 23:30:00"), (.year, -25, "1999-03-31 23:30:00"),
        (.quarter, 1, "2024-06-30 23:30:00"), (.quarter, -1, "2023-12-31 23:30:00"),
        (.month, 1, "2024-04-30 23:30:00"), (.month, -1, "2024-02-29 23:30:00"), (.month, -13, "2023-02-28 23:30:00"),
        (.week, 2, "2024-04-14 23:30:00"), (.day, -31, "2024-02-29 23:30:00"), (.hour, 1, "2024-04-01 00:30:00"),
        (.minute, -30, "2024-03-31 23:00:00"), (.second, 1_800, "2024-04-01 00:00:00"),
        (.second, -1, "2024-03-31 23:29:59"),
    ]

    private static func statement(_ dialect: Dialect) -> String {
        let start: SQLExpression = "CAST('2024-03-31 23:30:00' AS TIMESTAMP)"
        let columns = expected.map { row in
            SelectStatement.Column(
                dialect.time.format(dialect.time.add(start, row.unit, "\(row.count)"), .second),
                as: "\(row.unit)\(row.count)")
        }
        return SQLRenderer.selfContained(
            QueryStatement(commonTables: [], select: SelectStatement(columns: columns, from: nil)), dialect: dialect)
    }

    @Test func `a month has no day after its last`() async throws {
        let warehouse = try DuckDBWarehouse.open(DuckDBConfiguration(path: nil, threads: 1))
        let rows = try await warehouse.rows(Statement(Self.statement(.duckDB), label: "test"))
        #expect(rows.text(columns: Self.expected.count) == [Self.expected.map(\.moved)])
        try await warehouse.close()
    }

    @Suite(.enabled(if: PostgreSQLServer.isWanted, PostgreSQLServer.reason), .postgreSQL)
    struct PostgreSQL {
        @Test func `a month has no day after its last`() throws {
            let server = try #require(PostgreSQLServer.current)
            let rows = try server.rows(TimeShiftTests.statement(.postgreSQL))
            #expect(rows == [TimeShiftTests.expected.map(\.moved)])
        }
    }

    @Test func `the other dialects move by whole numbers`() {
        func text(_ dialect: Dialect, _ unit: TimeFunctions.Interval) -> SQLExpression {
            dialect.time.add("t", unit, "a - 1")
        }
        #expect(text(.bigQuery, .quarter) == "SAFE.DATETIME_ADD(t, INTERVAL CAST(a - 1 AS INT64) QUARTER)")
        #expect(text(.clickHouse, .quarter) == "addQuarters(t, toInt64(a - 1))")
    }
}
