import JSON
import ProductAnalytics
import Testing

/// Cohorts in charts: as segments, as breakdowns, and made from numbers.
struct CohortChartTests {
    private static let often = #"{"name": "often", "all_of": [{"clause": "did", "event": "open", "value": 3}]}"#

    private func runner(_ test: TestLog, _ cohorts: [String] = [often]) async throws -> ChartRunner {
        let book = try CohortsByName(cohorts.map { try Cohort(JSONValue.parse($0)) })
        return ChartRunner(
            source: try await test.source(), warehouse: test.warehouse, calendar: ChartCalendar(), book: book)
    }

    private func answer(_ text: String, _ runner: ChartRunner, asOf: String = "2026-03-20") async throws -> JSONValue {
        let outcome = try await runner.run(
            ChartDefinition(JSONValue.parse(text)), asOf: moment(asOf), label: "test")
        var writer = JSONWriter()
        outcome.write(to: &writer)
        return try JSONValue.parse(String(decoding: writer.bytes, as: UTF8.self))
    }

    private static let days = #""range": {"from": "2026-03-02", "to": "2026-03-06"}"#

    /// 1, 2, 3, 5 and 6 opened at least three times ever.
    @Test func `as a segment and as its opposite`() async throws {
        let test = try await TestLog(.sharedActivity)
        let json = try await answer(
            """
            {"chart": "segmentation", "events": ["open"], \(Self.days),
             "segments": [{"cohorts": ["often"]}, {"not_in_cohorts": ["often"]}]}
            """, try await runner(test))
        let series = try #require(json["series"]?.arrayValue)
        #expect(series.map { $0["series"]?.text } == ["[2,2,4,1,1]", "[0,0,0,1,0]"])
        #expect(series.map { $0["segment"]?.stringValue } == ["in cohort often", "not in cohort often"])
        let expected: JSONValue = [["name": "often", "size": 5, "as_of": "2026-03-20T00:00:00Z"]]
        #expect(json["cohorts"] == expected)
    }

