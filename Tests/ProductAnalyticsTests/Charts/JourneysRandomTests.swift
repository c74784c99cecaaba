import JSON
import ProductAnalytics
import Testing

/// Journeys against paths that are found by taking the definitions literally.
@Suite(.serialized) struct JourneysRandomTests {
    private struct Case {
        var kind: Int
        var window: Int64?
        var rule: SessionRule
        var collapses: Bool
        var totals: Bool
        var steps: Int
        var top: Int
        var byPage: Bool

        init(seed: UInt64) {
            var generator = SeededGenerator(seed: seed ^ 0xABCD)
            kind = Int.random(in: 0...2, using: &generator)
            let windows: [Int64?] = [nil, nil, ChartCalendar.hour, 30 * ChartCalendar.hour]
            window = windows.randomElement(using: &generator) ?? nil
            rule =
                Bool.random(using: &generator)
                ? .recorded : .computed(ComputedSessions(timeout: 5 * ChartCalendar.hour))
            collapses = Bool.random(using: &generator)
            totals = Bool.random(using: &generator)
            steps = Int.random(in: 2...5, using: &generator)
            top = Int.random(in: 1...4, using: &generator)
            byPage = Int.random(in: 0...2, using: &generator) == 0
        }

        var chart: JourneysChart {
            let (a, b) = (EventSelection("A"), EventSelection("B"))
            let anchor: JourneysChart.Anchor = kind == 0 ? .startWith(a) : kind == 1 ? .endWith(a) : .between(a, b)
            return JourneysChart(
                anchor, steps: steps, boundary: window.map { .within($0) } ?? .session(rule), collapses: collapses,
                counting: totals ? .totals : .uniques,
                nodes: JourneyNodes(
                    name: byPage ? .event("page") : .eventType, excluded: [EventSelection("D")],
                    rules: [JourneyNodes.Rule("/c/**", name: "/c")]), top: top)
        }
    }

    /// A node of the stream of one person.
    private struct Node {
        var name: String
        var time: Int64
        /// Its events, by their place in the person's history.
        var events: [(place: Int, event: LogEvent)]
        var stream: Int
    }

