import QueryCompiler
import SQL
import Testing

extension PostgreSQLTests {
    /// Moments by id, in UTC, as a column of each type.
    private static func events(_ moments: [String?], _ settings: String = "fiscal_month_offset: 3") -> String {
        let rows = moments.enumerated().map { "(\($0.offset + 1), \($0.element.map { "'\($0)'" } ?? "NULL"))" }
        return """
            \(settings)
            view: events {
              derived_table: { sql:
                SELECT id, m AS happened, CAST(m AS DATE) AS day, EXTRACT(EPOCH FROM m) AS seconds,
                  CAST(TO_CHAR(m, 'YYYYMMDD') AS INTEGER) AS digits, m AT TIME ZONE 'UTC' AS instant
                FROM (SELECT id, CAST(moment AS TIMESTAMP) AS m FROM (VALUES \(rows.joined(separator: ", ")))
                  AS v(id, moment)) AS t ;; }
              dimension: id { primary_key: yes type: number }
              dimension_group: happened { type: time timeframes: [raw, time, second, millisecond, microsecond, minute,
                minute10, minute15, minute30, hour, hour2, hour6, hour12, date, week, month, quarter, year,
                \(settings.contains("fiscal")
                    ? "fiscal_year, fiscal_quarter, fiscal_month_num, fiscal_quarter_of_year," : "")
                day_of_week, day_of_week_index, day_of_month, day_of_year, week_of_year, hour_of_day, time_of_day,
                month_num, month_name, quarter_of_year, yesno] }
              dimension_group: day { type: time datatype: date timeframes: [date, week] }
              dimension_group: seconds { type: time datatype: epoch timeframes: [time, date] }
              dimension_group: digits { type: time datatype: yyyymmdd convert_tz: no timeframes: [date, month] }
              dimension_group: instant { type: time timeframes: [time, date] }
              measure: count { type: count }
            }
            explore: events {}
            """
    }

    /// What each timeframe shows of Friday 2018-05-18 18:30:02.123456; fiscal years begin in April.
    private static let friday: [(timeframe: String, value: String)] = [
        ("raw", "2018-05-18 18:30:02.123456"), ("time", "2018-05-18 18:30:02"), ("second", "2018-05-18 18:30:02"),
        ("millisecond", "2018-05-18 18:30:02.123"), ("microsecond", "2018-05-18 18:30:02.123456"),
        ("minute", "2018-05-18 18:30"), ("minute10", "2018-05-18 18:30:00"), ("minute15", "2018-05-18 18:30:00"),
        ("minute30", "2018-05-18 18:30:00"), ("hour", "2018-05-18 18"), ("hour2", "2018-05-18 18:00:00"),
        ("hour6", "2018-05-18 18:00:00"), ("hour12", "2018-05-18 12:00:00"), ("date", "2018-05-18"),
        ("week", "2018-05-14"), ("month", "2018-05"), ("quarter", "2018-04"), ("year", "2018"),
        ("fiscal_year", "FY2018"), ("fiscal_quarter", "FY2018-Q1"), ("fiscal_month_num", "2"),
        ("fiscal_quarter_of_year", "Q1"), ("day_of_week", "Friday"), ("day_of_week_index", "4"),
        ("day_of_month", "18"), ("day_of_year", "138"), ("week_of_year", "20"), ("hour_of_day", "18"),
        ("time_of_day", "18:30"), ("month_num", "5"), ("month_name", "May"), ("quarter_of_year", "Q2"),
    ]

    @Test func `each timeframe shows its part of a moment, and nothing of an unknown one`() throws {
        let model = Self.events(["2018-05-18 18:30:02.123456", nil])
        for (timeframe, value) in Self.friday {
            try check(
                ask(["events.id", "events.happened_" + timeframe], sort: ["events.id"]), of: model,
                givesInOrder: [["1", value], ["2", nil]])
        }
        try check(ask(["events.id", "events.happened"]), of: model, gives: [["1", "Yes"], ["2", "No"]])
    }

    @Test func `weeks begin on the model's day`() throws {
        // Sunday 2018-05-13 to Saturday 2018-05-19, and Friday 2016-01-01, which is in the last week of 2015.
        let week = (13...19).map { "2018-05-\($0) 12:00:00" }
        try check(
            ask(["events.happened_week", "events.count"]), of: Self.events(week),
            gives: [["2018-05-07", "1"], ["2018-05-14", "6"]])
        try check(
            ask(["events.happened_week", "events.count"]), of: Self.events(week, "week_start_day: sunday"),
            gives: [["2018-05-13", "7"]])
        // From Wednesday on: the 9th to the 15th, then the 16th to the 22nd.
        try check(
            ask(["events.happened_week", "events.count"]), of: Self.events(week, "week_start_day: wednesday"),
            gives: [["2018-05-09", "3"], ["2018-05-16", "4"]])
        try check(
            ask(
                ["events.happened_day_of_week", "events.happened_day_of_week_index"],
                sort: ["events.happened_day_of_week"], limit: 2),
            of: Self.events(week, "week_start_day: wednesday"), givesInOrder: [["Wednesday", "0"], ["Thursday", "1"]])
        try check(
            ask(["events.happened_week", "events.happened_week_of_year"]), of: Self.events(["2016-01-01 00:00:00"]),
            gives: [["2015-12-28", "53"]])
    }

