import Testing

@testable import Pipelines

private func instant(_ text: String) -> Int64 { UTCTime.parse(text) ?? .min }

@Suite struct TimeStepsTests {
    @Test(arguments: [
        (NodeSettings.Step.hour, "2026-03-18 14:00:00", "2026-03-18 15:00:00"),
        (.day, "2026-03-18 00:00:00", "2026-03-19 00:00:00"), (.week, "2026-03-16 00:00:00", "2026-03-23 00:00:00"),
        (.month, "2026-03-01 00:00:00", "2026-04-01 00:00:00"),
        (.quarter, "2026-01-01 00:00:00", "2026-04-01 00:00:00"),
        (.year, "2026-01-01 00:00:00", "2027-01-01 00:00:00"),
    ])
    func stepsBeginWhereTheCalendarSays(step: NodeSettings.Step, from: String, to: String) throws {
        let steps = try #require(TimeSteps(step, timezone: nil))
        let start = steps.floor(instant("2026-03-18 14:25:36"))
        #expect(UTCTime.text(start) == from)
        #expect(UTCTime.text(steps.next(start)) == to)
    }

    @Test func daysOfAZoneAreAsLongAsItsClocksSay() throws {
        let steps = try #require(TimeSteps(.day, timezone: "Europe/Berlin"))
        // The clocks go forward on March 29, 2026 and back on October 25.
        let spring = steps.floor(instant("2026-03-29 12:00"))
        #expect(UTCTime.text(spring) == "2026-03-28 23:00:00")
        #expect(UTCTime.text(steps.next(spring)) == "2026-03-29 22:00:00")
        let autumn = steps.floor(instant("2026-10-25 12:00"))
        #expect(steps.next(autumn) - autumn == 25 * UTCTime.hour)
    }

    @Test func instantsAreReadAndWritten() {
        #expect(UTCTime.text(instant("2024-02-29 23:59:59.25"), withFraction: true) == "2024-02-29 23:59:59.250000")
        #expect(UTCTime.text(instant("1969-12-31T23:00:00Z")) == "1969-12-31 23:00:00")
        #expect(UTCTime.parse("2026-02-30") == nil)
        #expect(UTCTime.parse("yesterday") == nil)
    }
}

/// The example of `pipelines.md` 6.4: step day, start 2026-01-01, lookback 2.
@Suite struct IntervalPlanTests {
    private func days(_ numbers: ClosedRange<Int>) -> [BuiltInterval] {
        numbers.map { day in
            let from = instant("2026-01-0\(day)")
            return BuiltInterval(
                range: TimeRange(from: from, to: from + UTCTime.day), version: "v", rows: 1, run: "r", built: 0,
                isPartial: false, inputs: "same")
        }
    }

    private func plan(
        completeTo: String, built: [BuiltInterval], hasNews: Bool = true, late: Set<Int> = [], partial: Bool = false
    ) throws -> [String] {
        let steps = try #require(TimeSteps(.day, timezone: nil))
        let plan = IntervalPlan(
            steps: steps, start: instant("2026-01-01"), completeTo: instant(completeTo), built: built, lookback: 2,
            hasNews: hasNews, isPartialAllowed: partial, lateSince: .min,
            isRewritten: { interval in late.contains { interval.range.from == instant("2026-01-0\($0)") } })
        return plan.intervals.map { "\(UTCTime.text($0.range.from).dropFirst(8).prefix(2)) \($0.reason.rawValue)" }
    }

    @Test func theFirstRunBuildsAllCompleteDays() throws {
        #expect(
            try plan(completeTo: "2026-01-06 09:30", built: []) == [
                "01 missing", "02 missing", "03 missing", "04 missing", "05 missing",
            ])
    }

    @Test func nothingNewBuildsNothing() throws {
        #expect(try plan(completeTo: "2026-01-06 09:30", built: days(1...5), hasNews: false) == [])
    }

    @Test func aNewDayBringsTheTwoBeforeAgain() throws {
        #expect(
            try plan(completeTo: "2026-01-07 00:15", built: days(1...5)) == [
                "04 lookback", "05 lookback", "06 missing",
            ])
    }

    @Test func lateRowsBringTheirDay() throws {
        #expect(
            try plan(completeTo: "2026-01-07 00:20", built: days(1...6), late: [2]) == [
                "02 rewritten", "05 lookback", "06 lookback",
            ])
    }

    @Test func aFailedDayStaysMissing() throws {
        #expect(
            try plan(completeTo: "2026-01-09 00:10", built: days(1...6)) == [
                "05 lookback", "06 lookback", "07 missing", "08 missing",
            ])
    }

    @Test func aHoleIsMissing() throws {
        #expect(
            try plan(completeTo: "2026-01-05", built: days(1...1) + days(3...4), hasNews: false) == ["02 missing"])
    }

    @Test func theRunningDayIsBuiltWhereThatIsAllowed() throws {
        #expect(
            try plan(completeTo: "2026-01-03 09:30", built: days(1...2), partial: true).last == "03 partial")
    }

    @Test func neighboursGoTogether() throws {
        let steps = try #require(TimeSteps(.day, timezone: nil))
        let plan = IntervalPlan(
            steps: steps, start: instant("2026-01-01"), completeTo: instant("2026-01-09"), built: days(3...3),
            lookback: 0, hasNews: false, isPartialAllowed: false, lateSince: .min, isRewritten: { _ in false })
        #expect(plan.chunks(of: 3).map(\.count) == [2, 3, 2])
    }
}
