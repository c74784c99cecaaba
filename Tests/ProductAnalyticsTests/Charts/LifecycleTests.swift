import Foundation
import JSON
import ProductAnalytics
import Testing

@Suite(.serialized) struct LifecycleTests {
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

    /// A month after February, in which person 6 was there.
    @Test func `the shared activity by month`() async throws {
        let log = try await TestLog(.sharedActivity)
        let context = try await log.context(from: moment("2026-02-01"), to: moment("2026-05-01"), every: .month)
        let answer = try await LifecycleChart(event: EventSelection("open")).lifecycle(in: context)
        #expect(answer.counts[0] == [[1, 0, 0, 0], [5, 1, 0, 0], [0, 0, 0, 6]])
    }

    /// LIF-5: who was there before is not new on the first time of a custom event, unless the event alone decides.
    @Test func `the first time of an event`() async throws {
        var log = Log()
        log.events = [
            LogEvent(1, "open", at: moment("2026-03-02 10:00")), LogEvent(1, "buy", at: moment("2026-03-04 10:00")),
            LogEvent(1, "buy", at: moment("2026-03-05 10:00")),
        ]
        let test = try await TestLog(log)
        let context = try await test.context(from: moment("2026-03-04"), to: moment("2026-03-07"), every: .day)
        var chart = LifecycleChart(event: EventSelection("buy"))
        #expect(try await chart.lifecycle(in: context).counts[0] == [[0, 0, 1, 0], [0, 1, 0, 0], [0, 0, 0, 1]])
        chart.new = .event
        #expect(try await chart.lifecycle(in: context).counts[0] == [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 0, 1]])
    }

    /// Every state of every bucket and series, and the people behind them, against sets worked out from the log itself.
    @Test(arguments: RandomLogs.batches) func `random logs`(_ seeds: [UInt64]) async throws {
        let intervals: [(ChartInterval, Int)] = [(.day, 6), (.day, 6), (.week, 2), (.hour, 60), (.month, 2)]
        try await RandomCharts.check(seeds, intervals) { oracle, project, random, what in
            let chart = LifecycleChart(
                event: random.event(), new: random.pick(LifecycleChart.Newness.allCases), top: random.pick([1, 2]),
                rest: random.pick([.other, .none]))
            let context = oracle.context
            let answer = try await chart.lifecycle(in: context)
            let (buckets, edges) = (context.buckets, context.buckets.edges)
            let extended = buckets.extended(before: 1, in: context.calendar)
            let lines = oracle.series(by: chart.event.groupBy, top: chart.top, rest: chart.rest) { line in
                Set(
                    oracle.times(chart.event, in: line, newIn: extended).filter {
                        $0.value.contains { buckets.index(of: $0) != nil }
                    }.keys)
            }
            #expect(answer.series.map(\.group) == lines.map(\.group), what)
            let firsts =
                chart.new == .person
                ? oracle.firsts
                : oracle.units.compactMapValues { oracle.rows($0, chart.event).first?.event.time }
            for (series, line) in lines.enumerated() {
                let times = oracle.times(chart.event, in: line, newIn: extended)
                func active(_ from: Int64, _ to: Int64) -> Set<String> {
                    Set(times.filter { $0.value.contains { $0 >= from && $0 < to } }.keys)
                }
                for bucket in 0..<buckets.count {
                    let (start, end) = (edges[bucket], edges[bucket + 1])
                    let before = active(context.calendar.adding(-1, context.interval, to: start), start)
                    let now = active(start, end)
                    let new = now.filter { (firsts[$0] ?? 0) >= start && (firsts[$0] ?? 0) < end }
                    let states: [LifecycleState: Set<String>] = [
                        .new: new, .current: now.intersection(before).subtracting(new),
                        .resurrected: now.subtracting(before).subtracting(new), .dormant: before.subtracting(now),
                    ]
                    for (state, units) in states {
                        #expect(answer.count(state, series: series, bucket: bucket) == units.count, what)
                    }
                    // LIF-1 and LIF-2.
                    let counted = LifecycleState.allCases.map { answer.count($0, series: series, bucket: bucket) }
                    #expect(counted[0] + counted[1] + counted[2] == now.count, what)
                    #expect(counted[3] == before.count - now.intersection(before).count, what)
                    guard bucket == project % buckets.count, series == project % lines.count else { continue }
                    let state = LifecycleState.allCases[project % 4]
                    let point: JSONValue = [
                        "series": .int(Int64(series)), "state": .string(state.rawValue), "bucket": .int(Int64(bucket)),
                    ]
                    let units = try await chart.units(behind: point, in: context)
                    #expect(units.names(project: project) == states[state]?.sorted(), what)
                }
            }
        }
    }

    /// SMP-2: counts are scaled up and say how far they may be off; pulse stands as it is.
    @Test func `a sample is scaled up`() async throws {
        var log = Log()
        for person in 1...400 { log.events.append(LogEvent(person, "open", at: moment("2026-03-02 10:00"))) }
        let test = try await TestLog(log)
        let everybody = try await test.context(from: moment("2026-03-02"), to: moment("2026-03-03"), every: .day)
        let context = ChartContext(
            log: everybody.log, calendar: everybody.calendar, asOf: .max, range: everybody.range, interval: .day,
            sample: 0.5)
        let answer = try await LifecycleChart().lifecycle(in: context)
        let sampled = answer.count(.new, bucket: 0)
        #expect((100...300).contains(sampled))
        var writer = JSONWriter()
        writer.beginObject()
        answer.write(to: &writer)
        writer.endObject()
        let series = try #require(try JSONValue.parse(writer.bytes)["series"]?.arrayValue?.first)
        #expect(series["new"] == [.int(Int64(2 * sampled))])
        let error = try #require(series["new_errors"]?.arrayValue?.first?.doubleValue)
        #expect(abs(error - 1.96 * (Double(sampled) * 0.5).squareRoot() / 0.5) < 1e-9)
    }
}
