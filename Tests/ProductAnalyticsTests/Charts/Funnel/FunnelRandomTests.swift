import JSON
import ProductAnalytics
import Testing

/// Funnels over random logs, beside the oracle that tries every choice of events.
@Suite(.serialized) struct FunnelRandomTests {
    /// A funnel with parameters of every kind, the same for the same seed.
    struct Draw {
        var chart: FunnelChart
        var unit = EventRequest.Unit.person
        var from: Int64
        var to: Int64
        var interval: ChartInterval
        var asOf: Int64
        var segment: Segment

        init(seed: UInt64) {
            var generator = SeededGenerator(seed: seed &* 7_919 &+ 17)
            func one(in count: Int) -> Bool { Int.random(in: 0..<count, using: &generator) == 0 }
            let steps = ["A,B,C", "A,B", "A,A,B", "A|B,A", "A|B,B|C,A", "A,B,A", "A|B,A|C,A|B", "A"]
            chart = FunnelChart(FunnelStreams.steps(steps.randomElement(using: &generator) ?? "A"))
            chart.order = [.this, .this, .this, .exact, .any].randomElement(using: &generator) ?? .this
            let windows: [Int64] = [1, 60, 3_600, 6 * 3_600, 43_200, 86_400, 14 * 86_400]
            chart.window = .duration((windows.randomElement(using: &generator) ?? 1) * ChartCalendar.second)
            chart.tick = FunnelTick.allCases.randomElement(using: &generator) ?? .exact
            if chart.order == .this, one(in: 4) { chart.count = .totals }
            if chart.order != .any, chart.steps.count > 1, one(in: 2) {
                for name in ["D", "A", "C"] where chart.exclusions.isEmpty || one(in: 3) {
                    let after = Int.random(in: 1..<chart.steps.count, using: &generator)
                    let before = Int.random(in: after + 1...chart.steps.count, using: &generator)
                    chart.exclusions.append(FunnelExclusion(EventSelection(name), after: after, before: before))
                }
                if chart.count == .unique, one(in: 3) { chart.exclusionPolicy = .removeUnit }
            }
            if one(in: 6) { chart.start = .first }
            if one(in: 5) { chart.anchor = .latestStart }
            if one(in: 5) { chart.boundsAllSteps = true }
            if one(in: 2) { chart.anyOrder = .distinct }
            if one(in: 6) { chart.held = [PropertyReference("event.page")] }
            if one(in: 6) { chart.per = .session }
            if one(in: 6) { chart.window = .session }
            chart.isOverTime = one(in: 2)
            if one(in: 6) { unit = .group(type: "company") }
            let isShort = one(in: 2)
            interval = isShort ? .hour : .day
            from = FunnelStreams.start + (isShort ? ChartCalendar.hour : one(in: 2) ? 2 * ChartCalendar.day : 0)
            to = from + (isShort ? 5 * ChartCalendar.hour : 7 * ChartCalendar.day)
            asOf = one(in: 2) ? .max : to + (one(in: 2) ? 0 : -(to - from) / 3)
            chart.completeWindowsOnly = asOf != .max && one(in: 3)
            segment = .everybody
            if one(in: 4) {
                segment = Segment(
                    name: "pro", filters: [PropertyFilter(PropertyReference("user.plan"), .is, ["pro"])])
            }
        }
    }

    /// Random logs whose events are known by the property `id`.
    static func logs(_ seeds: [UInt64]) -> [Log] {
        seeds.map { seed in
            var log = Log.random(seed: seed)
            for index in log.events.indices { log.events[index].properties["id"] = .string("e\(index)") }
            return log
        }
    }

    @Test(arguments: RandomLogs.batches) func `as the definition says`(_ seeds: [UInt64]) async throws {
        let logs = Self.logs(seeds)
        let test = try await TestLog(logs)
        for (index, log) in logs.enumerated() {
            for round in 0..<UInt64(RandomLogs.charts(sample: 2)) {
                let draw = Draw(seed: seeds[index] &* 2 &+ round)
                let context = try await test.context(
                    project: index + 1, from: draw.from, to: draw.to, every: draw.interval, asOf: draw.asOf,
                    segments: [draw.segment], unit: draw.unit)
                let oracle = FunnelOracle(
                    log: log, chart: draw.chart, context: context,
                    segment: { draw.segment == .everybody || $0.userProperties["plan"] == "pro" }, project: index + 1)
                try await Self.compare(draw.chart, oracle, seed: seeds[index] &* 2 &+ round)
            }
        }
    }

