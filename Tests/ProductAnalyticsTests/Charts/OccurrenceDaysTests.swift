import ProductAnalytics
import Testing

/// A person's n-th event in charts that lists of days could answer, where several events lie on one day.
@Suite(.serialized) struct OccurrenceDaysTests {
    /// The second purchase is 1's on the 2nd, on the day of the first one; 2's on the 3rd; 3's on the 3rd, the day on which they
    /// came. 4 bought once.
    private static let log: Log = {
        let purchases: [(person: Int, times: [String])] = [
            (1, ["02 09:00", "02 10:00", "04 10:00"]), (2, ["02 09:00", "03 09:00", "03 12:00"]),
            (3, ["03 08:00", "03 08:30"]), (4, ["02 11:00"]),
        ]
        var log = Log()
        for (person, times) in purchases {
            for time in times { log.events.append(LogEvent(person, "buy", at: moment("2026-03-" + time))) }
        }
        return log
    }()

    private static func buy(_ number: Int) -> EventSelection {
        EventSelection([.init(.named("buy"))], occurrence: number)
    }

    /// From 2 March to a day before another one: asked of the tables beside the events, and of the events alone.
    private func contexts(
        _ beside: TestLog.Beside, to end: String = "2026-03-05", every interval: ChartInterval = .day
    ) async throws -> [ChartContext] {
        let test = try await TestLog([Self.log, Self.log], beside: beside)
        var contexts: [ChartContext] = []
        for project in 1...2 {
            contexts.append(
                try await test.context(
                    project: project, from: moment("2026-03-02"), to: moment(end), every: interval))
        }
        return contexts
    }

    @Test(arguments: TestLog.Beside.allCases)
    func `lifecycle of the second purchase`(_ beside: TestLog.Beside) async throws {
        for context in try await contexts(beside) {
            // New, current, back again and gone, day by day: 1 is new on the 2nd and 3 on the 3rd, 2 was there before.
            let second = try await LifecycleChart(event: Self.buy(2)).lifecycle(in: context)
            #expect(second.counts[0] == [[1, 0, 0, 0], [1, 0, 1, 1], [0, 0, 0, 2]])
            let first = try await LifecycleChart(event: Self.buy(1)).lifecycle(in: context)
            #expect(first.counts[0] == [[3, 0, 0, 0], [1, 0, 0, 3], [0, 0, 0, 1]])
        }
    }

    @Test(arguments: TestLog.Beside.allCases)
    func `active users of the second purchase`(_ beside: TestLog.Beside) async throws {
        for context in try await contexts(beside) {
            let chart = ActiveUsersChart(event: Self.buy(2), windows: [1, 3], calendar: [.week])
            let answer = try await chart.activeUsers(in: context)
            #expect(answer.active(window: 1) == [1, 2, 0])
            #expect(answer.active(window: 3) == [1, 3, 3])
            #expect(answer.active(calendar: .week) == [3])
        }
    }

    @Test(arguments: TestLog.Beside.allCases)
    func `stickiness and usage interval of the second purchase`(_ beside: TestLog.Beside) async throws {
        for context in try await contexts(beside, to: "2026-03-09", every: .week) {
            let answer = try await StickinessChart(event: Self.buy(2)).stickiness(in: context)
            #expect(answer.exactly(period: 0) == [3, 0, 0, 0, 0, 0, 0])
        }
        for context in try await contexts(beside) {
            // Nobody does their second purchase on two days.
            let answer = try await UsageIntervalChart(event: Self.buy(2)).usageInterval(in: context)
            #expect(answer.people() == 0)
            #expect(answer.leftOut == [3])
        }
    }

    @Test(arguments: TestLog.Beside.allCases)
    func `retention from the second purchase, and back to it`(_ beside: TestLog.Beside) async throws {
        func counts(_ start: RetentionChart.Start, _ back: EventSelection, _ context: ChartContext) async throws
            -> [[Int]]
        {
            let chart = RetentionChart(
                start: start, returning: back, type: .nDay, dayDefinition: .calendar, intervals: 2)
            let answer = try await chart.retention(in: context)
            return (0..<3).map { cohort in (0...2).map { answer.count(cohort: cohort, column: $0) } }
        }
        for context in try await contexts(beside) {
            let buy = EventSelection("buy")
            // 1 is back on the 4th, two days after their second purchase.
            #expect(try await counts(.event(Self.buy(2)), buy, context) == [[1, 0, 1], [2, 0, 0], [0, 0, 0]])
            // 1 and 2 are back on the 4th and the 3rd; 3 and 4 never.
            #expect(try await counts(.event(Self.buy(1)), buy, context) == [[3, 1, 1], [1, 0, 0], [0, 0, 0]])
            // 2 alone does the second purchase on a later day.
            #expect(try await counts(.event(buy), Self.buy(2), context) == [[3, 1, 0], [2, 0, 0], [1, 0, 0]])
            let new = RetentionChart.Start.newUser(filters: [], groupBy: [])
            #expect(try await counts(new, Self.buy(2), context) == [[3, 1, 0], [1, 0, 0], [0, 0, 0]])
        }
    }
}
