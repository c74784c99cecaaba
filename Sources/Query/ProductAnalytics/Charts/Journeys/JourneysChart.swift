package import JSON

/// Which ways people take: what they do next after an event, or did before it.
///
///     {"chart": "journeys", "start_with": "home", "steps": 4, "within": {"hours": 2}, "count": "totals", "top": 5,
///      "expand": [{"event": "view", "property": "event.page"}], "rules": [{"match": "view: /product/*", "name": "product"}]}
///
/// - `start_with`, `end_with`: the event at which paths begin or end; or `between`: a list of two, where they begin and end.
/// - `steps`: how many nodes a path has at most, the anchor among them; 5.
/// - `within`: how long a path may take (`{"hours": 2}`, its end included); if missing, it stays in the session, which is
///   the recorded one or what `sessions` says (``SessionRule``).
/// - `count`: `uniques` takes one path of each person, from the first anchor in the range; `totals` one from each anchor.
/// - `collapse`: whether equal nodes one after the other are one, at the time of the first; true. The two events of `between`
///   stay two nodes.
/// - `nodes`, `expand`, `include`, `exclude`, `hide_inactive`, `rules`: what the nodes are (``JourneyNodes``).
/// - `top`: how many nodes of each column are drawn; the others are "more".
/// - `variant`: `posthog` has no anchor: it takes the first steps after each 30 minutes without events, drops a slash at the
///   end of names, and keeps the `edges` most frequent edges (50) that can be reached from the first column.
///
/// Filters of segments are asked of the anchor; in the variant, of each event. Events before the range (with `end_with`:
/// after it) are not looked at.
package struct JourneysChart: Chart {
    package static let kind = "journeys"

    package enum Anchor: Hashable, Sendable {
        case startWith(EventSelection)
        case endWith(EventSelection)
        case between(EventSelection, EventSelection)
        /// None; only of the variant.
        case none
    }

    package enum Boundary: Hashable, Sendable {
        case session(SessionRule)
        /// So many microseconds from the anchor.
        case within(Int64)
    }

    package enum Counting: String, CaseIterable, Sendable { case uniques, totals }
    package enum Variant: String, CaseIterable, Sendable { case standard, posthog }

    package var anchor: Anchor
    package var steps: Int
    package var boundary: Boundary
    package var collapses: Bool
    package var counting: Counting
    package var nodes: JourneyNodes
    package var top: Int
    package var variant: Variant
    package var edges: Int

    package init(
        _ anchor: Anchor, steps: Int = 5, boundary: Boundary = .session(.recorded), collapses: Bool = true,
        counting: Counting = .uniques, nodes: JourneyNodes = JourneyNodes(), top: Int = 5,
        variant: Variant = .standard, edges: Int = 50
    ) {
        self.anchor = anchor
        self.steps = steps
        self.boundary = boundary
        self.collapses = collapses
        self.counting = counting
        self.nodes = nodes
        self.top = top
        self.variant = variant
        self.edges = edges
    }

    package init(_ reader: inout DefinitionReader) {
        variant = reader.choice("variant", or: .standard)
        let start = reader.undividedEvent("start_with", JourneyNodes.insteadOfBreakdown)
        let end = reader.undividedEvent("end_with", JourneyNodes.insteadOfBreakdown)
        let between = reader.undividedEvents("between", JourneyNodes.insteadOfBreakdown)
        anchor = .none
        if let start { anchor = .startWith(start) }
        if let end { anchor = .endWith(end) }
        if between.count == 2 { anchor = .between(between[0], between[1]) }
        if reader.has("between"), between.count != 2 {
            reader.report("between", "This has to be a list of two events: where paths begin and where they end.")
        }
        let given = [start != nil, end != nil, reader.has("between")].count { $0 }
        if variant == .posthog, given > 0 {
            reader.report("variant", "PostHog's paths have no anchor: leave start_with, end_with and between out.")
        } else if variant == .standard, given != 1 {
            reader.report("", "Say one of start_with, end_with and between.")
        }
        steps = reader.integer("steps", in: 2...20) ?? 5
        let window = reader.duration("within")
        boundary = .session(reader.sessionRule("sessions"))
        if let window {
            boundary = .within(window)
            if reader.has("sessions") {
                reader.report("sessions", "A path ends with its session or with within, not both.")
            }
        }
        collapses = reader.flag("collapse", or: true)
        counting = reader.choice("count", or: .uniques)
        nodes = JourneyNodes(&reader)
        top = reader.integer("top", in: 1...100) ?? 5
        edges = reader.integer("edges", in: 1...1_000) ?? 50
    }

    package func words(in context: ChartContext) -> String {
        let what =
            switch counting {
            case .uniques: "one path of each of the \(context.unitName), from the first such event in the range"
            case .totals: "a path from each such event in the range"
            }
        let bound =
            switch boundary {
            case .session(let rule): "in the session (\(rule.words))"
            case .within(let time): "within \(SessionRule.words(of: time))"
            }
        let collapsed = collapses ? " Equal nodes one after the other are one." : ""
        switch anchor {
        case .startWith(let event):
            return "Up to \(steps) nodes from \(event.words) on, \(bound): \(what). Nodes: \(nodes.words)." + collapsed
        case .endWith(let event):
            return "Up to \(steps) nodes that end with \(event.words), \(bound): \(what). Nodes: \(nodes.words)."
                + collapsed
        case .between(let event, let end):
            return
                "From \(event.words) to the next \(end.words) \(bound), its first \(steps) nodes: \(what). Nodes: \(nodes.words)."
                + collapsed
        case .none:
            return """
                The first \(steps) nodes after each 30 minutes without events, and the \(edges) most frequent edges that \
                can be reached from the first node. Nodes: \(nodes.words). Equal nodes one after the other are one.
                """
        }
    }

    package func answer(in context: ChartContext) async throws(ChartError) -> any ChartAnswer {
        try await journeys(in: context)
    }

    /// The numbers as a value.
    package func journeys(in context: ChartContext) async throws(ChartError) -> JourneysAnswer {
        let paths = try await run(in: context, keepsUnits: false)
        return JourneysAnswer(
            segments: context.segments.map(\.name), flows: paths.trees.map { flow(of: $0, paths.nodes) },
            notConverted: paths.notConverted, anchor: anchor, counting: counting, sampling: context.sampling,
            sql: [paths.sql])
    }

    func flow(of tree: PathTree, _ names: ValueDictionary) -> JourneyFlow {
        switch variant {
        case .standard: JourneyFlow(tree, steps: steps, top: top, names: names)
        case .posthog: JourneyFlow(unanchored: tree, edges: edges, names: names)
        }
    }

    /// - Parameter point: `{"column": 1, "node": "home"}` (columns are counted from 1), an edge `{"column": 1, "from": "home", "to": "search"}`, where
    ///   `node_kind`, `from_kind` and `to_kind` are as in the answer, or `{"result": "converted"}`; with `"segment"`. Each
    ///   unit is there once, also where totals count several of its paths.
    package func units(behind point: JSONValue, in context: ChartContext) async throws(ChartError) -> ChartUnits {
        let paths = try await run(in: context, keepsUnits: true)
        var reader = DefinitionReader(point)
        let segment = reader.integer("segment", in: 0...context.segments.count - 1) ?? 0
        let test = JourneyPoint(&reader, isBackward: { if case .endWith = anchor { true } else { false } }())
        reader.reportUnknownKeys()
        guard reader.allProblems.isEmpty else { throw .invalid(reader.allProblems) }
        let tree = paths.trees[segment]
        let flow = flow(of: tree, paths.nodes)
        let problems = test.problems(in: flow)
        guard problems.isEmpty else { throw .invalid(problems) }
        var isBehind: [Int32: Bool] = [JourneysPass.notConverted: test.result == .notConverted]
        var units: Set<Int64> = []
        for path in paths.kept where path.segment == segment {
            if isBehind[path.place] == nil {
                isBehind[path.place] = test.holds(for: flow.labels(to: path.place, in: tree), steps)
            }
            if isBehind[path.place] == true { units.insert(path.unit) }
        }
        return ChartUnits(units: units.sorted(), names: paths.units)
    }

    /// All paths, by segment.
    private struct Paths {
        var trees: [PathTree]
        var notConverted: [Int]
        var kept: [JourneysPass.Kept] = []
        /// The names of nodes.
        var nodes: ValueDictionary
        /// The units' names if they are texts.
        var units: UnitNames?
        var sql: String
    }

    private func run(in context: ChartContext, keepsUnits: Bool) async throws(ChartError) -> Paths {
        var plan = JourneysPass.Plan(
            mode: .startWith, included: 0, excluded: 0, range: context.range, window: nil,
            collapses: collapses || variant == .posthog, countsAll: counting == .totals, steps: steps,
            keepsUnits: keepsUnits)
        var margin = SessionCutter.margin
        if case .within(let window) = boundary {
            plan.window = window
            margin = window
        }
        var request = context.request(from: context.range.from, to: context.range.to)
        switch anchor {
        case .startWith, .between: request = context.request(from: context.range.from, to: context.range.to + margin)
        case .endWith: request.from = context.range.from - margin
        case .none: plan.mode = .stretches(gap: 30 * ChartCalendar.minute)
        }
        plan.first = request.from ?? .min
        var wanted: [Int] = []
        func mask(_ selections: [EventSelection], isWanted: Bool = true) -> UInt64 {
            selections.reduce(0) { mask, selection in
                let place = request.place(of: selection)
                if isWanted, !wanted.contains(place) { wanted.append(place) }
                return mask | 1 << UInt64(place)
            }
        }
        plan.included = mask(nodes.included)
        switch anchor {
        case .startWith(let event): plan.anchor = mask([event])
        case .endWith(let event):
            plan.mode = .endWith
            plan.anchor = mask([event])
        case .between(let start, let end):
            plan.mode = .between
            plan.anchor = mask([start])
            plan.end = mask([end])
        case .none: break
        }
        plan.excluded = mask(nodes.excluded, isWanted: false)
        var namings = nodes.expansions.map { expansion in
            NodeNamer.Naming(
                mask: mask([expansion.event], isWanted: false), place: request.place(of: expansion.property),
                typePlace: request.place(of: PropertyReference.eventType))
        }
        namings.append(NodeNamer.Naming(mask: 0, place: request.place(of: nodes.name), typePlace: nil))
        let segments = context.segmentTests(&request)
        request.wanted = wanted
        request.needsFirst = context.segments.contains(where: \.onlyNew)
        var cutter: SessionCutter?
        if case .session(let rule) = boundary, variant == .standard {
            cutter = try SessionCutter(rule, &request, in: context)
        }
        let names = ValueDictionary(isJSON: false)
        let compact = sessionsPlan(plan, request, segments, in: context, names: names)
        var reason = compact.reason
        if let plan = compact.plan {
            let (found, why) = try await context.log.sessions(of: plan.source, plan.request, into: plan.pass)
            if let (pass, sql) = found, !pass.isAmbiguous {
                context.log.reads.add(.sessions, for: context.log.purpose)
                context.log.asked.add(request)
                return Paths(trees: [pass.tree], notConverted: [pass.notConverted], nodes: names, sql: sql)
            }
            reason = found == nil ? why : "two sessions of a person begin at one time"
        }
        let outcome = try await context.log.run(request, because: reason) { dictionaries in
            JourneysPass(
                plan: plan, cutter: cutter, segments: segments,
                namer: NodeNamer(
                    namings: namings, dictionaries: dictionaries, rules: nodes.rules, names: names,
                    dropsTrailingSlash: variant == .posthog))
        }
        return Paths(
            trees: outcome.pass.trees, notConverted: outcome.pass.notConverted, kept: outcome.pass.kept, nodes: names,
            units: outcome.names, sql: outcome.sql)
    }
}
