import JSON
import ProductAnalytics
import Testing

/// What holds for any data (`product-analytics.md` §18).
@Suite(.serialized) struct SegmentationInvariantTests {
    private static let from = moment("2026-03-02")
    private static let to = moment("2026-03-16")

    private func answers(_ charts: [SegmentationChart], _ logs: [Log], shift: Int64 = 0) async throws
        -> [[SegmentationAnswer]]
    {
        let test = try await TestLog(logs)
        var answers: [[SegmentationAnswer]] = []
        for project in logs.indices {
            let context = try await test.context(
                project: project + 1, from: Self.from + shift, to: Self.to + shift, every: .day)
            var row: [SegmentationAnswer] = []
            for chart in charts { row.append(try await chart.segmentation(in: context)) }
            answers.append(row)
        }
        return answers
    }

    private static let logs = (0..<UInt64(min(RandomLogs.count, 200))).map { Log.random(seed: 5_000 + $0) }

    private static func charts(_ property: String = "country") -> [SegmentationChart] {
        let event = EventSelection("A", groupBy: [PropertyReference(property)])
        var charts = [SegmentationMetric.uniques, .totals].map { SegmentationChart($0, of: [event]) }
        for place in charts.indices { charts[place].top = 1 }
        return charts
    }

    /// INV-2, INV-13 and GRP-5.
    @Test func `parts and wholes`() async throws {
        for property in ["country", "event.page"] {
            for row in try await answers(Self.charts(property), Self.logs) {
                let uniques = try #require(row[0].series()?.values)
                let totals = try #require(row[1].series()?.values)
                let (all, points) = (try #require(uniques.collapsed), uniques.points.compactMap { $0 })
                #expect(points.allSatisfy { $0 <= all })
                #expect(all <= points.reduce(0, +))
                #expect(totals.collapsed == totals.points.compactMap { $0 }.reduce(0, +))
                let parts = row[1].series.filter { $0.group != .all }.compactMap(\.values.collapsed)
                #expect(parts.reduce(0, +) == totals.collapsed)
                #expect(row[0].series.allSatisfy { ($0.values.collapsed ?? 0) <= all })
            }
        }
    }

    /// INV-10: whole days later everything is the same.
    @Test func `a log moved by days gives the same numbers`() async throws {
        let shift = 3 * ChartCalendar.day
        var moved = Self.logs
        for log in moved.indices {
            for event in moved[log].events.indices { moved[log].events[event].time += shift }
        }
        let before = try await answers(Self.charts(), Self.logs)
        let after = try await answers(Self.charts(), moved, shift: shift)
        for (left, right) in zip(before, after) { #expect(left.map(\.series) == right.map(\.series)) }
    }

    /// INV-11: in which order events arrive does not matter.
    @Test func `a shuffled log gives the same numbers`() async throws {
        var generator = SeededGenerator(seed: 7)
        let shuffled = Self.logs.map { log in
            var log = log
            log.events.shuffle(using: &generator)
            return log
        }
        let before = try await answers(Self.charts(), Self.logs)
        let after = try await answers(Self.charts(), shuffled)
        for (left, right) in zip(before, after) { #expect(left.map(\.series) == right.map(\.series)) }
    }

    /// INV-12.
    @Test func `merging two people never raises uniques`() async throws {
        let merged = Self.logs.map { log in
            var log = log
            log.merges = log.merges.mapValues { $0 == 2 ? 1 : $0 }
            log.merges[2] = 1
            return log
        }
        let before = try await answers(Self.charts(), Self.logs)
        let after = try await answers(Self.charts(), merged)
        for (left, right) in zip(before, after) {
            let points = zip(left[0].series()?.values.points ?? [], right[0].series()?.values.points ?? [])
            #expect(points.allSatisfy { ($1 ?? 0) <= ($0 ?? 0) })
            #expect(left[1].series()?.values == right[1].series()?.values)
        }
    }
}
