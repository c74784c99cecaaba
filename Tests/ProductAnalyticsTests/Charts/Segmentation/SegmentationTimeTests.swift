import Foundation
import JSON
import ProductAnalytics
import Testing

/// Windows, comparisons, days left out, changes of the clocks.
struct SegmentationTimeTests {
    private let open = EventSelection("open")

    private func context(
        from: String = "2026-03-02", to: String = "2026-03-14", every interval: ChartInterval = .day,
        asOf: String = "2026-03-20", segments: [Segment] = [.everybody]
    ) async throws -> ChartContext {
        try await TestLog(.sharedActivity).context(
            from: moment(from), to: moment(to), every: interval, asOf: moment(asOf), segments: segments)
    }

    private func rounded(_ values: [Double?]) -> [Double?] { values.map { $0.map { ($0 * 1_000).rounded() / 1_000 } } }

    /// The table of §5.
    @Test func `rolling windows over the shared activity`() async throws {
        let chart = try SegmentationChart(
            formula: """
                UNIQUES(A); ROLLWIN(uniques, A, 3); ROLLAVG(uniques, A, 3); ROLLWIN(uniques, A, 7); CUMSUM(uniques, A)
                """, of: [open])
        let answer = try await chart.segmentation(in: context())
        let rows = (0..<5).map { answer.series($0)?.values.points ?? [] }
        #expect(rows[0] == [2, 2, 4, 2, 1, 0, 0, 3, 2, 2, 1, 2])
        #expect(rows[1] == [2, 3, 4, 5, 5, 3, 1, 3, 3, 4, 3, 3])
        #expect(
            rounded(rows[2])
                == [0.667, 1.333, 2.667, 2.667, 2.333, 1, 0.333, 1, 1.667, 2.333, 1.667, 1.667])
        #expect(rows[3] == [2, 3, 4, 5, 5, 5, 5, 6, 6, 5, 4, 5])
        #expect(rows[4] == [2, 3, 4, 5, 5, 5, 5, 6, 6, 6, 6, 6])
        #expect((0..<5).map { answer.series($0)?.values.collapsed } == [6, 6, 6, 6, 6])
    }

    @Test func `metrics can be cumulative and rolling without a formula`() async throws {
        var chart = SegmentationChart(.uniques, of: [open])
        chart.smoothing = .rolling(3)
        #expect(
            try await chart.segmentation(in: context()).series()?.values.points == [2, 3, 4, 5, 5, 3, 1, 3, 3, 4, 3, 3])
        chart.smoothing = .cumulative
        #expect(
            try await chart.segmentation(in: context()).series()?.values.points == [2, 3, 4, 5, 5, 5, 5, 6, 6, 6, 6, 6])
        let point: JSONValue = ["bucket": 3]
        #expect(try await chart.units(behind: point, in: context()).units.count == 5)
        chart.metric = .totals
        #expect(
            try await chart.segmentation(in: context()).series()?.values.points
                == [2, 4, 8, 10, 11, 11, 11, 14, 16, 18, 19, 21])
        chart.smoothing = .rolling(7)
        #expect(
            try await chart.segmentation(in: context()).series()?.values.points
                == [2, 4, 8, 10, 11, 11, 11, 12, 12, 10, 9, 10])
    }

    /// New people: u1 and u2 on the 2nd, u3 on the 3rd, u4 on the 5th, u5 on the 9th; u6 came in February.
    @Test func `active and new people`() async throws {
        let segments = [Segment.everybody, Segment(name: "new", onlyNew: true)]
        let chart = SegmentationChart(.uniques, of: [.anyActive])
        let answer = try await chart.segmentation(in: context(segments: segments))
        #expect(answer.series(segment: 0)?.values.points == [2, 2, 4, 2, 1, 0, 0, 3, 2, 2, 1, 2])
        #expect(answer.series(segment: 1)?.values.points == [2, 1, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0])
        #expect(answer.series(segment: 1)?.values.collapsed == 5)
        let weekly = try await chart.segmentation(
            in: context(to: "2026-03-16", every: .week, segments: segments))
        #expect(weekly.series(segment: 0)?.values.points == [5, 5])
        #expect(weekly.series(segment: 1)?.values.points == [4, 1])
    }

    /// Saturday 7 and Sunday 8 March are empty anyway; without Fridays the 6th and 13th fall out.
    @Test func `days of the week can be left out`() async throws {
        var chart = SegmentationChart(.uniques, of: [open])
        chart.excludedWeekdays = [5, 6, 7]
        let plain = try await chart.segmentation(in: context())
        #expect(plain.series()?.values.points == [2, 2, 4, 2, 3, 2, 2, 1])
        #expect(plain.buckets.map(\.start).contains(moment("2026-03-06")) == false)
        chart.smoothing = .rollingAverage(2)
        // The mean on Monday the 9th is that of it and Thursday the 5th, on the 2nd that of it and 26 February.
        #expect(
            try await chart.segmentation(in: context()).series()?.values.points == [1, 2, 3, 3, 2.5, 2.5, 2, 1.5])
    }

    @Test func `an earlier time stands beside by the place of the bucket`() async throws {
        var chart = SegmentationChart(.uniques, of: [open])
        chart.comparison = .back(1, .week)
        let answer = try await chart.segmentation(in: context(from: "2026-03-09", to: "2026-03-14"))
        #expect(answer.series()?.values.points == [3, 2, 2, 1, 2])
        #expect(answer.series()?.past == FormulaValues(points: [2, 2, 4, 2, 1], collapsed: 5))
        #expect(answer.pastBuckets?.first?.start == moment("2026-03-02"))
        chart.comparison = .previous
        let previous = try await chart.segmentation(in: context(from: "2026-03-09", to: "2026-03-14"))
        #expect(previous.series()?.past?.points == [4, 2, 1, 0, 0])
    }

    /// A month back from 29 to 31 March is 28 February (February 2026 ends there), and 1 April goes to 1 March.
    @Test func `moving by months clamps at the end of the month`() async throws {
        var chart = SegmentationChart(.uniques, of: [open])
        chart.comparison = .back(1, .month)
        let answer = try await chart.segmentation(
            in: context(from: "2026-03-29", to: "2026-04-01", asOf: "2026-04-02"))
        #expect(answer.pastBuckets?.map(\.start) == [moment("2026-02-28")])
    }

    @Test func `a comparison that does not fit the buckets is refused`() async throws {
        var chart = SegmentationChart(.uniques, of: [open])
        // 2 January 2026 is a Friday.
        chart.comparison = .back(2, .month)
        await #expect(throws: ChartError.self) {
            try await chart.segmentation(in: context(to: "2026-03-16", every: .week))
        }
    }

    @Test func `buckets that have not ended are flagged, or left out`() async throws {
        var chart = SegmentationChart(.uniques, of: [open])
        let answer = try await chart.segmentation(in: context(asOf: "2026-03-12 13:00"))
        #expect(answer.buckets.map(\.isIncomplete) == Array(repeating: false, count: 10) + [true, true])
        #expect(answer.series()?.values.points.suffix(2) == [1, 0])
        chart.leavesOutIncomplete = true
        let complete = try await chart.segmentation(in: context(asOf: "2026-03-12 13:00"))
        #expect(complete.buckets.count == 10)
        #expect(complete.buckets.allSatisfy { !$0.isIncomplete })
    }

    /// The DST example of §2: 03:30Z on 9 March is 23:30 on the 8th in New York, a week before 22:30 on the 1st.
    @Test func `days follow the zone's clock`() async throws {
        let zone = try #require(TimeZone(identifier: "America/New_York"))
        let calendar = ChartCalendar(zone: zone)
        var log = Log()
        log.events = [
            LogEvent(1, "open", at: moment("2026-03-09 03:30")), LogEvent(1, "open", at: moment("2026-03-02 03:30")),
        ]
        let from = try #require(calendar.start(year: 2026, month: 3, day: 1))
        let to = try #require(calendar.start(year: 2026, month: 3, day: 10))
        let context = try await TestLog(log).context(from: from, to: to, every: .day, calendar: calendar)
        let answer = try await SegmentationChart(.uniques, of: [open]).segmentation(in: context)
        #expect(answer.series()?.values.points == [1, 0, 0, 0, 0, 0, 0, 1, 0])
        #expect(answer.buckets[7].start == moment("2026-03-08 05:00"))
        #expect(answer.buckets[7].end == moment("2026-03-09 04:00"))
    }

    /// 2^63 microseconds are 292,277 years.
    @Test func `a day that lies too far away for microseconds does not exist`() {
        #expect(ChartCalendar().start(year: 300_000, month: 1, day: 1) == nil)
        #expect(ChartRange.CivilDay("300000-01-01") == nil && ChartRange.CivilDay("0000-01-01") == nil)
        #expect(ChartCalendar().start(year: 9_999, month: 12, day: 31) == 253_402_214_400_000_000)
    }

    @Test func `five-minute buckets`() async throws {
        var log = Log()
        log.events = ["10:00", "10:04:59", "10:05", "10:14:59"].enumerated().map {
            LogEvent($0.offset + 1, "open", at: moment("2026-03-02 " + $0.element))
        }
        let context = try await TestLog(log).context(
            from: moment("2026-03-02 10:00"), to: moment("2026-03-02 10:15"), every: .realTime)
        let answer = try await SegmentationChart(.totals, of: [open]).segmentation(in: context)
        #expect(answer.series()?.values.points == [2, 1, 1])
    }
}
