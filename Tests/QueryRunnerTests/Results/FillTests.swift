import QueryCompiler
import SemanticModel
import Testing

@testable import QueryRunner

@Suite struct FillTests {
    private static func days(_ order: String, sorts: [AppliedSort], limit: Int? = nil) -> CompiledQuery {
        query(
            """
            SELECT * FROM (VALUES ('2024-02-28', 5), ('2024-03-02', 7)) AS t(day, n) ORDER BY \(order)
            """, [timeframe("day", .date), field("n")], sorts: sorts, limit: limit)
    }

    @Test func `days without rows stand between those with some, in either order`() async throws {
        let up = Self.days("day", sorts: [.init(field: "day", descending: false)]).filling("day", periods(.date))
        #expect(
            try await answer(up).table == [
                ["2024-02-28", "5"], ["2024-02-29", nil], ["2024-03-01", nil], ["2024-03-02", "7"],
            ])
        let down = Self.days("day DESC", sorts: [.init(field: "day", descending: true)])
            .filling("day", periods(.date))
        #expect(
            try await answer(down).table == [
                ["2024-03-02", "7"], ["2024-03-01", nil], ["2024-02-29", nil], ["2024-02-28", "5"],
            ])
    }

    @Test func `in rows that sort by something else they come last`() async throws {
        let query = Self.days("n DESC", sorts: [.init(field: "n", descending: true)]).filling("day", periods(.date))
        #expect(
            try await answer(query).column("day") == ["2024-03-02", "2024-02-28", "2024-02-29", "2024-03-01"])
    }

    @Test func `a filter's range is filled to its ends, which do not count themselves`() async throws {
        let range = periods(.date, from: try moment("2024-02-27"), until: try moment("2024-03-04"))
        let query = Self.days("day DESC", sorts: [.init(field: "day", descending: true)]).filling("day", range)
        #expect(
            try await answer(query).column("day") == [
                "2024-03-03", "2024-03-02", "2024-03-01", "2024-02-29", "2024-02-28", "2024-02-27",
            ])
    }

    @Test func `a range without any rows is filled whole, as text and as numbers`() async throws {
        let days = query(
            "SELECT 'x' AS day, 1 AS n WHERE false", [timeframe("day", .date), field("n")],
            sorts: [.init(field: "day", descending: false)]
        ).filling("day", periods(.date, from: try moment("2024-01-01"), until: try moment("2024-01-03")))
            .calculating(("double", "${n} * 2"))
        #expect(try await answer(days).table == [["2024-01-01", nil, nil], ["2024-01-02", nil, nil]])
        let years = query(
            "SELECT 1 AS year, 1 AS n WHERE false", [timeframe("year", .year), field("n")],
            sorts: [.init(field: "year", descending: true)]
        ).filling("year", periods(.year, from: try moment("2023-06-01"), until: try moment("2025-01-01")))
        #expect(try await answer(years).table == [["2024", nil], ["2023", nil]])
    }

    @Test func `nothing in the result and no range is nothing to fill`() async throws {
        let query = query(
            "SELECT 'x' AS day, 1 AS n WHERE false", [timeframe("day", .date), field("n")]
        ).filling("day", periods(.date))
        #expect(try await answer(query).table == [])
    }

    /// Timeframe, first and last value of the result, and what stands between them.
    static let timeframes: [(Timeframe, String, String, [String])] = [
        (.second, "2024-02-29 23:59:58", "2024-03-01 00:00:00", ["2024-02-29 23:59:59"]),
        (.minute, "2024-02-29 23:58", "2024-03-01 00:00", ["2024-02-29 23:59"]),
        (.minutes(20), "2024-02-29 23:20:00", "2024-03-01 00:00:00", ["2024-02-29 23:40:00"]),
        (.hour, "2024-02-29 22", "2024-03-01 01", ["2024-02-29 23", "2024-03-01 00"]),
        (.hours(6), "2024-02-29 12:00:00", "2024-03-01 00:00:00", ["2024-02-29 18:00:00"]),
        (.date, "1969-12-30", "1970-01-02", ["1969-12-31", "1970-01-01"]),
        (.week, "2024-02-19", "2024-03-04", ["2024-02-26"]),
        (.month, "2023-11", "2024-02", ["2023-12", "2024-01"]),
        (.quarter, "2023-07", "2024-04", ["2023-10", "2024-01"]),
        (.fiscalQuarter, "FY2023-Q3", "FY2024-Q2", ["FY2023-Q4", "FY2024-Q1"]),
        (.fiscalYear, "FY1968", "FY1971", ["FY1969", "FY1970"]),
    ]

    @Test(arguments: timeframes.indices)
    func `each timeframe's values read as those of the statement`(_ place: Int) async throws {
        let (frame, first, last, between) = Self.timeframes[place]
        let query = query(
            "SELECT * FROM (VALUES ('\(first)', 1), ('\(last)', 2)) AS t(x, n)", [timeframe("x", frame), field("n")],
            sorts: [.init(field: "x", descending: false)]
        ).filling("x", periods(frame, offset: frame.isFiscal ? 3 : 0))
        #expect(try await answer(query).column("x") == [first] + between + [last])
    }

    @Test func `weeks begin on the model's day, fiscal years in the model's month`() async throws {
        // Sunday 2024-02-25 begins the week in which February ends.
        let weeks = query(
            "SELECT '2024-02-25' AS x, 1 AS n", [timeframe("x", .week), field("n")],
            sorts: [.init(field: "x", descending: false)]
        ).filling(
            "x", periods(.week, from: try moment("2024-02-29"), until: try moment("2024-03-11"), weekStart: 7))
        #expect(try await answer(weeks).column("x") == ["2024-02-25", "2024-03-03", "2024-03-10"])
        // From April on: March 2024 is the last month of FY2023, as SQL counts it.
        let years = query(
            "SELECT 'FY2023-Q4' AS x, 1 AS n", [timeframe("x", .fiscalQuarter), field("n")],
            sorts: [.init(field: "x", descending: false)]
        ).filling(
            "x", periods(.fiscalQuarter, from: try moment("2023-12-31"), until: try moment("2024-04-02"), offset: 3))
        #expect(try await answer(years).column("x") == ["FY2023-Q3", "FY2023-Q4", "FY2024-Q1"])
    }

    @Test func `years are numbers and stay numbers`() async throws {
        let query = query(
            "SELECT * FROM (VALUES (2020, 1), (2022, 2)) AS t(x, n)", [timeframe("x", .year), field("n")],
            sorts: [.init(field: "x", descending: false)]
        ).filling("x", periods(.year))
        let answer = try await answer(query)
        #expect(answer.column("x") == ["2020", "2021", "2022"])
        #expect(answer.rows.batches.first?.columns.first?.isNumeric == true)
    }

    @Test func `listed values come in the order of the field, unknown ones keep their place`() async throws {
        let listed = DimensionFill.Values.listed([.text("small"), .text("medium"), .text("large")])
        let up = query(
            "SELECT * FROM (VALUES ('medium', 1, '01'), ('Undefined', 2, 'XX')) AS t(x, n, s)",
            [dimension("x"), field("n")], sorts: [.init(field: "x", descending: false)]
        ).filling("x", listed)
        #expect(try await answer(up).column("x") == ["small", "medium", "large", "Undefined"])
        let numbers = query(
            "SELECT * FROM (VALUES (3, 1), (1, 1)) AS t(x, n)", [dimension("x", .number), field("n")],
            sorts: [.init(field: "x", descending: true)]
        ).filling("x", .listed((0...3).map { .number($0) }))
        #expect(try await answer(numbers).column("x") == ["3", "2", "1", "0"])
    }

    @Test func `NULL stays first or last, where the database put it`() async throws {
        func days(_ rows: String, descending: Bool) -> CompiledQuery {
            query(
                "SELECT * FROM (VALUES \(rows)) AS t(day, n)", [timeframe("day", .date), field("n")],
                sorts: [.init(field: "day", descending: descending)]
            ).filling(
                "day", .periods(.date, from: 0, until: 3 * 86_400_000_000, weekStart: 1, fiscalMonthOffset: 0))
        }
        let first = try await answer(days("(NULL, 1), ('1970-01-02', 2)", descending: false))
        #expect(first.column("day") == [nil, "1970-01-01", "1970-01-02", "1970-01-03"])
        let last = try await answer(days("('1970-01-02', 2), (NULL, 1)", descending: true))
        #expect(last.column("day") == ["1970-01-03", "1970-01-02", "1970-01-01", nil])
    }

    @Test func `filling ends at the row limit and says so, and drops no row that is there`() async throws {
        let query = Self.days("day", sorts: [.init(field: "day", descending: false)], limit: 3)
            .filling("day", periods(.date))
        let answer = try await answer(query)
        #expect(answer.column("day") == ["2024-02-28", "2024-02-29", "2024-03-02"])
        #expect(answer.warnings == ["`day` is filled up to 3 rows; more values without data are left out."])
    }

    @Test(.timeLimit(.minutes(2))) func `a range of a thousand years of seconds makes no more rows than there may be`()
        async throws
    {
        let query = query(
            "SELECT '1500-01-01 00:00:00' AS x, 1 AS n", [timeframe("x", .second), field("n")],
            sorts: [.init(field: "x", descending: false)]
        ).filling("x", periods(.second, from: try moment("1500-01-01"), until: try moment("2500-01-01")))
        let answer = try await answer(query)
        #expect(answer.rows.rowCount == 50_000)
        #expect(answer.column("x")[1] == "1500-01-01 00:00:01")
        #expect(answer.warnings.count == 1)
    }

    @Test func `with a second row dimension nothing is filled, and the reader is told`() async throws {
        let query = query(
            "SELECT * FROM (VALUES ('2024-01-01', 'a', 1), ('2024-01-03', 'a', 1)) AS t(day, x, n)",
            [timeframe("day", .date), dimension("x"), field("n")]
        ).filling("day", periods(.date))
        let answer = try await answer(query)
        #expect(answer.rows.rowCount == 2)
        #expect(answer.warnings.first?.contains("`day` is not filled") == true)
    }

    @Test func `a pivoted table gets rows and pivot columns`() async throws {
        let rows = """
            SELECT * FROM (VALUES ('2024-01', 'b', 10), ('2024-03', 'a', 1), ('2024-03', 'b', 2)) AS t(month, x, n)
            """
        let fields = [timeframe("month", .month), dimension("x"), field("n")]
        let byRow = query(rows, fields, pivots: ["x"], sorts: [.init(field: "month", descending: false)])
            .filling("month", periods(.month))
        let filledRows = try await answer(byRow)
        #expect(filledRows.cells("n") == [[nil, "10"], [nil, nil], ["1", "2"]])
        #expect(filledRows.cells("month")[1] == ["2024-02", "2024-02"])
        #expect(filledRows.pivot?.keys.map(\.text) == ["a", "b"])

        let byPivot = query(rows, fields, pivots: ["month"], sorts: [.init(field: "month", descending: true)])
            .filling("month", periods(.month))
        let filledKeys = try await answer(byPivot)
        #expect(filledKeys.pivot?.keys.map(\.text) == ["2024-03", "2024-02", "2024-01"])
        #expect(filledKeys.cells("n") == [["2", nil, "10"], ["1", nil, nil]])
        #expect(filledKeys.cells("x") == [["b", "b", "b"], ["a", "a", "a"]])
    }

    @Test func `pivot columns are filled up to their limit`() async throws {
        var query = query(
            "SELECT * FROM (VALUES ('2024-01', 'a', 10), ('2024-12', 'a', 1)) AS t(month, x, n)",
            [timeframe("month", .month), dimension("x"), field("n")], pivots: ["month"]
        ).filling("month", periods(.month))
        query.columnLimit = 4
        let answer = try await answer(query)
        #expect(answer.pivot?.keys.map(\.text) == ["2024-01", "2024-02", "2024-03", "2024-12"])
        #expect(answer.warnings == ["`month` is filled up to 4 pivot columns; more values without data are left out."])
    }
}
