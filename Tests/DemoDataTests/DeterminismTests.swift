import Testing

@testable import DemoData

@Suite struct DeterminismTests {
    @Test func `the same settings give the same company to the byte`() {
        let again = DemoCompany(settings: smallCompany.settings)
        #expect(again.truth() == smallCompany.truth())
        #expect(again.tables().map(\.rows) == smallCompany.tables().map(\.rows))
        for day in [again.days.lowerBound, again.days.upperBound - 4] {
            #expect(again.pings(day: day).map(\.body) == smallCompany.pings(day: day).map(\.body))
            #expect(
                again.eventBatches(day: day, apiKey: "k").map(\.body)
                    == smallCompany.eventBatches(day: day, apiKey: "k").map(\.body))
        }
    }

    @Test func `days can be asked for in any order`() {
        let last = smallCompany.days.upperBound
        let before = smallCompany.pings(day: last).map(\.body)
        _ = smallCompany.pings(day: last - 7)
        #expect(smallCompany.pings(day: last).map(\.body) == before)
    }

    @Test func `another seed gives another company`() {
        var settings = smallCompany.settings
        settings.seed = 8
        #expect(DemoCompany(settings: settings).truth() != smallCompany.truth())
    }

    /// 2024-02-29, 2024-03-01, 2023-12-31, 2025-11-30, 2026-01-01.
    @Test(arguments: [19_782, 19_783, 19_722, 20_422, 20_454])
    func `370 days hold the twelve complete months before the month of the next day`(endDay: Int) {
        let settings = DemoSettings(endDay: endDay)
        let (year, month, _) = CivilDate.parts(endDay + 1)
        #expect(settings.firstDay <= CivilDate.day(year: year - 1, month: month, day: 1))
        #expect(CivilDate.parts(settings.firstDay).day == 1)
    }
}
