import QueryCompiler
import Testing

@Suite struct TimeZoneTests {
    /// Events with a column of each type that holds the same moments, given in UTC.
    private static func model(_ moments: [String]) -> String {
        let rows = moments.enumerated().map { "(\($0.offset + 1), '\($0.element)')" }.joined(separator: ", ")
        let frames = "timeframes: [raw, time, hour, date, week, month, day_of_week]"
        return """
            view: events {
              derived_table: { sql:
                SELECT id, m AS moment, CAST(m AS DATE) AS day, CAST(epoch(m) AS BIGINT) AS seconds,
                  CAST(strftime(m, '%Y%m%d') AS INTEGER) AS digits, m AT TIME ZONE 'UTC' AS instant
                FROM (SELECT id, CAST(text AS TIMESTAMP) AS m FROM (VALUES \(rows)) AS v(id, text)) AS t ;; }
              dimension: id { primary_key: yes type: number }
              dimension_group: moment { type: time \(frames) }
              dimension_group: local { type: time \(frames) convert_tz: no sql: ${TABLE}.moment ;; }
              dimension_group: day { type: time datatype: date timeframes: [date, week, month] }
              dimension_group: seconds { type: time datatype: epoch \(frames) }
              dimension_group: digits { type: time datatype: yyyymmdd convert_tz: no timeframes: [date, month] }
              dimension_group: instant { type: time datatype: timestamp \(frames) }
              measure: count { type: count }
            }
            explore: events {}
            """
    }

    private static let evening = model(["2018-05-18 02:00:00", "2018-05-18 18:30:02"])

    @Test func `times are shown in the query's zone, else in the project's`() async throws {
        // New York is four hours behind in summer, Tokyo nine ahead.
        try await withBench(Self.evening, zone: "America/New_York") { bench async throws in
            let fields = ["events.id", "events.moment_time", "events.moment_date"]
            try await bench.check(
                ask(fields),
                gives: [["1", "2018-05-17 22:00:00", "2018-05-17"], ["2", "2018-05-18 14:30:02", "2018-05-18"]])
            try await bench.check(
                ask(fields, zone: "Asia/Tokyo"),
                gives: [["1", "2018-05-18 11:00:00", "2018-05-18"], ["2", "2018-05-19 03:30:02", "2018-05-19"]])
            #expect(try bench.compile(ask(fields)).timezone == "America/New_York")
            #expect(try bench.compile(ask(fields, zone: "Asia/Tokyo")).timezone == "Asia/Tokyo")
        }
    }

    @Test func `a raw column and one without conversion stay as they are`() async throws {
        try await withBench(Self.evening, zone: "Asia/Tokyo") { bench async throws in
            try await bench.check(
                ask(["events.moment_raw", "events.local_time", "events.local_date"], where: ["events.id": "2"]),
                gives: [["2018-05-18 18:30:02", "2018-05-18 18:30:02", "2018-05-18"]])
        }
    }

    @Test func `a truncated time is one of the query's zone`() async throws {
        // 2018-05-31 20:00 UTC is Friday the first of June in Tokyo.
        try await withBench(Self.model(["2018-05-31 20:00:00"]), zone: "Asia/Tokyo") { bench async throws in
            try await bench.check(
                ask(["events.moment_month", "events.moment_day_of_week", "events.local_month"]),
                gives: [["2018-06", "Friday", "2018-05"]])
        }
    }

    @Test func `seconds since 1970 and times with a zone are moments too`() async throws {
        try await withBench(Self.evening, zone: "Asia/Tokyo") { bench async throws in
            try await bench.check(
                ask(["events.seconds_time", "events.instant_time"], where: ["events.id": "2"]),
                gives: [["2018-05-19 03:30:02", "2018-05-19 03:30:02"]])
            for field in ["events.seconds_date", "events.instant_date", "events.moment_date"] {
                try await bench.check(ask(["events.id"], where: [field: "2018/05/19"]), gives: [["2"]])
                try await bench.check(ask(["events.id"], where: [field: "before 2018/05/19"]), gives: [["1"]])
            }
        }
    }

