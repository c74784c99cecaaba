import Foundation
import JSON
import ProductAnalytics
import Testing

struct LifecycleTests {
    @Test func `the shared activity by day`() async throws {
        let log = try await TestLog(.sharedActivity)
        let context = try await log.context(
            from: moment("2026-03-02"), to: moment("2026-03-14"), every: .day, asOf: moment("2026-03-20"))
        let answer = try await LifecycleChart(event: EventSelection("open")).lifecycle(in: context)
        func row(_ state: LifecycleState) -> [Int] { (0..<12).map { answer.count(state, bucket: $0) } }
        #expect(row(.new) == [2, 1, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0])
        #expect(row(.current) == [0, 1, 2, 1, 0, 0, 0, 0, 2, 1, 1, 1])
        #expect(row(.resurrected) == [0, 0, 2, 0, 1, 0, 0, 2, 0, 1, 0, 1])
        #expect(row(.dormant) == [0, 1, 0, 3, 2, 1, 0, 0, 1, 1, 1, 0])
        let pulse = (0..<12).map { answer.pulse(bucket: $0).map { ($0 * 100).rounded() / 100 } }
        #expect(pulse == [nil, 1, nil, 0.33, 0.5, 0, nil, nil, 0, 1, 0, nil])
    }

    @Test func `the shared activity by week`() async throws {
        let log = try await TestLog(.sharedActivity)
        let context = try await log.context(from: moment("2026-03-02"), to: moment("2026-03-16"), every: .week)
        let answer = try await LifecycleChart(event: EventSelection("open")).lifecycle(in: context)
        #expect(answer.counts[0] == [[4, 0, 1, 0], [1, 4, 0, 1]])
    }

    /// Every state of every bucket, and the people behind it, against sets worked out from the log itself.
    @Test(arguments: RandomLogs.batches) func `random logs`(_ seeds: [UInt64]) async throws {
        let zone = try #require(TimeZone(identifier: "America/New_York"))
        let calendar = ChartCalendar(zone: zone)
        let logs = seeds.map { Log.random(seed: $0) }
        let test = try await TestLog(logs)
        for (index, log) in logs.enumerated() {
            let intervals: [ChartInterval] = [.day, .week, .hour]
            let interval = intervals[index % intervals.count]
            let from = calendar.start(of: interval, at: moment("2026-03-05 12:00"))
            let to = calendar.adding(interval == .hour ? 96 : interval == .day ? 6 : 2, interval, to: from)
            let context = try await test.context(
                project: index + 1, from: from, to: to, every: interval, calendar: calendar)
            let chart = LifecycleChart()
            let answer = try await chart.lifecycle(in: context)
            let expected = Self.oracle(log, context)
            for bucket in 0..<answer.buckets.count {
                for state in LifecycleState.allCases {
                    let people = expected[bucket][state] ?? []
                    #expect(answer.count(state, bucket: bucket) == people.count, "seed \(seeds[index]), \(state)")
                }
            }
            let bucket = index % answer.buckets.count
            let state = LifecycleState.allCases[index % 4]
            let point: JSONValue = ["state": .string(state.rawValue), "bucket": .int(Int64(bucket))]
            let units = try await chart.units(behind: point, in: context).units
            #expect(units == (expected[bucket][state] ?? []).map { TestLog.uid($0, project: index + 1) }.sorted())
        }
    }

    /// For each bucket the people in each state, by the definitions and nothing else.
    static func oracle(_ log: Log, _ context: ChartContext) -> [[LifecycleState: Set<Int>]] {
        let buckets = context.buckets
        func active(_ from: Int64, _ to: Int64) -> Set<Int> {
            Set(log.events.filter { log.isActive($0) && $0.time >= from && $0.time < to }.map { log.person(of: $0) })
        }
        let firsts = log.byPerson.mapValues { $0[0].event.time }
        return (0..<buckets.count).map { bucket in
            let (start, end) = (buckets.edges[bucket], buckets.edges[bucket + 1])
            let before = active(context.calendar.adding(-1, context.interval, to: start), start)
            let now = active(start, end)
            let new = now.filter { (firsts[$0] ?? 0) >= start && (firsts[$0] ?? 0) < end }
            return [
                .new: new, .current: now.intersection(before).subtracting(new),
                .resurrected: now.subtracting(before).subtracting(new), .dormant: before.subtracting(now),
            ]
        }
    }
}
