import JSON
import ProductAnalytics
import Testing

/// Funnels as people write them, and as they are answered.
struct FunnelDefinitionTests {
    func chart(_ json: String) throws -> FunnelChart {
        let value = try JSONValue.parse(json)
        return try #require(try ChartDefinition(value).chart as? FunnelChart)
    }

    func problems(_ json: String) throws -> [String] {
        let value = try JSONValue.parse(json)
        do throws(ChartError) {
            _ = try ChartDefinition(value)
            return []
        } catch {
            guard case .invalid(let problems) = error else { return ["\(error)"] }
            return problems.map(\.description)
        }
    }

    @Test func `every parameter`() throws {
        let chart = try chart(
            """
            {"chart": "funnel", "steps": ["A", {"event": "O", "optional": true},
              {"any_of": [{"event": "B"}, {"event": "C"}], "label": "B or C"}],
             "window": {"value": 7, "unit": "day"}, "tick": "2s", "count": "unique", "per": "session", "hold": ["event.v"],
             "exclusions": [{"event": "X", "after": 1, "before": 3}], "exclusion_policy": "remove_unit", "start": "first",
             "ttc_anchor": "latest_start", "bound_all_steps": true, "over_time": true, "complete_windows_only": true,
             "breakdown": {"property": "user.plan", "at": "last_touch", "limit": 5, "other": false}, "sum": "event.amount",
             "time_to_convert": {"from": 1, "to": 3, "bin_seconds": 3600}, "frequency": {"step": 1, "before": 3},
             "drivers": {"from": 1, "to": 3}}
            """)
        #expect(chart.steps.map(\.isOptional) == [false, true, false])
        #expect(chart.steps[2].event.branches.count == 2)
        #expect(chart.window == .duration(7 * ChartCalendar.day))
        #expect(chart.tick == .twoSeconds)
        #expect(chart.per == .session)
        #expect(chart.held == [.event("v")])
        #expect(chart.exclusions == [FunnelExclusion(EventSelection("X"), after: 1, before: 3)])
        #expect(chart.exclusionPolicy == .removeUnit)
        #expect(chart.start == .first)
        #expect(chart.anchor == .latestStart)
        #expect(chart.boundsAllSteps && chart.isOverTime && chart.completeWindowsOnly)
        #expect(chart.breakdown == FunnelBreakdown(.user("plan"), .lastTouch, top: 5, hasOther: false))
        #expect(chart.sum == .event("amount"))
        #expect(chart.histogram == FunnelHistogram(from: 1, to: 3, width: ChartCalendar.hour))
        #expect(chart.frequency == FunnelFrequency(step: 1, before: 3))
        #expect(chart.drivers == FunnelDrivers(from: 1, to: 3))
    }

