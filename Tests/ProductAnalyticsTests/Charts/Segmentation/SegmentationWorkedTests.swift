import JSON
import ProductAnalytics
import Testing

/// The worked table of the reference (`product-analytics.md` §4.2): one day, UTC.
struct SegmentationWorkedTests {
    /// People a to d are 1 to 4.
    static let log: Log = {
        var log = Log()
        func add(_ person: Int, _ clock: String, _ type: String, plan: JSONValue, amount: JSONValue? = nil) {
            var event = LogEvent(person, type, at: moment("2026-03-02 " + clock))
            event.userProperties["plan"] = plan
            event.properties["amount"] = amount
            if case .int(let number) = amount { event.revenue = Double(number) }
            log.events.append(event)
        }
        add(1, "09:00", "buy", plan: "free", amount: 10)
        add(1, "09:30", "buy", plan: "free", amount: 30)
        add(2, "10:00", "buy", plan: "pro", amount: 20)
        add(2, "10:05", "view", plan: "pro")
        add(3, "11:00", "view", plan: "free")
        add(3, "23:30", "buy", plan: "free", amount: .null)
        add(4, "12:00", "view", plan: .null)
        return log
    }()

    static let amount = PropertyReference("event.amount")

    private func context(every interval: ChartInterval = .day, segments: [Segment] = [.everybody]) async throws
        -> ChartContext
    {
        try await TestLog(Self.log).context(
            from: moment("2026-03-02"), to: moment("2026-03-03"), every: interval, asOf: moment("2026-03-04"),
            segments: segments)
    }

    private func value(_ metric: SegmentationMetric, of event: EventSelection = EventSelection("buy")) async throws
        -> Double?
    {
        let chart = SegmentationChart(metric, of: [event], property: Self.amount)
        let series = try #require(try await chart.segmentation(in: context()).series())
        #expect(series.values.points == [series.values.collapsed])
        return series.values.collapsed
    }

    @Test func `each metric of buy`() async throws {
        #expect(try await value(.uniques) == 3)
        #expect(try await value(.totals) == 4)
        #expect(try await value(.active) == 75)
        #expect(try await value(.average) == 4.0 / 3)
        #expect(try await value(.propertySum) == 60)
        #expect(try await value(.propertyAverage) == 20)
        #expect(try await value(.propertyPerEvent) == 15)
        #expect(try await value(.propertyMedian) == 20)
        #expect(try await value(.propertyCountPerUnit) == 1.5)
        #expect(try await value(.propertyMin) == 10)
        #expect(try await value(.propertyMax) == 30)
        #expect(try await value(.propertyCount) == 3)
        #expect(try await value(.propertyPerActive) == 15)
    }

    @Test func `revenue by bucket`() async throws {
        func value(_ metric: SegmentationMetric) async throws -> Double? {
            let chart = SegmentationChart(metric, of: [EventSelection("buy")])
            return try await chart.segmentation(in: context()).series()?.values.collapsed
        }
        #expect(try await value(.revenue) == 60)
        #expect(try await value(.payers) == 2)
        #expect(try await value(.arpu) == 15)
        #expect(try await value(.arppu) == 30)
    }

    @Test func `how often people bought`() async throws {
        let chart = SegmentationChart(.frequency, of: [EventSelection("buy")])
        let bins = try #require(try await chart.segmentation(in: context()).series()?.bins)
        #expect(bins.map(\.from) == [1, 2])
        #expect(bins.map(\.to) == [2, nil])
        #expect(bins.map(\.values.collapsed) == [2, 1])
        #expect(bins.map(\.values.points) == [[2], [1]])
    }

    @Test func `amounts by bins of their own`() async throws {
        var chart = SegmentationChart(.propertyDistribution, of: [EventSelection("buy")], property: Self.amount)
        chart.bins = .edges([10, 20, 30])
        let bins = try #require(try await chart.segmentation(in: context()).series()?.bins)
        #expect(bins.map(\.values.collapsed) == [1, 1, 1])
        chart.bins = .width(20)
        let wide = try #require(try await chart.segmentation(in: context()).series()?.bins)
        #expect(wide.map(\.from) == [0, 20])
        #expect(wide.map(\.values.collapsed) == [1, 2])
        chart.bins = .automatic
        let automatic = try #require(try await chart.segmentation(in: context()).series()?.bins)
        // 10 to 30 in steps of 1 are 21 bins, one too many.
        #expect(automatic.map(\.from) == Array(stride(from: 10, through: 30, by: 2)))
        #expect(automatic.compactMap(\.values.collapsed).reduce(0, +) == 3)
    }

    @Test func `grouping the event changes the numerator only`() async throws {
        let event = EventSelection("buy", groupBy: [PropertyReference("user.plan")])
        let answer = try await SegmentationChart(.active, of: [event]).segmentation(in: context())
        #expect(answer.series(group: .values(["free"]))?.values.collapsed == 50)
        #expect(answer.series(group: .values(["pro"]))?.values.collapsed == 25)
        #expect(answer.series(group: .all)?.values.collapsed == 75)
        #expect(answer.series.count == 3)
    }

    @Test func `grouping the segment changes numerator and denominator`() async throws {
        let chart = SegmentationChart(
            .active, of: [EventSelection("buy")], groupBy: [PropertyReference("user.plan")])
        let answer = try await chart.segmentation(in: context())
        #expect(answer.series(group: .values(["free"]))?.values.collapsed == 100)
        #expect(answer.series(group: .values(["pro"]))?.values.collapsed == 100)
        #expect(answer.series(group: .values([nil]))?.values.collapsed == 0)
        #expect(answer.series.map(\.group) == [.all, .values(["free"]), .values(["pro"]), .values([nil])])
    }

