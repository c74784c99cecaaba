import JSON
import Testing

@testable import ProductAnalytics

/// Funnels counted on lists of steps, beside the same ones on events.
@Suite(.serialized) struct FunnelStepsTests {
    /// A funnel that lists can answer, the same for the same seed.
    struct Draw {
        var chart: FunnelChart
        var asOf: Int64
        var range: (from: Int64, to: Int64)

        init(seed: UInt64) {
            var generator = SeededGenerator(seed: seed &* 104_729 &+ 5)
            func pick<Value>(_ values: [Value]) -> Value {
                values[Int.random(in: values.indices, using: &generator)]
            }
            chart = FunnelChart(FunnelStreams.steps(pick(["A,B,C", "A,B", "A|D,B,C", "A,B|C", "B,A|C|D", "A"])))
            chart.window = .duration(pick([1, 2, 60, 3_600, 6 * 3_600, 86_400, 14 * 86_400]) * ChartCalendar.second)
            chart.tick = pick(FunnelTick.allCases)
            if pick([true, false, false, false]) { chart.start = .first }
            if pick([true, false, false, false]) { chart.boundsAllSteps = true }
            chart.isOverTime = pick([true, false, false])
            let step = pick(Array(1...chart.steps.count))
            chart.breakdown = pick([
                nil, FunnelBreakdown(.user("plan"), .step(step)),
                FunnelBreakdown(.column("country"), .step(step), top: 1),
                FunnelBreakdown(.user("plan"), .firstTouch), FunnelBreakdown(.user("plan"), .lastTouch, top: 2),
            ])
            if pick([true, false]) { chart.sum = .event("amount") }
            if chart.steps.count > 1, pick([true, false]) {
                chart.histogram = FunnelHistogram(from: 1, to: chart.steps.count)
            }
            let from = FunnelStreams.start + pick([0, 1, 3]) * ChartCalendar.day
            range = (from, from + pick([1, 5, 12]) * ChartCalendar.day)
            asOf = pick([.max, range.to, range.to - 7 * ChartCalendar.hour])
            chart.completeWindowsOnly = asOf != .max && pick([true, false, false])
        }
    }

    @Test(arguments: RandomLogs.batches) func `the same as on events`(_ seeds: [UInt64]) async throws {
        let test = try await TestLog(seeds.map { Log.random(seed: $0) })
        let rounds = UInt64(RandomLogs.charts(sample: 3))
        var answered = 0
        for (index, seed) in seeds.enumerated() {
            for round in 0..<rounds {
                let draw = Draw(seed: seed &* 3 &+ round)
                let what = Comment(rawValue: "seed \(seed), round \(round)")
                func answer(onSteps: Bool) async throws -> (json: String, context: ChartContext) {
                    let context = try await Self.context(test, project: index + 1, draw, onSteps: onSteps)
                    var writer = JSONWriter()
                    writer.beginObject()
                    try await draw.chart.funnel(in: context).write(to: &writer)
                    writer.endObject()
                    return (String(decoding: writer.bytes, as: UTF8.self), context)
                }
                let (onSteps, steps) = try await answer(onSteps: true)
                let (onEvents, events) = try await answer(onSteps: false)
                #expect(onSteps == onEvents, what)
                if steps.log.reads.all == [.init(strategy: .steps, reason: "")] { answered += 1 }
                for point in Self.points(draw.chart, try await draw.chart.funnel(in: events)) {
                    let behind = try await draw.chart.units(behind: point, in: steps).units
                    #expect(try await draw.chart.units(behind: point, in: events).units == behind, what)
                }
            }
        }
        // What lists can't answer are values that are no texts.
        #expect(3 * answered > 2 * seeds.count * Int(rounds))
    }

    static func context(
        _ test: TestLog, project: Int, _ draw: Draw, onSteps: Bool, resident: ResidentSteps? = nil
    ) async throws -> ChartContext {
        var log = EventLog(source: try await test.source(project: project), warehouse: test.warehouse, label: "test")
        log.readsSteps = onSteps
        log.resident = resident
        return ChartContext(
            log: log, calendar: ChartCalendar(), asOf: draw.asOf, range: draw.range, interval: .day,
            segments: [.everybody])
    }

    /// Numbers whose units are compared.
    private static func points(_ chart: FunnelChart, _ answer: FunnelAnswer) -> [JSONValue] {
        let last = JSONValue(chart.steps.count)
        var points: [JSONValue] = [["step": last], ["outcome": "open"]]
        if chart.steps.count > 1 { points.append(["step": last, "outcome": "dropped"]) }
        if chart.breakdown != nil { points.append(["step": 1, "rest": "did_not_reach"]) }
        for case .value(let value?) in answer.series.map(\.group) where !value.isEmpty {
            points.append(["step": 1, "group": .string(value)])
        }
        if chart.isOverTime { points.append(["step": 1, "bucket": 0]) }
        return points
    }

    @Test func `what needs the events of one person says so`() async throws {
        let test = try await TestLog(FunnelStreams.log("A@0h B@1h X@2h C@3h"))
        let draw = Draw(seed: 1)
        func reason(_ change: (inout FunnelChart) -> Void) async throws -> [ChartReads.Read] {
            var chart = FunnelChart("A", "B", "C")
            change(&chart)
            let context = try await Self.context(test, project: 1, draw, onSteps: true)
            _ = try await chart.funnel(in: context)
            return context.log.reads.all
        }
        #expect(try await reason { _ in } == [.init(strategy: .steps, reason: "")])
        #expect(try await reason { $0.order = .any } == [.init(strategy: .steps, reason: "the order is any")])
        #expect(
            try await reason { $0.exclusions = [FunnelExclusion(EventSelection("X"), after: 1, before: 2)] }
                == [.init(strategy: .steps, reason: "events are excluded")])
        #expect(
            try await reason { $0.steps = FunnelStreams.steps("A,A,B") }
                == [.init(strategy: .steps, reason: "events satisfy several steps")])
    }

    @Test(arguments: [1, 2, 255, 256, 257, 1_000, 1_001, 20_000]) func `values in the middle`(_ count: Int) {
        var generator = SeededGenerator(seed: UInt64(count))
        for most: Int64 in [0, 1, 5, 1_000, 1 << 40, .max] {
            var values = (0..<count).map { _ in Int64.random(in: 0...most, using: &generator) }
            // Two heaps with nothing between, and one value far away.
            if count > 500 {
                for place in 0..<count / 2 { values[place] = 3 }
                values[count - 1] = .max
            }
            let sorted = values.sorted()
            let middle = values.withUnsafeBufferPointer { MiddleValues.of($0) }
            #expect(middle.low == sorted[(count - 1) / 2])
            #expect(middle.high == sorted[count / 2])
        }
    }
}
