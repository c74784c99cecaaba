import QueryCompiler
import Testing

@Suite struct TimeframeTests {
    /// Moments by id, in a model with these settings.
    private static func model(_ settings: String = "fiscal_month_offset: 3", moments: [String?]) -> String {
        let rows = moments.enumerated().map { "(\($0.offset + 1), \($0.element.map { "'\($0)'" } ?? "NULL"))" }
        return """
            \(settings)
            view: events {
              derived_table: { sql: SELECT id, CAST(moment AS TIMESTAMP) AS happened
                FROM (VALUES \(rows.joined(separator: ", "))) AS t(id, moment) ;; }
              dimension: id { primary_key: yes type: number }
              dimension_group: happened { type: time timeframes: [raw, time, second, millisecond, microsecond, minute,
                minute10, minute15, minute20, minute30, hour, hour2, hour4, hour6, hour12, date, week, month, quarter, year,
                \(settings.contains("fiscal")
                    ? "fiscal_year, fiscal_quarter, fiscal_month_num, fiscal_quarter_of_year," : "")
                day_of_week, day_of_week_index, day_of_month, day_of_year, week_of_year, hour_of_day, time_of_day,
                month_num, month_name, quarter_of_year, yesno] }
              measure: count { type: count }
            }
            explore: events {}
            """
    }

    /// What each timeframe shows of Friday 2018-05-18 18:34:02.123456; fiscal years begin in April.
    static let friday: [(timeframe: String, value: String)] = [
        ("happened_raw", "2018-05-18 18:34:02"), ("happened_time", "2018-05-18 18:34:02"),
        ("happened_second", "2018-05-18 18:34:02"), ("happened_millisecond", "2018-05-18 18:34:02.123"),
        ("happened_microsecond", "2018-05-18 18:34:02.123456"), ("happened_minute", "2018-05-18 18:34"),
        ("happened_minute10", "2018-05-18 18:30:00"), ("happened_minute15", "2018-05-18 18:30:00"),
        ("happened_minute20", "2018-05-18 18:20:00"), ("happened_minute30", "2018-05-18 18:30:00"),
        ("happened_hour", "2018-05-18 18"), ("happened_hour2", "2018-05-18 18:00:00"),
        ("happened_hour4", "2018-05-18 16:00:00"), ("happened_hour6", "2018-05-18 18:00:00"),
        ("happened_hour12", "2018-05-18 12:00:00"), ("happened_date", "2018-05-18"), ("happened_week", "2018-05-14"),
        ("happened_month", "2018-05"), ("happened_quarter", "2018-04"), ("happened_year", "2018"),
        ("happened_fiscal_year", "FY2018"), ("happened_fiscal_quarter", "FY2018-Q1"),
        ("happened_fiscal_month_num", "2"), ("happened_fiscal_quarter_of_year", "Q1"),
        ("happened_day_of_week", "Friday"), ("happened_day_of_week_index", "4"), ("happened_day_of_month", "18"),
        ("happened_day_of_year", "138"), ("happened_week_of_year", "20"), ("happened_hour_of_day", "18"),
        ("happened_time_of_day", "18:34"), ("happened_month_num", "5"), ("happened_month_name", "May"),
        ("happened_quarter_of_year", "Q2"), ("happened", "Yes"),
    ]

    @Test func `each timeframe shows its part of a moment, and nothing of an unknown one`() async throws {
        try await withBench(Self.model(moments: ["2018-05-18 18:34:02.123456", nil])) { bench async throws in
            for (timeframe, value) in Self.friday {
                let rows = try await bench.rows(ask(["events.id", "events." + timeframe], sort: ["events.id"]))
                let expected: [[String?]] = [["1", value], ["2", timeframe == "happened" ? "No" : nil]]
                #expect(rows == expected, "\(timeframe)")
            }
        }
    }

