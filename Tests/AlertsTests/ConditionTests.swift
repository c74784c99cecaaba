import JSON
import Testing

@testable import Alerts

/// Conditions on numbers that were worked out by hand.
@Suite struct ConditionTests {
    /// 2026-11-28 14:05:00 on the clocks of the query's zone, a Saturday.
    static let clock: Int64 = 1_795_874_700_000_000

    static func condition(
        _ comparison: AlertComparison, _ threshold: Double, rows: [(String, JSONValue)] = []
    ) throws -> AlertCondition {
        let filter = rows.map { JSONValue.object(JSONObject([("field_name", .string($0)), ("field_value", $1)])) }
        return try #require(
            AlertCondition(
                JSONObject([
                    ("comparison_type", .string(comparison.rawValue)), ("threshold", .double(threshold)),
                    ("field", ["title": "Orders", "name": "orders.count", "filter": .array(filter)]),
                ])))
    }

    static func table(_ rows: [(String?, Double?)], grain: AlertGrain?) -> AlertTable {
        AlertTable(
            columns: [
                AlertTable.Column(name: "orders.key", label: "Key", isNumeric: false, grain: grain),
                AlertTable.Column(name: "orders.count", label: "Orders", isNumeric: true),
            ],
            rows: rows.map { key, number in
                [
                    AlertTable.Cell(text: key),
                    AlertTable.Cell(text: number.map { "\($0)" }, number: number, shown: number.map { "~\($0)" }),
                ]
            }, clock: clock)
    }

    @Test(arguments: [
        (AlertComparison.equal, 4.9, false), (.equal, 5, true), (.equal, 5.1, false),
        (.greater, 5, false), (.greater, 5.1, true), (.greaterOrEqual, 4.9, false), (.greaterOrEqual, 5, true),
        (.less, 4.9, true), (.less, 5, false), (.lessOrEqual, 5, true), (.lessOrEqual, 5.1, false),
    ]) func `a number compares with the threshold 5`(_ comparison: AlertComparison, _ value: Double, _ isMet: Bool)
        throws
    {
        let reading = try Self.condition(comparison, 5).reading(of: Self.table([("a", value)], grain: nil), known: nil)
        #expect(reading.isMet == isMet)
        #expect(reading.value == value && reading.shown == "~\(value)" && reading.gap == nil)
    }

    @Test(arguments: [
        (AlertComparison.increases, 10.0, 13.0, true), (.increases, 10, 12.9, false), (.increases, 10, 5, false),
        (.decreases, 10, 7, true), (.decreases, 10, 7.1, false), (.decreases, 10, 15, false),
        (.changes, 10, 13, true), (.changes, 10, 7, true), (.changes, 10, 12, false),
    ]) func `a change by 3 is one against the look before, or against the period before`(
        _ comparison: AlertComparison, _ earlier: Double, _ value: Double, _ isMet: Bool
    ) throws {
        let condition = try Self.condition(comparison, 3)
        let single = try condition.reading(of: Self.table([("a", value)], grain: nil), known: earlier)
        #expect(single.isMet == isMet && single.earlier == earlier)
        let days = Self.table([("2026-11-26", earlier), ("2026-11-27", value)], grain: .day)
        let series = try condition.reading(of: days, known: 999)
        #expect(series.isMet == isMet && series.earlier == earlier && series.period == "2026-11-27")
    }

    @Test func `of a time series the newest day that is over counts, in whatever order the rows come`() throws {
        let condition = try Self.condition(.greater, 5)
        for rows in [
            [("2026-11-28", 99.0), ("2026-11-27", 6), ("2026-11-26", 1)],
            [("2026-11-26", 1.0), ("2026-11-27", 6), ("2026-11-28", 99), ("2026-12-01", 99)],
        ] {
            let reading = try condition.reading(of: Self.table(rows, grain: .day), known: nil)
            #expect(reading.value == 6 && reading.period == "2026-11-27" && reading.isMet)
        }
    }

    @Test func `what is missing meets no condition and is said in words`() throws {
        let condition = try Self.condition(.less, 5)
        let gaps: [(AlertTable, AlertReading.Gap)] = [
            (Self.table([], grain: nil), .noRow), (Self.table([("a", nil)], grain: nil), .noValue),
            (Self.table([("a", .nan)], grain: nil), .noValue),
            (Self.table([("2026-11-28", 1)], grain: .day), .noPeriod),
            (Self.table([(nil, 1)], grain: .day), .noPeriod),
        ]
        for (table, gap) in gaps {
            let reading = try condition.reading(of: table, known: nil)
            #expect(reading.gap == gap && !reading.isMet)
            #expect(reading.value == nil)
        }
        let change = try Self.condition(.increases, 1)
        let first = try change.reading(of: Self.table([("a", 7)], grain: nil), known: nil)
        #expect(first.gap == .nothingBefore && !first.isMet && first.value == 7)
        let firstDay = try change.reading(of: Self.table([("2026-11-27", 7)], grain: .day), known: 1)
        #expect(firstDay.gap == .nothingBefore && !firstDay.isMet)
    }

    @Test func `only the rows that the filters let through count`() throws {
        let rows: [(String?, Double?)] = [("a", 1), ("b", 9), (nil, 4)]
        let table = Self.table(rows, grain: nil)
        #expect(try Self.condition(.greater, 5).reading(of: table, known: nil).value == 1)
        #expect(try Self.condition(.greater, 5, rows: [("orders.key", "b")]).reading(of: table, known: nil).value == 9)
        #expect(try Self.condition(.greater, 5, rows: [("orders.key", nil)]).reading(of: table, known: nil).value == 4)
        #expect(try Self.condition(.greater, 5, rows: [("orders.count", 9)]).reading(of: table, known: nil).value == 9)
        #expect(
            try Self.condition(.greater, 5, rows: [("orders.key", "c")]).reading(of: table, known: nil).gap == .noRow)
        // The row of one day is no series: today counts where it is asked for.
        let days = Self.table([("2026-11-27", 1), ("2026-11-28", 9)], grain: .day)
        let today = try Self.condition(.greater, 5, rows: [("orders.key", "2026-11-28")])
            .reading(of: days, known: nil)
        #expect(today.value == 9 && today.isMet && today.period == nil)
    }

    @Test func `a column that the tile has no longer is a failure that names it`() throws {
        let table = AlertTable(columns: [.init(name: "orders.sum", label: "Sum", isNumeric: true)], rows: [], clock: 0)
        let trouble = #expect(throws: AlertTrouble.self) {
            try Self.condition(.greater, 5).reading(of: table, known: nil)
        }
        #expect(trouble?.words.contains("orders.count") == true)
    }

    @Test func `a condition reads as a sentence`() throws {
        #expect(try Self.condition(.greater, 100).sentence == "Orders is above 100")
        #expect(try Self.condition(.changes, 0.5).sentence == "Orders changes by at least 0.5")
    }

    @Test(arguments: [
        (AlertGrain.moment, "2026-11-28 14:05:00", "2026-11-28 14:05:01"),
        (.minute, "2026-11-28 14:04", "2026-11-28 14:05"), (.hour, "2026-11-28 13", "2026-11-28 14"),
        (.minutes(15), "2026-11-28 13:45:00", "2026-11-28 14:00:00"),
        (.minutes(5), "2026-11-28 14:00:00", "2026-11-28 14:05:00"),
        (.hours(6), "2026-11-28 06:00:00", "2026-11-28 12:00:00"), (.day, "2026-11-27", "2026-11-28"),
        // The week of Monday 2026-11-23 ends with the 29th; one that began on Saturday the 21st is over.
        (.week, "2026-11-21", "2026-11-23"), (.month, "2026-10", "2026-11"), (.quarter, "2026-07", "2026-10"),
        (.year, "2025", "2026"),
    ]) func `a period is over or under way at 14:05 on 28 November 2026`(
        _ grain: AlertGrain, _ over: String, _ underWay: String
    ) {
        let end = grain.firstOpen(at: Self.clock)
        #expect(over < end)
        #expect(underWay >= end)
    }
}
