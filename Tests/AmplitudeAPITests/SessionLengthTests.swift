import JSON
import Testing

struct SessionLengthTests {
    /// Unit, least, longest and size as they are asked for; the bins, or nothing for the usual ones.
    private static let asked: [(bins: [String?], labels: [String]?)] = [
        (["minutes", "0", "120", "60"], ["0s-3600s", "3600s-7200s"]),
        (["minutes", "0.5", "2", "1"], ["30s-90s", "90s-120s"]),
        (["minutes", "0", "10", nil], (0..<10).map { "\($0 * 60)s-\($0 * 60 + 60)s" }),
        (["seconds", "0", "5", nil], (0..<5).map { "\($0)s-\($0 + 1)s" }),
        (["days", "0", "10", "1"], nil),
        ([nil, "0", "10", "1"], nil),
        (["hours", nil, "10", "1"], nil),
        (["hours", "0", "30", nil], nil),
        (["hours", "0", "a", nil], nil),
        (["hours", "0", "nan", nil], nil),
        (["hours", "5", "2", "1"], nil),
        (["hours", "0", "2", "0"], nil),
        (["seconds", "0", "3600", "1"], nil),
    ]

    @Test(arguments: asked.indices)
    func `bins that make no sense are the usual ones`(place: Int) async throws {
        let (bins, labels) = Self.asked[place]
        var query = [("start", "20260302"), ("end", "20260304")]
        for (name, value) in zip(["TimeUnit", "Min", "Max", "Size"], bins) {
            if let value { query.append(("timeHistogramConfigBin" + name, value)) }
        }
        let answer = try await Shop().ask("/api/2/sessions/length", query)
        #expect(answer.status == 200, "\(answer.text)")
        let usual = [
            "0s-3s", "3s-10s", "10s-30s", "30s-60s", "60s-180s", "180s-600s", "600s-1800s", "1800s-3600s",
            "3600s-86400s",
        ]
        #expect(answer.data["xValues"]?.arrayValue?.compactMap(\.stringValue) == labels ?? usual)
    }
}