    static func compare(_ chart: FunnelChart, _ oracle: FunnelOracle, seed: UInt64) async throws {
        let comment = Comment(rawValue: "draw \(seed)")
        var chart = chart
        let step = Int(seed / 3 % UInt64(chart.steps.count))
        chart.breakdown = FunnelBreakdown(PropertyReference("event.id"), .step(step + 1), top: 500)
        let answer = try await chart.funnel(in: oracle.context)
        let units = oracle.units()
        let all = units.map { oracle.ways($0, bucket: nil) }
        let numbers = try #require(answer.series()?.numbers)
        #expect(numbers.counts == Self.counts(all.flatMap { $0 }, chart), comment)
        #expect(numbers.open == all.joined().count(where: \.isOpen), comment)
        for last in chart.steps.indices.dropFirst() {
            let elapsed = all.joined().filter { $0.elapsed.count > last }.map { Double($0.elapsed[last]) }.sorted()
            let median =
                elapsed.isEmpty ? nil : (elapsed[(elapsed.count - 1) / 2] + elapsed[elapsed.count / 2]) / 2_000
            #expect(numbers.fromFirst[last]?.median == median, comment)
        }
        // The chosen events, since each is a group of its own.
        var groups: [FunnelGroup: [FunnelOracle.Way]] = [:]
        for way in all.joined() {
            groups[way.ids.count > step ? .value(way.ids[step]) : .notReached, default: []].append(way)
        }
        let found = answer.series.filter { $0.group != .all }
        #expect(Set(found.map(\.group)) == Set(groups.keys), comment)
        for series in found {
            #expect(series.numbers.counts == Self.counts(groups[series.group] ?? [], chart), comment)
        }
        for (bucket, numbers) in (answer.series()?.buckets ?? []).enumerated() {
            let ways = units.flatMap { oracle.ways($0, bucket: bucket) }
            #expect(numbers.counts == Self.counts(ways, chart), comment)
            #expect(numbers.open == ways.count(where: \.isOpen), comment)
        }
        try await Self.compareUnits(
            chart, answer, oracle, zip(units, all).map { ($0.name, $1) }, step: step, seed: seed)
    }

    /// The units behind the numbers of a step, for the whole and one bucket.
    static func compareUnits(
        _ chart: FunnelChart, _ answer: FunnelAnswer, _ oracle: FunnelOracle,
        _ ways: [(name: String, ways: [FunnelOracle.Way])],
        step: Int, seed: UInt64
    ) async throws {
        let comment = Comment(rawValue: "draw \(seed)")
        func names(_ point: JSONValue) async throws -> [String] {
            let units = try await chart.units(behind: point, in: oracle.context)
            return units.units.map { units.names?.name(of: $0) ?? String($0) }.sorted()
        }
        let number = JSONValue.int(Int64(step + 1))
        let converted = try await names(["step": number])
        #expect(converted == ways.filter { $0.ways.contains { $0.ids.count > step } }.map(\.name).sorted(), comment)
        if step > 0 {
            let dropped = try await names(["step": number, "outcome": "dropped"])
            let expected = ways.filter {
                $0.ways.contains { $0.ids.count == step } && !$0.ways.contains { $0.ids.count > step }
            }
            #expect(dropped == expected.map(\.name).sorted(), comment)
        }
        let open = try await names(["outcome": "open"])
        #expect(open == ways.filter { $0.ways.contains(where: \.isOpen) }.map(\.name).sorted(), comment)
        guard chart.isOverTime, let series = answer.series() else { return }
        let bucket = Int(seed % UInt64(series.buckets.count))
        let behind = try await names(["step": number, "bucket": .int(Int64(bucket))])
        let expected = chart.count == .totals ? series.buckets[bucket].units : series.buckets[bucket].counts
        #expect(behind.count == expected[step], comment)
    }

    static func counts(_ ways: [FunnelOracle.Way], _ chart: FunnelChart) -> [Int] {
        chart.steps.indices.map { step in ways.count { $0.ids.count > step } }
    }

    /// With ticks and steps that no event can share, the procedure finds what trying every order of the events in a tick finds.
    @Test(arguments: RandomLogs.batches) func `ticks leave the order of simultaneous events open`(_ seeds: [UInt64])
        async throws
    {
        let logs = Self.logs(seeds)
        let test = try await TestLog(logs)
        for (index, log) in logs.enumerated() {
            var draw = Draw(seed: seeds[index])
            draw.chart = FunnelChart(FunnelStreams.steps("A,B,C"))
            draw.chart.tick = index % 2 == 0 ? .oneSecond : .twoSeconds
            draw.chart.window = .duration([1, 3, 3_600, 86_400][index % 4] * ChartCalendar.second)
            if index % 3 == 0 { draw.chart.exclusions = [FunnelExclusion(EventSelection("D"), after: 1, before: 3)] }
            if index % 5 == 0 { draw.chart.order = .exact }
            let context = try await test.context(
                project: index + 1, from: draw.from, to: draw.to, every: .day)
            let oracle = FunnelOracle(
                log: log, chart: draw.chart, context: context, segment: { _ in true }, project: index + 1)
            let depths = oracle.units().map { FunnelTies(oracle: oracle, events: $0.events).depth }
            let counts = try await draw.chart.funnel(in: context).counts()
            #expect(counts == (1...3).map { step in depths.count { $0 >= step } }, "seed \(seeds[index])")
        }
    }

