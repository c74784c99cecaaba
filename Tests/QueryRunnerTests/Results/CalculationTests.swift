import LookerExpressions
import QueryCompiler
import SemanticModel
import Testing
import Warehouse

@testable import QueryRunner

@Suite struct CalculationTests {
    private static func months(sorts: [AppliedSort] = [], totals: String? = nil) -> CompiledQuery {
        query(
            """
            SELECT * FROM (VALUES ('2024-01', 'Rome', 10, 1.50::DECIMAL(9, 2), 'a'), ('2024-02', NULL, NULL, 2.25, 'b'),
                ('2024-03', 'Oslo', 30, 0.25, 'c')) AS t(month, city, n, price, helper)
            """, [timeframe("month", .month), dimension("city"), field("n"), field("price")], sorts: sorts,
            sortColumns: ["month": 4], totals: totals)
    }

    @Test func `calculations stand behind the fields, helper columns behind them`() async throws {
        let query = Self.months().calculating(("double", "${n} * 2"), ("share", "${n} / sum(${n})"))
        let answer = try await answer(query)
        #expect(
            answer.table == [
                ["2024-01", "Rome", "10", "1.50", "20", "0.25", "a"], ["2024-02", nil, nil, "2.25", nil, nil, "b"],
                ["2024-03", "Oslo", "30", "0.25", "60", "0.75", "c"],
            ])
        #expect(answer.query.sortColumns == ["month": 6])
        #expect(answer.rows.columns.map(\.name) == ["month", "city", "n", "price", "double", "share", "helper"])
        #expect(answer.problems.isEmpty && answer.warnings.isEmpty)
    }

    @Test func `values have the type of the result: integers, numbers, text, dates, yes and no`() async throws {
        let query = Self.months().calculating(
            ("whole", "${n} + 1"), ("ratio", "${price} * 2"), ("text", "concat(${city}, \"!\")"),
            ("next", "add_days(1, ${month})"), ("time", "add_hours(30, ${month})"), ("big", "${n} > 15"),
            ("nothing", "null"))
        let answer = try await answer(query)
        #expect(answer.column("whole") == ["11", nil, "31"])
        #expect(answer.column("ratio") == ["3", "4.5", "0.5"])
        #expect(answer.column("text") == ["Rome!", nil, "Oslo!"])
        #expect(answer.column("next") == ["2024-01-02", "2024-02-02", "2024-03-02"])
        #expect(answer.column("time") == ["2024-01-02 06:00:00", "2024-02-02 06:00:00", "2024-03-02 06:00:00"])
        #expect(answer.column("big") == ["No", nil, "Yes"])
        #expect(answer.column("nothing") == [nil, nil, nil])
        let columns = try #require(answer.rows.batches.first?.columns)
        let kinds = columns[4...7].map { column in
            switch column.values {
            case .int: "int"
            case .double: "double"
            case .text: "text"
            default: "other"
            }
        }
        #expect(kinds == ["int", "double", "text", "text"])
    }

    @Test func `now is that of the query, and random numbers are those of its now`() async throws {
        let query = Self.months().calculating(("now", "now()"), ("luck", "rand()"))
        let first = try await answer(query)
        #expect(first.column("now") == Array(repeating: "2026-03-04 05:06:07", count: 3))
        #expect(try await answer(query).column("luck") == first.column("luck"))
    }

    @Test func `yes and no, dates and large numbers are read as what they are`() async throws {
        let yes = field("yes", .dimension, type: .yesno)
        let query = query(
            """
            SELECT 'Yes' AS yes, DATE '2024-02-28' AS day, 2018 AS year, 12345678901234567890::HUGEINT AS big,
                9007199254740993::BIGINT AS exact
            """, [yes, dimension("day", .date), timeframe("year", .year), field("big"), field("exact")]
        ).calculating(
            ("a", "if(${yes}, \"in\", \"out\")"), ("b", "add_days(1, ${day})"), ("c", "${year} + 1"),
            ("d", "${big} / 12345678901234567890"), ("e", "${exact} + 0"))
        let answer = try await answer(query)
        #expect(answer.table.first?.suffix(5) == ["in", "2024-02-29", "2019", "1", "9007199254740993"])
        #expect(answer.column("big") == ["12345678901234567890"])
        #expect(answer.problems.isEmpty)
    }

    @Test func `totals can be named where the query has them`() async throws {
        let query = Self.months(totals: "SELECT 50 AS n, 4.00 AS price").calculating(("share", "${n} / ${n:total}"))
        let answer = try await answer(query)
        #expect(answer.column("share") == ["0.2", nil, "0.6"])
        // The total of `n`, the second of the measures.
        #expect(answer.totals?.columns[2]?.scalarText(row: 0) == "50")
    }

    @Test func `one that fails is empty, says why, and leaves the others alone`() async throws {
        let query = Self.months().calculating(
            ("bad", "${n:total} + 1"), ("good", "${n} + 1"), ("worse", "${nowhere}"), ("hangs_on", "${bad} * 2"))
        let answer = try await answer(query)
        #expect(answer.column("good") == ["11", nil, "31"])
        #expect(answer.column("bad") == [nil, nil, nil])
        #expect(answer.column("worse") == [nil, nil, nil])
        #expect(answer.problems.map(\.field) == ["bad", "worse", "hangs_on"])
        #expect(
            answer.problems.first?.description
                == "`bad` has no values: the result has no totals; switch totals on, or write sum().")
    }

    @Test func `rows sort by a calculation, and otherwise as they were`() async throws {
        var query = Self.months().calculating(("negative", "0 - ${n}"), ("running", "running_total(${n})"))
        query.plan.sorts = [.init(field: "negative", descending: false)]
        let answer = try await answer(query)
        // NULL is the lowest. The running total was made in the order of the statement.
        #expect(answer.column("negative") == [nil, "-30", "-10"])
        #expect(answer.column("running") == ["10", "40", "10"])
        #expect(answer.column("month") == ["2024-02", "2024-03", "2024-01"])
    }

    @Test func `a calculation sees filled rows`() async throws {
        let query = query(
            "SELECT * FROM (VALUES ('2024-01', 10), ('2024-03', 30)) AS t(month, n)",
            [timeframe("month", .month), field("n")], sorts: [.init(field: "month", descending: false)]
        ).filling("month", periods(.month)).calculating(("count", "count(${month})"), ("filled", "coalesce(${n}, 0)"))
        let answer = try await answer(query)
        #expect(answer.column("count") == ["3", "3", "3"])
        #expect(answer.column("filled") == ["10", "0", "30"])
    }

    @Test func `an empty result stays empty`() async throws {
        let query = query("SELECT 'a' AS x, 1 AS n WHERE false", [dimension("x"), field("n")])
            .calculating(("double", "${n} * 2"))
        let answer = try await answer(query)
        #expect(answer.rows.rowCount == 0 && answer.problems.isEmpty)
    }

    @Test func `many batches are one result`() async throws {
        let query = query(
            "SELECT CAST(i AS VARCHAR) AS x, i AS n, CASE WHEN i % 2 = 0 THEN i END AS even FROM range(10000) AS t(i)",
            [dimension("x"), field("n"), field("even")]
        ).calculating(("sum", "sum(${n})"), ("before", "offset(${n}, -1)"))
        let answer = try await answer(query)
        #expect(answer.rows.rowCount == 10_000)
        #expect(answer.table[0] == ["0", "0", "0", "49995000", nil])
        #expect(answer.table[9_999] == ["9999", "9999", nil, "49995000", "9998"])
    }
}
