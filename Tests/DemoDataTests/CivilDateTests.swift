import Testing

@testable import DemoData

@Suite struct CivilDateTests {
    @Test(arguments: [
        (0, "1970-01-01", 4), (19_782, "2024-02-29", 4), (19_783, "2024-03-01", 5), (11_016, "2000-02-29", 2),
        (-1, "1969-12-31", 3), (20_454, "2026-01-01", 4),
    ])
    func `days have the dates and weekdays of the calendar`(day: Int, text: String, weekday: Int) {
        #expect(CivilDate.text(day) == text)
        #expect(CivilDate.weekday(day) == weekday)
        let parts = CivilDate.parts(day)
        #expect(CivilDate.day(year: parts.year, month: parts.month, day: parts.day) == day)
    }

    @Test func `weeks begin on Sunday and months on their first`() {
        // 2024-03-13 is a Wednesday.
        #expect(CivilDate.text(CivilDate.weekStart(19_795)) == "2024-03-10")
        #expect(CivilDate.text(CivilDate.monthStart(19_795)) == "2024-03-01")
        #expect(CivilDate.text(CivilDate.nextMonthStart(19_795)) == "2024-04-01")
    }
}