    /// With an event type alone the sorted lists answer, with a filter the events do.
    @Test(arguments: [#""open""#, #"{"event": "open", "filters": [{"property": "user.x", "op": "is not set"}]}"#])
    func `as a breakdown`(_ event: String) async throws {
        let test = try await TestLog(.sharedActivity)
        let json = try await answer(
            """
            {"chart": "segmentation", "events": [\(event)], "group_by": ["cohort:often"], "metric": "totals", \(Self.days)}
            """, try await runner(test))
        let series = try #require(json["series"]?.arrayValue)
        #expect(series.map { $0["group"]?.text } == [nil, #"["in"]"#, #"["out"]"#])
        #expect(series.map { $0["series"]?.text } == ["[2,2,4,2,1]", "[2,2,4,1,1]", "[0,0,0,1,0]"])
    }

    @Test func `as a filter of the whole chart or of a segment`() async throws {
        let test = try await TestLog(.sharedActivity)
        func series(_ more: String) async throws -> JSONValue? {
            let text = #"{"chart": "segmentation", "events": ["open"], \#(Self.days), \#(more)}"#
            return try await answer(text, try await runner(test))["series"]?.arrayValue?.first
        }
        let inside = try await series(#""filters": [{"cohort": "often"}]"#)
        #expect(inside?["series"]?.text == "[2,2,4,1,1]")
        #expect(inside?["segment"]?.stringValue == "in cohort often")
        let outside = try await series(
            #""segments": [{"name": "rest", "filters": [{"cohort": "often", "op": "is not"}]}]"#)
        #expect(outside?["series"]?.text == "[0,0,0,1,0]")
        #expect(outside?["segment"]?.stringValue == "rest")
        let nobody = try await series(
            #""filters": [{"cohort": "often"}], "segments": [{"not_in_cohorts": [{"cohort": "often"}]}]"#)
        #expect(nobody?["series"]?.text == "[0,0,0,0,0]")
        await #expect(throws: ChartError.invalid("filters[0].op", "There is no op \"has\". Known: is, is not.")) {
            _ = try await series(#""filters": [{"cohort": "often", "op": "has"}]"#)
        }
    }

    @Test func `a version of a cohort`() async throws {
        let test = try await TestLog(.sharedActivity)
        let old = #"{"name": "often@1", "all_of": [{"clause": "did", "event": "open", "value": 4}]}"#
        let json = try await answer(
            """
            {"chart": "segmentation", "events": ["open"], \(Self.days), "metric": "totals",
             "group_by": [{"cohort": "often", "version": 1}],
             "segments": [{"cohorts": [{"cohort": "often", "version": 1}]}, {"cohorts": ["often"]}]}
            """, try await runner(test, [old, Self.often]))
        let names = json["cohorts"]?.arrayValue?.compactMap { $0["name"]?.stringValue }
        #expect(names == ["often", "often@1"])
        #expect(CohortReference("a@b").version == nil)
        #expect(CohortReference("a@b@12") == CohortReference(name: "a@b", version: 12))
    }

    @Test func `a segment that asks anew in each interval`() async throws {
        let test = try await TestLog(.sharedActivity)
        // Who opened on the day, and at least twice in the three days that end with it.
        let json = try await answer(
            """
            {"chart": "segmentation", "events": ["open"], \(Self.days), "segments": [{"name": "warm", "who": {"all_of": [
                {"clause": "did", "event": "open", "value": 2, "window": {"days_before_interval_end": 3}}]}}]}
            """, try await runner(test))
        // 3rd: 1. 4th: 1 (2, 3, 4), 2 (2, 4), 3 (3, 4). 5th: 3 (3, 4, 5). 6th: 1 (4, 6).
        #expect(json["series"]?.arrayValue?.map { $0["series"]?.text } == ["[0,1,3,1,1]"])
    }

    /// ROLLWIN asks at each event who is in the segment, ROLLWINBEFORE at the end of the window. In the segment is who opens
    /// on the day: at the event everybody, at the end those of that day, with what they did on the two days before.
    @Test func `windows that ask at their end`() async throws {
        let test = try await TestLog(.sharedActivity)
        let runner = try await runner(test)
        let text = """
            {"chart": "segmentation", "events": ["open"], \(Self.days),
             "formula": "ROLLWIN(uniques, A, 3); ROLLWINBEFORE(uniques, A, 3); ROLLWINBEFORE(totals, A, 3); ROLLWINBEFORE(avg, A, 3)",
             "segments": [{"name": "here", "who": {"all_of": [
                {"clause": "did", "event": "open", "window": {"each_interval": true}}]}}]}
            """
        let series = try #require(try await answer(text, runner)["series"]?.arrayValue)
        // 3rd: 1 (2, 3) and 3 (3). 4th: 1 (2, 3, 4), 2 (2, 4), 3 (3, 4), 6 (4). 5th: 3 (3, 4, 5), 4 (5). 6th: 1 (4, 6).
        #expect(
            series.map { $0["series"]?.text } == ["[2,3,4,5,5]", "[2,2,4,2,1]", "[2,3,8,4,2]", "[1,1.5,2,2,2]"])
        // Over the range nothing is a window.
        #expect(series.map { $0["collapsed"]?.doubleValue } == [5, 5, 11, 2.2])
        let definition = try ChartDefinition(JSONValue.parse(text))
        let behind = try await runner.units(
            behind: ["formula": 1, "bucket": 1], of: definition, asOf: moment("2026-03-20"), label: "test")
        #expect(behind.units == [10_001, 10_003])
    }

    /// A book that knows the members of all its cohorts from elsewhere.
    private struct ForeignBook: CohortBook {
        func cohort(named name: String) async throws(ChartError) -> Cohort? { nil }

        func keptMembers(
            of cohort: Cohort, in log: EventLog, asOf: Int64
        ) async throws(ChartError) -> CohortMembers? {
            throw .invalid("", "\(cohort.name) is no cohort of this book.")
        }
    }

    /// 1, 2, 3, 5 and 6 opened at least three times ever.
    @Test func `what a segment asks of people is asked of the chart's events, whatever the book keeps`() async throws {
        let test = try await TestLog(.sharedActivity)
        let runner = ChartRunner(
            source: try await test.source(), warehouse: test.warehouse, calendar: ChartCalendar(), book: ForeignBook())
        let json = try await answer(
            """
            {"chart": "segmentation", "events": ["open"], \(Self.days), "segments": [
                {"who": {"all_of": [{"clause": "did", "event": "open", "value": 3}]}}]}
            """, runner)
        #expect(json["series"]?.arrayValue?.map { $0["series"]?.text } == ["[2,2,4,1,1]"])
    }

    @Test func `a number of a chart becomes a list`() async throws {
        let test = try await TestLog(.sharedActivity)
        let runner = try await runner(test)
        let definition = try ChartDefinition(
            JSONValue.parse(#"{"chart": "lifecycle", "event": "open", \#(Self.days)}"#))
        let cohort = try await runner.cohort(
            named: "back", behind: ["state": "resurrected", "bucket": 2], of: definition, asOf: moment("2026-03-20"),
            label: "test")
        // 2 was there on the 2nd, 6 in February.
        #expect(cohort == Cohort(name: "back", .list(CohortList(.people, ["10002", "10006"]))))
    }

    @Test func `of groups`() async throws {
        var log = Log()
        for (person, company, day) in [(1, "acme", 2), (2, "acme", 3), (3, "bolt", 2)] {
            var event = LogEvent(person, "open", at: moment("2026-03-0\(day) 10:00"))
            event.groups = ["company": [company]]
            log.events.append(event)
        }
        let test = try await TestLog(log)
        let busy =
            #"{"name": "busy", "count_by": "company", "all_of": [{"clause": "did", "event": "open", "value": 2}]}"#
        let listed = #"{"name": "listed", "count_by": "company", "groups": ["bolt"]}"#
        let runner = try await runner(test, [busy, listed, Self.often])
        let chart = #""chart": "segmentation", "events": ["open"], "count_by": "company", \#(Self.days)"#
        let json = try await answer(
            "{\(chart), \"segments\": [{\"cohorts\": [\"busy\"]}, {\"cohorts\": [\"listed\"]}]}", runner)
        #expect(json["series"]?.arrayValue?.map { $0["series"]?.text } == ["[1,1,0,0,0]", "[1,0,0,0,0]"])
        await #expect(
            throws: ChartError.invalid(
                "segments[0].cohorts[0]",
                "The cohort \"often\" holds users, and groups of type company are counted here.")
        ) {
            _ = try await answer("{\(chart), \"segments\": [{\"cohorts\": [\"often\"]}]}", runner)
        }
    }
}
