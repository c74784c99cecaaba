import Testing

@testable import ProductAnalytics

/// People may be read in parts, side by side.
struct SegmentationMergeTests {
    /// Hands units on to three passes in turn.
    private struct Parted<Pass: UnitPass>: UnitPass {
        var passes: [Pass]
        var next = 0

        mutating func add(_ events: UnitEvents) {
            passes[next % passes.count].add(events)
            next += 1
        }

        mutating func merge(_ other: Self) { passes += other.passes }

        /// All of them, the last one first.
        var merged: Pass {
            var result = passes[passes.count - 1]
            for pass in passes.dropLast().reversed() { result.merge(pass) }
            return result
        }
    }

    private static let formula = """
        UNIQUES(A); TOTALS(A); ACTIVE(A); PROPSUM(A); PROPAVG(A); PROPMIN(A); PROPMAX(A); PROPCOUNT(A); PROPCOUNTAVG(A);
        PERCENTILE(A, 0.3); FREQPERCENTILE(A, 0.6); REVENUETOTAL(A); ROLLWIN(uniques, A, 3); CUMSUM(propcountavg, A);
        ROLLWIN(propmin, A, 2); CUMSUM(propcount, A)
        """

    @Test func `parts merged in any order give the same numbers`() async throws {
        let logs = (0..<UInt64(20)).map { Log.random(seed: 9_000 + $0) }
        let test = try await TestLog(logs)
        for project in 1...logs.count {
            let context = try await test.context(
                project: project, from: moment("2026-03-02"), to: moment("2026-03-12"), every: .day,
                segments: [.everybody, Segment(name: "new", onlyNew: true)])
            let event = EventSelection(
                [.init(.named("A"))], groupBy: [PropertyReference("country")],
                property: PropertyReference("event.amount"))
            let chart = try SegmentationChart(formula: Self.formula, of: [event])
            let plan = try SegmentationPlan(chart, in: context)
            let groups: [[BreakdownValues]] = [[["DE"]]]
            let rest: [[BreakdownValues]] = [[["US"], [nil]]]
            let outcome = try await context.log.run(plan.request) { dictionaries in
                let slots = plan.keys.indices.map {
                    chart.slots(of: $0, plan, dictionaries, groups, rest, [true])
                }
                let pass = chart.pass(plan, dictionaries, slots, segments: 2, nil)
                return Parted(passes: [pass, pass, pass, pass])
            }
            let whole = try await context.log.run(plan.request) { dictionaries in
                let slots = plan.keys.indices.map {
                    chart.slots(of: $0, plan, dictionaries, groups, rest, [true])
                }
                return chart.pass(plan, dictionaries, slots, segments: 2, nil)
            }
            func numbers(_ pass: SegmentationPass) -> [FormulaValues] {
                let counts = SegmentationCounts(
                    plan: plan, pass: pass, groups: groups, hasOther: [true], sql: [], names: nil)
                let numbers = SegmentationNumbers(
                    chart: chart, counts: counts, sampling: nil,
                    orders: SegmentationOrders())
                return chart.formulas.flatMap { item -> [FormulaValues] in
                    guard case .points(let formula) = item.body else { return [] }
                    return [0, 1].flatMap { segment in
                        [SegmentationCounts.Group.all, .place(0), .other].map {
                            numbers.values(of: formula, scope: 0, segment: segment, group: $0)
                        }
                    }
                }
            }
            // Amounts and revenues are halves, whose sums doubles hold exactly.
            #expect(numbers(outcome.pass.merged) == numbers(whole.pass))
        }
    }

    @Test func `ranks are merged too`() async throws {
        let log = try await TestLog(Log.random(seed: 8))
        let context = try await log.context(from: moment("2026-03-02"), to: moment("2026-03-16"), every: .day)
        for metric in [SegmentationMetric.uniques, .totals, .propertySum, .propertyCountPerUnit] {
            let event = EventSelection([.init(.anyActive)], groupBy: [PropertyReference("event.page")])
            let chart = SegmentationChart(metric, of: [event], property: PropertyReference("event.amount"))
            let plan = try SegmentationPlan(chart, in: context)
            let parts = [SegmentationRanking.Part(stream: plan.streams[0], scope: 0, counts: true)]
            func make(_ dictionaries: [ValueDictionary]) -> SegmentationRanking {
                var scene = plan.scene
                scene.dictionaries = dictionaries
                return SegmentationRanking(scene: scene, parts: parts, measure: metric.ranking)
            }
            let parted = try await context.log.run(plan.request) { dictionaries in
                Parted(passes: [make(dictionaries), make(dictionaries)])
            }
            let whole = try await context.log.run(plan.request) { make($0) }
            #expect(whole.pass.ranked(scope: 0).count > 1)
            #expect(parted.pass.merged.ranked(scope: 0) == whole.pass.ranked(scope: 0))
        }
    }
}
