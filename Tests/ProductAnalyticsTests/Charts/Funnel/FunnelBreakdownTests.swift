import JSON
import ProductAnalytics
import Testing

/// Groups and Other of funnels over random logs, counted from the oracle's chains.
@Suite(.serialized) struct FunnelBreakdownTests {
    /// One way of a unit with the groups it counts in.
    struct Counted {
        var unit: Int
        var groups: Set<FunnelGroup>
        var depth: Int
    }

    @Test(arguments: RandomLogs.batches) func `as the chains say`(_ seeds: [UInt64]) async throws {
        let logs = FunnelRandomTests.logs(seeds)
        let test = try await TestLog(logs)
        for (index, log) in logs.enumerated() {
            var draw = FunnelRandomTests.Draw(seed: seeds[index] &+ 1_000_000)
            draw.chart.isOverTime = false
            draw.chart.exclusionPolicy = .dropAtStep
            let readings: [FunnelBreakdown.Reading] = [
                .step(1), .step(draw.chart.steps.count), .firstTouch, .lastTouch, .allEvents,
            ]
            let reading = readings[index % readings.count]
            let isUser = index % 3 == 0
            draw.chart.breakdown = FunnelBreakdown(
                PropertyReference(isUser ? "user.plan" : "event.page"), reading, top: 1 + index % 2)
            let context = try await test.context(
                project: index + 1, from: draw.from, to: draw.to, every: draw.interval, asOf: draw.asOf, unit: draw.unit
            )
            let oracle = FunnelOracle(
                log: log, chart: draw.chart, context: context, segment: { _ in true }, project: index + 1)
            func values(_ id: String) -> Set<String?> {
                let event = log.events[Int(id.dropFirst()) ?? 0]
                let value = isUser ? event.userProperties["plan"] : event.properties["page"]
                let known = FunnelOracle.values(value)
                return known.isEmpty ? [nil] : Set(known.map(Optional.some))
            }
            let counted = Self.counted(oracle, reading, values)
            try await Self.compare(draw.chart, context, counted, seed: Comment(rawValue: "seed \(seeds[index])"))
        }
    }

    static func counted(
        _ oracle: FunnelOracle, _ reading: FunnelBreakdown.Reading, _ values: (String) -> Set<String?>
    ) -> [Counted] {
        var counted: [Counted] = []
        for (place, unit) in oracle.units().enumerated() {
            guard reading != .allEvents else {
                for value in unit.events.reduce(into: Set<String?>(), { $0.formUnion(values($1.id)) }) {
                    let part = FunnelOracle.Unit(
                        name: unit.name, events: unit.events.filter { values($0.id).contains(value) })
                    counted += oracle.ways(part, bucket: nil).map {
                        Counted(unit: place, groups: [.value(value)], depth: $0.ids.count)
                    }
                }
                continue
            }
            for way in oracle.ways(unit, bucket: nil) {
                let there = way.ids.filter { values($0) != [nil] }
                let id: String?
                switch reading {
                case .step(let step): id = way.ids.count >= step ? way.ids[step - 1] : nil
                case .firstTouch: id = there.first ?? way.ids[0]
                default: id = there.last ?? way.ids[0]
                }
                let groups: Set<FunnelGroup> = id.map { Set(values($0).map { .value($0) }) } ?? [.notReached]
                counted.append(Counted(unit: place, groups: groups, depth: way.ids.count))
            }
        }
        return counted
    }

    static func compare(_ chart: FunnelChart, _ context: ChartContext, _ counted: [Counted], seed: Comment) async throws
    {
        let isTotals = chart.count == .totals
        /// The number of units or attempts that reach a step in any of the groups.
        func number(_ groups: Set<FunnelGroup>, _ step: Int, units: Bool) -> Int {
            let ways = counted.filter { !$0.groups.isDisjoint(with: groups) && $0.depth > step }
            return units ? Set(ways.map(\.unit)).count : ways.count
        }
        func text(_ group: FunnelGroup) -> String { if case .value(let text?) = group { text } else { "(none)" } }
        let all = Set(counted.flatMap(\.groups)).subtracting([.notReached])
        let ranked = all.sorted { left, right in
            let starts = (number([left], 0, units: true), number([right], 0, units: true))
            return starts.0 != starts.1
                ? starts.0 > starts.1 : Array(text(left).utf8).lexicographicallyPrecedes(text(right).utf8)
        }
        let top = ranked.prefix(chart.breakdown?.top ?? 0)
        let rest = all.subtracting(top)
        let answer = try await chart.funnel(in: context)
        func counts(_ groups: Set<FunnelGroup>, units: Bool) -> [Int] {
            chart.steps.indices.map { number(groups, $0, units: units) }
        }
        #expect(answer.series.map(\.group).filter { if case .value = $0 { true } else { false } } == Array(top), seed)
        for group in top { #expect(answer.counts(group) == counts([group], units: !isTotals), seed) }
        #expect(answer.counts(.other) == (rest.isEmpty ? [] : counts(rest, units: !isTotals)), seed)
        if isTotals, !rest.isEmpty {
            #expect(answer.series(.other)?.numbers.units == counts(rest, units: true), seed)
        }
        let last = chart.steps.count - 1
        guard !rest.isEmpty, last > 0, chart.count == .unique else { return }
        for outcome in ["converted", "dropped"] {
            let point: JSONValue = ["step": .int(Int64(last + 1)), "outcome": .string(outcome), "rest": "other"]
            let units = try await chart.units(behind: point, in: context).units
            let other = counts(rest, units: true)
            #expect(units.count == (outcome == "converted" ? other[last] : other[last - 1] - other[last]), seed)
        }
    }

    /// Optional steps leave all others as they are, and are done by no more than did the step before.
    @Test(arguments: RandomLogs.batches) func `optional steps`(_ seeds: [UInt64]) async throws {
        let logs = FunnelRandomTests.logs(seeds)
        let test = try await TestLog(logs)
        for (index, log) in logs.enumerated() {
            let context = try await test.context(
                project: index + 1, from: FunnelStreams.start, to: FunnelStreams.start + 10 * ChartCalendar.day,
                every: .day)
            var chart = FunnelChart("A", "B", "C")
            chart.tick = .exact
            chart.window = .duration(ChartCalendar.day)
            chart.count = index % 2 == 0 ? .unique : .totals
            let counts = try await chart.funnel(in: context).counts()
            let oracle = FunnelOracle(
                log: log, chart: chart, context: context, segment: { _ in true }, project: index + 1)
            chart.steps.insert(FunnelStep("D", isOptional: true), at: 1)
            let found = try await chart.funnel(in: context).counts()
            guard chart.count == .unique else {
                #expect([found[0], found[2], found[3]] == counts, "seed \(seeds[index])")
                #expect(found[1] <= found[0], "seed \(seeds[index])")
                continue
            }
            // D between A and B, or after A where B is not reached before the window or the attempt ends.
            var done = 0
            for unit in oracle.units() {
                guard let way = oracle.ways(unit, bucket: nil).first else { continue }
                let places = way.ids.map { id in unit.events.firstIndex { $0.id == id } ?? 0 }
                let end = places.count > 1 ? places[1] : unit.events.count
                let isDone = unit.events.indices.contains { place in
                    let event = unit.events[place]
                    return place > places[0] && place < end && event.time <= way.start + ChartCalendar.day
                        && log.events[Int(event.id.dropFirst()) ?? 0].type == "D"
                }
                if isDone { done += 1 }
            }
            #expect(found == [counts[0], done, counts[1], counts[2]], "seed \(seeds[index])")
        }
    }
}
