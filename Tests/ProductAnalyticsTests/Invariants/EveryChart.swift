import JSON
import ProductAnalytics
import Testing

/// A definition of each kind of chart, for what has to hold of all of them.
struct EveryChart: CustomTestStringConvertible {
    /// Without the range and the closing brace.
    let members: String
    var testDescription: String { members }

    init(_ members: String) { self.members = members }

    /// - Parameter shift: Days by which its range is moved.
    func definition(shift: Int = 0, sample: Double? = nil) throws -> ChartDefinition {
        let (from, to) = (2 + shift, 15 + shift)
        let range = #""range": {"from": "2026-03-\#(from < 10 ? "0" : "")\#(from)", "to": "2026-03-\#(to)"}"#
        let share = sample.map { #", "sample": \#($0)"# } ?? ""
        return try ChartDefinition(JSONValue.parse("{\(members), \(range)\(share)}"))
    }

    static let all = [
        #""chart": "segmentation", "events": ["A", {"event": "B", "group_by": ["user.plan"]}]"#,
        #""chart": "segmentation", "events": ["A", "_active"], "metric": "totals", "group_by": ["country"], "top": 2"#,
        #""chart": "segmentation", "events": ["A"], "metric": "property_sum", "property": "event.amount""#,
        #""chart": "segmentation", "events": ["_active"], "rolling": {"buckets": 7}"#,
        #""chart": "funnel", "steps": ["A", "B"], "window": {"value": 2, "unit": "day"}"#,
        #""chart": "retention", "start": "A", "return": "_active", "intervals": 5, "day_definition": "calendar""#,
        #""chart": "lifecycle""#, #""chart": "stickiness", "interval": "week""#,
        #""chart": "active_users", "windows": [1, 7]"#, #""chart": "usage_interval""#,
        #""chart": "sessions", "sessions": {"timeout_minutes": 30}"#, #""chart": "engagement", "events": ["A", "B"]"#,
        #""chart": "journeys", "start_with": "A", "within": {"days": 2}, "count": "uniques""#,
        #""chart": "revenue_ltv", "view": "new", "days": 5"#, #""chart": "revenue_ltv", "view": "calendar""#,
        #""chart": "attribution", "event": "A", "touch": "event.page", "lookback": {"days": 3}"#,
        #""chart": "impact", "treatment": "A", "outcome": "B", "intervals": 3, "interval": "day""#,
    ].map(EveryChart.init)
}

extension TestLog {
    /// The answer of a chart of a project as JSON.
    func answer(
        _ definition: ChartDefinition, project: Int = 1, asOf: Int64 = moment("2026-04-10"), readsDerived: Bool = true,
        resident: ResidentSteps? = nil
    ) async throws -> JSONValue {
        var runner = ChartRunner(
            source: try await source(project: project), warehouse: warehouse, calendar: ChartCalendar())
        runner.readsDerived = readsDerived
        runner.resident = resident
        let outcome = try await runner.run(definition, asOf: asOf, label: "test")
        var writer = JSONWriter()
        outcome.write(to: &writer)
        return try JSONValue.parse(String(decoding: writer.bytes, as: UTF8.self))
    }
}

extension JSONValue {
    /// What an answer says beside where and when: its numbers, and the texts that are no times.
    var numbers: JSONValue {
        switch self {
        case .array(let items): .array(items.map(\.numbers))
        case .object(let object):
            .object(
                JSONObject(
                    object.members.filter { !["range", "as_of", "sql", "reads", "sampled"].contains($0.key) }.map {
                        ($0.key, $0.value.numbers)
                    }))
        case .string(let text) where text.hasPrefix("2026-"): .string("time")
        // Sums in another order differ by a rounding.
        case .double(let number): .double((number * 1e9).rounded() / 1e9)
        case .int(let number): .double(Double(number))
        default: self
        }
    }
}
