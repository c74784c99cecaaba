import JSON
import ProductAnalytics
import Testing

/// Where a chart names a cohort or a column that isn't there.
struct PlaceTests {
    private static let cohorts = [
        #"{"name": "often", "all_of": [{"clause": "did", "event": "open", "value": 3}]}"#,
        #"{"name": "outer", "all_of": [{"clause": "in_cohort", "cohort": "gone"}]}"#,
    ]

    private static func noCohort(_ name: String) -> String {
        "There is no cohort \"\(name)\"." + (["oftn", "often@9"].contains(name) ? " Did you mean \"often\"?" : "")
    }

    private static let column =
        "The events have no column contry. A property is written event.NAME or user.NAME. Did you mean \"country\"?"

    private struct Unexpected: Error {
        var error: ChartError?
    }

    @Test(arguments: [
        (
            #""segments": [{"cohorts": ["often"]}, {"not_in_cohorts": ["oftn"]}]"#,
            "segments[1].not_in_cohorts[0]: " + noCohort("oftn")
        ),
        (#""filters": [{"cohort": "oftn"}]"#, "filters[0].cohort: " + noCohort("oftn")),
        (#""filters": [{"cohort": "often", "version": 9}]"#, "filters[0].cohort: " + noCohort("often@9")),
        (#""group_by": ["platform", "cohort:oftn"]"#, "group_by[1]: " + noCohort("oftn")),
        (#""segments": [{"cohorts": ["outer"]}]"#, "segments[0].cohorts[0]: " + noCohort("gone")),
        (#""title": "contry", "group_by": "contry""#, "group_by: " + column),
        (#""filters": [{"property": "contry", "value": "de"}]"#, "filters[0].property: " + column),
    ]) func `names that are not there are told at their place`(_ members: String, problem: String) async throws {
        let test = try await TestLog(.sharedActivity)
        let book = try CohortsByName(Self.cohorts.map { try Cohort(JSONValue.parse($0)) })
        let runner = ChartRunner(
            source: try await test.source(), warehouse: test.warehouse, calendar: ChartCalendar(), book: book)
        let definition = try ChartDefinition(
            JSONValue.parse(#"{"chart": "segmentation", "events": ["open"], "# + members + "}"))
        let error = await #expect(throws: ChartError.self) {
            _ = try await runner.run(definition, asOf: moment("2026-03-20"), label: "test")
        }
        guard case .invalid(let problems) = try #require(error) else { throw Unexpected(error: error) }
        #expect(problems.map(\.description) == [problem])
    }

    /// Neither has a chart that is right anything to do with it.
    @Test(arguments: [
        (#"{"series": 9, "bucket": 0}"#, ["point.series"]), (#"{"bucket": 0, "stat": "new"}"#, ["point.stat"]),
        (#"{"bucket": "x", "state": "gone"}"#, ["point.bucket", "point.state"]), ("[]", ["point"]),
    ]) func `what is wrong in a point is told as the point's`(_ point: String, paths: [String]) async throws {
        let test = try await TestLog(.sharedActivity)
        let runner = ChartRunner(source: try await test.source(), warehouse: test.warehouse, calendar: ChartCalendar())
        let definition = try ChartDefinition(JSONValue.parse(#"{"chart": "lifecycle"}"#))
        let error = await #expect(throws: ChartError.self) {
            _ = try await runner.units(
                behind: JSONValue.parse(point), of: definition, asOf: moment("2026-03-20"), label: "test")
        }
        guard case .invalid(let problems) = try #require(error) else { throw Unexpected(error: error) }
        #expect(problems.map(\.path).sorted() == paths)
    }
}