    @Test func `dates without a time have no zone`() async throws {
        try await withBench(Self.evening, zone: "America/New_York") { bench async throws in
            try await bench.check(
                ask(["events.day_date", "events.digits_date", "events.day_week", "events.day_month"]),
                gives: [["2018-05-18", "2018-05-18", "2018-05-14", "2018-05"]])
            for field in ["events.day_date", "events.digits_date"] {
                try await bench.check(ask(["events.count"], where: [field: "2018/05/18"]), gives: [["2"]])
                try await bench.check(ask(["events.count"], where: [field: "before 2018/05/18"]), gives: [["0"]])
                try await bench.check(ask(["events.count"], where: [field: "2018-05"]), gives: [["2"]])
                try await bench.check(ask(["events.count"], where: [field: "after 2018/05/19"]), gives: [["0"]])
            }
        }
    }

    @Test func `a day begins and ends at midnight of the query's zone`() async throws {
        // Tokyo's 19 May is 15:00 of the 18th to 15:00 of the 19th in UTC.
        let moments = ["2018-05-18 14:59:59", "2018-05-18 15:00:00", "2018-05-19 14:59:59", "2018-05-19 15:00:00"]
        try await withBench(Self.model(moments), zone: "Asia/Tokyo") { bench async throws in
            try await bench.check(
                ask(["events.id"], where: ["events.moment_date": "2018/05/19"]), gives: [["2"], ["3"]])
            // Now, 18:30 UTC of the 18th, is the 19th there.
            try await bench.check(
                ask(["events.id"], where: ["events.moment_date": "today"]), gives: [["2"], ["3"]])
            try await bench.check(
                ask(["events.id"], where: ["events.local_date": "2018/05/19"]), gives: [["3"], ["4"]])
            // To a column that is not converted it is the 18th.
            try await bench.check(
                ask(["events.id"], where: ["events.local_date": "today"]), gives: [["1"], ["2"]])
        }
    }

    @Test func `the day on which summer time begins has 23 hours`() async throws {
        // New York goes from 01:59:59 to 03:00:00 on 11 March 2018, at 07:00 UTC.
        let moments = [
            "2018-03-11 04:59:59", "2018-03-11 05:00:00", "2018-03-11 06:59:59", "2018-03-11 07:00:00",
            "2018-03-12 03:59:59", "2018-03-12 04:00:00",
        ]
        try await withBench(Self.model(moments), zone: "America/New_York") { bench async throws in
            try await bench.check(
                ask(["events.id", "events.moment_time"], where: ["events.moment_date": "2018/03/11"]),
                gives: [
                    ["2", "2018-03-11 00:00:00"], ["3", "2018-03-11 01:59:59"], ["4", "2018-03-11 03:00:00"],
                    ["5", "2018-03-11 23:59:59"],
                ])
            try await bench.check(
                ask(["events.moment_date", "events.count"]),
                gives: [["2018-03-10", "1"], ["2018-03-11", "4"], ["2018-03-12", "1"]])
        }
    }

    @Test func `the day on which summer time ends has 25 hours, and one hour comes twice`() async throws {
        // New York goes from 01:59:59 back to 01:00:00 on 4 November 2018, at 06:00 UTC.
        let moments = [
            "2018-11-04 03:59:59", "2018-11-04 04:00:00", "2018-11-04 05:30:00", "2018-11-04 06:30:00",
            "2018-11-05 04:59:59", "2018-11-05 05:00:00",
        ]
        try await withBench(Self.model(moments), zone: "America/New_York") { bench async throws in
            try await bench.check(
                ask(["events.id"], where: ["events.moment_date": "2018/11/04"]),
                gives: [["2"], ["3"], ["4"], ["5"]])
            try await bench.check(
                ask(["events.moment_hour", "events.count"], where: ["events.id": "3,4"]),
                gives: [["2018-11-04 01", "2"]])
        }
    }
}
