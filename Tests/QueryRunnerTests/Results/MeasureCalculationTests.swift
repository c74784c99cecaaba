import QueryCompiler
import SemanticModel
import Testing

@testable import QueryRunner

@Suite struct MeasureCalculationTests {
    private static func days(_ values: String, descending: Bool = false) -> CompiledQuery {
        query(
            "SELECT * FROM (VALUES \(values)) AS t(day, n)", [timeframe("day", .date), field("n")],
            sorts: [.init(field: "day", descending: descending)])
    }

    private func values(_ query: CompiledQuery) async throws -> [Double?] {
        try await answer(query).column("n").map { $0.flatMap(Double.init) }
    }

    @Test func `a share is of the rows that are shown`() async throws {
        let query = Self.days("('a', 1), ('b', NULL), ('c', 3)").measuring("n", .percentOfTotal(.column))
        #expect(try await values(query) == [25, nil, 75])
        // Without pivots there is nothing to go along but the rows.
        let along = Self.days("('a', 1), ('b', 3)").measuring("n", .percentOfTotal(.row))
        #expect(try await values(along) == [25, 75])
        let nothing = Self.days("('a', 1), ('b', -1)").measuring("n", .percentOfTotal(.column))
        #expect(try await values(nothing) == [nil, nil])
    }

    @Test func `a change is from the earlier day, wherever that stands`() async throws {
        let up = Self.days("('2024-01-01', 10), ('2024-01-02', 15), ('2024-01-03', 0), ('2024-01-04', 5)")
            .measuring("n", .percentOfPrevious(.column))
        #expect(try await values(up) == [nil, 50, -100, nil])
        let down = Self.days("('2024-01-02', 15), ('2024-01-01', 10)", descending: true)
            .measuring("n", .percentOfPrevious(.column))
        #expect(try await values(down) == [50, nil])
    }

    @Test func `in rows that sort by something else the earlier one is the one above`() async throws {
        let query = query(
            "SELECT * FROM (VALUES ('a', 40), ('b', 30)) AS t(x, n)", [dimension("x"), field("n")],
            sorts: [.init(field: "n", descending: true)]
        ).measuring("n", .percentOfPrevious(.column))
        #expect(try await values(query) == [nil, -25])
    }

    @Test func `running totals of integers and decimals stay exact, NULL adds nothing`() async throws {
        let whole = Self.days("('a', NULL), ('b', 9007199254740993), ('c', NULL), ('d', 2)")
            .measuring("n", .runningTotal(.column))
        #expect(
            try await answer(whole).column("n") == [nil, "9007199254740993", "9007199254740993", "9007199254740995"])
        let beyond = Self.days("('a', 9223372036854775807), ('b', 1)").measuring("n", .runningTotal(.column))
        #expect(try await answer(beyond).column("n") == ["9223372036854775807", "9223372036854775808"])
        let exact = Self.days("('a', 0.10::DECIMAL(18, 2)), ('b', 0.20::DECIMAL(18, 2))")
            .measuring("n", .runningTotal(.column))
        #expect(try await answer(exact).column("n") == ["0.10", "0.30"])
        let approximate = Self.days("('a', 0.5::DOUBLE), ('b', 0.25::DOUBLE)").measuring("n", .runningTotal(.column))
        #expect(try await answer(approximate).column("n") == ["0.5", "0.75"])
    }

    /// Rows r1 and r2, pivot columns A, B and C; r1 has no C, r2 no B.
    private static func pivoted(_ calculation: ResultCalculation, pivotSort: Bool = false) -> CompiledQuery {
        query(
            """
            SELECT * FROM (VALUES ('r1', '2024-01', 10), ('r1', '2024-02', 30), ('r2', '2024-01', 30),
                ('r2', '2024-03', 10)) AS t(x, month, n)
            """, [dimension("x"), timeframe("month", .month), field("n")], pivots: ["month"],
            sorts: [.init(field: "x", descending: false)]
                + (pivotSort ? [.init(field: "month", descending: true)] : [])
        ).measuring("n", calculation)
    }

    private func cells(_ query: CompiledQuery) async throws -> [[Double?]] {
        try await answer(query).cells("n").map { $0.map { $0.flatMap(Double.init) } }
    }

    @Test func `pivoted, a calculation goes down each pivot column or along each row`() async throws {
        #expect(
            try await cells(Self.pivoted(.percentOfTotal(.column))) == [[25, 100, nil], [75, nil, 100]])
        #expect(try await cells(Self.pivoted(.percentOfTotal(.row))) == [[25, 75, nil], [75, nil, 25]])
        #expect(try await cells(Self.pivoted(.runningTotal(.row))) == [[10, 40, 40], [30, 30, 40]])
        #expect(try await cells(Self.pivoted(.runningTotal(.column))) == [[10, 30, nil], [40, 30, 10]])
        #expect(try await cells(Self.pivoted(.percentOfPrevious(.row))) == [[nil, 200, nil], [nil, nil, nil]])
        // March, February, January: what was before stands on the right.
        #expect(
            try await cells(Self.pivoted(.percentOfPrevious(.row), pivotSort: true)) == [
                [nil, 200, nil], [nil, nil, nil],
            ])
    }

    @Test func `filled rows count, and totals have no such measure`() async throws {
        var query = Self.days("('2024-01-01', 1), ('2024-01-03', 2)").filling("day", periods(.date))
            .measuring("n", .runningTotal(.column))
        query.totals = CompiledStatement(sql: "SELECT 3 AS n", parameters: [])
        let answer = try await answer(query)
        #expect(answer.column("n") == ["1", "1", "3"])
        #expect(answer.totals?.columns.isEmpty == true)
    }

    @Test func `text can't be added up: the measure is empty and the reader is told`() async throws {
        let answer = try await answer(Self.days("('a', 'x'), ('b', 'y')").measuring("n", .runningTotal(.column)))
        #expect(answer.table == [["a", nil], ["b", nil]])
        #expect(answer.problems.map(\.field) == ["n"])
    }

    @Test func `other measures keep their exact values`() async throws {
        let query = query(
            "SELECT 'a' AS x, 123456789012345678901234567890::DECIMAL(38, 0) AS big, 1.50::DECIMAL(9, 2) AS d, 1 AS n",
            [dimension("x"), field("big"), field("d"), field("n")]
        ).measuring("n", .percentOfTotal(.column))
        #expect(try await answer(query).table == [["a", "123456789012345678901234567890", "1.50", "100"]])
    }
}
