import Foundation
import ProductAnalytics
import Testing

/// What random tests ask of charts that count one event by series.
struct RandomCharts {
    var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    mutating func pick<Value>(_ values: [Value]) -> Value {
        values[Int.random(in: values.indices, using: &generator)]
    }

    /// One event, broken down or not, of all or of a number.
    mutating func event() -> EventSelection {
        let pro = [PropertyFilter(.user("plan"), .is, ["pro"])]
        var event = pick([
            EventSelection("A"), EventSelection("A", where: pro), .anyActive, .anyActive, .any,
            EventSelection([.init(.named("B"))], occurrence: 2),
        ])
        event.groupBy = pick([
            [], [], [.user("plan")], [.event("page")], [.user("plan"), .event("page")], [.column("country")],
        ])
        return event
    }

    mutating func segments() -> [Segment] {
        let pro = [PropertyFilter(.user("plan"), .is, ["pro"])]
        return pick([
            [.everybody], [.everybody, Segment(name: "pro", filters: pro)],
            [Segment(name: "new", onlyNew: true), Segment(name: "new pro", filters: pro, onlyNew: true)],
        ])
    }

    mutating func unit() -> EventRequest.Unit { pick([.person, .person, .person, .group(type: "company")]) }

    /// Runs a check on each log, with a context of so many buckets around the days on which the clocks change.
    static func check(
        _ seeds: [UInt64], _ intervals: [(ChartInterval, Int)],
        _ body: (LogOracle, _ project: Int, _ random: inout RandomCharts, _ what: Comment) async throws -> Void
    ) async throws {
        let zone = try #require(TimeZone(identifier: "America/New_York"))
        let calendar = ChartCalendar(zone: zone)
        let logs = seeds.map { Log.random(seed: $0) }
        let test = try await TestLog(logs)
        for (index, log) in logs.enumerated() {
            var random = RandomCharts(seed: seeds[index] &+ 1_000)
            let (interval, count) = random.pick(intervals)
            let from = calendar.start(of: interval, at: moment("2026-03-05 12:00"))
            let asOf = random.pick([Int64.max, moment("2026-03-09 17:30")])
            let context = try await test.context(
                project: index + 1, from: from, to: calendar.adding(count, interval, to: from), every: interval,
                asOf: asOf, calendar: calendar, segments: random.segments(), unit: random.unit())
            let what = Comment(rawValue: "seed \(seeds[index]), \(interval), \(context.segments), \(context.unit)")
            try await body(LogOracle(log, context), index + 1, &random, what)
        }
    }
}
