import QueryCompiler
import SemanticModel
import Testing
import Warehouse

@testable import QueryRunner

/// Counts by city and status:
///
///             new   paid   total
///     Rome     1      2      3
///     Oslo            4      4
///     all      1      6      7
@Suite struct PivotedResultTests {
    private static let rows = """
        SELECT * FROM (VALUES ('Rome', 'new', 1), ('Rome', 'paid', 2), ('Oslo', 'paid', 4)) AS t(city, status, n)
        """

    private static func cities() -> CompiledQuery {
        var query = query(
            rows, [dimension("city"), dimension("status"), field("n")], pivots: ["status"],
            sorts: [.init(field: "city", descending: true)])
        query.totals = CompiledStatement(sql: "SELECT status, sum(n) AS n FROM (\(rows)) GROUP BY 1", parameters: [])
        query.rowTotals = CompiledStatement(sql: "SELECT city, sum(n) AS n FROM (\(rows)) GROUP BY 1", parameters: [])
        query.grandTotals = CompiledStatement(sql: "SELECT sum(n) AS n FROM (\(rows))", parameters: [])
        return query
    }

    @Test func `a result that nothing is done to stays as the database returned it`() async throws {
        let answer = try await answer(Self.cities())
        #expect(answer.table == [["Rome", "new", "1"], ["Rome", "paid", "2"], ["Oslo", "paid", "4"]])
        #expect(answer.cells("n") == [["1", "2"], [nil, "4"]])
        #expect(answer.placement(of: 0) == .row && answer.placement(of: 1) == .pivot)
        #expect(answer.placement(of: 2) == .cell)
    }

    @Test func `totals are found by pivot column and by row`() async throws {
        let answer = try await answer(Self.cities())
        let totals = try #require(answer.totals)
        let sums = ["new", "paid", "sent"].map { status in
            totals.row(of: RowKey([status])).flatMap { totals.columns[2]?.scalarText(row: $0) }
        }
        #expect(sums == ["1", "6", nil])
        let rowTotals = try #require(answer.rowTotals)
        #expect(rowTotals.row(of: RowKey(["Oslo"])).flatMap { rowTotals.columns[2]?.scalarText(row: $0) } == "4")
        #expect(answer.grandTotals?.columns[2]?.scalarText(row: 0) == "7")
    }

    @Test func `a calculation lives in cells or once in each row, and every cell is there`() async throws {
        let query = Self.cities().calculating(
            ("share", "${n} / ${n:row_total}"), ("filled", "coalesce(${n}, 0)"),
            ("all", "sum(pivot_row(${n}))"), ("of_total", "${n} / ${n:total}"), ("broken", "${missing}"))
        let answer = try await answer(query)
        #expect(answer.table.count == 4)
        #expect(answer.cells("n") == [["1", "2"], [nil, "4"]])
        #expect(answer.cells("city") == [["Rome", "Rome"], ["Oslo", "Oslo"]])
        #expect(answer.cells("status") == [["new", "paid"], ["new", "paid"]])
        #expect(answer.cells("filled") == [["1", "2"], ["0", "4"]])
        #expect(answer.cells("share") == [["0.3333333333333333", "0.6666666666666666"], [nil, "1"]])
        #expect(answer.cells("of_total") == [["1", "0.3333333333333333"], [nil, "0.6666666666666666"]])
        #expect(answer.cells("all") == [["3", "3"], ["4", "4"]])
        let places = (3...7).map { answer.placement(of: $0) }
        #expect(places == [.cell, .cell, .row, .cell, .row])
        #expect(answer.problems.map(\.field) == ["broken"])
    }

