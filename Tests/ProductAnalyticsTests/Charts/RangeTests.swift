import JSON
import ProductAnalytics
import Testing

/// Which ranges charts take, and what they say of those that they don't.
struct RangeTests {
    private func answer(_ members: String) async throws -> JSONValue {
        let test = try await TestLog(.sharedActivity)
        let runner = ChartRunner(
            source: try await test.source(), warehouse: test.warehouse, calendar: ChartCalendar())
        let definition = try ChartDefinition(JSONValue.parse("{" + members + "}"))
        let outcome = try await runner.run(definition, asOf: moment("2026-03-20"), label: "test")
        var writer = JSONWriter()
        outcome.write(to: &writer)
        return try JSONValue.parse(writer.bytes)
    }

    private func problems(_ members: String) async throws -> [String] {
        do {
            _ = try await answer(members)
            return []
        } catch ChartError.invalid(let problems) {
            return problems.map(\.description)
        }
    }

    @Test func `a range whose end lies before its beginning is an error`() async throws {
        let chart = #""chart": "segmentation", "events": ["open"], "range": {"from": "2026-03-10", "to": "#
        #expect(
            try await problems(chart + #""2026-03-01"}"#)
                == ["range.to: The last day, 2026-03-01, lies before the first one, 2026-03-10. Swap them."])
        #expect(try await problems(chart + #""2026-03-10"}"#) == [])
    }

    /// What is wrong is told once, at its place, and what follows from it is not.
    @Test(arguments: [
        (#"{"last": 0, "unit": "day"}"#, ["range.last: This has to be a whole number from 1 to 10000."]),
        (
            #"{"from": "2026-02-30", "to": "2026-03-01"}"#,
            [#"range.from: "2026-02-30" is no day; write it as 2026-03-01."#]
        ),
        (
            #"{"from": "2026-02-03", "to": "2026-02-30"}"#,
            [#"range.to: "2026-02-30" is no day; write it as 2026-03-01."#]
        ),
        (#"{"since": "yesterday"}"#, [#"range.since: "yesterday" is no day; write it as 2026-03-01."#]),
        (#"{"to": "2026-03-01"}"#, ["range.from: Say the first day, too, such as 2026-03-01."]),
        (#"{}"#, ["range: Say the range: last and unit, from and to, or since."]),
        (#"7"#, ["range: This has to be an object: {…}."]),
        (#"{"last": 7, "days": 3}"#, ["range.days: Nothing is known by this name. Known: complete, last, unit."]),
    ]) func `what is wrong with a range is told once`(_ range: String, expected: [String]) async throws {
        #expect(try await problems(#""chart": "segmentation", "events": ["open"], "range": "# + range) == expected)
    }

    @Test(arguments: [
        (#""rolling": 7"#, ["rolling: This has to be an object: {…}."]),
        (
            #""rolling": {"buckets": 0, "average": true}"#,
            ["rolling.buckets: This has to be a whole number from 1 to 3660."]
        ),
        (#""rolling": {"average": true}"#, ["rolling.buckets: Say over how many buckets."]),
        (
            #""segments": [{"who": {"all_of": [{"clause": "did", "event": "open", "window": {"days_of_first_use": 0}}]}}]"#,
            ["segments[0].who.all_of[0].window.days_of_first_use: This has to be a whole number from 1 to 10000."]
        ),
    ]) func `so is what is wrong with windows`(_ members: String, expected: [String]) async throws {
        #expect(try await problems(#""chart": "segmentation", "events": ["open"], "# + members) == expected)
    }

    /// It is 20 March.
    @Test(arguments: [#"{"from": "2026-03-21", "to": "2026-03-25"}"#, #"{"since": "2026-04-01"}"#])
    func `a range that has not begun says so`(_ range: String) async throws {
        let found = try await answer(#""chart": "segmentation", "events": ["open"], "range": "# + range)
        let note: JSONValue = [
            "The range begins after 2026-03-20T00:00:00Z, for which the answer holds: nothing of it has happened yet."
        ]
        #expect(found["notes"] == note)
    }

    @Test func `a range that runs says nothing`() async throws {
        let range = #""range": {"from": "2026-03-20", "to": "2026-03-25"}"#
        #expect(try await answer(#""chart": "segmentation", "events": ["open"], "# + range)["notes"]?.text == "[]")
    }

    /// 1999-01-01 until 2026-11-28 are 10,194 days of 288 times 5 minutes.
    @Test func `more intervals than a page can take are an error that says the most`() async throws {
        let range = #""range": {"from": "1999-01-01", "to": "2026-11-28"}"#
        let found = try await problems(#""chart": "segmentation", "events": ["open"], "interval": "5min", "# + range)
        #expect(
            found == [
                "range: By 5min this range has about 2935872 intervals, and a chart has at most 20000. Take a shorter range or "
                    + "a longer interval."
            ])
        #expect(try await problems(#""chart": "segmentation", "events": ["open"], "# + range) == [])
    }

    /// 833 days have 19,992 hours, 834 have 20,016.
    @Test(arguments: ["segmentation", "retention", "lifecycle", "sessions"])
    func `the bound is that of every chart`(_ chart: String) async throws {
        let events = chart == "segmentation" ? #", "events": ["open"]"# : ""
        let asked = #""chart": "\#(chart)", "interval": "hour", "range": {"from": "2026-01-01", "to": "#
        #expect(try await problems(asked + #""2028-04-12"}"# + events) == [])
        #expect(try await problems(asked + #""2028-04-13"}"# + events).count == 1)
    }

    /// 3,653 cohorts of 1,001 intervals.
    @Test func `retention is bounded by all its numbers`() async throws {
        let found = try await problems(
            #""chart": "retention", "intervals": 1000, "range": {"from": "2016-01-01", "to": "2025-12-31"}"#)
        #expect(
            found == [
                "intervals: 3653 cohorts, 1001 intervals and 1 series are too many numbers: together they may make 1000000. "
                    + "Take a shorter range, fewer intervals or fewer groups."
            ])
    }

    /// 365 curves of 1,001 days.
    @Test func `so are curves of revenue`() async throws {
        let chart = #""chart": "revenue_ltv", "days": 1000, "range": {"from": "2025-01-01", "to": "2025-12-31"}"#
        #expect(try await problems(chart + #", "cohorts": "by_interval""#).count == 1)
        #expect(try await problems(chart) == [])
    }
}
