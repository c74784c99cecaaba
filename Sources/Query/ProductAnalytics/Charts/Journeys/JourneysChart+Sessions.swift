extension JourneysChart {
    /// What recorded sessions are asked, if types of events are all that the chart looks at.
    struct SessionsPlan: Sendable {
        var request: SessionsReader.Request
        var source: CanonicalEvents
        var pass: SessionPaths
    }

    /// - Parameters:
    ///   - request: What would be read of the events.
    ///   - names: Where nodes get their numbers.
    /// - Returns: `nil`, with the reason, if the chart asks for more.
    func sessionsPlan(
        _ plan: JourneysPass.Plan, _ request: EventRequest, _ segments: [SegmentTest], in context: ChartContext,
        names: ValueDictionary
    ) -> (plan: SessionsPlan?, reason: String) {
        func no(_ reason: String) -> (SessionsPlan?, String) { (nil, reason) }
        guard case .session(.recorded) = boundary, variant == .standard else { return no("") }
        guard context.log.readsSteps, let source = context.log.source as? CanonicalEvents,
            source.derived?.sessionsHaveTimes == true
        else { return no("there are no derived tables") }
        guard case .person = context.unit else { return no("groups are counted") }
        guard segments.count == 1, let segment = segments.first, segment.mask == 0, !segment.onlyNew else {
            return no("segments are told apart")
        }
        guard !plan.keepsUnits else { return no("people are listed") }
        guard nodes.name == .eventType, nodes.expansions.isEmpty else { return no("nodes are not types of events") }
        let (starts, ends) = ends
        guard starts?.occurrence == nil, ends?.occurrence == nil else { return no("a person's n-th events are found") }
        guard let starts = starts?.testOfTypes else { return no("properties are filtered") }
        let isEnd = ends?.testOfTypes
        let (included, excluded) = (nodes.included.map(\.testOfTypes), nodes.excluded.map(\.testOfTypes))
        guard ends == nil || isEnd != nil, !included.contains(where: { $0 == nil }),
            !excluded.contains(where: { $0 == nil })
        else { return no("properties are filtered") }
        let typeNames = ValueDictionary(isJSON: false)
        let namer = NodeNamer(
            namings: [.init(mask: 0, place: 0, typePlace: nil)], dictionaries: [typeNames], rules: nodes.rules,
            names: names, dropsTrailingSlash: false)
        var types: [Int: (node: Int32, role: SessionPaths.Role)] = [:]
        var alone: [Int] = []
        for (name, type) in source.types {
            var role = SessionPaths.Role()
            if starts(name, type) { role.insert(.anchor) }
            if isEnd?(name, type) == true { role.insert(.end) }
            let isSeen = included.contains { $0?(name, type) == true } && !excluded.contains { $0?(name, type) == true }
            guard isSeen || !role.isEmpty else { continue }
            guard type.isActive else { return no("inactive events are seen") }
            types[type.number] = (namer.node(named: name) ?? SessionPaths.hidden, role)
            if role.contains(.anchor) { alone.append(type.number) }
        }
        return (
            SessionsPlan(
                request: SessionsReader.Request(
                    from: request.from, to: request.to, sample: request.sample, alone: alone.sorted()),
                source: source, pass: SessionPaths(plan, segment: segment, types: types)), ""
        )
    }

    /// The event that paths start from (or end with), and the one where they arrive.
    private var ends: (starts: EventSelection?, ends: EventSelection?) {
        switch anchor {
        case .startWith(let event), .endWith(let event): (event, nil)
        case .between(let start, let end): (start, end)
        case .none: (nil, nil)
        }
    }
}
