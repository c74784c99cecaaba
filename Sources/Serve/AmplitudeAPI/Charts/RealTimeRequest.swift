internal import JSON
internal import ProductAnalytics

/// `/api/2/realtime`: active people in 5 minutes each, of the last 24 hours and of those before.
struct RealTimeRequest {
    /// Buckets of a day.
    private static let perDay = 288

    static func answer(project: Int, _ ask: ChartAsking) async throws -> [UInt8] {
        let definition: JSONValue = [
            "chart": "segmentation", "source": ["project": .int(Int64(project))], "interval": "5min",
            "range": ["last": .int(Int64(2 * perDay)), "unit": "5min"], "metric": "uniques", "events": ["_active"],
        ]
        let reply = try await ask(definition)
        let points = reply.series.first?.numbers("series") ?? []
        let starts = reply.starts.suffix(perDay)
        return JSONWriter.data([
            ("xValues", .texts(starts.map { String($0.dropFirst(11).prefix(5)) })),
            ("seriesLabels", ["Today", "Yesterday"]),
            ("series", [.array(Array(points.suffix(perDay))), .array(Array(points.dropLast(perDay)))]),
        ])
    }
}
