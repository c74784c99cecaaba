/// Collects the streams of a plan and what they read.
struct SegmentationPlanBuilder {
    typealias Key = SegmentationPlan.StreamKey

    let chart: SegmentationChart
    let context: ChartContext
    private(set) var keys: [Key] = []
    private(set) var needs: [StreamNeeds] = []
    private(set) var lookBack = 0

    init(_ chart: SegmentationChart, in context: ChartContext) {
        self.chart = chart
        self.context = context
    }

    mutating func add(_ line: SegmentationPlan.Line) {
        switch line.item.body {
        case .points(let formula): for term in formula.terms { add(term, line.scope) }
        case .frequencies(let event, _):
            change(Key(event: event, reading: .property, scope: line.scope)) { $0.frequencies = [.bucket] }
        case .distribution(let event, _):
            change(Key(event: event, reading: .property, scope: line.scope)) { $0.values = true }
        }
    }

    private mutating func add(_ term: FormulaTerm, _ scope: Int) {
        lookBack = max(lookBack, term.window.lookBack)
        // Groups and the value over the range are those of the buckets, which come first.
        if let buckets = term.overRange { add(buckets, scope) }
        let window = term.window.counted
        for (key, need) in chart.parts(of: term, scope) {
            change(key) { needs in
                switch need {
                case .totals: needs.totals = true
                case .sums: needs.sums = true
                case .extremes: needs.extremes = true
                case .values: needs.values = true
                case .distinct: needs.distinct = true
                case .uniques: StreamNeeds.add(window, to: &needs.uniques)
                case .valued: StreamNeeds.add(window, to: &needs.valued)
                case .payers: StreamNeeds.add(window, to: &needs.payers)
                case .pairs: StreamNeeds.add(window, to: &needs.pairs)
                case .frequencies: needs.frequencies = (needs.frequencies ?? []).union([window])
                }
            }
        }
    }

    private mutating func change(_ key: Key, _ body: (inout StreamNeeds) -> Void) {
        if let place = keys.firstIndex(of: key) { return body(&needs[place]) }
        keys.append(key)
        needs.append(StreamNeeds())
        body(&needs[needs.count - 1])
    }

    func length(ofScope scope: Int) -> Int {
        keys.filter { $0.scope == scope }.map { chart.breakdowns(of: $0.event).count }.max() ?? 0
    }

    func finish(
        _ axis: BucketAxis
    ) -> (streams: [SegmentationStream], request: EventRequest, scene: SegmentationScene) {
        var request = context.request(from: axis.buckets.start, to: axis.buckets.end)
        var streams: [SegmentationStream] = []
        var wanted: Set<Int> = []
        for (key, needs) in zip(keys, needs) { streams.append(stream(key, needs, &request, &wanted)) }
        var scene = SegmentationScene(axis: axis, segments: context.segmentTests(&request))
        scene.countsElementsOnce = chart.countsElementsOnce
        request.needsFirst = context.segments.contains(where: \.onlyNew)

        let breakdowns = streams.flatMap(\.breakdowns)
        if breakdowns.contains(where: { if case .session = $0 { true } else { false } }) {
            request.needsSessions = true
            let active = request.place(of: .isActive)
            wanted.insert(active)
            scene.activeMark = 1 << UInt64(active)
            // Sessions that reach over the ends of the range are read whole, up to a day.
            request.from = request.from.map { $0 - ChartCalendar.day }
            extend(&request, by: ChartCalendar.day)
        } else if keys.contains(where: { $0.reading == .gap }) {
            extend(&request, by: SegmentationScene.longestGap + 1)
        }
        if chart.events.contains(where: { $0.occurrence != nil }) { request.readFromTheStart() }
        request.wanted = wanted.sorted()
        let asksUnits =
            scene.segments.contains { $0.asksUnits || $0.onlyNew } || request.needsSessions
            || streams.contains { $0.occurrence != nil || $0.isGap || $0.asksLast != nil }
            || request.breakdowns.contains { $0.cohort != nil }
            || request.conditions.contains { if case .member = $0 { true } else { false } }
        scene.asksUnits = asksUnits
        for breakdown in request.breakdowns {
            let isStored = breakdown != .eventType && breakdown.cohort == nil
            scene.storedColumns.append(isStored ? scene.storedColumns.compactMap { $0 }.count : nil)
        }
        request.needsUnits = asksUnits || needs.contains(where: \.needsUnits)
        request.needsOnlyDays =
            !asksUnits && context.calendar.isUTC && axis.buckets.interval.isWholeDays && streams.count == 1
            && needs.allSatisfy(\.needsOnlyDays) && streams.allSatisfy { $0.breakdowns.isEmpty }
            && scene.segments.allSatisfy { $0.mask == 0 }
        request.needsDayCounts = needs.contains(where: \.totals)
        return (streams, request, scene)
    }

    private func extend(_ request: inout EventRequest, by length: Int64) {
        request.to = context.request(from: nil, to: request.to.map { $0 + length }).to
    }

    private func stream(
        _ key: Key, _ needs: StreamNeeds, _ request: inout EventRequest, _ wanted: inout Set<Int>
    ) -> SegmentationStream {
        let selection = key.event.map { chart.events[$0] } ?? .anyActive
        let condition = request.place(of: .event(selection.anyOccurrence))
        wanted.insert(condition)
        var stream = SegmentationStream(mark: 1 << UInt64(condition), occurrence: selection.occurrence)
        stream.asksLast = key.asksLast
        for place in request.placesAfterCounting(selection) { stream.also |= 1 << UInt64(place) }
        stream.breakdowns = chart.breakdowns(of: key.event).map { reference in
            if let (property, isEntry) = SegmentationChart.sessionProperty(reference) {
                return .session(column: request.place(of: property), isEntry: isEntry)
            }
            return .column(request.place(of: reference))
        }
        switch key.reading {
        case .property:
            if needs.needsNumber, let property = chart.property(of: key.event) {
                stream.number = .column(request.place(ofNumber: property))
            }
        case .revenue: stream.number = .column(request.place(ofNumber: chart.revenueProperty(of: key.event)))
        case .values: stream.values = chart.property(of: key.event).map { request.place(of: $0) }
        case .gap:
            let types = selection.branches.map { EventSelection.Branch($0.types) }
            let next = request.place(of: .event(EventSelection(types)))
            wanted.insert(next)
            stream.number = .gap(mark: 1 << UInt64(next))
        }
        return stream
    }
}
