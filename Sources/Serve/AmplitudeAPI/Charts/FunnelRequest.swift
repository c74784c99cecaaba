internal import JSON
internal import ProductAnalytics

/// `/api/2/funnels`: how many go from one event to the next.
struct FunnelRequest: AmplitudeChart {
    static let path = "/api/2/funnels"

    private let query: ChartQuery
    private let steps: [EventParameter]
    private let interval: ChartInterval
    private let isBroken: Bool
    private let common: [(String, JSONValue)]

    init(_ query: ChartQuery) throws(AmplitudeFailure) {
        self.query = query
        let fields = query.fields
        let steps = try query.events(["e"])
        self.steps = steps
        guard (2...20).contains(steps.count) else {
            throw .invalid("A funnel has 2 to 20 steps, each a parameter e of its own.")
        }
        let order = try fields.choice(
            "mode", [("ordered", "this"), ("unordered", "any"), ("sequential", "exact")], or: "this")
        let isNew = try fields.choice("n", [("active", false), ("new", true)], or: false)
        interval = try query.interval([.realTime, .hour, .day, .week, .month])
        let window = try fields.integer("cs", in: 1...31_622_400, or: 2_592_000)
        var common: [(String, JSONValue)] = [
            ("steps", .array(steps.map { .object($0.event) })), ("order", .string(order)),
            ("window", ["value": .int(Int64(window)), "unit": "second"]),
        ]
        let places = steps.indices.filter { !steps[$0].groupBy.isEmpty }
        let groups =
            query.groups.map { (property: $0, step: 1) }
            + places.flatMap { place in steps[place].groupBy.map { (property: $0, step: place + 1) } }
        guard groups.count <= 1 else { throw .invalid("A funnel is divided by one property at most.") }
        if let group = groups.first {
            let limit = try query.limit()
            common.append(
                (
                    "breakdown",
                    [
                        "property": .string(group.property), "at": .int(Int64(group.step)),
                        "limit": .int(Int64(limit)), "other": false,
                    ]
                ))
        }
        isBroken = !groups.isEmpty
        if isNew {
            let segments = query.segments.map { segment in
                var segment = segment
                segment["only_new"] = true
                return JSONValue.object(segment)
            }
            common.append(("segments", .array(segments)))
        }
        self.common = common
    }

    var cost: Int {
        query.cost(weight: steps.count * 2 + 4 * steps.reduce(0) { $0 + $1.groupBy.count })
    }

    /// Where people of a step come from: the time since the step before and how often that was done, one definition for
    /// each; the first also has all other numbers.
    private func definition(of step: Int) -> JSONValue {
        let places: JSONValue = ["from": .int(Int64(step)), "to": .int(Int64(step + 1))]
        var more = common + [("time_to_convert", places)]
        more.append(("frequency", ["step": .int(Int64(step)), "before": .int(Int64(step + 1))]))
        if step == 1 { more.append(("over_time", true)) }
        return query.definition("funnel", interval: interval, more)
    }

    func answer(_ ask: ChartAsking) async throws -> [UInt8] {
        var replies: [ChartReply] = []
        for step in 1..<steps.count { replies.append(try await ask(definition(of: step))) }
        return FunnelReply(replies, events: steps.map(\.label), interval: interval, isBroken: isBroken).bytes
    }
}
