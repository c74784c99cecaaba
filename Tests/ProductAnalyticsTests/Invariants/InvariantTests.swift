import Foundation
import JSON
import ProductAnalytics
import Testing

/// What has to hold of charts whatever the data.
@Suite(.serialized) struct InvariantTests {
    /// The chart's part of the seeds, so that each log is asked by one chart.
    private static func batches(chart: Int) -> [[UInt64]] {
        RandomLogs.batches { Int($0) % EveryChart.all.count == chart }
    }

    /// INV-10: all times, and the range, a week later: the same numbers.
    @Test(arguments: EveryChart.all.indices) func `a week later all is the same`(_ index: Int) async throws {
        let chart = EveryChart.all[index]
        let week = 7 * ChartCalendar.day
        for seeds in Self.batches(chart: index) {
            let before = try await TestLog(seeds.map { Log.random(seed: $0) })
            let after = try await TestLog(seeds.map { Log.random(seed: $0, start: moment("2026-03-09 00:00")) })
            for (place, seed) in seeds.enumerated() {
                let asOf = moment("2026-03-14 15:00")
                let left = try await before.answer(chart.definition(), project: place + 1, asOf: asOf)
                let right = try await after.answer(chart.definition(shift: 7), project: place + 1, asOf: asOf + week)
                #expect(left.numbers == right.numbers, "seed \(seed)")
            }
        }
    }

    /// INV-11: events that arrive in another order, none at the time of another, change no number.
    @Test(arguments: EveryChart.all.indices) func `the order of arrival doesn't matter`(_ index: Int) async throws {
        let chart = EveryChart.all[index]
        for seeds in Self.batches(chart: index) {
            let logs = seeds.map { seed in
                var log = Log.random(seed: seed)
                var times: Set<Int64> = []
                // Of one second, too, since funnels take those for simultaneous.
                log.events.removeAll { !times.insert($0.time / ChartCalendar.second).inserted }
                return log
            }
            let shuffled = zip(logs, seeds).map { log, seed in
                var generator = SeededGenerator(seed: seed &+ 9)
                var log = log
                log.events.shuffle(using: &generator)
                return log
            }
            let (before, after) = (try await TestLog(logs), try await TestLog(shuffled))
            for (place, seed) in seeds.enumerated() {
                let left = try await before.answer(chart.definition(), project: place + 1)
                let right = try await after.answer(chart.definition(), project: place + 1)
                #expect(left.numbers == right.numbers, "seed \(seed)")
            }
        }
    }

    /// INV-2, INV-12 and INV-13 on segmentation.
    @Test(arguments: RandomLogs.batches) func `uniques, totals and breakdowns`(_ seeds: [UInt64]) async throws {
        let logs = seeds.map { Log.random(seed: $0) }
        let merged = zip(logs, seeds).map { Self.merge($0, seed: $1) }
        let (test, other) = (try await TestLog(logs), try await TestLog(merged))
        let uniques = try EveryChart(#""chart": "segmentation", "events": ["_active"]"#).definition()
        let totals = try EveryChart(#""chart": "segmentation", "events": ["_active"], "metric": "totals""#).definition()
        let broken = try EveryChart(
            #""chart": "segmentation", "events": [{"event": "_active", "group_by": ["user.plan"]}], "metric": "totals", "top": 1"#
        ).definition()
        for (index, seed) in seeds.enumerated() {
            let project = index + 1
            let (people, range) = try Self.line(try await test.answer(uniques, project: project))
            #expect((people.max() ?? 0) <= range && range <= people.reduce(0, +), "seed \(seed)")
            let (counts, total) = try Self.line(try await test.answer(totals, project: project))
            #expect(total == counts.reduce(0, +), "seed \(seed)")

            let (fewer, all) = try Self.line(try await other.answer(uniques, project: project))
            #expect(all <= range && zip(fewer, people).allSatisfy { $0 <= $1 }, "seed \(seed)")
            #expect(try Self.line(try await other.answer(totals, project: project)).collapsed == total, "seed \(seed)")

            let groups = try #require(try await test.answer(broken, project: project)["series"]?.arrayValue)
            let lines = groups.map { ($0["series"]?.arrayValue ?? []).map { $0.doubleValue ?? 0 } }
            let divided = groups.map { $0["collapsed"]?.doubleValue ?? 0 }
            // The first line is the undivided one where there is one.
            let start = groups.first?["group"] == nil && groups.first?["other"] == nil ? 1 : 0
            #expect(divided.dropFirst(start).reduce(0, +) == total, "seed \(seed)")
            for bucket in counts.indices {
                #expect(lines.dropFirst(start).reduce(0) { $0 + $1[bucket] } == counts[bucket], "seed \(seed)")
            }
        }
    }

    /// INV-7 on lifecycle and INV-8 on stickiness, against segmentation.
    @Test(arguments: RandomLogs.batches) func `states and days add up to uniques`(_ seeds: [UInt64]) async throws {
        let test = try await TestLog(seeds.map { Log.random(seed: $0) })
        let uniques = try EveryChart(#""chart": "segmentation", "events": ["_active"]"#).definition()
        let weekly = try EveryChart(#""chart": "segmentation", "events": ["_active"], "interval": "week""#).definition()
        let lifecycle = try EveryChart(#""chart": "lifecycle""#).definition()
        let stickiness = try EveryChart(#""chart": "stickiness", "interval": "week""#).definition()
        for (index, seed) in seeds.enumerated() {
            let project = index + 1
            let days = try Self.line(try await test.answer(uniques, project: project)).series
            let states = try #require(try await test.answer(lifecycle, project: project)["series"]?.arrayValue?.first)
            func state(_ name: String) -> [Double] { (states[name]?.arrayValue ?? []).map { $0.doubleValue ?? 0 } }
            let (new, current) = (state("new"), state("current"))
            let (back, gone) = (state("resurrected"), state("dormant"))
            for day in days.indices {
                #expect(new[day] + current[day] + back[day] == days[day], "seed \(seed)")
                if day > 0 { #expect(gone[day] == days[day - 1] - current[day], "seed \(seed)") }
            }
            let weeks = try Self.line(try await test.answer(weekly, project: project)).series
            let sticky = try #require(try await test.answer(stickiness, project: project)["series"]?.arrayValue?.first)
            let buckets = try #require(sticky["buckets"]?.arrayValue)
            for (week, bucket) in buckets.enumerated() {
                let exactly = (bucket["exactly"]?.arrayValue ?? []).map { $0.doubleValue ?? 0 }
                #expect(exactly.reduce(0, +) == weeks[week], "seed \(seed)")
                #expect(bucket["at_least"]?.arrayValue?.first?.doubleValue == weeks[week], "seed \(seed)")
            }
        }
    }

    private static func line(_ answer: JSONValue) throws -> (series: [Double], collapsed: Double) {
        let first = try #require(answer["series"]?.arrayValue?.first)
        let series = try #require(first["series"]?.arrayValue)
        return (series.map { $0.doubleValue ?? 0 }, try #require(first["collapsed"]?.doubleValue))
    }

    /// The log, two of whose people turn out to be one.
    private static func merge(_ log: Log, seed: UInt64) -> Log {
        let people = log.byPerson.keys.sorted()
        guard people.count > 1 else { return log }
        var log = log
        let (kept, old) = (people[0], people[1 + Int(seed) % (people.count - 1)])
        for (person, canonical) in log.merges where canonical == old { log.merges[person] = kept }
        log.merges[old] = kept
        return log
    }
}