    @Test func `weeks and fiscal years cross the turn of the year`() async throws {
        // 2016-01-01 is a Friday; the fiscal year 2017 ends with March 2018.
        try await withBench(Self.model(moments: ["2016-01-01 00:00:00", "2018-03-31 23:59:59"])) { bench async throws in
            try await bench.check(
                ask(["events.happened_week", "events.happened_week_of_year"], where: ["events.id": "1"]),
                gives: [["2015-12-28", "53"]])
            try await bench.check(
                ask(
                    [
                        "events.happened_fiscal_year", "events.happened_fiscal_quarter",
                        "events.happened_fiscal_month_num", "events.happened_fiscal_quarter_of_year",
                    ], where: ["events.id": "2"]),
                gives: [["FY2017", "FY2017-Q4", "12", "Q4"]])
        }
    }

    @Test func `a fiscal year can begin before its calendar year`() async throws {
        let moments = ["2017-10-31 00:00:00", "2017-11-01 00:00:00"]
        try await withBench(Self.model("fiscal_month_offset: -2", moments: moments)) { bench async throws in
            try await bench.check(
                ask(["events.id", "events.happened_fiscal_year", "events.happened_fiscal_month_num"]),
                gives: [["1", "FY2017", "12"], ["2", "FY2018", "1"]])
            try await bench.check(ask(["events.id"], where: ["events.happened_date": "FY2018"]), gives: [["2"]])
        }
    }

    /// Sunday 2018-05-13 to Saturday 2018-05-19, ids 1 to 7.
    private static let week: [String?] = (13...19).map { "2018-05-\($0) 12:00:00" }

    @Test func `days of the week sort from Monday`() async throws {
        try await withBench(Self.model(moments: Self.week + [nil])) { bench async throws in
            try await bench.check(
                ask(
                    ["events.happened_day_of_week"], where: ["events.happened_date": "NOT NULL"],
                    sort: ["events.happened_day_of_week"]),
                givesInOrder: [
                    ["Monday"], ["Tuesday"], ["Wednesday"], ["Thursday"], ["Friday"], ["Saturday"], ["Sunday"],
                ])
            try await bench.check(
                ask(["events.happened_week", "events.count"], where: ["events.happened_date": "NOT NULL"]),
                gives: [["2018-05-07", "1"], ["2018-05-14", "6"]])
        }
    }

    @Test func `weeks can begin on Sunday`() async throws {
        try await withBench(Self.model("week_start_day: sunday", moments: Self.week)) { bench async throws in
            try await bench.check(
                ask(
                    ["events.happened_day_of_week", "events.happened_day_of_week_index"],
                    sort: ["events.happened_day_of_week"]),
                givesInOrder: [
                    ["Sunday", "0"], ["Monday", "1"], ["Tuesday", "2"], ["Wednesday", "3"], ["Thursday", "4"],
                    ["Friday", "5"], ["Saturday", "6"],
                ])
            try await bench.check(
                ask(["events.happened_week", "events.count"]), gives: [["2018-05-13", "7"]])
            try await bench.check(ask(["events.count"], where: ["events.happened_date": "this week"]), gives: [["7"]])
        }
        try await withBench(Self.model(moments: Self.week)) { bench async throws in
            try await bench.check(ask(["events.count"], where: ["events.happened_date": "this week"]), gives: [["6"]])
        }
    }

    @Test func `names of months sort by the calendar`() async throws {
        let moments: [String?] = [4, 1, 12, 8, 2].map { $0 < 10 ? "2018-0\($0)-03 00:00:00" : "2018-\($0)-03 00:00:00" }
        try await withBench(Self.model(moments: moments)) { bench async throws in
            try await bench.check(
                ask(["events.happened_month_name"], sort: ["events.happened_month_name"]),
                givesInOrder: [["January"], ["February"], ["April"], ["August"], ["December"]])
            try await bench.check(
                ask(["events.happened_month_name"], sort: ["events.happened_month_name desc"], limit: 2),
                givesInOrder: [["December"], ["August"]])
        }
    }

