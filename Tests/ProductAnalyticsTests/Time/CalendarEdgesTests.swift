import Foundation
import ProductAnalytics
import Testing

/// Edges of buckets and bounds of ranges as Python has them: the first moments of local days from `zoneinfo` (the zones of
/// IANA), weeks, quarters and years from its `datetime`. All in seconds since 1970.
struct CalendarEdgesTests {
    struct Case: CustomTestStringConvertible {
        var zone: String
        var interval: ChartInterval
        var from: Int64
        var to: Int64
        var weekStart: Int
        var fiscalStart: Int
        var edges: [Int64]

        init(
            _ zone: String, _ interval: ChartInterval, _ from: Int64, _ to: Int64, weekStart: Int = 1,
            fiscalStart: Int = 1, _ edges: [Int64]
        ) {
            self.zone = zone
            self.interval = interval
            self.from = from
            self.to = to
            self.weekStart = weekStart
            self.fiscalStart = fiscalStart
            self.edges = edges
        }

        var testDescription: String { "\(interval.rawValue) in \(zone) from \(from)" }
    }

    private static let second: Int64 = 1_000_000

    /// TIM-3 and TIM-4: days on which the clocks change in spring and autumn, at midnight and by half an hour; weeks from Monday,
    /// Sunday and Saturday; quarters and years from January and from another month.
    @Test(arguments: edges) func `buckets begin where days begin in the zone`(_ one: Case) throws {
        let zone = try #require(TimeZone(identifier: one.zone))
        let calendar = ChartCalendar(zone: zone, weekStart: one.weekStart, fiscalStart: one.fiscalStart)
        let buckets = Buckets(
            from: one.from * Self.second, to: one.to * Self.second, every: one.interval, in: calendar)
        #expect(buckets.edges.map { $0 / Self.second } == one.edges)
        // A moment belongs to the bucket that begins with it, the one just before to the bucket before.
        for (place, edge) in one.edges.dropLast().enumerated() {
            #expect(buckets.index(of: edge * Self.second) == place)
            #expect(buckets.index(of: edge * Self.second - 1) == (place == 0 ? nil : place - 1))
            #expect(calendar.start(of: one.interval, at: edge * Self.second) == edge * Self.second)
            let last = one.edges[place + 1] * Self.second - 1
            #expect(calendar.start(of: one.interval, at: last) == edge * Self.second)
        }
    }