    @Test(arguments: RandomLogs.batches) func `random logs`(_ seeds: [UInt64]) async throws {
        let logs = seeds.map { Log.random(seed: $0) }
        let test = try await TestLog(logs)
        for (index, log) in logs.enumerated() {
            let these = Case(seed: seeds[index])
            let german = PropertyFilter(.column("country"), .is, ["DE"])
            let context = try await test.context(
                project: index + 1, from: moment("2026-03-02"), to: moment("2026-03-09"), every: .day,
                segments: [.everybody, Segment(name: "DE", filters: [german])])
            let chart = these.chart
            let answer = try await chart.journeys(in: context)
            for segment in 0...1 {
                let name: Comment = "seed \(seeds[index]), segment \(segment)"
                let (paths, failed) = Self.paths(of: log, these, context, onlyGerman: segment == 1)
                let flow = answer.flows[segment]
                #expect(flow.paths == paths.count, name)
                #expect(answer.notConverted[segment] == failed.count, name)
                let merged = Self.merged(paths.map(\.names), these)
                var edges: [String: Int] = [:]
                var times: [String: Int64] = [:]
                for (path, names) in zip(paths, merged) {
                    for column in names.indices.dropFirst() {
                        let edge = "\(column) \(names[column - 1]) \(names[column])"
                        edges[edge, default: 0] += 1
                        times[edge, default: 0] += path.times[column - 1]
                    }
                    if names.count < these.steps {
                        edges["\(names.count) \(names[names.count - 1]) dropped off", default: 0] += 1
                    }
                }
                let found = flow.edges.map { ("\($0.column) \($0.near.name) \($0.far.name)", $0) }
                #expect(Dictionary(uniqueKeysWithValues: found.map { ($0.0, $0.1.count) }) == edges, name)
                for (key, edge) in found where edge.far != .ended {
                    let expected = Double(times[key] ?? 0) / Double(edge.count) / 1_000_000
                    #expect(abs((edge.averageSeconds ?? -1) - expected) < 1e-6, name)
                }
                Self.checkConservation(flow, name)
                guard !flow.edges.isEmpty else { continue }
                let edge = flow.edges[index % flow.edges.count]
                let people = zip(paths, merged).filter { _, names in
                    names.count >= edge.column && names[edge.column - 1] == edge.near.name
                        && (edge.far == .ended
                            ? names.count == edge.column
                            : names.count > edge.column && names[edge.column] == edge.far.name)
                }.map { TestLog.uid($0.0.person, project: index + 1) }
                let units = try await chart.units(
                    behind: Self.point(edge, segment, isBackward: these.kind == 1), in: context)
                #expect(units.units == Set(people).sorted(), name)
                if !these.totals { #expect(units.units.count == edge.count, name) }
            }
        }
    }

    /// INV-9: what flows into a node flows out of it or ends there; every column's nodes come from the one before.
    private static func checkConservation(_ flow: JourneyFlow, _ name: Comment) {
        for (index, column) in flow.columns.enumerated() {
            for node in column {
                let outflow = flow.edges.filter { $0.column == index + 1 && $0.near == node.label }.map(\.count)
                let inflow = flow.edges.filter { $0.column == index && $0.far == node.label }.map(\.count)
                if index > 0 { #expect(inflow.reduce(0, +) == node.count, name) }
                if index + 1 < flow.columns.count { #expect(outflow.reduce(0, +) == node.count, name) }
            }
        }
        #expect((flow.columns.first ?? []).map(\.count).reduce(0, +) == flow.paths, name)
    }

    private static func point(_ edge: JourneyFlow.Edge, _ segment: Int, isBackward: Bool) -> JSONValue {
        func kind(_ label: JourneyFlow.Label) -> JSONValue {
            label == .more ? "more" : label == .ended ? (isBackward ? "entered" : "dropped_off") : "node"
        }
        let (from, to) = isBackward ? (edge.far, edge.near) : (edge.near, edge.far)
        return [
            "segment": .int(Int64(segment)), "column": .int(Int64(edge.column)), "from": .string(from.name),
            "from_kind": kind(from), "to": .string(to.name), "to_kind": kind(to),
        ]
    }

    private struct Path {
        var person: Int
        var names: [String]
        /// Along each edge.
        var times: [Int64]
    }

    private static func paths(
        of log: Log, _ these: Case, _ context: ChartContext, onlyGerman: Bool
    ) -> (paths: [Path], failed: [Int]) {
        var paths: [Path] = []
        var failed: [Int] = []
        let margin = these.window ?? ChartCalendar.day
        for (person, history) in log.byPerson {
            let events = history.map(\.event).filter {
                these.kind == 1
                    ? $0.time >= context.range.from - margin && $0.time < context.range.to
                    : $0.time >= context.range.from && $0.time < context.range.to + margin
            }
            let nodes = nodes(of: events, log, these)
            func isAnchor(_ node: Node) -> Int? {
                node.events.first {
                    $0.event.type == "A" && $0.event.time >= context.range.from && $0.event.time < context.range.to
                        && (!onlyGerman || $0.event.country == "DE")
                }?.place
            }
            var anchors = nodes.indices.filter { isAnchor(nodes[$0]) != nil }
            if !these.totals {
                anchors =
                    anchors.min { (isAnchor(nodes[$0]) ?? 0, $0) < (isAnchor(nodes[$1]) ?? 0, $1) }.map { [$0] } ?? []
            }
            for anchor in anchors {
                let start = nodes[anchor]
                func isIn(_ index: Int) -> Bool {
                    nodes[index].stream == start.stream
                        && (these.window.map { abs(nodes[index].time - start.time) <= $0 } ?? true)
                }
                var places = [anchor]
                if these.kind == 1 {
                    for index in (0..<anchor).reversed() {
                        guard isIn(index) else { break }
                        places.append(index)
                    }
                } else {
                    for index in nodes.indices where index > anchor {
                        guard isIn(index) else { break }
                        places.append(index)
                    }
                }
                if these.kind == 2 {
                    guard
                        let end = places.dropFirst().firstIndex(where: { index in
                            nodes[index].events.contains { $0.event.type == "B" }
                        })
                    else {
                        failed.append(person)
                        continue
                    }
                    places = Array(places[...end])
                }
                places = Array(places.prefix(these.steps))
                let times = zip(places, places.dropFirst()).map { abs(nodes[$0].time - nodes[$1].time) }
                paths.append(Path(person: person, names: places.map { nodes[$0].name }, times: times))
            }
        }
        return (paths, failed)
    }

    /// Everything that is seen, stream after stream, with equal ones put together if the chart does so.
    private static func nodes(of events: [LogEvent], _ log: Log, _ these: Case) -> [Node] {
        var streams: [[(place: Int, event: LogEvent)]] = [Array(events.enumerated().map { ($0.offset, $0.element) })]
        if these.window == nil {
            switch these.rule {
            case .recorded:
                let places = streams[0]
                let inside = Dictionary(grouping: places.filter { $0.event.session != nil }) { $0.event.session }
                streams = Array(inside.values) + places.filter { $0.event.session == nil }.map { [$0] }
            case .computed(let rule):
                var cut: [[(place: Int, event: LogEvent)]] = []
                for item in streams[0] {
                    if let last = cut.last?.last, item.event.time - last.event.time <= rule.timeout {
                        cut[cut.count - 1].append(item)
                    } else {
                        cut.append([item])
                    }
                }
                streams = cut
            }
        }
        var nodes: [Node] = []
        for (stream, items) in streams.enumerated() {
            for item in items where log.isActive(item.event) && item.event.type != "D" {
                for name in names(of: item.event, these) {
                    let isSame = nodes.last.map { $0.stream == stream && $0.name == name } ?? false
                    // PTH-7: the way from an A to a B has two ends, also where pages name both alike.
                    let types = Set((nodes.last?.events ?? []).map(\.event.type) + [item.event.type])
                    let joinsEnds = these.kind == 2 && types.isSuperset(of: ["A", "B"])
                    if these.collapses, isSame, !joinsEnds {
                        nodes[nodes.count - 1].events.append(item)
                    } else {
                        nodes.append(Node(name: name, time: item.event.time, events: [item], stream: stream))
                    }
                }
            }
        }
        return nodes
    }

    private static func names(of event: LogEvent, _ these: Case) -> [String] {
        guard these.byPage else { return [event.type] }
        switch event.properties["page"] {
        case .string(let text): return [text == "/c/d" ? "/c" : text]
        case .array(let items): return items.compactMap(\.stringValue)
        default: return ["(none)"]
        }
    }

    /// The names that are drawn: the most frequent ones of each column, all others as "more".
    private static func merged(_ paths: [[String]], _ these: Case) -> [[String]] {
        var kept: [Set<String>] = []
        for column in 0..<these.steps {
            let names = paths.filter { $0.count > column }.map { $0[column] }
            let counts = Dictionary(grouping: names) { $0 }.map { ($0.key, $0.value.count) }
            kept.append(Set(counts.sorted { ($1.1, $0.0) < ($0.1, $1.0) }.prefix(these.top).map(\.0)))
        }
        return paths.map { path in
            path.enumerated().map { kept[$0.offset].contains($0.element) ? $0.element : "more" }
        }
    }
}
