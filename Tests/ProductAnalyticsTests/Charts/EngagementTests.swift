import JSON
import ProductAnalytics
import Testing

@Suite(.serialized) struct EngagementTests {
    /// Four active people. open: all four, 6 times on 5 days; share: 1, 3 times on one day; buy: 2, 2 times.
    private static let log: Log = {
        var log = Log()
        log.inactiveTypes = ["idle"]
        let days = ["2026-03-02", "2026-03-03"]
        for (person, type, day, hour) in [
            (1, "open", 0, 10), (1, "open", 0, 11), (1, "open", 1, 10), (2, "open", 0, 10), (3, "open", 0, 10),
            (4, "open", 1, 10), (1, "share", 0, 12), (1, "share", 0, 13), (1, "share", 0, 14), (2, "buy", 0, 12),
            (3, "buy", 0, 12), (5, "idle", 0, 12), (1, "idle", 0, 15),
        ] {
            log.events.append(LogEvent(person, type, at: moment("\(days[day]) \(hour):00")))
        }
        return log
    }()

    private func context(_ segments: [Segment] = [.everybody]) async throws -> ChartContext {
        try await TestLog(Self.log).context(
            from: moment("2026-03-02"), to: moment("2026-03-04"), every: .day, segments: segments)
    }

    @Test func `reach and frequency of every type that counts as activity`() async throws {
        let context = try await context()
        let chart = EngagementChart()
        let answer = try await chart.engagement(in: context)
        #expect(answer.active == [4])
        #expect(answer.events == ["buy", "open", "share"])
        #expect((0..<3).map { answer.share(event: $0) } == [0.5, 1, 0.25])
        #expect((0..<3).map { answer.frequency(event: $0) } == [1, 1.5, 3])
        #expect(answer.medians().share == 0.5 && answer.medians().frequency == 1.5)
        let days = try await EngagementChart(frequency: .days).engagement(in: context)
        #expect((0..<3).map { days.frequency(event: $0) } == [1, 1.25, 1])
        let buyers = try await chart.units(behind: ["event": "buy"], in: context)
        #expect(buyers.names(project: 1) == ["2", "3"])
        #expect(try await chart.units(behind: .object(JSONObject()), in: context).units.count == 4)
        #expect(try await chart.units(behind: ["event": "unheard"], in: context).units.isEmpty)
    }

    /// An event that isn't activity counts for those who were active otherwise: person 1, not 5.
    @Test func `events that are named, also those that nobody did`() async throws {
        let chart = EngagementChart(events: [EventSelection("idle"), EventSelection("nothing"), EventSelection("open")])
        let context = try await context()
        let answer = try await chart.engagement(in: context)
        #expect((0..<3).map { answer.share(event: $0) } == [0.25, 0, 1])
        #expect((0..<3).map { answer.frequency(event: $0) } == [1, nil, 1.5])
        #expect(answer.medians().share == 0.25 && answer.medians().frequency == 1.25)
        #expect(try await chart.units(behind: ["event": "idle"], in: context).names(project: 1) == ["1"])
        await #expect(throws: ChartError.self) { try await chart.units(behind: ["event": "buy"], in: context) }
        var writer = JSONWriter()
        writer.beginObject()
        answer.write(to: &writer)
        writer.endObject()
        let events = try JSONValue.parse(writer.bytes)["series"]?.arrayValue?.first?["events"]?.arrayValue
        #expect(events?.map { $0["share_half"] } == ["high", "low", "high"])
        #expect(events?.map { $0["frequency_half"] } == ["low", .null, "high"])
    }

    @Test(arguments: RandomLogs.batches) func `random logs`(_ seeds: [UInt64]) async throws {
        try await RandomCharts.check(seeds, [(.day, 6), (.week, 2)]) { oracle, project, random, what in
            let named = ["A", "B", "idle"].map { EventSelection($0) }
            let isListed = random.pick([true, false])
            let chart = EngagementChart(
                events: isListed ? named : [], frequency: random.pick(EngagementChart.Frequency.allCases))
            let context = oracle.context
            let answer = try await chart.engagement(in: context)
            let (from, to) = context.range
            for (segment, definition) in context.segments.enumerated() {
                let line = LogOracle.Series(segment: definition, group: nil) { _ in true }
                func times(_ event: EventSelection) -> [String: [Int64]] {
                    oracle.times(event, in: line, newIn: context.buckets)
                        .mapValues { $0.filter { $0 >= from && $0 < to } }.filter { !$0.value.isEmpty }
                }
                let active = times(.anyActive)
                #expect(answer.active[segment] == active.count, what)
                for (index, name) in answer.events.enumerated() {
                    let people = times(EventSelection(name)).filter { active[$0.key] != nil }
                    #expect(answer.people(segment: segment, event: index) == people.count, what)
                    let often = people.values.map { times in
                        chart.frequency == .times
                            ? times.count : Set(times.map { context.calendar.start(of: .day, at: $0) }).count
                    }
                    let sum = Double(often.reduce(0, +))
                    #expect(
                        answer.frequency(segment: segment, event: index)
                            == (people.isEmpty ? nil : sum / Double(people.count)), what)
                    let point: JSONValue = ["segment": .int(Int64(segment)), "event": .string(name)]
                    let units = try await chart.units(behind: point, in: context)
                    #expect(units.names(project: project) == people.keys.sorted(), what)
                }
                guard !isListed else { continue }
                for name in ["A", "B", "C", "D"] where !times(EventSelection(name)).isEmpty {
                    #expect(answer.events.contains(name), what)
                }
                #expect(!answer.events.contains("idle"), what)
            }
        }
    }
}