    @Test func `presets set what is not said`() throws {
        let plain = try chart(#"{"chart": "funnel", "steps": ["A", "B"]}"#)
        #expect(plain.window == .duration(ChartCalendar.day))
        #expect(plain.tick == .oneSecond)
        #expect(plain.count == .unique)
        let mixpanel = try chart(#"{"chart": "funnel", "steps": ["A", "B"], "preset": "mixpanel", "count": "unique"}"#)
        #expect(mixpanel.start == .first)
        #expect(mixpanel.tick == .twoSeconds)
        #expect(mixpanel.count == .unique)
        #expect(mixpanel.window == .duration(7 * ChartCalendar.day))
        let posthog = try chart(#"{"chart": "funnel", "steps": ["A", "B"], "preset": "posthog"}"#)
        #expect(posthog.anchor == .latestStart)
        #expect(posthog.exclusionPolicy == .removeUnit)
        #expect(posthog.boundsAllSteps)
        #expect(posthog.anyOrder == .distinct)
        #expect(posthog.window == .duration(14 * ChartCalendar.day))
        #expect(try chart(#"{"chart": "funnel", "steps": ["A", "B"], "window": "session"}"#).window == .session)
    }

    @Test(arguments: [
        (#""steps": []"#, "steps: Name the steps of the funnel."),
        (#""steps": ["A"]"#, "steps: A funnel has two steps or more: name what comes after the first."),
        (
            #""steps": ["A"], "drivers": {}"#, "steps: A funnel has two steps or more: name what comes after the first."
        ),
        (#""steps": [{"event": "A", "optional": true}, "B"]"#, "steps[0].optional: The first step can't be left out."),
        (
            #""steps": ["A", {"event": "B", "group_by": ["event.page"]}]"#,
            "steps[1].group_by: A funnel is broken down by one property: move it to breakdown, with \"at\": 2."
        ),
        (
            #""steps": ["A", "B"], "exclusions": [{"event": "X", "group_by": "event.page"}]"#,
            "exclusions[0].group_by: An exclusion has no breakdown: leave group_by out."
        ),
        (
            #""steps": ["A", "B"], "order": "any", "exclusions": [{"event": "X"}]"#,
            "exclusions: Steps in any order have no between; take the exclusions away."
        ),
        (
            #""steps": ["A", "B"], "exclusions": [{"event": "X", "after": 2, "before": 1}]"#,
            "exclusions[0]: after and before are two of the steps 1 to 2, in order."
        ),
        (
            #""steps": ["A", "B"], "order": "exact", "count": "totals""#,
            "count: Attempts have the order \"this\"; count unique units here."
        ),
        (
            #""steps": ["A", "B"], "window": {"value": 367}"#,
            "window.value: This has to be a whole number from 1 to 366."
        ),
        (#""steps": ["A", "B"], "window": {"unit": "hour"}"#, "window.value: Say how many hours."),
        (
            #""steps": ["A", "B"], "breakdown": {"property": "user.plan", "at": 3}"#,
            "breakdown.at: The funnel has 2 steps."
        ),
        (
            #""steps": ["A", "B"], "time_to_convert": {"from": 2, "to": 1}"#,
            "time_to_convert: from and to are two of the steps 1 to 2, in order."
        ),
        (
            #""steps": ["A", "B"], "time_to_convert": {"bin_seconds": 1}"#,
            "time_to_convert.bin_seconds: That makes more than 2000 bins; widen them."
        ),
        (
            #""steps": ["A", "B"], "exclusion": []"#,
            "exclusion: Nothing is known by this name. Did you mean \"exclusions\"?"
        ),
    ])
    func `what is wrong is said with its place`(_ json: String, _ problem: String) throws {
        #expect(try problems(#"{"chart": "funnel", "# + json + "}") == [problem])
    }

    @Test func `the answer as JSON`() async throws {
        let log = FunnelStreams.log([1: "A@0h B@1h C@2h", 2: "A@0h B@3h", 3: "A@0h"])
        let context = try await TestLog(log).context(
            from: FunnelStreams.start, to: FunnelStreams.start + 2 * ChartCalendar.day, every: .day,
            asOf: FunnelStreams.start + ChartCalendar.day)
        var chart = FunnelChart("A", "B", "C")
        chart.isOverTime = true
        chart.histogram = FunnelHistogram(from: 1, to: 2, width: ChartCalendar.hour)
        var writer = JSONWriter()
        writer.beginObject()
        try await chart.funnel(in: context).write(to: &writer)
        writer.endObject()
        let json = try JSONValue.parse(writer.bytes)
        let series = try #require(json["series"]?.arrayValue?.first)
        #expect(series["group_kind"] == "all")
        #expect(series["counts"] == [3, 2, 1])
        #expect(series["dropped"] == [0, 1, 1])
        #expect(series["conversion"]?.arrayValue?.last?.doubleValue == 1.0 / 3)
        #expect(series["step_conversion"]?.arrayValue?.last?.doubleValue == 0.5)
        #expect(series["median_ms"]?.arrayValue?.map(\.doubleValue) == [nil, 7_200_000, 3_600_000])
        #expect(series["median_from_first_ms"]?.arrayValue?.map(\.doubleValue) == [nil, 7_200_000, 7_200_000])
        #expect(series["time_to_convert"]?["counts"] == [0, 1, 0, 1])
        #expect(series["open"] == 0)
        // The first day is complete at its end and one more day.
        #expect(json["buckets"]?.arrayValue?.map { $0["incomplete"]?.boolValue } == [true, true])
        #expect(series["by_bucket"]?.arrayValue?.map { $0["counts"] } == [[3, 2, 1], [0, 0, 0]])
    }

    @Test func `a sample is scaled up`() async throws {
        let log = FunnelStreams.log(Dictionary(uniqueKeysWithValues: (1...40).map { ($0, "A@0h B@1h") }))
        let test = try await TestLog(log)
        let whole = try await test.context(
            from: FunnelStreams.start, to: FunnelStreams.start + ChartCalendar.day, every: .day)
        let context = ChartContext(
            log: whole.log, calendar: whole.calendar, asOf: .max, range: whole.range, interval: .day, sample: 0.5)
        let answer = try await FunnelChart("A", "B").funnel(in: context)
        let sampled = answer.counts()[0]
        #expect(sampled > 0 && sampled < 40)
        var writer = JSONWriter()
        writer.beginObject()
        answer.write(to: &writer)
        writer.endObject()
        let series = try JSONValue.parse(writer.bytes)["series"]?.arrayValue?.first
        #expect(series?["counts"]?.arrayValue?.first?.intValue == Int64(sampled * 2))
        let error = series?["counts_errors"]?.arrayValue?.first?.doubleValue
        #expect(error == 1.96 * (Double(sampled) * 0.5).squareRoot() / 0.5)
    }

    @Test func words() async throws {
        let context = try await TestLog(Log()).context(
            from: FunnelStreams.start, to: FunnelStreams.start + ChartCalendar.day, every: .day)
        var chart = FunnelChart("A", "B")
        chart.window = .duration(7 * ChartCalendar.day)
        #expect(
            chart.words(in: context) == """
                users who did 1. A, 2. B in this order. Each step comes within 7 days after the first. The first step lies in \
                the range. Events of the same second count in whichever order goes on.
                """)
        chart.tick = .exact
        #expect(chart.words(in: context).hasSuffix("The first step lies in the range."))
        chart.exclusions = [FunnelExclusion(EventSelection("X"), after: 1, before: 2)]
        #expect(
            chart.words(in: context).hasSuffix(
                "Who does X after step 1 and before step 2 drops there, unless another try is clean."))
    }

    /// One event is enough to have no units, no times and no groups.
    @Test func `nobody at all`() async throws {
        var log = Log()
        log.events = [LogEvent(1, "Z", at: FunnelStreams.start)]
        let context = try await TestLog(log).context(
            from: FunnelStreams.start, to: FunnelStreams.start + ChartCalendar.day, every: .day)
        var chart = FunnelChart("A", "B")
        chart.breakdown = FunnelBreakdown(.event("v"))
        chart.drivers = FunnelDrivers(from: 1, to: 2)
        chart.histogram = FunnelHistogram(from: 1, to: 2)
        let answer = try await chart.funnel(in: context)
        #expect(answer.series.map(\.group) == [.all])
        #expect(answer.counts() == [0, 0])
        #expect(answer.series()?.numbers.conversion(1) == nil)
        #expect(try await chart.units(behind: ["step": 1], in: context).units == [])
    }
}
