import JSON
import ProductAnalytics
import Testing

/// SEG-4 with bins that are chosen.
@Suite(.serialized) struct SegmentationHistogramTests {
    /// Persons 1 and 2 buy once, person 3 twice, person 4 three times and person 5 five times.
    private func answer(
        _ metric: SegmentationMetric, _ edges: [Double], property: PropertyReference? = nil
    ) async throws -> SegmentationAnswer {
        var log = Log()
        for (person, times) in [(1, 1), (2, 1), (3, 2), (4, 3), (5, 5)] {
            for hour in 0..<times {
                var event = LogEvent(person, "buy", at: moment("2026-03-02") + Int64(hour) * ChartCalendar.hour)
                event.properties["amount"] = .int(Int64(person))
                log.events.append(event)
            }
        }
        var chart = SegmentationChart(metric, of: [EventSelection("buy")], property: property)
        chart.bins = .edges(edges)
        let test = try await TestLog(log)
        return try await chart.segmentation(
            in: try await test.context(from: moment("2026-03-02"), to: moment("2026-03-03"), every: .day))
    }

    /// The lower edge is in, the upper one is not, the last bin is open.
    @Test func `bins of how often`() async throws {
        let answer = try await answer(.frequency, [1, 2, 4])
        let bins = try #require(answer.series()?.bins)
        #expect(bins.map(\.to) == [2, 4, nil])
        #expect(bins.map(\.values.collapsed) == [2, 2, 1])
        #expect(bins.map(\.share) == [0.4, 0.4, 0.2])
        #expect(answer.notes.isEmpty)
    }

    /// Whoever did it less often is in no bin, and did it all the same.
    @Test func `shares are of all who did it`() async throws {
        let answer = try await answer(.frequency, [2, 3])
        let histogram = try #require(answer.series()?.histogram)
        #expect(histogram.bins.map(\.values.collapsed) == [1, 2])
        #expect(histogram.bins.map(\.share) == [0.2, 0.4])
        #expect(histogram.below == 2)
        #expect(
            answer.notes == [
                "Below the first bin of buy lie 2 of the users: no bin has them, the shares are of all."
            ])
        var writer = JSONWriter()
        writer.beginObject()
        answer.write(to: &writer)
        writer.endObject()
        let json = try JSONValue.parse(String(decoding: writer.bytes, as: UTF8.self))
        let series = json["series"]?.arrayValue?.first
        #expect(series?["below"]?.intValue == 2)
        #expect(series?["bins"]?.arrayValue?.compactMap { $0["share"]?.doubleValue } == [0.2, 0.4])
    }

    /// Twelve amounts: 1, 2, 3 twice, 4 three times, 5 five times.
    @Test func `shares are of all values`() async throws {
        let answer = try await answer(.propertyDistribution, [4], property: .event("amount"))
        let histogram = try #require(answer.series()?.histogram)
        #expect(histogram.bins.map(\.values.collapsed) == [8])
        #expect(histogram.bins.map(\.share) == [8.0 / 12])
        #expect(histogram.below == 4)
        #expect(
            answer.notes == [
                "Below the first bin of buy lie 4 of the values: no bin has them, the shares are of all."
            ])
    }
}
