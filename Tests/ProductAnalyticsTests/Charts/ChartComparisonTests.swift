import JSON
import ProductAnalytics
import Testing

/// Charts that are counted a second time over an earlier range (TIM-8).
struct ChartComparisonTests {
    /// On Tuesday the 3rd 1, 2 and 4 are free and 5 is pro, and 1 goes on to B. A week later 5 and 6 are pro and go on to B, and
    /// 1 is free.
    private static let log: Log = {
        var log = Log()
        func add(_ person: Int, _ plan: String, _ day: String, goesOn: Bool = false) {
            for (place, type) in ["A", "B"].prefix(goesOn ? 2 : 1).enumerated() {
                var event = LogEvent(person, type, at: moment("\(day) 10:0\(place)"))
                event.userProperties["plan"] = .string(plan)
                log.events.append(event)
            }
        }
        for person in [1, 2, 4] { add(person, "free", "2026-03-03", goesOn: person == 1) }
        add(5, "pro", "2026-03-03")
        for person in [5, 6] { add(person, "pro", "2026-03-10", goesOn: true) }
        add(1, "free", "2026-03-10")
        return log
    }()

    private static let week = #""range": {"from": "2026-03-09", "to": "2026-03-15"}"#

    private func definition(_ members: String, compare: String = #""compare": "previous""#) throws -> ChartDefinition {
        try ChartDefinition(.parse("{\(members), \(compare), \(Self.week)}"))
    }

    private func people(
        _ point: JSONValue, _ definition: ChartDefinition, _ log: Log = Self.log
    ) async throws -> [Int64] {
        let test = try await TestLog(log)
        let runner = ChartRunner(source: try await test.source(), warehouse: test.warehouse, calendar: ChartCalendar())
        return try await runner.units(
            behind: point, of: definition, asOf: moment("2026-04-10"), label: "test"
        ).units.map { $0 - TestLog.uid(0, project: 1) }
    }

    private static let earlier: JSONValue = ["from": "2026-03-02T00:00:00Z", "to": "2026-03-09T00:00:00Z"]