    @Test func `clocks are put forward and back`() throws {
        // New York went from 01:59:59 to 03:00:00 at 07:00 UTC of 11 March, and from 01:59:59 back to 01:00:00 at 06:00 UTC
        // of 4 November.
        let model = Self.events(
            ["2018-03-11 06:59:59", "2018-03-11 07:00:00", "2018-11-04 05:30:00", "2018-11-04 06:30:00"])
        let fields = ["events.id", "events.happened_time", "events.happened_hour6"]
        try check(
            ask(fields), of: model, zone: "America/New_York",
            gives: [
                ["1", "2018-03-11 01:59:59", "2018-03-11 00:00:00"],
                ["2", "2018-03-11 03:00:00", "2018-03-11 00:00:00"],
                ["3", "2018-11-04 01:30:00", "2018-11-04 00:00:00"],
                ["4", "2018-11-04 01:30:00", "2018-11-04 00:00:00"],
            ])
        // A day of 23 hours: from 05:00 UTC to 04:00 UTC of the next day.
        let edges = Self.events(
            ["2018-03-11 04:59:59", "2018-03-11 05:00:00", "2018-03-12 03:59:59", "2018-03-12 04:00:00"])
        try check(
            ask(["events.id"], where: ["events.happened_date": "2018/03/11"]), of: edges, zone: "America/New_York",
            gives: [["2"], ["3"]])
    }

    @Test func `columns of every type of time are moments of the query's zone`() throws {
        let model = Self.events(["2018-05-18 18:30:02"])
        // Tokyo is nine hours ahead.
        try check(
            ask(["events.happened_time", "events.seconds_time", "events.instant_time"]), of: model, zone: "Asia/Tokyo",
            gives: [["2018-05-19 03:30:02", "2018-05-19 03:30:02", "2018-05-19 03:30:02"]])
        for field in ["events.happened_date", "events.seconds_date", "events.instant_date"] {
            try check(
                ask(["events.id"], where: [field: "2018/05/19"]), of: model, zone: "Asia/Tokyo", gives: [["1"]])
            try check(ask(["events.id"], where: [field: "2018/05/18"]), of: model, zone: "Asia/Tokyo", gives: [])
        }
        // Days have no zone.
        try check(
            ask(["events.day_date", "events.day_week", "events.digits_date", "events.digits_month"]), of: model,
            zone: "Asia/Tokyo", gives: [["2018-05-18", "2018-05-14", "2018-05-18", "2018-05"]])
        for field in ["events.day_date", "events.digits_date"] {
            try check(
                ask(["events.id"], where: [field: "2018/05/18"]), of: model, zone: "Asia/Tokyo", gives: [["1"]])
        }
    }

    @Test func `durations count complete intervals`() throws {
        let model = """
            view: trips {
              derived_table: { sql: SELECT id, CAST(a AS TIMESTAMP) AS a, CAST(b AS TIMESTAMP) AS b FROM (VALUES
                (1, '2018-01-01 23:00:00', '2018-01-03 01:00:00'),
                (2, '2018-01-15 10:00:00', '2018-03-15 09:00:00'),
                (3, '2016-02-29 00:00:00', '2018-05-29 00:00:00'),
                (4, '2018-03-15 09:00:00', '2018-01-15 10:00:00'),
                (5, '2018-01-01 00:00:00', NULL)) AS t(id, a, b) ;; }
              dimension: id { primary_key: yes type: number }
              dimension_group: trip { type: duration sql_start: ${TABLE}.a ;; sql_end: ${TABLE}.b ;; }
              measure: mean_days { type: average sql: ${days_trip} ;; }
            }
            explore: trips {}
            """
        let units = ["years", "quarters", "months", "weeks", "days", "hours", "minutes", "seconds"]
        let fields = ["trips.id"] + units.map { "trips.\($0)_trip" }
        try check(
            ask(fields), of: model,
            gives: [
                // 26 hours
                ["1", "0", "0", "0", "0", "1", "26", "1560", "93600"],
                // 16 days of January, 28 of February and 15 of March, less an hour: 1415 hours
                ["2", "0", "0", "1", "8", "58", "1415", "84900", "5094000"],
                // Two years and three months: 366 - 59 + 365 + 148 days = 820
                ["3", "2", "9", "27", "117", "820", "19680", "1180800", "70848000"],
                // The second, turned round
                ["4", "0", "0", "-1", "-8", "-58", "-1415", "-84900", "-5094000"],
                ["5", nil, nil, nil, nil, nil, nil, nil, nil],
            ])
        // (1 + 58 + 820 - 58) / 4
        try check(ask(["trips.mean_days"]), of: model, gives: [["205.25"]])
    }
}
