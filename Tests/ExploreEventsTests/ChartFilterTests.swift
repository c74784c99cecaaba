import JSON
import ProductAnalytics
import SemanticModel
import Testing

@testable import ExploreEvents

/// Filters of dashboards as filters of charts. It is Wednesday, 11 March 2026, noon.
@Suite struct ChartFilterTests {
    private static let asOf: Int64 = 1_773_230_400_000_000

    private func filtered(
        _ definition: JSONObject = JSONObject([("chart", "lifecycle")]), _ filters: ChartFilter...,
        fiscalStart: Int = 1
    ) throws -> JSONObject {
        try ChartFiltering(calendar: ChartCalendar(fiscalStart: fiscalStart), asOf: Self.asOf)
            .definition(definition, with: filters)
    }

    private func misfit(_ filter: ChartFilter) -> String? {
        do {
            _ = try filtered(JSONObject(), filter)
            return nil
        } catch ChartError.invalid(let problems) {
            return problems.first.map(\.description)
        } catch {
            return "\(error)"
        }
    }

    @Test(
        arguments: [
            ("7 days", ["last": 7, "unit": "day"]),
            ("4 weeks ago for 4 weeks", ["last": 4, "unit": "week", "complete": true]),
            ("last month", ["last": 1, "unit": "month", "complete": true]),
            ("this year", ["last": 1, "unit": "year"]),
            ("this month to second", ["last": 1, "unit": "month"]),
            ("this month to day", ["from": "2026-03-01", "to": "2026-03-10"]),
            ("today", ["last": 1, "unit": "day"]),
            ("24 hours", ["last": 24, "unit": "hour"]),
            ("8 weeks ago for 4 weeks", ["from": "2026-01-12", "to": "2026-02-08"]),
            ("2026-02", ["from": "2026-02-01", "to": "2026-02-28"]),
            ("2026-02-03 to 2026-02-05", ["from": "2026-02-03", "to": "2026-02-04"]),
            ("after 2026-02-03", ["since": "2026-02-03"]),
            ("2026-01, 2026-02", ["from": "2026-01-01", "to": "2026-02-28"]),
        ] as [(String, JSONValue)])
    func `dates become the range`(_ expression: String, _ range: JSONValue) throws {
        #expect(try filtered(JSONObject(), .init(on: "range", expression, as: .date))["range"] == range)
    }

    @Test func `quarters and years are those of the company`() throws {
        let quarter = ChartFilter(on: "range", "last fiscal quarter", as: .date)
        #expect(
            try filtered(JSONObject(), quarter, fiscalStart: 2)["range"]
                == ["last": 1, "unit": "quarter", "complete": true])
        let calendars = ChartFilter(on: "range", "last quarter", as: .date)
        #expect(
            try filtered(JSONObject(), calendars, fiscalStart: 2)["range"]
                == ["from": "2025-10-01", "to": "2025-12-31"])
    }

    @Test(
        arguments: [
            ("FOO", FilterGrammar.string, [["property": "p", "op": "is", "value": "FOO"]]),
            ("FOO,BAR,NULL", .string, [["property": "p", "op": "is", "values": ["FOO", "BAR", "(none)"]]]),
            ("EMPTY", .string, [["property": "p", "op": "is", "values": ["(none)", "(empty)"]]]),
            ("-EMEA,-APAC", .string, [["property": "p", "op": "is not", "values": ["EMEA", "APAC"]]]),
            ("-NULL", .string, [["property": "p", "op": "is set"]]),
            ("FOO%", .string, [["property": "p", "op": "starts with", "value": "FOO"]]),
            ("%FOO%,BAR", .string, [["property": "p", "op": "glob match", "values": ["**FOO**", "BAR"]]]),
            (
                "F%,-%OO%", .string,
                [
                    ["property": "p", "op": "starts with", "value": "F"],
                    ["property": "p", "op": "does not contain", "value": "OO"],
                ]
            ),
            (">5", .number, [["property": "p", "op": ">", "value": "5"]]),
            (
                "5", .number,
                [["property": "p", "op": ">=", "value": "5"], ["property": "p", "op": "<=", "value": "5"]]
            ),
            (
                "[1, 5)", .number,
                [["property": "p", "op": ">=", "value": "1"], ["property": "p", "op": "<", "value": "5"]]
            ),
            ("4, 7.5", .number, [["property": "p", "op": "is", "values": ["4", "4.0", "7.5"]]]),
            ("NOT 4", .number, [["property": "p", "op": "is not", "values": ["4", "4.0"]]]),
            ("NOT NULL", .number, [["property": "p", "op": "is set"]]),
            ("No", .boolean, [["property": "p", "op": "is not", "value": "true"]]),
            ("NOT NULL", .date, [["property": "p", "op": "is set"]]),
        ] as [(String, FilterGrammar, [JSONValue])])
    func `values become conditions`(
        _ expression: String, _ grammar: FilterGrammar, _ conditions: [JSONValue]
    ) throws {
        let found = try filtered(JSONObject(), .init(on: "p", expression, as: grammar))["filters"]
        #expect(found == .array(conditions))
        // What is written is what charts read.
        let definition: JSONValue = ["chart": "lifecycle", "filters": .array(conditions)]
        #expect(throws: Never.self) { try ChartDefinition(definition) }
    }

    @Test func `a filter takes the place of the chart's own on that property, and any value lifts it`() throws {
        let own: JSONValue = [
            ["property": "country", "value": "US"], ["property": "platform", "value": "web"], ["cohort": "staff"],
        ]
        let chart = JSONObject([("chart", "lifecycle"), ("filters", own)])
        let other = try filtered(chart, .init(on: "country", "DE", as: .string))["filters"]
        #expect(
            other == [
                ["property": "platform", "value": "web"], ["cohort": "staff"],
                ["property": "country", "op": "is", "value": "DE"],
            ])
        let lifted = try filtered(chart, .init(on: "country", "", as: .string))["filters"]
        #expect(lifted == [["property": "platform", "value": "web"], ["cohort": "staff"]])
        #expect(try filtered(JSONObject(), .init(on: "range", "", as: .date))["range"] == nil)
    }

    @Test(arguments: [
        (ChartFilter(on: "range", "before 2026-01-01", as: .date), "A chart's range needs a beginning."),
        (ChartFilter(on: "range", "2026-01, 2026-03", as: .date), "A chart has one range of time, without gaps."),
        (ChartFilter(on: "range", "90 minutes", as: .date), "A chart's range is made of whole days."),
        (ChartFilter(on: "range", "NULL", as: .date), "Every event has a time: a chart can't ask for missing ones."),
        (ChartFilter(on: "range", "FOO", as: .string), "Only dates say which time a chart is about."),
        (ChartFilter(on: "p", "7 days", as: .date), "Charts filter dates by their range only, not by a property."),
        (ChartFilter(on: "p", "1 to 2, 5 to 6", as: .number), "Charts ask for numbers, or for one range of them."),
        (
            ChartFilter(on: "p", "-FOO%", as: .string),
            "Charts leave out values and parts of them, not beginnings, ends or patterns."
        ),
        (ChartFilter(on: "p", "%a*b%", as: .string), "Patterns of charts can't have * or ? in them: \"a*b\"."),
        (
            ChartFilter(on: "p", "{{ _user_attributes['team'] }}", as: .string),
            "Liquid is filled in for queries, and not for charts."
        ),
    ])
    func `what no chart can follow is said`(_ filter: ChartFilter, _ reason: String) {
        #expect(misfit(filter) == "filters[0].expression: " + reason)
    }
}
