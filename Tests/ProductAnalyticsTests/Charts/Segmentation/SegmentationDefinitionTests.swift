import JSON
import ProductAnalytics
import Testing

struct SegmentationDefinitionTests {
    private func definition(_ text: String) throws -> ChartDefinition { try ChartDefinition(JSONValue.parse(text)) }

    private func problems(_ text: String) throws -> [String] {
        do {
            _ = try definition(text)
            return []
        } catch ChartError.invalid(let problems) {
            return problems.map(\.description)
        }
    }

    @Test func `every parameter is read`() throws {
        let definition = try definition(
            """
            {"chart": "segmentation", "interval": "day", "metric": "property_percentile", "percentile": 0.9,
             "events": [{"event": "buy", "property": "event.amount", "group_by": "event.page", "occurrence": 1,
                         "occurrence_filters": [{"property": "user.plan", "op": "is", "value": "free"}]}, "view"],
             "property": "event.price", "group_by": ["user.plan"], "top": 3, "other": "none", "count_elements_once": true,
             "rolling": {"buckets": 7, "average": true}, "compare": {"back": 2, "unit": "month"},
             "exclude_weekdays": ["saturday", "Sunday"], "leave_out_incomplete": true, "bins": [1, 2.5]}
            """)
        let chart = try #require(definition.chart as? SegmentationChart)
        #expect(chart.metric == .propertyPercentile)
        #expect(chart.percentile == 0.9)
        #expect(chart.events.map(\.name) == ["buy", "view"])
        #expect(chart.events[0].property == PropertyReference("event.amount"))
        #expect(chart.events[0].occurrence == 1)
        #expect(chart.events[0].occurrenceFilters == [PropertyFilter(PropertyReference("user.plan"), .is, ["free"])])
        #expect(chart.property == PropertyReference("event.price"))
        #expect(chart.groupBy == [PropertyReference("user.plan")])
        #expect(chart.top == 3 && chart.rest == .none && chart.countsElementsOnce && chart.leavesOutIncomplete)
        #expect(chart.smoothing == .rollingAverage(7))
        #expect(chart.comparison == .back(2, .month))
        #expect(chart.excludedWeekdays == [6, 7])
        #expect(chart.bins == .edges([1, 2.5]))
    }

    @Test func `a formula needs no metric, and knows the segments`() throws {
        let definition = try definition(
            """
            {"chart": "segmentation", "events": ["buy"], "formula": "UNIQUES(A2)", "compare": "previous",
             "segments": [{"name": "all"}, {"name": "new", "only_new": true}]}
            """)
        let chart = try #require(definition.chart as? SegmentationChart)
        #expect(chart.metric == .formula)
        #expect(chart.comparison == .previous)
        #expect(chart.formulas.map(\.text) == ["UNIQUES(A2)"])
    }

