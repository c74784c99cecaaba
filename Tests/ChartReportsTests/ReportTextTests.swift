import Testing

@testable import ChartReports

@Suite struct ReportTextTests {
    @Test(
        arguments: [
            (0, "0.0%"), (0.6258, "62.6%"), (1, "100.0%"), (0.0004, "0.04%"), (0.00001, "<0.01%"), (-0.125, "-12.5%"),
        ] as [(Double, String)])
    func `shares are percent`(_ share: Double, _ text: String) { #expect(ReportText.percent(share) == text) }

    @Test(
        arguments: [
            (0, "0 s"), (450, "450 ms"), (999.7, "1 s"), (12_340, "12.3 s"), (59_990, "1 min"), (90_000, "1 min 30 s"),
            (65_843_845, "18 h 17 min"), (90_000_000, "1 d 1 h"), (172_800_000, "2 d"), (-90_000, "-1 min 30 s"),
        ] as [(Double, String)])
    func `times are in their two largest units`(_ milliseconds: Double, _ text: String) {
        #expect(ReportText.duration(milliseconds: milliseconds) == text)
    }

    @Test(
        arguments: [
            (3, "3"), (0.61234, "0.6123"), (4.73, "4.73"), (1_234.567, "1234.57"), (3_000_000_000, "3000000000"),
        ] as [(Double, String)])
    func `numbers have as many digits as are readable`(_ value: Double, _ text: String) {
        #expect(ReportText.number(value) == text)
    }

    @Test func `moments are days where they are, and stay apart`() {
        #expect(ReportText.moment("2026-03-08T00:00:00-05:00") == "2026-03-08")
        #expect(ReportText.moment("2026-03-08T09:05:00Z") == "2026-03-08 09:05")
        let twice = ["2026-10-25T02:00:00+02:00", "2026-10-25T02:00:00+01:00"]
        #expect(ReportText.moments(twice) == twice)
    }

    @Test func `money has two digits behind the point`() {
        #expect(ReportText.money(37.02) == "37.02")
        #expect(ReportText.money(1_000) == "1000.00")
        #expect(ReportText.money(-0.5) == "-0.50")
    }
}
