import JSON
import ProductAnalytics
import Testing
import Warehouse

/// Charts of amounts in several currencies.
struct MoneyTests {
    private static func buy(
        _ person: Int, _ time: String, _ amount: Double, _ currency: String? = nil, worth: Double? = nil,
        type: String = "buy"
    ) -> LogEvent {
        var event = LogEvent(person, type, at: moment(time))
        (event.revenue, event.currency, event.revenueInProject) = (amount, currency, worth)
        return event
    }

    /// On 2 March 100 USD and 10,000 JPY, which are 65 USD at 0.0065. On 3 March 8 of the project's currency, and two amounts
    /// whose rates nobody knows.
    private static let log = Log(events: [
        buy(1, "2026-03-02 10:00", 100, "USD"), buy(2, "2026-03-02 11:00", 10_000, "JPY", worth: 65),
        buy(3, "2026-03-03 09:00", 50, "CHF"), buy(4, "2026-03-03 10:00", 8),
        buy(4, "2026-03-03 11:00", 7, "gbp", type: "rent"),
    ])

    private func outcome(_ members: String, currency: String?, _ log: Log = Self.log) async throws -> JSONValue {
        let test = try await TestLog(log)
        let runner = ChartRunner(
            source: try await test.source(currency: currency), warehouse: test.warehouse, calendar: ChartCalendar())
        let range = members.contains("\"range\"") ? "" : #""range": {"from": "2026-03-02", "to": "2026-03-03"}, "#
        let definition = try ChartDefinition(JSONValue.parse("{\(range)\(members)}"))
        let outcome = try await runner.run(definition, asOf: moment("2026-03-20"), label: "test")
        var writer = JSONWriter()
        outcome.write(to: &writer)
        return try JSONValue.parse(writer.bytes)
    }

    private func notes(_ members: String, currency: String?, _ log: Log = Self.log) async throws -> [String] {
        try await outcome(members, currency: currency, log)["notes"]?.arrayValue?.compactMap(\.stringValue) ?? []
    }

    @Test(
        arguments: [
            ("revenue", [165, 8]), ("payers", [2, 1]), ("arppu", [82.5, 8]), ("arpu", [82.5, 4]),
            // The events themselves, and the amounts as they were sent, are all there.
            ("totals", [2, 2]), ("property_sum", [10_100, 58]),
        ] as [(String, [Double])])
    func `metrics of money are in the project's currency`(_ metric: String, expected: [Double]) async throws {
        let property = metric == "property_sum" ? #", "property": "revenue""# : ""
        let members = #""chart": "segmentation", "events": ["buy"], "metric": "\#(metric)"\#(property)"#
        let series = try await outcome(members, currency: "USD")["series"]?.arrayValue?.first?["series"]
        #expect(series?.arrayValue?.compactMap(\.doubleValue) == expected)
    }

    @Test func `revenue by interval and of new people`() async throws {
        let test = try await TestLog(Self.log)
        func context(_ currency: String?) async throws -> ChartContext {
            ChartContext(
                log: EventLog(
                    source: try await test.source(currency: currency), warehouse: test.warehouse, label: "test"),
                calendar: ChartCalendar(), asOf: .max, range: (moment("2026-03-02"), moment("2026-03-04")),
                interval: .day)
        }
        let byDay = try await LTVChart(view: .calendar).intervals(in: try await context("USD")).series[0]
        #expect(byDay.revenue == [165, 8, 173])
        #expect(byDay.active == [2, 2, 4])
        #expect(byDay.payers == [2, 1, 3])
        let new = try await LTVChart(days: 1).curves(in: try await context("USD")).series[0]
        #expect(new.people == 4)
        #expect(new.revenue == [173, 173])
        // Another currency of the project, in which nothing was converted, and none at all: what came without one counts.
        let without = try await LTVChart(view: .calendar).intervals(in: try await context(nil)).series[0]
        #expect(without.revenue == [0, 8, 8])
        #expect(without.payers == [0, 1, 1])
    }

    @Test func `price times quantity counts for amounts of the project's currency`() async throws {
        let test = try await TestLog(Self.log)
        try await test.warehouse.execute(
            Statement("UPDATE main.events SET price = 3.54, quantity = 3 WHERE seq IN (1, 2)", label: "test"))
        let runner = ChartRunner(
            source: try await test.source(currency: "USD"), warehouse: test.warehouse, calendar: ChartCalendar())
        let definition = try ChartDefinition(
            JSONValue.parse(
                #"{"chart": "segmentation", "events": ["buy"], "metric": "revenue", "range": {"from": "2026-03-02", "to": "2026-03-02"}}"#
            ))
        var writer = JSONWriter()
        try await runner.run(definition, asOf: moment("2026-03-20"), label: "test").write(to: &writer)
        // 10.62 of the first event, and what the loader has made of the second.
        let series = try JSONValue.parse(writer.bytes)["series"]?.arrayValue?.first?["series"]?.arrayValue
        #expect(series?.compactMap(\.doubleValue) == [75.62])
    }

