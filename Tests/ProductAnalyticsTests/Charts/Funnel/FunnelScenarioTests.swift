import ProductAnalytics
import Testing

/// Each line of the reference's table of scenarios (`product-analytics.md` §7.4).
struct FunnelScenarioTests {
    struct Scenario: CustomTestStringConvertible, Sendable {
        var name: String
        var stream: String
        var steps: String
        var depth: Int
        var chain: [String]?
        var change: @Sendable (inout FunnelChart) -> Void
        var from = 0
        var to = 240

        init(
            _ name: String, _ stream: String, _ steps: String, _ depth: Int, _ chain: [String]? = nil, from: Int = 0,
            to: Int = 240, change: @escaping @Sendable (inout FunnelChart) -> Void = { _ in }
        ) {
            (self.name, self.stream, self.steps, self.depth) = (name, stream, steps, depth)
            (self.chain, self.from, self.to, self.change) = (chain, from, to, change)
        }

        var testDescription: String { name }
    }

    static func excluding(_ after: Int, _ before: Int) -> @Sendable (inout FunnelChart) -> Void {
        { $0.exclusions = [FunnelExclusion(EventSelection("X"), after: after, before: before)] }
    }

    static let exactTick: @Sendable (inout FunnelChart) -> Void = { $0.tick = .exact }
    static let exactOrder: @Sendable (inout FunnelChart) -> Void = { $0.order = .exact }
    static let threeHours: @Sendable (inout FunnelChart) -> Void = { $0.window = .duration(3 * ChartCalendar.hour) }

    static let scenarios = [
        Scenario("F1", "A@0h B@1h", "A,B", 2),
        Scenario("F2", "B@0h A@1h", "A,B", 1),
        Scenario("F3", "A@0h A@20h B@25h", "A,B", 2, ["20h", "25h"]),
        Scenario("F3 as Mixpanel", "A@0h A@20h B@25h", "A,B", 1) { $0.start = .first },
        Scenario("F4", "A@0h B@24h", "A,B", 2),
        Scenario("F5", "A@0h B@24h00m01s", "A,B", 1),
        Scenario("F6", "A@0h A@1h B@2h", "A,B", 2, ["0h", "2h"]),
        Scenario("F6 from the latest start", "A@0h A@1h B@2h", "A,B", 2, ["1h", "2h"]) { $0.anchor = .latestStart },
        Scenario("F7", "A@0h B@1h A@10h B@11h C@12h", "A,B,C", 3, ["10h", "11h", "12h"], change: threeHours),
        Scenario("F7b", "A@0h B@1h A@10h B@11h", "A,B,C", 2, ["0h", "1h"], change: threeHours),
        Scenario("F8", "A@0h", "A,A", 1),
        Scenario("F8b", "A@0h A@1h", "A,A", 2),
        Scenario("F9", "A@0h B@1h A@2h", "A,A,B", 2),
        Scenario("F9b", "A@0h B@1h A@2h B@3h", "A,A,B", 3, ["0h", "2h", "3h"]),
        Scenario("F10", "B@1.0s A@1.4s", "A,B", 2),
        Scenario("F10b", "B@1.0s A@1.4s", "A,B", 1, change: exactTick),
        Scenario("F11", "A@1.0s A@1.4s", "A,A", 1),
        Scenario("F11b", "A@1.0s A@1.4s", "A,A", 2, change: exactTick),
        Scenario("F12", "O@0s P@10s P@10s P@20s", "O,P,P", 3, ["0s", "10s", "20s"]),
        Scenario("F12b", "O@0s P@10s P@10s", "O,P,P", 2),
        Scenario("F12c", "O@0s P@10s P@10s", "O,P,P", 3, change: exactTick),
        Scenario("F13", "A@0h X@1h B@2h", "A,B", 1, change: excluding(1, 2)),
        Scenario("F13, units removed", "A@0h X@1h B@2h", "A,B", 0) {
            excluding(1, 2)(&$0)
            $0.exclusionPolicy = .removeUnit
        },
        Scenario("F14", "A@0h X@1h A@2h B@3h", "A,B", 2, ["2h", "3h"], change: excluding(1, 2)),
        Scenario("F15", "A@0h B@1h X@2h", "A,B", 2, change: excluding(1, 2)),
        Scenario("F16", "A@1.0s X@1.2s B@1.8s", "A,B", 2, change: excluding(1, 2)),
        Scenario("F17", "A@0h B@1h X@2h B@3h C@4h", "A,B,C", 3, ["0h", "3h", "4h"], change: excluding(2, 3)),
        Scenario("F17b", "A@0h B@1h X@2h C@4h", "A,B,C", 2, change: excluding(1, 3)),
        Scenario("F17c", "A@0h B@1h X@2h B@3h C@4h", "A,B,C", 2, change: excluding(1, 3)),
        Scenario("F18", "A@0h Z@1h B@2h", "A,B", 1, change: exactOrder),
        Scenario("F19", "A@0h Z@1h A@2h B@3h", "A,B", 2, change: exactOrder),
        Scenario("F20", "A@1.0s Z@1.5s B@2.9s", "A,B", 2, change: exactOrder),
        Scenario("F20c", "A@0h A@1h B@2h", "A,B", 2, ["1h", "2h"], change: exactOrder),
        Scenario("F21", "A@0h A@1h", "A|B,A", 2, ["0h", "1h"]),
        Scenario("F21b", "A@1.0s B@1.5s", "A|B,A", 2, ["1.5s", "1.0s"]),
        Scenario("F22", "A@20h B@30h", "A,B", 2, to: 24),
        Scenario("F22, all steps bound", "A@20h B@30h", "A,B", 1, to: 24) { $0.boundsAllSteps = true },
        Scenario("F22c", "A@20h B@30h", "A,B", 0, from: 24, to: 48),
    ]

    @Test func `every scenario`() async throws {
        let test = try await TestLog(Self.scenarios.map { FunnelStreams.log($0.stream) })
        for (index, scenario) in Self.scenarios.enumerated() {
            let context = try await test.context(
                project: index + 1, from: FunnelStreams.start + Int64(scenario.from) * ChartCalendar.hour,
                to: FunnelStreams.start + Int64(scenario.to) * ChartCalendar.hour, every: .day)
            var chart = FunnelChart(FunnelStreams.steps(scenario.steps))
            scenario.change(&chart)
            let counts = try await chart.funnel(in: context).counts()
            let expected: [Int] = chart.steps.indices.map { $0 < scenario.depth ? 1 : 0 }
            #expect(counts == expected, Comment(rawValue: scenario.name))
            if let chain = scenario.chain {
                let found = try await test.chain(chart, in: context)
                #expect(found == chain, Comment(rawValue: scenario.name))
            }
        }
    }

    @Test func `times to convert of F6 and F10`() async throws {
        let test = try await TestLog([FunnelStreams.log("A@0h A@1h B@2h"), FunnelStreams.log("B@1.0s A@1.4s")])
        let (from, to) = (FunnelStreams.start, FunnelStreams.start + 240 * ChartCalendar.hour)
        var chart = FunnelChart("A", "B")
        let first = try await test.context(project: 1, from: from, to: to, every: .day)
        #expect(try await chart.funnel(in: first).series()?.numbers.fromFirst[1]?.median == 7_200_000)
        chart.anchor = .latestStart
        #expect(try await chart.funnel(in: first).series()?.numbers.fromFirst[1]?.median == 3_600_000)
        chart.anchor = .chosen
        let second = try await test.context(project: 2, from: from, to: to, every: .day)
        #expect(try await chart.funnel(in: second).series()?.numbers.fromFirst[1]?.median == 0)
    }
}
