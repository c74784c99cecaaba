import JSON
import ProductAnalytics
import Testing

/// Charts that aren't broken down by their events say so instead of ignoring it.
struct UndividedEventTests {
    @Test(arguments: [
        (#""chart": "impact", "treatment": EVENT, "outcome": "b""#, "treatment"),
        (#""chart": "impact", "treatment": "a", "outcome": EVENT"#, "outcome"),
        (#""chart": "attribution", "touch": "event.channel", "event": EVENT"#, "event"),
        (#""chart": "attribution", "touch": "event.channel", "event": "a", "touch_event": EVENT"#, "touch_event"),
        (#""chart": "sessions", "event": EVENT"#, "event"),
        (#""chart": "sessions", "sessions": {"start": EVENT}"#, "sessions.start"),
        (#""chart": "sessions", "sessions": {"end": EVENT}"#, "sessions.end"),
        (#""chart": "journeys", "start_with": EVENT"#, "start_with"),
        (#""chart": "journeys", "end_with": EVENT"#, "end_with"),
        (#""chart": "journeys", "between": ["a", EVENT]"#, "between[1]"),
        (#""chart": "journeys", "start_with": "a", "include": [EVENT]"#, "include[0]"),
        (#""chart": "journeys", "start_with": "a", "exclude": EVENT"#, "exclude"),
        (
            #""chart": "journeys", "start_with": "a", "expand": [{"property": "event.page", "event": EVENT}]"#,
            "expand[0].event"
        ),
        (#""chart": "revenue_ltv", "group_by": "country", "event": EVENT"#, "event"),
        (#""chart": "retention", "return": EVENT"#, "return"),
        (#""chart": "engagement", "events": [EVENT]"#, "events[0]"),
        (
            #""chart": "lifecycle", "segments": [{"who": {"all_of": [{"clause": "did", "event": EVENT}]}}]"#,
            "segments[0].who.all_of[0].event"
        ),
    ]) func `a breakdown that does nothing is refused`(_ members: String, _ place: String) throws {
        let event = #"{"event": "a", "group_by": ["event.page"]}"#
        let text = "{" + members.replacing("EVENT", with: event) + "}"
        let definition = try JSONValue.parse(text)
        do throws(ChartError) {
            _ = try ChartDefinition(definition)
            Issue.record("Accepted: \(text)")
        } catch {
            guard case .invalid(let problems) = error else {
                Issue.record("\(error)")
                return
            }
            #expect(problems.map(\.path) == [place + ".group_by"])
        }
    }
}
