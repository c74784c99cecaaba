internal import JSON
internal import ProductAnalytics

/// `/api/2/events/segmentation`: who did one or two events how often, or what came with them.
struct SegmentationRequest: AmplitudeChart {
    static let path = "/api/2/events/segmentation"

    private let query: ChartQuery
    private let events: [EventParameter]
    private let interval: ChartInterval
    private let definition: JSONValue

    /// The names of `m` and the metrics of charts.
    private static let metrics = [
        ("uniques", "uniques"), ("totals", "totals"), ("pct_dau", "active"), ("average", "average"),
        ("histogram", "property_distribution"), ("sums", "property_sum"), ("value_avg", "property_average"),
        ("frequency", "frequency"), ("formula", "formula"),
    ]

    init(_ query: ChartQuery) throws(AmplitudeFailure) {
        self.query = query
        let fields = query.fields
        let events = try query.events(["e", "e2"])
        self.events = events
        guard events.count <= 10 else { throw .invalid("A chart has at most ten events.") }
        let metric = try fields.choice("m", Self.metrics, or: "uniques")
        _ = try fields.choice("n", [("any", ()), ("active", ())], or: ())
        interval = try query.interval([.realTime, .hour, .day, .week, .month, .quarter])
        var more: [(String, JSONValue)] = [
            ("metric", .string(metric)), ("group_by", .texts(query.groups)),
            ("events", .array(try events.map { event throws(AmplitudeFailure) in try Self.event(event, metric) })),
            ("top", .int(Int64(try query.limit()))), ("other", "none"),
        ]
        if metric == "formula" { more.append(("formula", .string(try fields.required("formula")))) }
        let window = try fields.integer("rollingWindow", in: 1...1_000, or: 0)
        let average = try fields.integer("rollingAverage", in: 1...1_000, or: 0)
        if window > 0, average > 0 { throw .invalid("Say rollingWindow or rollingAverage, not both.") }
        if window > 0 { more.append(("rolling", ["buckets": .int(Int64(window))])) }
        if average > 0 { more.append(("rolling", ["buckets": .int(Int64(average)), "average": true])) }
        definition = query.definition("segmentation", interval: interval, more)
    }

    /// Metrics of properties measure the first property in the event's group_by, or its revenue.
    private static func event(_ event: EventParameter, _ metric: String) throws(AmplitudeFailure) -> JSONValue {
        guard metric.hasPrefix("property_") else { return event.broken }
        if event.isRevenue, event.groupBy.isEmpty {
            var own = event.event
            own["property"] = "revenue"
            return .object(own)
        }
        guard !event.groupBy.isEmpty else {
            throw .invalid("This metric measures a property: name it first in the event's group_by.")
        }
        return event.broken
    }

    var cost: Int {
        query.cost(weight: events.reduce(0) { $0 + 1 + 4 * $1.groupBy.count })
    }

    func answer(_ ask: ChartAsking) async throws -> [UInt8] { Self.write(try await ask(definition), interval) }

    /// Groups take the place of the whole; a series is labelled by its place, `0`, or by place and group, `[0, "free"]`.
    static func write(_ reply: ChartReply, _ interval: ChartInterval) -> [UInt8] {
        let series = drawn(reply.series)
        if let first = series.first, first["bins"] != nil { return histogram(series) }
        return JSONWriter.data([
            ("series", .array(series.map { .array($0.numbers("series")) })),
            ("seriesLabels", .array(labels(series))),
            ("seriesCollapsed", .array(series.map { [["value": $0.number("collapsed")]] })),
            ("xValues", .texts(reply.dates(interval))),
        ])
    }

    private static func histogram(_ series: [JSONValue]) -> [UInt8] {
        func bins(_ one: JSONValue) -> [JSONValue] { one["bins"]?.arrayValue ?? [] }
        func edge(_ value: JSONValue?) -> String { value.map { $0.isNull ? "" : $0.text } ?? "" }
        return JSONWriter.data([
            ("series", .array(series.map { .array(bins($0).map { $0.number("collapsed") }) })),
            ("seriesLabels", .array(labels(series))),
            ("xValues", .texts((series.first.map(bins) ?? []).map { edge($0["from"]) + "-" + edge($0["to"]) })),
        ])
    }

    /// Of an event, formula and segment that is broken down only its groups.
    static func drawn(_ series: [JSONValue]) -> [JSONValue] {
        func line(_ one: JSONValue) -> [JSONValue?] { [one["event"], one["formula"], one["segment"]] }
        let broken = Set(series.filter { $0["group"] != nil }.map(line))
        return series.filter { $0["other"] == nil && ($0["group"] != nil || !broken.contains(line($0))) }
    }

    private static func labels(_ series: [JSONValue]) -> [JSONValue] {
        var places: [[JSONValue?]: Int] = [:]
        return series.map { one in
            let line = [one["event"], one["formula"], one["segment"]]
            let place = places[line] ?? places.count
            places[line] = place
            return one.groupText.map { [.int(Int64(place)), .string($0)] } ?? .int(Int64(place))
        }
    }
}