    private static let rateless = "left out, since there is no exchange rate of their day into USD: "
    private static let currencyless =
        "left out, since the project has no currency (analytics.currency in soundings.yaml) and theirs may differ: "

    @Test(arguments: [
        (#""chart": "revenue_ltv", "view": "calendar""#, "The amounts of 2 events are \(rateless)1 in CHF, 1 in GBP."),
        // Other events than those of the chart are none of its business.
        (
            #""chart": "segmentation", "events": ["buy"], "metric": "arpu""#,
            "The amount of 1 event is \(rateless)1 in CHF."
        ),
        (
            #""chart": "segmentation", "events": ["rent"], "metric": "formula", "formula": "REVENUETOTAL(A)""#,
            "The amount of 1 event is \(rateless)1 in GBP."
        ),
        (
            #""chart": "attribution", "event": "buy", "sum": "revenue", "touch": "event.channel""#,
            "The amount of 1 event is \(rateless)1 in CHF."
        ),
    ]) func `what is left out is said`(_ members: String, note: String) async throws {
        #expect(try await notes(members, currency: "USD").contains(note))
    }

    private static let swiss = #"{"property": "country", "op": "is", "value": "CH"}"#

    /// Whether the purchase in CHF counts is not looked up.
    @Test(arguments: [
        #""events": [{"event": "buy", "filters": [\#(swiss)]}]"#,
        #""events": [{"any_of": [{"event": "buy", "filters": [\#(swiss)]}]}]"#,
        #""events": [{"event": "buy", "occurrence": 2}]"#,
        #""events": [{"event": "buy", "occurrence": 1, "occurrence_filters": [\#(swiss)]}]"#,
        #""events": ["buy"], "filters": [\#(swiss)]"#,
        #""events": ["buy"], "segments": [{"name": "Swiss", "filters": [\#(swiss)]}]"#,
        #""events": ["buy"], "segments": [{"who": {"all_of": [{"clause": "did", "event": "rent"}]}}]"#,
        #""events": ["buy"], "sample": 0.5"#,
    ]) func `where more than types and times is asked, it may be less`(_ members: String) async throws {
        let found = try await notes(#""chart": "segmentation", "metric": "revenue", \#(members)"#, currency: "USD")
        #expect(found.contains("The amount of up to 1 event is \(Self.rateless)1 in CHF."))
    }

    @Test func `beside a segment of everybody another one takes nothing away`() async throws {
        let segments = #""segments": [{"name": "all"}, {"name": "Swiss", "filters": [\#(Self.swiss)]}]"#
        let found = try await notes(
            #""chart": "segmentation", "events": ["buy"], "metric": "revenue", \#(segments)"#, currency: "USD")
        #expect(found.contains("The amount of 1 event is \(Self.rateless)1 in CHF."))
    }

    @Test func `without a currency of the project all that have one are left out`() async throws {
        let found = try await notes(#""chart": "segmentation", "events": ["buy"], "metric": "revenue""#, currency: nil)
        #expect(found == ["The amounts of 3 events are \(Self.currencyless)1 in CHF, 1 in JPY, 1 in USD."])
    }

    @Test func `many currencies are named by their number`() async throws {
        let codes = ["AUD", "BRL", "CAD", "DKK", "EUR", "HUF", "INR"]
        var log = Log(events: codes.map { Self.buy(1, "2026-03-02 10:00", 1, $0) })
        log.events += [Self.buy(1, "2026-03-02 11:00", 1, "INR"), Self.buy(1, "2026-03-02 12:00", 1, "USD")]
        let found = try await notes(
            #""chart": "segmentation", "events": ["buy"], "metric": "revenue""#, currency: "USD", log)
        #expect(
            found == [
                "The amounts of 8 events are \(Self.rateless)2 in INR, 1 in AUD, 1 in BRL, 1 in CAD, 1 in DKK, 2 in 2 others."
            ])
    }

    @Test(arguments: [
        #""chart": "segmentation", "events": ["buy"], "metric": "totals""#,
        #""chart": "segmentation", "events": ["buy"], "metric": "property_sum", "property": "revenue""#,
        #""chart": "segmentation", "events": ["buy"], "metric": "revenue", "range": {"from": "2026-03-02", "to": "2026-03-02"}"#,
    ]) func `charts that leave nothing out say nothing`(_ members: String) async throws {
        #expect(try await notes(members, currency: "USD") == [])
    }
}
