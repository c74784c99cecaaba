import JSON
import ProductAnalytics
import Testing

/// A person's n-th event in charts that follow people: counted over all that is stored, also before the range. Every
/// number is asked of the tables beside the events and of the events alone.
@Suite(.serialized) struct OccurrenceTests {
    /// Person 1 bought the day before the range already, person 2 comes in it.
    private static let shopping: Log = {
        var log = Log()
        let events: [(person: Int, type: String, time: String, revenue: Double?)] = [
            (1, "buy", "2026-03-01 10:00", 1), (1, "visit", "2026-03-02 09:00", nil),
            (1, "buy", "2026-03-02 10:00", 5), (1, "buy", "2026-03-03 10:00", 7),
            (2, "visit", "2026-03-02 11:00", nil), (2, "buy", "2026-03-02 12:00", 10),
            (2, "buy", "2026-03-02 13:00", 20),
        ]
        for event in events {
            var row = LogEvent(event.person, event.type, at: moment(event.time))
            row.revenue = event.revenue
            if event.type == "visit" { row.properties["channel"] = event.person == 1 ? "ads" : "mail" }
            log.events.append(row)
        }
        return log
    }()

    private static func buy(_ number: Int) -> EventSelection {
        EventSelection([.init(.named("buy"))], occurrence: number)
    }

    /// 2 and 3 March.
    private func contexts(_ log: Log = shopping) async throws -> [ChartContext] {
        let test = try await TestLog([log, log])
        var contexts: [ChartContext] = []
        for project in 1...2 {
            contexts.append(
                try await test.context(
                    project: project, from: moment("2026-03-02"), to: moment("2026-03-04"), every: .day))
        }
        return contexts
    }

    @Test func `impact: of the second purchase, and on it`() async throws {
        for context in try await contexts() {
            func treated(_ number: Int) async throws -> [Int] {
                let chart = ImpactChart(treatment: Self.buy(number), outcome: EventSelection("visit"), intervals: 1)
                return try await chart.impact(in: context).treated
            }
            #expect(try await treated(1) == [1])
            #expect(try await treated(2) == [2])
            #expect(try await treated(3) == [1])
            let chart = ImpactChart(treatment: EventSelection("visit"), outcome: Self.buy(2), intervals: 1)
            let answer = try await chart.impact(in: context)
            // An hour after person 1's visit and two after person 2's; person 1's third does not count.
            #expect((-1...1).map { answer.point($0).totals } == [0, 2, 0])
        }
    }

    @Test func `attribution of the first purchase, and to the second touch`() async throws {
        for context in try await contexts() {
            var chart = AttributionChart(
                event: Self.buy(1), sum: .column("revenue"), touch: .event("channel"), models: [.last])
            let first = try await chart.attribution(in: context).series[0]
            #expect(first.events == 1)
            #expect(first.sum == 10)
            #expect(first.rows.map(\.value) == ["mail"])
            // Nobody visited twice; what has no channel has its number, too, and is no touch.
            chart.event = EventSelection("buy")
            chart.touchEvent = EventSelection([.init(.any)], occurrence: 2)
            let second = try await chart.attribution(in: context).series[0]
            // Person 1's second event of any kind is the visit, person 2's a purchase.
            #expect(second.events == 4)
            #expect(second.rows.map(\.value) == ["(none)", "ads"])
            #expect(second.rows.map { $0.counts[0] } == [2, 2])
        }
    }

    @Test func `journeys from the first purchase`() async throws {
        for context in try await contexts() {
            func edges(_ number: Int) async throws -> [String] {
                let chart = JourneysChart(
                    .startWith(Self.buy(number)), steps: 3, boundary: .within(2 * ChartCalendar.hour), collapses: false)
                let flow = try await chart.journeys(in: context).flows[0]
                return flow.edges.map { "\($0.column) \($0.near.name)→\($0.far.name) \($0.count)" }.sorted()
            }
            #expect(try await edges(1) == ["1 buy→buy 1", "2 buy→dropped off 1"])
            #expect(try await edges(2) == ["1 buy→dropped off 2"])
        }
    }

    /// What is read to number events is not put together with those of the range.
    @Test func `journeys look at nothing before the range`() async throws {
        let log = Log(events: [
            LogEvent(1, "buy", at: moment("2026-03-01 23:50")), LogEvent(1, "buy", at: moment("2026-03-02 00:10")),
            LogEvent(1, "visit", at: moment("2026-03-02 00:30")),
        ])
        for context in try await contexts(log) {
            let chart = JourneysChart(
                .startWith(Self.buy(2)), steps: 2, boundary: .within(30 * ChartCalendar.minute))
            let flow = try await chart.journeys(in: context).flows[0]
            #expect(flow.edges.map { "\($0.near.name)→\($0.far.name)" } == ["buy→visit"])
            #expect(flow.edges.first?.averageSeconds == 1_200)
        }
    }

    @Test func `sessions with the first purchase, and cut at the second`() async throws {
        for context in try await contexts() {
            let cut = SessionRule.computed(ComputedSessions())
            let first = try await SessionsChart(sessions: cut, event: Self.buy(1)).sessions(in: context)
            #expect(first.tally.sessions() == 1)
            // Only the markers cut, and person 1's first session begins before the range.
            let day = ChartCalendar.day
            let marked = SessionRule.computed(ComputedSessions(timeout: day, start: Self.buy(2)))
            #expect(try await SessionsChart(sessions: marked).sessions(in: context).tally.sessions() == 3)
            let every = SessionRule.computed(ComputedSessions(timeout: day, start: EventSelection("buy")))
            #expect(try await SessionsChart(sessions: every).sessions(in: context).tally.sessions() == 5)
        }
    }

    /// The first visits are those of the 2nd, person 1's from ads; both windows of two days reach to the 3rd.
    @Test func `windows ask of the event what it has to be after it was counted`() async throws {
        let ads = PropertyFilter(.event("channel"), .is, ["ads"])
        for context in try await contexts() {
            func series(_ filters: [PropertyFilter]) async throws -> [[Double?]?] {
                let visit = EventSelection(
                    [.init(.named("visit"))], occurrence: 1, occurrenceFilters: filters)
                let chart = try SegmentationChart(
                    formula: "ROLLWIN(uniques, A, 2); ROLLWINBEFORE(uniques, A, 2)", of: [visit])
                let answer = try await chart.segmentation(in: context)
                return [0, 1].map { answer.series($0)?.values.points }
            }
            #expect(try await series([]) == [[2, 2], [2, 2]])
            #expect(try await series([ads]) == [[1, 1], [1, 1]])
        }
    }

    @Test func `revenue of the first and the second purchase`() async throws {
        for context in try await contexts() {
            func revenue(_ number: Int) async throws -> [[Double]] {
                let new = try await LTVChart(days: 1, event: Self.buy(number)).curves(in: context)
                let calendar = try await LTVChart(view: .calendar, event: Self.buy(number)).intervals(in: context)
                return [new.series[0].revenue, calendar.series[0].revenue]
            }
            #expect(try await revenue(1) == [[10, 10], [10, 0, 10]])
            #expect(try await revenue(2) == [[20, 20], [25, 0, 25]])
            #expect(try await revenue(3) == [[0, 0], [0, 7, 7]])
        }
    }
}
