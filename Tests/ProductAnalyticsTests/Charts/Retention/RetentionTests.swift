import JSON
import ProductAnalytics
import Testing

/// The worked examples of the reference, §8.
struct RetentionTests {
    private static let asOf = moment("2026-03-10")

    private func retention(
        _ chart: RetentionChart, log: Log = .sharedActivity, from: String = "2026-03-02", to: String = "2026-03-07",
        every interval: ChartInterval = .day, asOf: Int64 = Self.asOf, segments: [Segment] = [.everybody]
    ) async throws -> RetentionAnswer {
        let test = try await TestLog(log)
        let context = try await test.context(
            from: moment(from), to: moment(to), every: interval, asOf: asOf, segments: segments)
        return try await chart.retention(in: context)
    }

    private func open(_ type: RetentionChart.Kind, intervals: Int? = 5) -> RetentionChart {
        RetentionChart(
            start: .event(EventSelection("open")), returning: EventSelection("open"), type: type,
            dayDefinition: .calendar, intervals: intervals)
    }

    /// Each cohort's counts; `nil` where the interval has not begun.
    private func rows(_ answer: RetentionAnswer) -> [[Int?]] {
        answer.time.hasBegun.indices.map { cohort in
            answer.time.columns.indices.map { column in
                answer.time.hasBegun[cohort][column] ? answer.count(cohort: cohort, column: column) : nil
            }
        }
    }

    private func overall(_ answer: RetentionAnswer) -> [[Int]] {
        answer.time.columns.indices.map { column in
            let row = answer.overall(column: column)
            return [row.count, row.size]
        }
    }

