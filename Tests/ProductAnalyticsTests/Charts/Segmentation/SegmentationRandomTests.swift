import Foundation
import JSON
import ProductAnalytics
import Testing

/// Random logs against the oracle, and the invariants of §18.
@Suite(.serialized) struct SegmentationRandomTests {
    static let metrics: [SegmentationMetric] = [
        .uniques, .totals, .active, .average, .propertySum, .propertyAverage, .propertyPerEvent, .propertyMedian,
        .propertyPercentile, .propertyMin, .propertyMax, .propertyCount, .propertyCountPerUnit, .propertyPerActive,
        .revenue, .payers, .arpu, .arppu,
    ]

    static func parameters(_ generator: inout SeededGenerator, seed: UInt64) -> SegmentationOracle.Parameters {
        var result = SegmentationOracle.Parameters(
            metric: metrics[Int(seed) % metrics.count],
            types: [["A"], ["A", "B"], []].randomElement(using: &generator) ?? ["A"])
        func chance(_ one: Int) -> Bool { Int.random(in: 0..<one, using: &generator) == 0 }
        if chance(3) { result.minimum = 3 }
        if chance(5) { result.occurrence = Int.random(in: 1...3, using: &generator) }
        result.segmentGroups = [[], [], ["plan"], ["plan", "country"]].randomElement(using: &generator) ?? []
        result.eventGroups = [[], [], ["page"], ["country"], ["page", "plan"]].randomElement(using: &generator) ?? []
        result.top = Int.random(in: 1...4, using: &generator)
        result.hasOther = !chance(4)
        result.window =
            [.bucket, .bucket, .cumulative, .rolling(3), .rollingAverage(2), .rolling(1)].randomElement(
                using: &generator)
            ?? .bucket
        result.onlyPro = chance(4)
        result.onlyNew = chance(4)
        result.byCompany = chance(4)
        return result
    }

    static func chart(_ parameters: SegmentationOracle.Parameters) -> SegmentationChart {
        func references(_ names: [String]) -> [PropertyReference] {
            names.map { PropertyReference(["plan": "user.plan", "page": "event.page"][$0] ?? $0) }
        }
        var filters: [PropertyFilter] = []
        if let minimum = parameters.minimum {
            filters = [PropertyFilter(PropertyReference("event.amount"), .greater, ["\(minimum)"])]
        }
        let branches = parameters.types.map { EventSelection.Branch(.named($0)) }
        let event = EventSelection(
            branches.isEmpty ? [EventSelection.Branch(.anyActive)] : branches, where: filters,
            groupBy: references(parameters.eventGroups), occurrence: parameters.occurrence)
        let isRevenue = [.revenue, .payers, .arpu, .arppu].contains(parameters.metric)
        var chart = SegmentationChart(
            parameters.metric, of: [event], property: isRevenue ? nil : PropertyReference("event.amount"),
            groupBy: references(parameters.segmentGroups))
        chart.percentile = 0.9
        chart.top = parameters.top
        chart.rest = parameters.hasOther ? .other : .none
        chart.excludedWeekdays = parameters.excluded
        switch parameters.window {
        case .bucket: chart.smoothing = .none
        case .cumulative: chart.smoothing = .cumulative
        case .rolling(let count), .rollingBefore(let count): chart.smoothing = .rolling(count)
        case .rollingAverage(let count): chart.smoothing = .rollingAverage(count)
        }
        return chart
    }

    /// Every number, and the units behind one of them.
    @Test(arguments: RandomLogs.batches) func `random logs`(_ seeds: [UInt64]) async throws {
        let zone = try #require(TimeZone(identifier: "America/New_York"))
        let calendar = ChartCalendar(zone: zone)
        let logs = seeds.map { Log.random(seed: $0) }
        let test = try await TestLog(logs)
        for (index, log) in logs.enumerated() {
            for round in 0..<Self.chartsForEach {
                let seed = seeds[index] * Self.chartsForEach + round
                var generator = SeededGenerator(seed: seed &+ 1_000_000)
                var parameters = Self.parameters(&generator, seed: seed)
                parameters.project = index + 1
                let interval = [ChartInterval.day, .day, .week, .hour].randomElement(using: &generator) ?? .day
                // Near the log's events, some of them before the range.
                let near = log.events.randomElement(using: &generator)?.time ?? moment("2026-03-05 12:00")
                let from = calendar.adding(
                    Int.random(in: -2...1, using: &generator), interval, to: calendar.start(of: interval, at: near))
                let to = calendar.adding(interval == .hour ? 30 : interval == .day ? 7 : 2, interval, to: from)
                if interval == .day, seed % 3 == 0 { parameters.excluded = [6, 7] }
                if seed % 5 == 0 { parameters.asOf = from + (to - from) / 2 + ChartCalendar.hour }
                let segment = Segment(
                    name: "s",
                    filters: parameters.onlyPro ? [PropertyFilter(PropertyReference("user.plan"), .is, ["pro"])] : [],
                    onlyNew: parameters.onlyNew)
                let context = try await test.context(
                    project: index + 1, from: from, to: to, every: interval, asOf: parameters.asOf, calendar: calendar,
                    segments: [segment], unit: parameters.byCompany ? .group(type: "company") : .person)
                try await check(log, parameters, context, seed: seed)
            }
        }
    }