    @Test func `what needs only its own row is calculated for totals too`() async throws {
        let query = Self.cities().calculating(
            ("double", "${n} * 2"), ("label", "if(${double} > 10, \"many\", \"few\")"), ("sum", "sum(${n})"),
            ("share", "${n} / ${n:total}"), ("where", "concat(${city}, \"!\")"), ("one", "1"))
        let answer = try await answer(query)
        let totals = try #require(answer.totals)
        let row = try #require(totals.row(of: RowKey(["paid"])))
        #expect(totals.columns[3]?.scalarText(row: row) == "12")
        #expect(totals.columns[4]?.scalarText(row: row) == "many")
        #expect(totals.columns.keys.sorted() == [1, 2, 3, 4])
        let rowTotals = try #require(answer.rowTotals)
        let oslo = try #require(rowTotals.row(of: RowKey(["Oslo"])))
        #expect(rowTotals.columns[3]?.scalarText(row: oslo) == "8")
        #expect(rowTotals.columns[4]?.scalarText(row: oslo) == "few")
        #expect(answer.grandTotals?.columns[3]?.scalarText(row: 0) == "14")
    }

    @Test func `pivot columns beyond the limit are out of the calculations`() async throws {
        var query = Self.cities().calculating(("all", "sum(pivot_row(${n}))"))
        query.columnLimit = 1
        let answer = try await answer(query)
        #expect(answer.pivot?.truncated == true)
        #expect(answer.pivot?.keys.map(\.text) == ["new"])
        // Oslo has nothing in the only column that is shown, and is a row all the same.
        #expect(answer.cells("n") == [["1"], [nil]])
        #expect(answer.cells("all") == [["1"], [nil]])
    }

    @Test func `rows sort by a calculation in one pivot column`() async throws {
        var query = Self.cities().calculating(("filled", "coalesce(${n}, 0)"))
        query.plan.sorts = [.init(field: "filled", descending: true, pivotColumn: 1)]
        let answer = try await answer(query)
        #expect(answer.cells("city") == [["Oslo", "Oslo"], ["Rome", "Rome"]])
        #expect(answer.cells("filled") == [["0", "4"], ["1", "2"]])
    }

    @Test func `helper columns of rows and pivots keep their values in added cells`() async throws {
        let query = query(
            """
            SELECT * FROM (VALUES ('Rome', 'new', 1, '2', '0'), ('Rome', 'paid', 2, '2', '1'),
                ('Oslo', 'paid', 4, '1', '1')) AS t(city, status, n, city_sort, status_sort)
            """, [dimension("city"), dimension("status"), field("n")], pivots: ["status"],
            sortColumns: ["city": 3, "status": 4]
        ).calculating(("filled", "coalesce(${n}, 0)"))
        let answer = try await answer(query)
        #expect(answer.table[2] == ["Oslo", "new", nil, "0", "1", "0"])
        #expect(answer.query.sortColumns == ["city": 4, "status": 5])
    }

    @Test func `NULL has its own row and column, and two spellings of a letter are two values`() async throws {
        let query = query(
            """
            SELECT * FROM (VALUES (NULL, 'x', 1), ('a', NULL, 2), (chr(233), 'x', 3), ('e' || chr(769), 'x', 4))
                AS t(city, status, n)
            """, [dimension("city"), dimension("status"), field("n")], pivots: ["status"])
        let answer = try await answer(query)
        #expect(answer.pivot?.keys.map(\.text) == ["x", "null"])
        #expect(answer.cells("n") == [["1", nil], [nil, "2"], ["3", nil], ["4", nil]])
    }

    @Test func `an empty pivoted result is empty, with calculations and fill too`() async throws {
        let query = query(
            "SELECT 'a' AS month, 'b' AS status, 1 AS n WHERE false",
            [timeframe("month", .month), dimension("status"), field("n")], pivots: ["status"]
        ).filling("month", periods(.month, from: 0, until: 86_400_000_000)).calculating(("double", "${n} * 2"))
        let answer = try await answer(query)
        #expect(answer.rows.rowCount == 0)
        #expect(answer.pivot?.rows.isEmpty == true && answer.pivot?.keys.isEmpty == true)
    }

    @Test func `a table that would not fit is refused before it is made`() async throws {
        // 2 400 rows and 2 400 columns with one value each: filled in, the table has 17 million values.
        var query = query(
            "SELECT i AS a, i AS b, 1 AS n FROM range(2400) AS t(i)",
            [dimension("a", .number), dimension("b", .number), field("n")], pivots: ["b"]
        ).calculating(("double", "${n} * 2"))
        query.columnLimit = 5_000
        await #expect(throws: QueryFailure.self) { try await answer(query) }
    }
}