    @Test func `on day N`() async throws {
        let answer = try await retention(open(.nDay))
        #expect((0..<5).map { answer.size(cohort: $0) } == [2, 2, 4, 2, 1])
        #expect(
            rows(answer) == [
                [2, 1, 2, 0, 1, 0], [2, 2, 1, 1, 0, 0], [4, 1, 1, 0, 0, 2], [2, 0, 0, 0, 0, nil],
                [1, 0, 0, 1, nil, nil],
            ])
        #expect(answer.time.isComplete[3] == [true, true, true, true, true, false])
        #expect(overall(answer) == [[11, 11], [4, 11], [4, 11], [2, 11], [1, 10], [2, 8]])
    }

    @Test func `on day N or later`() async throws {
        let answer = try await retention(open(.unbounded))
        #expect(
            rows(answer) == [
                [2, 2, 2, 2, 2, 2], [2, 2, 2, 1, 1, 1], [4, 3, 2, 2, 2, 2], [2, 0, 0, 0, 0, nil],
                [1, 1, 1, 1, nil, nil],
            ])
        #expect(overall(answer) == [[11, 11], [8, 11], [7, 11], [6, 11], [5, 10], [5, 8]])
    }

    @Test func `a bracket counts people, not days`() async throws {
        var chart = open(.bracket, intervals: nil)
        chart.brackets = [1..<3, 3..<6]
        let answer = try await retention(chart)
        #expect(rows(answer)[0] == [2, 1])
        #expect(rows(answer)[2] == [2, 2])
    }

    @Test func `on or before day N, and every day until N`() async throws {
        #expect(rows(try await retention(open(.onOrBefore)))[1][1...2] == [2, 2])
        #expect(rows(try await retention(open(.streak)))[1][1...3] == [2, 1, 0])
    }

    /// §8.3: each line as it is, for a chart that counts the start's own days and one by the calendar.
    @Test(arguments: [
        (["2026-03-02 22:30"], "2026-03-03 01:00", [0], [1]),
        (["2026-03-02 22:30"], "2026-03-03 22:05", [1], [1]),
        (["2026-03-02 22:30"], "2026-03-05 21:59", [2], [3]),
        (["2026-03-02 10:00", "2026-03-03 12:00"], "2026-03-04 13:00", [2, 1], [2, 1]),
        (["2026-03-02 10:00", "2026-03-03 12:00"], "2026-03-04 11:00", [2, 0], [2, 1]),
    ])
    func `24 hours against the calendar`(
        _ starts: [String], _ back: String, _ hours: [Int], _ calendar: [Int]
    ) async throws {
        var log = Log()
        for start in starts { log.events.append(LogEvent(1, "start", at: moment(start))) }
        log.events.append(LogEvent(1, "back", at: moment(back)))
        for (definition, expected) in [(RetentionChart.DayDefinition.hours, hours), (.calendar, calendar)] {
            let chart = RetentionChart(
                start: .event(EventSelection("start")), returning: EventSelection("back"),
                dayDefinition: definition, intervalZero: .returned, intervals: 5)
            let answer = try await retention(chart, log: log, asOf: moment("2026-04-01"))
            for (cohort, interval) in expected.enumerated() {
                let row = (0...5).map { answer.count(cohort: cohort, column: $0) }
                #expect(row == (0...5).map { $0 == interval ? 1 : 0 }, "\(definition), cohort \(cohort)")
            }
        }
    }

    /// The start itself is no return; another event at the same moment is.
    @Test func `interval 0 counts returns if it is asked to`() async throws {
        var log = Log()
        log.events = [
            LogEvent(1, "open", at: moment("2026-03-02 10:00")), LogEvent(2, "open", at: moment("2026-03-02 10:00")),
            LogEvent(2, "open", at: moment("2026-03-02 10:00")), LogEvent(3, "view", at: moment("2026-03-02 09:00")),
            LogEvent(3, "open", at: moment("2026-03-02 10:00")), LogEvent(4, "open", at: moment("2026-03-02 10:00")),
            LogEvent(4, "view", at: moment("2026-03-02 11:00")),
        ]
        var chart = open(.nDay)
        chart.returning = .anyActive
        #expect(try await retention(chart, log: log).count(cohort: 0, column: 0) == 4)
        chart.intervalZero = .returned
        #expect(try await retention(chart, log: log).count(cohort: 0, column: 0) == 2)
    }

    /// Two events of one moment are each a return after the other, in whichever order they arrived.
    @Test(arguments: [["open", "view"], ["view", "open"]])
    func `interval 0 does not ask which event of a moment came first`(_ types: [String]) async throws {
        var log = Log()
        log.events = types.map { LogEvent(1, $0, at: moment("2026-03-02 10:00")) }
        log.events.append(LogEvent(2, "open", at: moment("2026-03-02 10:00")))
        for start in [EventSelection("open"), .anyActive] {
            for back in ["open", "view"] where start != EventSelection(back) {
                let chart = RetentionChart(
                    start: .event(start), returning: EventSelection(back), intervalZero: .returned, intervals: 1)
                let answer = try await retention(chart, log: log)
                #expect(answer.size(cohort: 0) == 2)
                #expect(answer.count(cohort: 0, column: 0) == 1, "\(start.name), \(back)")
            }
        }
    }

    /// Person 6 was there in February, so only the others are new.
    @Test func `new users are those whose first event ever it is`() async throws {
        var chart = open(.nDay)
        chart.start = .newUser(filters: [], groupBy: [])
        let answer = try await retention(chart, to: "2026-03-10")
        #expect((0..<8).map { answer.size(cohort: $0) } == [2, 1, 0, 1, 0, 0, 0, 1])
        chart.start = .event(EventSelection([.init(.named("open"))], occurrence: 1))
        #expect((0..<8).map { answer.size(cohort: $0) } == [2, 1, 0, 1, 0, 0, 0, 1])
    }

    /// Of 11 memberships there are 6 people; on day 1 after any of their days come back u1 (3), u3 (4), and u1, u3 (4, 5).
    @Test func `the overall row counts people once if it is asked to`() async throws {
        var chart = open(.nDay)
        chart.overall = .distinctPeople
        let answer = try await retention(chart)
        // Cohorts 2 to 6: u1 u2 u3 u4 u6. Day 1: u1 and u3. Day 2: u1 u2 (cohort 2), u1 or u3 (cohort 3), u1 (cohort 4).
        #expect(overall(answer)[0] == [5, 5])
        #expect(overall(answer)[1] == [2, 5])
        #expect(overall(answer)[2] == [3, 5])
        // Day 5 is over for the cohorts 2 to 4: u1 u2 u3 u6, of whom u1 and u2 were there on the 9th.
        #expect(overall(answer)[5] == [2, 4])
    }

    /// §12: 4 people new on day 0; a pays 10 then and 5 on day 3, b pays 20 on day 1.
    @Test func `lifetime value is revenue so far for each of the cohort`() async throws {
        func log(bStarts: String, bPays: String) -> Log {
            var log = Log()
            for person in 1...4 {
                log.events.append(LogEvent(person, "open", at: moment(person == 2 ? bStarts : "2026-03-02 10:00")))
            }
            for (person, time, amount) in [
                (1, "2026-03-02 11:00", 10.0), (1, "2026-03-05 11:00", 5), (2, bPays, 20),
            ] {
                var event = LogEvent(person, "pay", at: moment(time))
                event.revenue = amount
                log.events.append(event)
            }
            return log
        }
        var chart = RetentionChart(start: .newUser(filters: [], groupBy: []), intervals: 3, measure: .ltv)
        let mature = log(bStarts: "2026-03-02 10:00", bPays: "2026-03-03 11:00")
        for definition in RetentionChart.DayDefinition.allCases {
            chart.dayDefinition = definition
            let answer = try await retention(chart, log: mature, asOf: moment("2026-03-20"))
            #expect((0...3).map { answer.revenue(cohort: 0, upTo: $0) } == [10, 30, 30, 35])
            #expect((0...3).map { answer.lifetimeValue(upTo: $0) } == [2.5, 7.5, 7.5, 8.75])
        }
        // b started two days later, and days 2 and 3 of that cohort are not over: the curve falls.
        let young = log(bStarts: "2026-03-04 10:00", bPays: "2026-03-05 11:00")
        let answer = try await retention(chart, log: young, asOf: moment("2026-03-06"))
        #expect((0...3).map { answer.lifetimeValue(upTo: $0) } == [2.5, 7.5, 10.0 / 3, 5])
    }

    @Test func `a breakdown ranks by people and keeps the rest together`() async throws {
        // Range totals of the reference's example in §6: /a p1 p2 p3, /b p1 p4, /c p4, /d p5.
        var log = Log()
        for (page, people) in [("/a", [1, 1, 1, 2, 3]), ("/b", [1, 4, 4]), ("/c", [4, 4]), ("/d", [5])] {
            for person in people {
                var event = LogEvent(person, "view", at: moment("2026-03-02 10:00"))
                event.properties["page"] = .string(page)
                log.events.append(event)
            }
        }
        log.events.append(LogEvent(4, "view", at: moment("2026-03-03 10:00")))
        var chart = RetentionChart(
            start: .event(EventSelection("view", groupBy: [.event("page")])), dayDefinition: .calendar, intervals: 2,
            top: 1)
        let answer = try await retention(chart, log: log)
        #expect(answer.series.map(\.group) == [nil, ["/a"], nil])
        #expect(answer.series.map(\.isOther) == [false, false, true])
        #expect((0...2).map { answer.size(series: $0, cohort: 0) } == [5, 3, 3])
        #expect((0...2).map { answer.count(series: $0, cohort: 0, column: 1) } == [1, 0, 1])
        #expect(answer.notes == ["The largest 1 of 5 groups are told apart; the others are together in Other."])
        chart.rest = .none
        #expect(try await retention(chart, log: log).series.count == 2)
    }

    @Test func `a definition in JSON`() throws {
        let definition = try ChartDefinition(
            .parse(
                """
                {"chart": "retention", "interval": "week", "start": {"event": "_new", "group_by": ["user.plan"]},
                 "return": "open", "type": "bracket", "brackets": [[0, 1], [1, 4]], "day_definition": "calendar",
                 "interval0": "returned", "overall": "distinct_people", "over_time": 1, "top": 5, "other": "none"}
                """))
        let chart = try #require(definition.chart as? RetentionChart)
        #expect(chart.start == .newUser(filters: [], groupBy: [.user("plan")]))
        #expect(chart.returning == EventSelection("open"))
        #expect(chart.brackets == [0..<1, 1..<4])
        #expect(chart.overTime == 1 && chart.top == 5 && chart.rest == .none)
    }

    @Test(arguments: [
        (#"{"type": "bracket"}"#, "brackets"), (#"{"brackets": [[1, 2]]}"#, "brackets"),
        (#"{"type": "bracket", "brackets": [[2, 2]]}"#, "brackets[0]"), (#"{"intervals": -1}"#, "intervals"),
        (#"{"type": "sometimes"}"#, "type"), (#"{"interval": "hour", "day_definition": "24_hour"}"#, "day_definition"),
        (#"{"over_time": 31}"#, "over_time"), (#"{"measure": "ltv", "type": "streak"}"#, "type"),
        (#"{"return": {"event": "open", "group_by": ["country"]}}"#, "return.group_by"),
        (#"{"return": "new user"}"#, "return"), (#"{"return": {"event": "_new"}}"#, "return"),
        (#"{"property": "event.amount"}"#, "property"), (#"{"start": {}}"#, "start.event"),
    ])
    func `what is wrong is said with its place`(_ text: String, _ path: String) throws {
        var definition = try #require(try JSONValue.parse(text).objectValue)
        definition["chart"] = "retention"
        #expect {
            try ChartDefinition(.object(definition))
        } throws: { error in
            guard case .invalid(let problems) = error as? ChartError else { return false }
            return problems.map(\.path) == [path]
        }
    }

    @Test func `an answer as JSON`() async throws {
        var chart = open(.nDay, intervals: 1)
        chart.overTime = 1
        let answer = try await retention(chart, from: "2026-03-08", to: "2026-03-10")
        var writer = JSONWriter()
        writer.beginObject()
        answer.write(to: &writer)
        writer.endObject()
        let json = try JSONValue.parse(writer.bytes)
        let series = try #require(json["series"]?.arrayValue?.first)
        #expect(json["intervals"] == [0, 1])
        #expect(
            series["cohorts"] == [
                ["size": 0, "counts": [0, 0], "shares": [nil, nil], "incomplete": [false, false]],
                ["size": 3, "counts": [3, nil], "shares": [1, nil], "incomplete": [false, true]],
            ])
        #expect(series["overall"] == ["sizes": [3, 0], "counts": [3, 0], "shares": [1, nil]])
        #expect(series["over_time"] == ["interval": 1, "values": [nil, nil], "incomplete": [false, true]])
    }
}
