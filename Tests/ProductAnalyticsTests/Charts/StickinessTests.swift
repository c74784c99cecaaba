import JSON
import ProductAnalytics
import Testing

@Suite(.serialized) struct StickinessTests {
    /// §9.2.
    @Test func `the shared activity by week`() async throws {
        let test = try await TestLog(.sharedActivity)
        let context = try await test.context(from: moment("2026-03-02"), to: moment("2026-03-16"), every: .week)
        let answer = try await StickinessChart(event: EventSelection("open")).stickiness(in: context)
        #expect(answer.exactly(period: 0) == [2, 1, 1, 1, 0, 0, 0])
        #expect(answer.atLeast(period: 0) == [5, 3, 2, 1, 0, 0, 0])
        #expect(answer.exactly(period: 1) == [3, 1, 0, 0, 1, 0, 0])
        #expect(answer.atLeast(period: 1) == [5, 2, 1, 1, 1, 0, 0])
        #expect(answer.people(period: 0) == 5 && answer.people(period: 1) == 5)
        #expect(answer.overall() == [5, 2, 1, 1, 1, 0, 0])
    }

    /// Over the whole range as PostHog does: u1 5 days, u2 4, u3 3, u4 2, u5 5, u6 2; in weeks all but u3 and u5 two.
    @Test func `intervals of the whole range`() async throws {
        let test = try await TestLog(.sharedActivity)
        let context = try await test.context(from: moment("2026-03-02"), to: moment("2026-03-16"), every: .day)
        var chart = StickinessChart(event: EventSelection("open"), interval: .day, over: .range)
        let days = try await chart.stickiness(in: context)
        #expect(days.exactly(period: 0).prefix(6) == [0, 2, 1, 1, 2, 0])
        #expect(days.exactly(period: 0).count == 14)
        chart.interval = .week
        #expect(try await chart.stickiness(in: context).exactly(period: 0) == [2, 4])
    }

    @Test func `days are counted within weeks or longer`() throws {
        let chart = try ChartDefinition(["chart": "stickiness"]).chart as? StickinessChart
        #expect(chart?.interval == .week)
        #expect(throws: ChartError.self) { try ChartDefinition(["chart": "stickiness", "interval": "day"]) }
        let range = try ChartDefinition(["chart": "stickiness", "over": "range"]).chart as? StickinessChart
        #expect(range?.interval == .day)
    }

    @Test(arguments: RandomLogs.batches) func `random logs`(_ seeds: [UInt64]) async throws {
        try await RandomCharts.check(seeds, [(.day, 6), (.week, 2), (.month, 1)]) { oracle, project, random, what in
            let context = oracle.context
            let over: StickinessChart.Over = context.interval == .day ? .range : random.pick([.interval, .range])
            let chart = StickinessChart(
                event: random.event(), interval: context.interval, over: over, top: 2,
                rest: random.pick([.other, .none]))
            let answer = try await chart.stickiness(in: context)
            let buckets = context.buckets
            let days = Buckets(from: buckets.start, to: buckets.end, every: .day, in: context.calendar)
            // What is counted, and within what.
            let counted = over == .range ? buckets : days
            let periods = over == .range ? Buckets(edges: [buckets.start, buckets.end], interval: .day) : buckets
            func active(_ line: LogOracle.Series, _ period: Int) -> [String: Int] {
                oracle.times(chart.event, in: line, newIn: buckets).mapValues { times in
                    Set(times.filter { periods.index(of: $0) == period }.map { counted.index(of: $0) }).count
                }.filter { $0.value > 0 }
            }
            let lines = oracle.series(by: chart.event.groupBy, top: chart.top, rest: chart.rest) { line in
                Set((0..<periods.count).flatMap { active(line, $0).keys })
            }
            #expect(answer.series.map(\.group) == lines.map(\.group), what)
            for (series, line) in lines.enumerated() {
                for period in 0..<periods.count {
                    let people = active(line, period)
                    let exactly = answer.exactly(series: series, period: period)
                    #expect(exactly == (1...exactly.count).map { k in people.values.filter { $0 == k }.count }, what)
                    // INV-8.
                    #expect(exactly.reduce(0, +) == people.count, what)
                    #expect(answer.atLeast(series: series, period: period)[0] == people.count, what)
                    guard period == 0, series == project % lines.count else { continue }
                    for isAtLeast in [true, false] {
                        let point: JSONValue = ["series": .int(Int64(series)), "days": 2, "at_least": .bool(isAtLeast)]
                        let units = try await chart.units(behind: point, in: context)
                        let wanted = people.filter { isAtLeast ? $0.value >= 2 : $0.value == 2 }
                        #expect(units.names(project: project) == wanted.keys.sorted(), what)
                    }
                }
            }
        }
    }
}
