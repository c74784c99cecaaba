/// What a chart reads and counts: its terms brought together into streams, each asked for no more than they stand on.
struct SegmentationPlan: Sendable {
    /// What tells streams apart.
    struct StreamKey: Hashable, Sendable {
        enum Reading: Hashable, Sendable { case property, revenue, gap, values }

        /// `nil` are the active events.
        var event: Int?
        var reading: Reading
        /// Whose groups divide it.
        var scope: Int
        /// Of windows of so many buckets that ask who is in a segment at their end; `nil` asks at each event.
        var asksLast: Int?
    }

    /// A line or a family of lines: an event with the metric, or a formula.
    struct Line: Sendable {
        var item: FormulaItem
        /// `nil` for formulas.
        var event: Int?
        var scope: Int
    }

    let lines: [Line]
    /// Scopes of groups: events, or one for all formulas.
    let scopes: Int
    /// By scope, how many breakdowns its groups have.
    let lengths: [Int]
    let axis: BucketAxis
    private(set) var scene: SegmentationScene
    let request: EventRequest
    private(set) var keys: [StreamKey] = []
    private(set) var streams: [SegmentationStream] = []
    private(set) var needs: [StreamNeeds] = []

    init(_ chart: SegmentationChart, in context: ChartContext) throws(ChartError) {
        let lines = chart.lines
        self.lines = lines
        scopes = chart.metric == .formula ? 1 : chart.events.count
        if !chart.excludedWeekdays.isEmpty, ![.realTime, .hour, .day].contains(context.interval) {
            throw .invalid("exclude_weekdays", "Days can be left out of charts by day or finer.")
        }
        if let place = chart.events.indices.first(where: { chart.lacksProperty($0) }) {
            throw .invalid("events[\(place)].property", "Name the property to measure, such as event.amount.")
        }

        var builder = SegmentationPlanBuilder(chart, in: context)
        for line in lines { builder.add(line) }
        axis = BucketAxis(
            context.buckets, back: builder.lookBack, without: chart.excludedWeekdays,
            until: chart.leavesOutIncomplete ? context.asOf : nil, in: context.calendar)
        lengths = (0..<scopes).map { builder.length(ofScope: $0) }
        keys = builder.keys
        needs = builder.needs
        let finished = builder.finish(axis)
        streams = finished.streams
        request = finished.request
        scene = finished.scene
    }

    func place(of key: StreamKey) -> Int? { keys.firstIndex(of: key) }

    /// The plan with the members of its segments known, as far as windows ask for them.
    func workedOut() async throws(ChartError) -> SegmentationPlan {
        guard keys.contains(where: { $0.asksLast != nil }) else { return self }
        var plan = self
        for (place, segment) in scene.segments.enumerated() {
            guard let members = segment.members else { continue }
            let known = try await members.workedOut(from: request.firstCounted, to: request.to)
            plan.scene.segments[place].members = known
        }
        return plan
    }
}
