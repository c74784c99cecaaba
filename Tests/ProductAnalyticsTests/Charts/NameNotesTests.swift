import JSON
import ProductAnalytics
import Testing

/// What is said of names that were never collected.
struct NameNotesTests {
    private static let log: Log = {
        var log = Log()
        for person in 1...2 {
            var event = LogEvent(person, "SearchSubmitted", at: moment("2026-03-02 10:00"))
            event.properties = JSONObject([("source", "bar"), ("length", 3)])
            event.userProperties = JSONObject([("plan", "free")])
            event.groups = ["account": ["a"]]
            log.events.append(event)
        }
        return log
    }()

    private func notes(_ members: String, project: Int = 1, day: String = "2026-03-02") async throws -> [String] {
        let test = try await TestLog(Self.log)
        let runner = ChartRunner(
            source: try await test.source(project: project), warehouse: test.warehouse, calendar: ChartCalendar())
        let definition = try ChartDefinition(
            JSONValue.parse(#"{"range": {"from": "\#(day)", "to": "\#(day)"}, "# + members + "}"))
        let outcome = try await runner.run(definition, asOf: moment("2026-03-20"), label: "test")
        var writer = JSONWriter()
        outcome.write(to: &writer)
        return try JSONValue.parse(writer.bytes)["notes"]?.arrayValue?.compactMap(\.stringValue) ?? []
    }

    private static let missing = "No event \"SearchSubmited\" was ever collected. Did you mean \"SearchSubmitted\"?"

    @Test(arguments: [
        #""chart": "segmentation", "events": ["SearchSubmited"]"#,
        #""chart": "segmentation", "events": ["SearchSubmitted", "SearchSubmited"]"#,
        #""chart": "funnel", "steps": ["SearchSubmitted", "SearchSubmited"]"#,
        #""chart": "journeys", "start_with": "SearchSubmited", "sessions": "recorded""#,
        #""chart": "segmentation", "events": ["SearchSubmitted"], "segments": [{"who": {"all_of": [{"clause": "did", "event": "SearchSubmited"}]}}]"#,
    ]) func `an event that was never collected`(_ members: String) async throws {
        #expect(try await notes(members) == [Self.missing])
    }

    /// Also where nobody did it in the range, and where the properties are there.
    @Test(arguments: [
        (#""group_by": ["event.source"]"#, "2026-03-02"), (#""group_by": ["event.source"]"#, "2026-03-09"),
        (#""filters": [{"property": "event.source", "value": "menu"}]"#, "2026-03-02"),
        (#""count_by": "account""#, "2026-03-09"),
        (#""metric": "property_sum", "property": "event.length""#, "2026-03-02"),
        (#""metric": "property_sum", "property": "event.length""#, "2026-03-09"),
    ]) func `names that are known go without a word`(_ members: String, day: String) async throws {
        let chart = #""chart": "segmentation", "events": ["SearchSubmitted"], "# + members
        #expect(try await notes(chart, day: day) == [])
    }

    private static let property =
        "None of the newest 20,000 events has the property \"event.sorce\". Did you mean \"event.source\"?"

    @Test(arguments: [
        (#""group_by": ["event.sorce"]"#, property),
        (#""filters": [{"property": "event.sorce", "value": "bar"}]"#, property),
        (
            #""segments": [{"filters": [{"property": "user.plam", "value": "free"}]}]"#,
            "None of the newest 20,000 events has the property \"user.plam\". Did you mean \"user.plan\"?"
        ),
        (#""metric": "property_sum", "property": "event.sorce""#, property),
        (
            #""metric": "property_sum", "property": "event.source""#,
            "No value of event.source is a number here, so there is nothing to add up or to average."
        ),
        (
            #""count_by": "company""#,
            "None of the newest 20,000 events has a group of the type \"company\". There are: account."
        ),
    ]) func `properties and groups by which nothing is found`(_ members: String, note: String) async throws {
        #expect(try await notes(#""chart": "segmentation", "events": ["SearchSubmitted"], "# + members) == [note])
    }

    @Test func `a project without events`() async throws {
        let found = try await notes(#""chart": "segmentation", "events": ["SearchSubmitted"]"#, project: 77)
        #expect(found == ["No event of project 77 was ever collected."])
    }

    @Test(arguments: [
        (#""events": [""]"#, "events[0]: Name the event."),
        (#""events": [{"event": ""}]"#, "events[0].event: Name the event."),
        (#""events": [3]"#, "events[0]: An event is its name, or an object: {\"event\": …}."),
    ]) func `an event without a name is an error`(_ members: String, problem: String) throws {
        do {
            _ = try ChartDefinition(JSONValue.parse(#"{"chart": "segmentation", "# + members + "}"))
            Issue.record("It was taken.")
        } catch ChartError.invalid(let problems) {
            #expect(problems.map(\.description) == [problem])
        }
    }
}