    /// INV-3, INV-4 and INV-5, with exact ticks.
    @Test(arguments: RandomLogs.batches) func invariants(_ seeds: [UInt64]) async throws {
        let logs = Self.logs(seeds)
        let test = try await TestLog(logs)
        for (index, log) in logs.enumerated() {
            let seed = Comment(rawValue: "seed \(seeds[index])")
            let context = try await test.context(
                project: index + 1, from: FunnelStreams.start, to: FunnelStreams.start + 10 * ChartCalendar.day,
                every: .day)
            var chart = Draw(seed: seeds[index]).chart
            let bare = chart.steps
            chart = FunnelChart(bare)
            chart.tick = .exact
            chart.window = .duration(ChartCalendar.hour)
            let counts = try await chart.funnel(in: context).counts()
            #expect(zip(counts, counts.dropFirst()).allSatisfy { $0 >= $1 }, seed)
            let first = FunnelOracle(
                log: log, chart: chart, context: context, segment: { _ in true }, project: index + 1)
            #expect(counts[0] == first.units().count { $0.events.contains { first.isStart($0, bucket: nil) } }, seed)
            func isAtMost(_ change: (inout FunnelChart) -> Void) async throws -> Bool {
                var other = chart
                change(&other)
                return zip(counts, try await other.funnel(in: context).counts()).allSatisfy { $0 <= $1 }
            }
            #expect(try await isAtMost { $0.window = .duration(ChartCalendar.day) }, seed)
            #expect(try await isAtMost { $0.order = .any }, seed)
            #expect(try await isAtMost { $0.steps[0].event.branches.append(.init(.named("D"))) }, seed)
            var narrower = chart
            narrower.order = .exact
            let exact = try await narrower.funnel(in: context).counts()
            #expect(zip(exact, counts).allSatisfy { $0 <= $1 }, seed)
            guard bare.count > 1 else { continue }
            narrower.order = .this
            narrower.exclusions = [FunnelExclusion(EventSelection("D"), after: 1, before: 2)]
            let excluded = try await narrower.funnel(in: context).counts()
            #expect(zip(excluded, counts).allSatisfy { $0 <= $1 }, seed)
        }
    }
}

/// The depth of a unit by trying every order of the events within a tick.
struct FunnelTies {
    let oracle: FunnelOracle
    let events: [FunnelOracle.Event]

    var depth: Int {
        let procedure = FunnelProcedure(oracle: oracle, events: events, bucket: nil, excluding: true)
        let ticks = procedure.ticks
        var cells: [Int: Int] = [:]
        for (cell, places) in ticks.enumerated() { for place in places { cells[place] = cell } }
        let candidates = ticks.flatMap(procedure.collapsed)
        func cell(_ place: Int) -> Int { cells[place] ?? 0 }
        func between(_ first: Int, _ last: Int, _ condition: (FunnelOracle.Event) -> Bool) -> Bool {
            events.indices.contains { cell($0) > cell(first) && cell($0) < cell(last) && condition(events[$0]) }
        }
        func isClean(_ chain: [Int]) -> Bool {
            for (place, exclusion) in oracle.chart.exclusions.enumerated() where exclusion.after < chain.count {
                let gap = exclusion.after - 1..<min(exclusion.before, chain.count) - 1
                // An exclusion in the tick of a step beside it does no harm.
                let isHit = events.indices.contains { event in
                    guard events[event].exclusions.contains(place) else { return false }
                    return cell(event) > cell(chain[gap.lowerBound]) && cell(event) < cell(chain[gap.upperBound])
                        && !chain[gap.lowerBound...gap.upperBound].contains { cell($0) == cell(event) }
                }
                if isHit { return false }
            }
            return oracle.chart.order != .exact
                || zip(chain, chain.dropFirst()).allSatisfy { first, next in !between(first, next, \.isActive) }
        }
        func longest(_ chain: [Int]) -> Int {
            var best = !chain.isEmpty && isClean(chain) ? chain.count : 0
            guard chain.count < oracle.count else { return best }
            for place in candidates where !chain.contains(place) && procedure.steps(place).contains(chain.count) {
                if let last = chain.last {
                    guard cell(place) >= cell(last), events[place].time <= events[chain[0]].time + oracle.window else {
                        continue
                    }
                } else {
                    guard oracle.isStart(events[place], bucket: nil) else { continue }
                }
                best = max(best, longest(chain + [place]))
            }
            return best
        }
        return longest([])
    }
}