    static let edges: [Case] = [
        // 2026-03-07 to 2026-03-10, its first moment.
        Case(
            "America/New_York", .day, 1_772_859_600, 1_773_115_200,
            [
                1_772_859_600, 1_772_946_000, 1_773_028_800, 1_773_115_200,
            ]),
        // 2026-10-31 to 2026-11-03, its first moment.
        Case(
            "America/New_York", .day, 1_793_419_200, 1_793_682_000,
            [
                1_793_419_200, 1_793_505_600, 1_793_595_600, 1_793_682_000,
            ]),
        // 2026-03-08 to 2026-03-09, its first moment.
        Case(
            "America/New_York", .hour, 1_772_946_000, 1_773_028_800,
            [
                1_772_946_000, 1_772_949_600, 1_772_953_200, 1_772_956_800, 1_772_960_400, 1_772_964_000,
                1_772_967_600, 1_772_971_200, 1_772_974_800, 1_772_978_400, 1_772_982_000, 1_772_985_600,
                1_772_989_200, 1_772_992_800, 1_772_996_400, 1_773_000_000, 1_773_003_600, 1_773_007_200,
                1_773_010_800, 1_773_014_400, 1_773_018_000, 1_773_021_600, 1_773_025_200, 1_773_028_800,
            ]),
        // 2026-11-01 to 2026-11-02, its first moment.
        Case(
            "America/New_York", .hour, 1_793_505_600, 1_793_595_600,
            [
                1_793_505_600, 1_793_509_200, 1_793_512_800, 1_793_516_400, 1_793_520_000, 1_793_523_600,
                1_793_527_200, 1_793_530_800, 1_793_534_400, 1_793_538_000, 1_793_541_600, 1_793_545_200,
                1_793_548_800, 1_793_552_400, 1_793_556_000, 1_793_559_600, 1_793_563_200, 1_793_566_800,
                1_793_570_400, 1_793_574_000, 1_793_577_600, 1_793_581_200, 1_793_584_800, 1_793_588_400,
                1_793_592_000, 1_793_595_600,
            ]),
        // 2026-03-04 to 2026-03-18, its first moment.
        Case(
            "America/New_York", .week, 1_772_600_400, 1_773_806_400,
            [
                1_772_427_600, 1_773_028_800, 1_773_633_600, 1_774_238_400,
            ]),
        // 2026-03-04 to 2026-03-18, its first moment.
        Case(
            "America/New_York", .week, 1_772_600_400, 1_773_806_400, weekStart: 7,
            [
                1_772_341_200, 1_772_946_000, 1_773_547_200, 1_774_152_000,
            ]),
        // 2026-10-21 to 2026-11-02, its first moment.
        Case(
            "Europe/Berlin", .week, 1_792_533_600, 1_793_574_000, weekStart: 7,
            [
                1_792_274_400, 1_792_879_200, 1_793_487_600, 1_794_092_400,
            ]),
        // 2026-10-21 to 2026-11-02, its first moment.
        Case(
            "Europe/Berlin", .week, 1_792_533_600, 1_793_574_000, weekStart: 6,
            [
                1_792_188_000, 1_792_792_800, 1_793_401_200, 1_794_006_000,
            ]),
        // 2026-02-10 to 2026-05-01, its first moment.
        Case(
            "Europe/Berlin", .month, 1_770_678_000, 1_777_586_400,
            [
                1_769_900_400, 1_772_319_600, 1_774_994_400, 1_777_586_400,
            ]),
        // 2026-02-10 to 2026-11-01, its first moment.
        Case(
            "Europe/Berlin", .quarter, 1_770_678_000, 1_793_487_600,
            [
                1_767_222_000, 1_774_994_400, 1_782_856_800, 1_790_805_600, 1_798_758_000,
            ]),
        // 2026-01-10 to 2026-08-01, its first moment.
        Case(
            "Europe/Berlin", .quarter, 1_767_999_600, 1_785_535_200, fiscalStart: 2,
            [
                1_761_951_600, 1_769_900_400, 1_777_586_400, 1_785_535_200,
            ]),
        // 2024-07-01 to 2026-02-01, its first moment.
        Case(
            "America/New_York", .year, 1_719_806_400, 1_769_922_000,
            [
                1_704_085_200, 1_735_707_600, 1_767_243_600, 1_798_779_600,
            ]),
        // 2024-03-01 to 2026-02-01, its first moment.
        Case(
            "America/New_York", .year, 1_709_269_200, 1_769_922_000, fiscalStart: 4,
            [
                1_680_321_600, 1_711_944_000, 1_743_480_000, 1_775_016_000,
            ]),
        // 2026-03-07 to 2026-03-09, its first moment.
        Case(
            "Asia/Kolkata", .day, 1_772_821_800, 1_772_994_600,
            [
                1_772_821_800, 1_772_908_200, 1_772_994_600,
            ]),
        // 2018-11-03 to 2018-11-06, its first moment.
        Case(
            "America/Sao_Paulo", .day, 1_541_214_000, 1_541_469_600,
            [
                1_541_214_000, 1_541_300_400, 1_541_383_200, 1_541_469_600,
            ]),
        // 2018-02-16 to 2018-02-19, its first moment.
        Case(
            "America/Sao_Paulo", .day, 1_518_746_400, 1_519_009_200,
            [
                1_518_746_400, 1_518_832_800, 1_518_922_800, 1_519_009_200,
            ]),
        // 2026-04-04 to 2026-04-07, its first moment.
        Case(
            "Australia/Lord_Howe", .day, 1_775_221_200, 1_775_482_200,
            [
                1_775_221_200, 1_775_307_600, 1_775_395_800, 1_775_482_200,
            ]),
    ]

    /// The worked example of changing clocks: 03:30 UTC on 9 March is 23:30 on the 8th in New York, which is a day of 23 hours.
    /// TIM-5: the last N count the one that still runs, unless only complete ones are asked for.
    @Test(arguments: ranges) func `ranges end where the calendar says`(
        _ range: ChartRange, weekStart: Int, from: Int64, to: Int64
    ) throws {
        let zone = try #require(TimeZone(identifier: "America/New_York"))
        let calendar = ChartCalendar(zone: zone, weekStart: weekStart)
        let bounds = range.bounds(in: calendar, asOf: 1_773_027_000 * Self.second)
        #expect(bounds.from == from * Self.second)
        #expect(bounds.to == to * Self.second)
    }

    static let ranges: [(ChartRange, Int, Int64, Int64)] = [
        (.last(3, .day, complete: false), 1, 1_772_773_200, 1_773_028_800),
        (.last(3, .day, complete: true), 1, 1_772_686_800, 1_772_946_000),
        (.last(2, .week, complete: false), 1, 1_771_822_800, 1_773_028_800),
        (.last(2, .week, complete: true), 1, 1_771_218_000, 1_772_427_600),
        (.last(2, .week, complete: false), 7, 1_772_341_200, 1_773_547_200),
        (.last(2, .week, complete: true), 7, 1_771_736_400, 1_772_946_000),
        (.last(1, .month, complete: false), 1, 1_772_341_200, 1_775_016_000),
        (.last(1, .quarter, complete: true), 1, 1_759_291_200, 1_767_243_600),
        (.last(24, .hour, complete: false), 1, 1_772_942_400, 1_773_028_800),
        (.last(24, .hour, complete: true), 1, 1_772_938_800, 1_773_025_200),
        (.since(.init(year: 2026, month: 2, day: 27)), 1, 1_772_168_400, 1_773_028_800),
        (
            .days(from: .init(year: 2026, month: 3, day: 8), until: .init(year: 2026, month: 3, day: 9)), 1,
            1_772_946_000, 1_773_028_800
        ),
    ]
}
