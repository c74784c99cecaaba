import JSON
import ProductAnalytics
import Testing

/// What becomes of a range that begins or ends within a bucket (TIM-5), chart by chart.
struct ChartSpanTests {
    /// A Wednesday until a Sunday.
    private static let wednesday = #""range": {"from": "2026-03-04", "to": "2026-03-08"}"#

    private func answer(_ members: String, range: String = Self.wednesday) async throws -> JSONObject {
        let test = try await TestLog(
            Log(events: [
                // Monday, and within the range.
                LogEvent(1, "A", at: moment("2026-03-02 10:00")), LogEvent(2, "A", at: moment("2026-03-05 10:00")),
            ]))
        let answer = try await test.answer(try ChartDefinition(.parse("{\(members), \(range)}")))
        return try #require(answer.objectValue)
    }

    private func notes(_ answer: JSONObject) -> [String] {
        (answer["notes"]?.arrayValue ?? []).compactMap(\.stringValue)
    }

    private static let widened = "The range is widened to whole buckets by week."

    @Test(arguments: [
        #""chart": "segmentation", "events": ["A"], "interval": "week""#,
        #""chart": "retention", "start": "A", "interval": "week", "intervals": 1"#,
        #""chart": "lifecycle", "interval": "week""#, #""chart": "stickiness", "interval": "week""#,
        #""chart": "sessions", "sessions": {"timeout_minutes": 30}, "interval": "week""#,
        #""chart": "revenue_ltv", "view": "calendar", "interval": "week""#,
    ]) func `charts that count whole weeks say from when to when`(_ members: String) async throws {
        let answer = try await answer(members)
        #expect(notes(answer).contains(Self.widened))
        #expect(answer["range"] == ["from": "2026-03-02T00:00:00Z", "to": "2026-03-09T00:00:00Z"])
        let whole = try await self.answer(members, range: #""range": {"from": "2026-03-02", "to": "2026-03-08"}"#)
        #expect(!notes(whole).contains(Self.widened))
        #expect(whole["range"] == answer["range"] && whole["series"] == answer["series"])
    }

    /// Person 1 is in the week, but not in the range.
    @Test func `charts that count the range alone say of which bucket they have a part`() async throws {
        let funnel = try await answer(
            #""chart": "funnel", "steps": ["A", "B"], "over_time": true, "interval": "week""#)
        let ltv = try await answer(
            #""chart": "revenue_ltv", "cohorts": "by_interval", "days": 1, "interval": "week""#)
        for answer in [funnel, ltv] {
            let note =
                "The first bucket by week reaches out of the range: only what lies in the range is counted there."
            #expect(notes(answer).contains(note))
            #expect(answer["range"] == ["from": "2026-03-04T00:00:00Z", "to": "2026-03-09T00:00:00Z"])
        }
        #expect(ltv["series"]?.arrayValue?.first?.objectValue?["people"]?.intValue == 1)
        let both = try await answer(
            #""chart": "funnel", "steps": ["A", "B"], "over_time": true, "interval": "week""#,
            range: #""range": {"from": "2026-03-04", "to": "2026-03-11"}"#)
        let note = """
            The first and the last bucket by week reach out of the range: only what lies in the range is counted there.
            """
        #expect(notes(both).contains(note))
        let without = try await answer(#""chart": "funnel", "steps": ["A", "B"], "interval": "week""#)
        #expect(!notes(without).contains { $0.contains("bucket") })
    }

    @Test func `calendar weeks and months of active users are whole`() async throws {
        let answer = try await answer(#""chart": "active_users", "windows": [1]"#)
        #expect(
            notes(answer) == ["Each calendar week and month is counted whole, also where it reaches out of the range."])
        #expect(answer["range"] == ["from": "2026-03-04T00:00:00Z", "to": "2026-03-09T00:00:00Z"])
    }
}