    /// How many charts of each log.
    private static let chartsForEach = UInt64(RandomLogs.charts(sample: 4))

    private func check(
        _ log: Log, _ parameters: SegmentationOracle.Parameters, _ context: ChartContext, seed: UInt64
    ) async throws {
        let oracle = SegmentationOracle(log, parameters, context)
        let chart = Self.chart(parameters)
        let answer = try await chart.segmentation(in: context)
        let (hits, active) = (oracle.hits(), oracle.hits(active: true))
        let isDivided = !parameters.segmentGroups.isEmpty || !parameters.eventGroups.isEmpty
        let ranked = isDivided ? oracle.ranked(hits, active) : []
        let drawn = Array(ranked.prefix(parameters.top))
        let rest = Array(ranked.dropFirst(parameters.top))
        var expected: [(SegmentationGroup, [SegmentationOracle.Hit], [SegmentationOracle.Hit])] = [(.all, hits, active)]
        let length = parameters.segmentGroups.count
        for group in drawn {
            expected.append(
                (
                    .values(group), hits.filter { $0.group == group },
                    active.filter { $0.group == Array(group.prefix(length)) }
                ))
        }
        if parameters.hasOther, !rest.isEmpty {
            let starts = Set(rest.map { Array($0.prefix(length)) })
            let others = active.filter {
                parameters.eventGroups.isEmpty ? !drawn.contains($0.group) : starts.contains($0.group)
            }
            expected.append((.other, hits.filter { !drawn.contains($0.group) }, others))
        }
        #expect(answer.series.map(\.group) == expected.map { $0.0 }, "seed \(seed)")
        for (group, hits, active) in expected {
            let values = try #require(answer.series(group: group)?.values)
            let truth = oracle.values(hits, active)
            #expect(
                Self.agree(values.points + [values.collapsed], truth.points + [truth.collapsed]),
                "seed \(seed), \(parameters), \(group): \(values) is not \(truth)")
        }
        guard let last = expected.last, !oracle.drawn.isEmpty else { return }
        let bucket = Int(seed) % oracle.drawn.count
        for point in [nil, bucket] {
            var place = JSONObject()
            if let point { place["bucket"] = .int(Int64(point)) }
            switch last.0 {
            case .all: break
            case .other: place["other"] = true
            case .values(let values):
                place["group"] = .array(values.map { .string($0.map { $0.isEmpty ? "(empty)" : $0 } ?? "(none)") })
            }
            let found = try await chart.units(behind: .object(place), in: context)
            let names = Set(found.units.map { found.names?.name(of: $0) ?? "\($0)" })
            let behind = oracle.within(oracle.buckets(point), last.1).filter { hit in
                switch parameters.metric {
                case .payers, .arppu: (hit.event.revenue ?? 0) > 0
                case .propertyCount, .propertyCountPerUnit: hit.event.properties["amount"].map { !$0.isNull } ?? false
                default: true
                }
            }
            #expect(
                names == Set(behind.map(\.unit)), "seed \(seed), \(parameters), units of \(String(describing: point))")
            #expect(names.count == found.units.count)
            if parameters.metric == .uniques || parameters.metric == .payers {
                let values = try #require(answer.series(group: last.0)?.values)
                let number = point.map { values.points[$0] } ?? values.collapsed
                if case .rollingAverage = parameters.window, point != nil { continue }
                #expect(number == Double(names.count), "seed \(seed)")
            }
        }
    }

    private static func agree(_ left: [Double?], _ right: [Double?]) -> Bool {
        left.count == right.count
            && zip(left, right).allSatisfy { a, b in
                guard let a, let b else { return a == nil && b == nil }
                return abs(a - b) <= 1e-9 * max(1, abs(b))
            }
    }
}