    /// Filters by timeframe over the orders of the shop and the ids that they let through; now is 2018-05-18.
    static let filters: [(field: String, expression: String, ids: [String])] = [
        ("created_month", "3 days", ["2", "3"]), ("created_year", "2018", ["1", "2", "3", "4", "5"]),
        ("created_quarter", "this quarter", ["1", "2", "3", "4"]), ("created_week", "this week", ["1", "2", "3"]),
        ("created_day_of_week", "Monday", ["1", "4", "5"]), ("created_day_of_week", "-Monday", ["2", "3", "6"]),
        ("created_month_name", "April,January", ["4", "5"]), ("created_month_num", "<5", ["4", "5"]),
        ("created_hour_of_day", ">=18", ["2", "3"]), ("created_time_of_day", "23:%", ["3"]),
        ("created_day_of_month", "18", ["2", "3"]), ("created_quarter_of_year", "Q1", ["5"]),
        ("created_day_of_week_index", "4", ["2", "3"]), ("created_time", "2018-05-18 18:30", ["2"]),
        ("created_raw", "NULL", ["6"]),
    ]

    @Test func `a timeframe is filtered in the language of its values`() async throws {
        try await withBench(Shop.model, tables: Shop.tables) { bench async throws in
            for (field, expression, ids) in Self.filters {
                let rows = try await bench.rows(
                    ask(["orders.id"], where: ["orders." + field: expression], sort: ["orders.id"]))
                let expected: [[String?]] = ids.map { [$0] }
                #expect(rows == expected, "\(field): \(expression)")
            }
        }
    }
}

@Suite struct DurationTests {
    private static let model = """
        view: trips {
          derived_table: { sql: SELECT id, CAST(a AS TIMESTAMP) AS a, CAST(b AS TIMESTAMP) AS b FROM (VALUES
            (1, '2018-01-01 23:00:00', '2018-01-03 01:00:00'),
            (2, '2018-01-15 10:00:00', '2018-03-15 09:00:00'),
            (3, '2016-02-29 00:00:00', '2018-05-29 00:00:00'),
            (4, '2018-01-01 00:00:00', NULL)) AS t(id, a, b) ;; }
          dimension: id { primary_key: yes type: number }
          dimension_group: trip { type: duration sql_start: ${TABLE}.a ;; sql_end: ${TABLE}.b ;; }
          dimension: age { type: duration_day sql_start: ${TABLE}.a ;; sql_end: ${TABLE}.b ;; }
          measure: count { type: count }
          measure: mean_days { type: average sql: ${days_trip} ;; }
        }
        explore: trips {}
        """

    @Test func `durations count complete intervals`() async throws {
        try await withBench(Self.model) { bench async throws in
            let units = ["years", "quarters", "months", "weeks", "days", "hours", "minutes", "seconds"]
            let fields = units.map { "trips.\($0)_trip" }
            // 26 hours
            try await bench.check(
                ask(fields, where: ["trips.id": "1"]), gives: [["0", "0", "0", "0", "1", "26", "1560", "93600"]])
            // 59 days (16 of January, 28 of February, 15 of March) less one hour: 1415 hours
            try await bench.check(
                ask(fields, where: ["trips.id": "2"]),
                gives: [["0", "0", "1", "8", "58", "1415", "84900", "5094000"]])
            // Two years and three months
            try await bench.check(
                ask(Array(fields.prefix(3)), where: ["trips.id": "3"]), gives: [["2", "9", "27"]])
            try await bench.check(
                ask(fields, where: ["trips.id": "4"]), gives: [[nil, nil, nil, nil, nil, nil, nil, nil]])
        }
    }

    @Test func `a duration is a number to filters and measures`() async throws {
        try await withBench(Self.model) { bench async throws in
            try await bench.check(ask(["trips.id"], where: ["trips.days_trip": "[1,58]"]), gives: [["1"], ["2"]])
            try await bench.check(ask(["trips.id", "trips.age"], where: ["trips.age": "1"]), gives: [["1", "1"]])
            // (1 + 58) / 2
            try await bench.check(
                ask(["trips.count", "trips.mean_days"], where: ["trips.id": "1,2"]), gives: [["2", "29.5"]])
        }
    }
}
