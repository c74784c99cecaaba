internal import JSON
internal import ProductAnalytics

/// `/api/2/composition`: active people by the values of a user property.
struct CompositionRequest: AmplitudeChart {
    static let path = "/api/2/composition"

    private let query: ChartQuery
    private let name: String
    private let definition: JSONValue

    init(_ query: ChartQuery) throws(AmplitudeFailure) {
        self.query = query
        name = try query.fields.required("p")
        definition = query.definition(
            "segmentation", interval: .day,
            [
                ("metric", "uniques"), ("events", ["_active"]), ("group_by", [.string(try PropertyNames.user(name))]),
                ("top", 1_000), ("other", "none"),
            ])
    }

    var cost: Int { query.cost(weight: 1) }

    func answer(_ ask: ChartAsking) async throws -> [UInt8] {
        let series = try await ask(definition).series.filter { $0["group"] != nil && $0.segmentIndex == 0 }
        return JSONWriter.data([
            ("series", [.array(series.map { $0.number("collapsed") })]), ("seriesLabels", [.string(name)]),
            ("xValues", .texts(series.map { $0.groupText ?? "" })),
        ])
    }
}
