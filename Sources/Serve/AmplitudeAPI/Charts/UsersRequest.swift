internal import JSON
internal import ProductAnalytics

/// `/api/2/users`: active or new people by day, week or month.
struct UsersRequest: AmplitudeChart {
    static let path = "/api/2/users"

    private let query: ChartQuery
    private let interval: ChartInterval
    private let definition: JSONValue

    init(_ query: ChartQuery) throws(AmplitudeFailure) {
        self.query = query
        interval = try query.interval([.day, .week, .month])
        let isNew = try query.fields.choice("m", [("active", false), ("new", true)], or: false)
        definition = query.definition(
            "segmentation", interval: interval,
            [
                ("metric", "uniques"), ("group_by", .texts(query.groups)), ("top", .int(Int64(try query.limit()))),
                ("other", "none"),
                ("events", [isNew ? ["event": "_all", "occurrence": 1] : "_active"]),
            ])
    }

    var cost: Int { query.cost(weight: 1) }

    func answer(_ ask: ChartAsking) async throws -> [UInt8] {
        let reply = try await ask(definition)
        let series = SegmentationRequest.drawn(reply.series)
        return JSONWriter.data([
            ("series", .array(series.map { .array($0.numbers("series")) })),
            (
                "seriesMeta",
                .array(
                    series.map { one in
                        one.groupText.map(JSONValue.string) ?? ["segmentIndex": .int(Int64(one.segmentIndex))]
                    })
            ),
            ("xValues", .texts(reply.dates(interval))),
        ])
    }
}
