import JSON
import ProductAnalytics
import Testing

/// What charts say that their numbers mean, where it is easily said wrongly.
@Suite struct WordsTests {
    @Test(arguments: [
        (
            #""chart": "retention", "interval": "week", "day_definition": "24_hour""#, ChartInterval.week,
            "Interval N is the days 7N to 7N + 6 from each one's first start in that week, whose day is day 0."
        ),
        (
            #""chart": "retention", "day_definition": "24_hour""#, ChartInterval.day,
            "Interval N is the hours 24N to 24N + 23 from each one's first start in that day, whose hour is hour 0."
        ),
        (
            #""chart": "attribution", "event": "buy", "touch": "event.page", "models": ["last", "participation"]"#,
            ChartInterval.day,
            "By model: last all to the last touch; participation the whole to each, so that its numbers add up to more."
        ),
        (
            #""chart": "lifecycle""#, ChartInterval.day,
            "Pulse is new and back again together, divided by gone: above 1 more come than go."
        ),
        (
            #""chart": "segmentation", "events": ["a"], "exclude_weekdays": ["sunday", "saturday"]"#, ChartInterval.day,
            "By day; the total is over the whole range, each of the users once. Saturdays and Sundays are left out."
        ),
        (#""chart": "active_users", "exclude_weekdays": [1]"#, ChartInterval.day, "Mondays are left out."),
        (
            #""chart": "segmentation", "events": ["a"], "metric": "property_average", "property": "event.n""#,
            ChartInterval.day,
            "By day; the total is over the whole range."
        ),
    ]) func `sentences end so`(_ members: String, _ interval: ChartInterval, _ end: String) async throws {
        let context = try await TestLog(Log()).context(
            from: moment("2026-03-02"), to: moment("2026-03-16"), every: interval)
        let words = try ChartDefinition(JSONValue.parse("{\(members)}")).chart.words(in: context)
        #expect(words.hasSuffix(end), "\(words)")
    }
}