    @Test(arguments: [
        (#""events": []"#, "events: Name at least one event."),
        (#""events": ["a"], "metric": "unique""#, "metric: There is no metric \"unique\". Did you mean \"uniques\"?"),
        (#""events": ["a"], "formula": "UNIQUES(B)""#, "formula: At character 9: There is no event B. Events are A."),
        (
            #""events": ["a"], "metric": "property_sum""#,
            "events[0].property: Name the property to measure, such as event.amount."
        ),
        (
            #""events": ["a"], "formula": "PROPSUM(A)""#,
            "events[0].property: Name the property to measure, such as event.amount."
        ),
        (#""events": ["a"], "metric": "formula""#, "formula: Write the formula, such as UNIQUES(A) / UNIQUES(B)."),
        (
            #""events": ["a"], "metric": "totals", "formula": "UNIQUES(A)""#,
            "formula: A formula takes the place of the metric. Leave one of them out."
        ),
        (
            #""events": ["a"], "interval": "week", "exclude_weekdays": ["sunday"]"#,
            "exclude_weekdays: Days can be left out of charts by day or finer, not by week."
        ),
        (
            #""events": ["a"], "exclude_weekdays": ["sonday"]"#,
            "exclude_weekdays: There is no day \"sonday\". Did you mean \"monday\"?"
        ),
        (
            #""events": ["a"], "cumulative": true, "rolling": {"buckets": 2}"#,
            "rolling: A chart is cumulative or rolling. Leave one of them out."
        ),
        (
            #""events": ["a"], "metric": "frequency", "cumulative": true"#,
            "cumulative: A histogram is never cumulative or rolling."
        ),
        (
            #""events": ["a"], "bins": [2, 1]"#,
            "bins: Bins are a list of rising numbers where they begin, such as [1, 2, 5, 10]."
        ),
        (
            #""events": ["a"], "compare": "last""#,
            "compare: Say \"previous\", or how far back: {\"back\": 1, \"unit\": \"month\"}."
        ),
        (
            #""events": ["a"], "metric": "property_percentile", "property": "p""#,
            "percentile: Say which percentile, such as 0.9."
        ),
        (
            #""events": ["a"], "sample": 0"#,
            "sample: A sample is a share of the people: at least 0.0001, one in 10,000, and at most 1."
        ),
        (
            #""events": ["a"], "sample": 0.00004"#,
            "sample: A sample is a share of the people: at least 0.0001, one in 10,000, and at most 1."
        ),
        (#""events": ["a"], "topp": 3"#, "topp: Nothing is known by this name. Did you mean \"top\"?"),
    ]) func `what can't be is told with its place`(_ members: String, problem: String) throws {
        #expect(try problems(#"{"chart": "segmentation", "# + members + "}") == [problem])
    }

    @Test func `the answer as JSON`() async throws {
        let log = try await TestLog(SegmentationWorkedTests.log)
        let runner = ChartRunner(
            source: try await log.source(), warehouse: log.warehouse, calendar: ChartCalendar())
        let definition = try definition(
            """
            {"chart": "segmentation", "events": ["buy"], "group_by": ["user.plan"], "metric": "active",
             "range": {"from": "2026-03-02", "to": "2026-03-02"}}
            """)
        let outcome = try await runner.run(definition, asOf: moment("2026-03-04"), label: "test")
        var writer = JSONWriter()
        outcome.write(to: &writer)
        let json = try JSONValue.parse(String(decoding: writer.bytes, as: UTF8.self))
        let series = try #require(json["series"]?.arrayValue)
        #expect(series.map { $0["group"]?.text } == [nil, #"["free"]"#, #"["pro"]"#, #"["(none)"]"#])
        #expect(series.map { $0["collapsed"]?.doubleValue } == [75, 100, 100, 0])
        #expect(series.map { $0["series"]?.text } == ["[75]", "[100]", "[100]", "[0]"])
        #expect(json["buckets"]?.arrayValue?.first?["start"]?.stringValue == "2026-03-02T00:00:00Z")
        #expect(
            json["definition"]?.stringValue
                == "buy: users who did it, in percent of those with any active event in the same time and segment. By day; "
                + "the total is over the whole range, each of the users once. Broken down by user.plan, both parts of a "
                + "ratio alike.")
    }

    /// Whoever draws the numbers says how they are looked at; what means nothing is an error all the same.
    @Test func `a definition may say which picture shows it`() throws {
        let definition = #"{"chart": "segmentation", "events": ["a"], "range": {"last": 7, "unit": "day"}"#
        _ = try ChartDefinition(try JSONValue.parse(definition + #", "show": "stacked"}"#))
        #expect(throws: ChartError.self) {
            try ChartDefinition(try JSONValue.parse(definition + #", "shows": "stacked"}"#))
        }
    }

    /// SMP-2 and SMP-4: with everybody in the sample of half, counts double, ratios stay, and the error is by the formula.
    @Test func `samples are scaled up, ratios stay`() async throws {
        var log = Log()
        for person in 1...400 {
            log.events.append(LogEvent(person, "open", at: moment("2026-03-02 10:00")))
            log.events.append(LogEvent(person, "open", at: moment("2026-03-02 11:00")))
        }
        let test = try await TestLog(log)
        var context = try await test.context(from: moment("2026-03-02"), to: moment("2026-03-03"), every: .day)
        context = ChartContext(
            log: context.log, calendar: context.calendar, asOf: .max, range: context.range, interval: .day, sample: 0.5)
        let chart = try SegmentationChart(
            formula: "UNIQUES(A); TOTALS(A); AVG(A); ACTIVE(A)", of: [EventSelection("open")])
        let answer = try await chart.segmentation(in: context)
        let uniques = try #require(answer.series(0)?.values.collapsed)
        // Half of 400 people give or take six standard deviations of 10, doubled.
        #expect(abs(uniques - 400) <= 120)
        #expect(uniques.truncatingRemainder(dividingBy: 2) == 0)
        #expect(answer.series(1)?.values.collapsed == uniques * 2)
        #expect(answer.series(2)?.values.collapsed == 2)
        #expect(answer.series(3)?.values.collapsed == 100)
        let error = try #require(answer.series(0)?.error?.collapsed)
        #expect(abs(error - 1.96 * (uniques / 2 * 0.5).squareRoot() / 0.5) < 1e-9)
    }
}
