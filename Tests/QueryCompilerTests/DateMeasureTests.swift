import QueryCompiler
import SemanticModel
import Testing

/// The last of two moments, 2018-05-18 23:30 UTC, which is 2018-05-19 01:30 in Berlin (summer time, two hours ahead).
@Suite struct DateMeasureTests {
    static let model = """
        view: v {
          dimension_group: made { type: time sql: ${TABLE}.made ;; }
          measure: of_raw { type: date_time sql: MAX(${made_raw}) ;; }
          measure: of_column { type: date_time sql: MAX(${TABLE}.made) ;; }
          measure: converted { type: date_time sql: MAX(${TABLE}.made) ;; convert_tz: yes }
          measure: kept { type: date_time sql: MAX(${made_raw}) ;; convert_tz: no }
          measure: day { type: date sql: MAX(${TABLE}.day) ;; datatype: date }
          measure: seconds { type: date_time sql: MAX(${TABLE}.seconds) ;; datatype: epoch }
          measure: digits { type: date_month sql: MAX(${TABLE}.digits) ;; datatype: yyyymmdd }
        }
        explore: v {}
        """
    static let tables = [
        """
        CREATE TABLE v AS SELECT made, CAST(made AS DATE) AS day, 1526686200 AS seconds, 20180518 AS digits
        FROM (VALUES (TIMESTAMP '2018-05-18 23:30:00'), (TIMESTAMP '2018-05-17 10:00:00')) AS t(made)
        """
    ]

    @Test func `a date measure is converted as its column is, or as it says itself`() async throws {
        try await withBench(Self.model, tables: Self.tables, zone: "Europe/Berlin") { bench in
            try await bench.check(
                ask(["v.of_raw", "v.of_column", "v.converted", "v.kept", "v.day", "v.seconds", "v.digits"]),
                gives: [
                    [
                        "2018-05-19 01:30:00", "2018-05-18 23:30:00", "2018-05-19 01:30:00", "2018-05-18 23:30:00",
                        "2018-05-18", "2018-05-19 01:30:00", "2018-05",
                    ]
                ])
        }
    }

    @Test func `a filter on a date measure reads it the same way`() async throws {
        try await withBench(Self.model, tables: Self.tables, zone: "Europe/Berlin") { bench in
            try await bench.check(
                ask(["v.converted"], where: ["v.converted": "2018-05-19"]), gives: [["2018-05-19 01:30:00"]])
            try await bench.check(ask(["v.kept"], where: ["v.kept": "2018-05-19"]), gives: [])
        }
    }
}