    @Test(arguments: [
        (#""chart": "funnel", "steps": ["A", "B"]"#, #"{"step": 1, "past": true}"#),
        (#""chart": "funnel", "steps": ["A", "B"], "over_time": true"#, #"{"step": 1, "bucket": 1, "past": true}"#),
        (
            #""chart": "retention", "start": "A", "interval": "week", "intervals": 1"#,
            #"{"cohort": 0, "past": true}"#
        ),
        (#""chart": "lifecycle", "interval": "week""#, #"{"bucket": 0, "state": "new", "past": true}"#),
        (#""chart": "stickiness""#, #"{"bucket": 0, "days": 1, "past": true}"#),
        (#""chart": "active_users", "windows": [1]"#, #"{"window": 1, "bucket": 1, "past": true}"#),
        (#""chart": "sessions", "sessions": {"timeout_minutes": 30}"#, #"{"metric": "users", "past": true}"#),
        (#""chart": "segmentation", "events": ["A"]"#, #"{"bucket": 1, "past": true}"#),
    ]) func `the week before, and who is behind it`(_ members: String, _ point: String) async throws {
        for compare in [#""compare": "previous""#, #""compare": {"back": 7, "unit": "day"}"#] {
            let definition = try definition(members, compare: compare)
            #expect(try await people(.parse(point), definition) == [1, 2, 4, 5])
            let answer = try await TestLog(Self.log).answer(definition)
            // Segmentation has the numbers of the other time beside its own.
            guard answer["compare_buckets"] == nil else { continue }
            #expect(answer["past"]?["range"] == Self.earlier)
            let whole = try ChartDefinition(
                .parse(#"{\#(members), "range": {"from": "2026-03-02", "to": "2026-03-08"}}"#))
            let expected = try await TestLog(Self.log).answer(whole)
            #expect(answer["past"]?["series"] == expected["series"])
        }
    }

    /// A month back, nobody had done anything.
    @Test(arguments: [
        ("2026-03-09", "2026-03-15", "2026-03-02", "2026-03-08", [1, 2, 4, 5] as [Int64]),
        ("2026-03-05", "2026-03-06", "2026-03-03", "2026-03-04", [1, 2, 4, 5] as [Int64]),
        ("2026-03-10", "2026-03-11", "2026-03-08", "2026-03-09", [] as [Int64]),
    ]) func `the time just before a part of a month is as long as it`(
        _ from: String, _ to: String, _ pastFrom: String, _ pastTo: String, _ units: [Int64]
    ) async throws {
        func definition(_ from: String, _ to: String, _ compare: String = "") throws -> ChartDefinition {
            let members = #""chart": "funnel", "steps": ["A", "B"], "over_time": true, "interval": "month""#
            return try ChartDefinition(
                .parse(#"{\#(members)\#(compare), "range": {"from": "\#(from)", "to": "\#(to)"}}"#))
        }
        let compared = try definition(from, to, #", "compare": "previous""#)
        let answer = try await TestLog(Self.log).answer(compared)
        let expected = try await TestLog(Self.log).answer(definition(pastFrom, pastTo))
        #expect(answer["past"]?["range"] == expected["range"])
        #expect(answer["past"]?["series"] == expected["series"])
        #expect(try await people(["step": 1, "bucket": 0, "past": true], compared) == units)
    }

    @Test func `of a funnel with groups the whole is compared`() async throws {
        let definition = try definition(#""chart": "funnel", "steps": ["A", "B"], "breakdown": "user.plan""#)
        let answer = try await TestLog(Self.log).answer(definition)
        #expect(answer["series"]?.arrayValue?.map { $0["counts"]?.text } == ["[3,2]", "[2,2]", "[1,0]"])
        #expect(answer["past"]?["series"]?.arrayValue?.map { $0["counts"]?.text } == ["[4,1]"])
        #expect(answer["definition"]?.stringValue?.hasSuffix("Compared with the time just before.") == true)
        let dropped: JSONValue = ["step": 2, "outcome": "dropped", "past": true]
        #expect(try await people(dropped, definition) == [2, 4, 5])
    }

    /// The week before free is the largest group; pro is now, and stands at the same place in both.
    @Test func `groups are those of the time that the chart is about`() async throws {
        let definition = try definition(
            #""chart": "lifecycle", "interval": "week", "event": {"event": "A", "group_by": ["user.plan"]}, "top": 1"#)
        let answer = try await TestLog(Self.log).answer(definition)
        for series in [answer["series"], answer["past"]?["series"]] {
            #expect(series?.arrayValue?.map { $0["group"]?.text } == [nil, #"["pro"]"#, nil])
            #expect(series?.arrayValue?.map { $0["other"] == true } == [false, false, true])
        }
        #expect(answer["series"]?.arrayValue?.map { $0["new"]?.text } == ["[1]", "[1]", "[0]"])
        #expect(answer["past"]?["series"]?.arrayValue?.map { $0["new"]?.text } == ["[4]", "[1]", "[3]"])
        #expect(try await people(["series": 1, "bucket": 0, "state": "new", "past": true], definition) == [5])
        #expect(try await people(["series": 2, "bucket": 0, "state": "new", "past": true], definition) == [1, 2, 4])
        #expect(try await people(["series": 2, "bucket": 0, "state": "new", "past": false], definition).isEmpty)
    }

    @Test func `groups of a segmentation are those of the time that it is about`() async throws {
        let definition = try definition(
            #""chart": "segmentation", "events": ["A"], "group_by": ["user.plan"], "top": 1, "interval": "week""#)
        #expect(try await people(["bucket": 0, "group": ["pro"], "past": true], definition) == [5])
        #expect(try await people(["bucket": 0, "other": true, "past": true], definition) == [1, 2, 4])
    }

    /// Now 1 did it once and 2 twice, the week before 1 three times: the third bin is of that week alone.
    @Test func `bins of both times are the same`() async throws {
        var log = Log()
        for (person, day, times) in [(1, "2026-03-03", 3), (1, "2026-03-10", 1), (2, "2026-03-10", 2)] {
            for minute in 0..<times {
                log.events.append(LogEvent(person, "A", at: moment("\(day) 10:0\(minute)")))
                log.events[log.events.count - 1].properties["amount"] = .int(Int64(times))
            }
        }
        let test = try await TestLog(log)
        let context = try await test.context(from: moment("2026-03-09"), to: moment("2026-03-16"), every: .week)
        var chart = SegmentationChart(.frequency, of: [EventSelection("A")])
        chart.comparison = .back(1, .week)
        let bins = try #require(try await chart.segmentation(in: context).series()?.bins)
        #expect(bins.map(\.from) == [1, 2, 3])
        #expect(bins.map(\.values.collapsed) == [1, 1, 0])
        #expect(bins.map(\.past?.collapsed) == [0, 0, 1])
        let third: JSONValue = ["bin": ["from": 3], "past": true]
        #expect(try await chart.units(behind: third, in: context).units == [TestLog.uid(1, project: 1)])

        chart.metric = .propertyDistribution
        chart.property = .event("amount")
        let amounts = try #require(try await chart.segmentation(in: context).series()?.bins)
        #expect(amounts.map(\.from) == [1, 1.2, 1.4, 1.6, 1.8, 2, 2.2, 2.4, 2.6, 2.8, 3])
        #expect(amounts.map(\.values.collapsed) == [1, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0])
        #expect(amounts.map(\.past?.collapsed) == [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3])
    }

    /// By week, who did their second purchase, of those who visit in that week. 1 did in the first and 3 in the second; 2 and 4 buy
    /// twice and visit nothing.
    @Test func `a person's second event and a segment that asks anew in each interval`() async throws {
        let events: [(person: Int, type: String, day: String)] = [
            (1, "buy", "02"), (1, "buy", "03"), (1, "visit", "04"), (2, "buy", "03"), (2, "buy", "04"),
            (3, "buy", "05"), (3, "visit", "09"), (3, "buy", "10"), (4, "buy", "10"), (4, "buy", "11"),
        ]
        let log = Log(events: events.map { LogEvent($0.person, $0.type, at: moment("2026-03-\($0.day) 10:00")) })
        let second = #"{"event": "buy", "occurrence": 2}"#
        let visitors = """
            "interval": "week", "segments": [{"name": "visitors", "who": {"all_of": [
                {"clause": "did", "event": "visit", "window": {"each_interval": true}}]}}]
            """
        func states(_ series: JSONValue?) -> [String?] {
            ["new", "current", "resurrected", "dormant"].map { series?.arrayValue?.first?[$0]?.text }
        }
        let test = try await TestLog(log)
        // By their first event ever 3 is back again, by their second purchase they are new.
        for (new, now) in [("person", ["[0]", "[0]", "[1]", "[1]"]), ("event", ["[1]", "[0]", "[0]", "[1]"])] {
            let members = #""chart": "lifecycle", "event": \#(second), "new": "\#(new)", \#(visitors)"#
            let answer = try await test.answer(definition(members))
            #expect(states(answer["series"]) == now)
            #expect(states(answer["past"]?["series"]) == ["[1]", "[0]", "[0]", "[0]"])
        }
        let counted = try definition(#""chart": "segmentation", "events": [\#(second)], \#(visitors)"#)
        #expect(try await people(["bucket": 0], counted, log) == [3])
        #expect(try await people(["bucket": 0, "past": true], counted, log) == [1])
    }

    @Test func `what can't be compared is said`() async throws {
        // 9 January 2026 is a Friday.
        let unfit = try definition(#""chart": "stickiness""#, compare: #""compare": {"back": 2, "unit": "month"}"#)
        let refusal = ChartError.invalid("compare", "2 month back is no whole number of buckets by week.")
        await #expect(throws: refusal) { _ = try await TestLog(Self.log).answer(unfit) }
        #expect(throws: ChartError.self) { _ = try definition(#""chart": "engagement""#) }
        let alone = try ChartDefinition(.parse("{\"chart\": \"lifecycle\", \(Self.week)}"))
        await #expect(throws: ChartError.self) { _ = try await people(["bucket": 0, "past": true], alone) }
    }
}
