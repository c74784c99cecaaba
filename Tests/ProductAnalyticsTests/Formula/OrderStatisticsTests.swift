import Testing

@testable import ProductAnalytics

@Suite struct OrderStatisticsTests {
    /// Numbers that are spread evenly, over many powers of two, around zero, with few that are far away, and all alike.
    static let logs: [[Double]] = {
        var generator = SeededGenerator(seed: 5)
        func numbers(_ count: Int, _ make: (Double) -> Double) -> [Double] {
            (0..<count).map { _ in make(Double.random(in: 0..<1, using: &generator)) }
        }
        return [
            [], [3], numbers(500) { $0 }, numbers(20_000) { ($0 * 200_000).rounded() / 1_000 },
            numbers(20_000) { 1 / ($0 * $0 * $0 * $0 + 1e-30) }, numbers(20_000) { $0 - 0.5 },
            numbers(20_000) { ($0 * 4).rounded() - 2 }, numbers(5_000) { $0 } + [1e300, -1e300, .infinity, -.infinity],
            numbers(5_000) { _ in 7.25 }, numbers(5_000) { $0 < 0.5 ? -0.0 : 0 },
        ]
    }()

    @Test(arguments: logs) func `ranks are those of the sorted values`(_ values: [Double]) {
        let sorted = values.sorted()
        var statistics = OrderStatistics(values)
        for rank in stride(from: 0, to: values.count, by: max(1, values.count / 97)) {
            #expect(statistics.value(at: rank) == sorted[rank])
        }
        for share in [0, 0.5, 0.9, 0.99, 1] {
            let found = Percentile.value(share, of: &statistics)
            let expected = Percentile.value(share, of: sorted)
            #expect(found == expected || (found?.isNaN == true && expected?.isNaN == true))
        }
    }
}