    @Test func `a missing value passes a negation`() async throws {
        let filter = PropertyFilter(PropertyReference("user.plan"), .isNot, ["free"])
        #expect(try await value(.totals, of: EventSelection("view", where: [filter])) == 2)
    }

    @Test func `hours are counted each, the range once`() async throws {
        let chart = SegmentationChart(.uniques, of: [EventSelection("buy")])
        let answer = try await chart.segmentation(in: context(every: .hour))
        let values = try #require(answer.series()?.values)
        #expect(values.points[9] == 1)
        #expect(values.collapsed == 3)
        #expect(values.points.count == 24)
    }

    /// `product-analytics.md` §4.1, SEG-8.
    @Test func `empty buckets are 0 for counts and sums, nothing for ratios`() async throws {
        func point(_ metric: SegmentationMetric) async throws -> Double? {
            let chart = SegmentationChart(metric, of: [EventSelection("buy")], property: Self.amount)
            return try #require(try await chart.segmentation(in: context(every: .hour)).series()).values.points[3]
        }
        for metric in [SegmentationMetric.uniques, .totals, .propertySum, .propertyCount, .revenue, .payers] {
            #expect(try await point(metric) == 0)
        }
        for metric in [SegmentationMetric.average, .active, .propertyAverage, .propertyMedian, .propertyMin, .arppu] {
            #expect(try await point(metric) == nil)
        }
    }

    @Test func `digits of formulas name segments`() async throws {
        let segments = [
            Segment(name: "free", filters: [PropertyFilter(PropertyReference("user.plan"), .is, ["free"])]),
            Segment.everybody,
        ]
        let chart = try SegmentationChart(
            formula: "UNIQUES(A1) / UNIQUES(A2); ACTIVE(A)", of: [EventSelection("buy")], segments: 2)
        let answer = try await chart.segmentation(in: context(segments: segments))
        #expect(answer.series(0, segment: 0)?.values.collapsed == 2.0 / 3)
        #expect(answer.series(0, segment: 1)?.values.collapsed == 2.0 / 3)
        #expect(answer.series(1, segment: 0)?.values.collapsed == 100)
        #expect(answer.series(1, segment: 1)?.values.collapsed == 75)
    }

    @Test func `properties in formulas are those that the event is grouped by`() async throws {
        let event = EventSelection("buy", groupBy: [Self.amount])
        let chart = try SegmentationChart(
            formula: """
                PROPSUM(A); PROPAVG(A); PROPMIN(A); PROPMAX(A); PROPCOUNT(A); PROPCOUNTAVG(A); PERCENTILE(A, 0.5);
                ARPAU(A); FREQPERCENTILE(A, 0.5); PROPSUM(A) / UNIQUES(A); REVENUETOTAL(A)
                """, of: [event])
        let answer = try await chart.segmentation(in: context())
        let values = (0..<11).map { answer.series($0)?.values.collapsed }
        // Counts by person are 1, 1, 2.
        #expect(values == [60, 20, 10, 30, 3, 1.5, 20, 15, 1, 20, 60])
    }

    /// §12.2: distinct active people of the range by property value, each under every value that they had.
    @Test func `composition`() async throws {
        let chart = SegmentationChart(.uniques, of: [.anyActive], groupBy: [PropertyReference("user.plan")])
        let answer = try await chart.segmentation(in: context())
        #expect(answer.series(group: .values(["free"]))?.values.collapsed == 2)
        #expect(answer.series(group: .values(["pro"]))?.values.collapsed == 1)
        #expect(answer.series(group: .values([nil]))?.values.collapsed == 1)
    }

    @Test func `the people behind numbers`() async throws {
        let context = try await context()
        func people(_ chart: SegmentationChart, _ point: JSONValue) async throws -> [Int64] {
            try await chart.units(behind: point, in: context).units.map { $0 - TestLog.uid(0, project: 1) }
        }
        let buyers = SegmentationChart(.uniques, of: [EventSelection("buy")])
        #expect(try await people(buyers, ["bucket": 0]) == [1, 2, 3])
        let frequency = SegmentationChart(.frequency, of: [EventSelection("buy")])
        #expect(try await people(frequency, ["bin": ["from": 2, "to": 3]]) == [1])
        #expect(try await people(frequency, ["bin": ["from": 1, "to": 2]]) == [2, 3])
        let share = SegmentationChart(.active, of: [EventSelection("buy")])
        #expect(try await people(share, ["active": true]) == [1, 2, 3, 4])
        #expect(try await people(share, [:]) == [1, 2, 3])
        let payers = SegmentationChart(.payers, of: [EventSelection("buy")])
        #expect(try await people(payers, [:]) == [1, 2])
        var amounts = SegmentationChart(.propertyDistribution, of: [EventSelection("buy")], property: Self.amount)
        amounts.bins = .edges([0, 15])
        #expect(try await people(amounts, ["bin": ["from": 15]]) == [1, 2])
        let formula = try SegmentationChart(
            formula: "UNIQUES(A) / UNIQUES(B)", of: [EventSelection("buy"), EventSelection("view")])
        #expect(try await people(formula, ["term": "UNIQUES(B)"]) == [2, 3, 4])
        await #expect(
            throws: ChartError.invalid("term", "The formula has 2 terms. Say which is meant, such as UNIQUES(A).")
        ) {
            try await people(formula, [:])
        }
    }
}
