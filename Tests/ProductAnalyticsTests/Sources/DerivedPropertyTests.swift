import ExploreEvents
import JSON
import ProductAnalytics
import Testing

/// Properties that are computed from others of the same event (MOD-11): each person buys once, for another amount.
struct DerivedPropertyTests {
    /// By person from 1: numbers, one that is written as a text, a text that is none, and none.
    private static let amounts: [JSONValue?] = [80, 50, 20, "much", nil, "120"]

    private static let log: Log = {
        var log = Log()
        for (place, amount) in amounts.enumerated() {
            var event = LogEvent(place + 1, "buy", at: moment("2026-03-02 10:00"))
            if let amount { event.properties["amount"] = amount }
            event.properties["is_gift"] = .bool(place < 2)
            event.properties["sent"] = .string("2026-03-0\(place + 1)")
            event.userProperties["plan"] = .string(place < 3 ? "pro" : "free")
            event.country = place == 0 ? "DE" : "FR"
            log.events.append(event)
        }
        return log
    }()

    private static let expressions = [
        // Without a number the condition is null, and `if` then gives the last value.
        "order_size": #"if(${event.amount} > 50, "large", "small")"#,
        "known_size": #"case(when(${event.amount} > 50, "large"), when(${event.amount} <= 50, "small"))"#,
        "doubled": "${event.amount} * 2", "whose": #"concat(${user.plan}, " in ", ${country})"#,
        "is_large": "${event.amount} > 50", "paid_as": "if(${event.is_gift}, 0, coalesce(${event.amount}, 1))",
        "sent_in": "extract_days(${event.sent})", "itself": "${event.amount}", "kind": "upper(${event_type})",
    ]

    private func answer(_ members: String) async throws -> JSONValue {
        let test = try await TestLog([Self.log], beside: .packed)
        let derived = Self.expressions.compactMap { name, expression in
            DerivedProperty.read(name, expression: expression, description: "").property
        }
        #expect(derived.count == Self.expressions.count)
        let runner = ChartRunner(
            source: try await test.source(derived: derived), warehouse: test.warehouse, calendar: ChartCalendar())
        let text = #"{"chart": "segmentation", "range": {"from": "2026-03-02", "to": "2026-03-02"}, "# + members + "}"
        let definition = try ChartDefinition(JSONValue.parse(text))
        let outcome = try await runner.run(definition, asOf: moment("2026-03-20"), label: "test")
        var writer = JSONWriter()
        outcome.write(to: &writer)
        return try JSONValue.parse(writer.bytes)
    }

    private func total(_ members: String) async throws -> Double? {
        try await answer(members)["series"]?.arrayValue?.first?["collapsed"]?.doubleValue
    }

    private static let groups: [(String, [String: Double])] = [
        ("order_size", ["large": 2, "small": 4]), ("known_size", ["large": 2, "small": 2, "(none)": 2]),
        ("doubled", ["160": 1, "100": 1, "40": 1, "240": 1, "(none)": 2]),
        ("whose", ["pro in DE": 1, "pro in FR": 2, "free in FR": 3]),
        ("is_large", ["true": 2, "false": 2, "(none)": 2]),
        // Persons 1 and 2 give; of the others 20, 120, and 1 where there is no number.
        ("paid_as", ["0": 2, "20": 1, "1": 2, "120": 1]),
        ("sent_in", ["1": 1, "2": 1, "3": 1, "4": 1, "5": 1, "6": 1]),
        ("itself", ["80": 1, "50": 1, "20": 1, "much": 1, "120": 1, "(none)": 1]), ("kind", ["BUY": 6]),
    ]

    @Test(arguments: groups)
    func `a chart is broken down by it`(_ name: String, _ groups: [String: Double]) async throws {
        let found = try await answer(#""events": ["buy"], "group_by": ["derived.\#(name)"]"#)
        var counted: [String: Double] = [:]
        for series in found["series"]?.arrayValue ?? [] {
            guard let group = series["group"]?.arrayValue?.first?.stringValue else { continue }
            counted[group] = series["collapsed"]?.doubleValue
        }
        #expect(counted == groups)
        let reasons = found["reads"]?.arrayValue?.map { $0["because"]?.stringValue }
        #expect(reasons?.contains("derived.\(name) is not promoted") == true)
    }

    private static let filters: [(String, Double)] = [
        (#""property": "derived.order_size", "value": "large""#, 2),
        // Whoever has none passes.
        (#""property": "derived.known_size", "op": "is not", "value": "large""#, 4),
        (#""property": "derived.known_size", "op": "is not set""#, 2),
        (#""property": "derived.doubled", "op": ">", "value": 100"#, 2),
        (#""property": "derived.is_large", "value": "false""#, 2),
        (#""property": "derived.whose", "op": "contains", "value": "PRO""#, 3),
    ]

    @Test(arguments: filters) func `events are filtered by it`(_ filter: String, _ people: Double) async throws {
        #expect(try await total(#""events": [{"event": "buy", "filters": [{\#(filter)}]}]"#) == people)
    }

    @Test func `its numbers are added up and compared by cohorts`() async throws {
        // 160 + 100 + 40 + 240.
        let sum = #""events": ["buy"], "metric": "property_sum", "property": "derived.doubled""#
        #expect(try await total(sum) == 540)
        let who = """
            "segments": [{"who": {"all_of": [
                {"clause": "property", "event": "buy", "property": "derived.doubled", "op": ">=", "value": 160}]}}]
            """
        #expect(try await total(#""events": ["buy"], "# + who) == 2)
    }

    @Test func `a name that nobody gave is told with one that is near`() async throws {
        let error = await #expect(throws: ChartError.self) {
            _ = try await answer(#""events": ["buy"], "group_by": ["derived.order_sise"]"#)
        }
        #expect(
            error?.description
                == "group_by[0]: There is no derived property order_sise. soundings.yaml lists them under "
                + "analytics.derived_properties. Did you mean \"derived.order_size\"?")
    }

    @Test(arguments: [
        (#"if(${amount} > 1, 1, 2)"#, "there is no field 'amount' here, at character 4 of the expression."),
        ("1 + ${derived.a}", "not made from others, write what 'derived.a' stands for, at character 5 of"),
        ("diff_days(${event.at}, now())", "'now' cannot be used in a derived property, at character 24"),
        ("${event.a} +", "at character 13 of the expression."), ("sum(${event.a})", "'sum' cannot be used in"),
        ("${country} * 2", "'*' takes numbers, this is a text (to_number(text)), at character 1"),
    ]) func `what is wrong in an expression is told with its place`(_ text: String, _ problem: String) {
        let read = DerivedProperty.read("x", expression: text, description: "")
        #expect(read.property == nil)
        #expect(read.problems.contains { $0.contains(problem) }, "\(read.problems)")
    }
}
