/// Consecutive buckets of a chart: half open, without gaps.
package struct Buckets: Sendable, Equatable {
    /// The starts of all buckets and the end of the last one.
    package let edges: [Int64]
    package let interval: ChartInterval
    /// The common length, if all have one.
    private let step: Int64?

    /// - Parameter edges: At least one, rising.
    package init(edges: [Int64], interval: ChartInterval) {
        self.edges = edges
        self.interval = interval
        let lengths = Set(zip(edges, edges.dropFirst()).map { $1 - $0 })
        step = lengths.count == 1 ? lengths.first : nil
    }

    /// The buckets of a calendar that touch `[from, to)`.
    package init(from: Int64, to: Int64, every interval: ChartInterval, in calendar: ChartCalendar) {
        var edges = [calendar.start(of: interval, at: from)]
        while let last = edges.last, last < to { edges.append(calendar.adding(1, interval, to: last)) }
        self.init(edges: edges, interval: interval)
    }

    /// Those of a range that nothing is drawn over: days where it has whole ones, else hours, else 5 minutes.
    init(covering range: (from: Int64, to: Int64), in calendar: ChartCalendar) {
        let interval = [ChartInterval.day, .hour].first { interval in
            [range.from, range.to].allSatisfy { calendar.start(of: interval, at: $0) == $0 }
        }
        self.init(from: range.from, to: range.to, every: interval ?? .realTime, in: calendar)
    }

    /// A chart has at most so many: 69 days of 5 minutes, two years of hours, or 54 years of days. More is no picture, and grows
    /// beyond what a page can take.
    package static let most: Int64 = 20_000

    /// - Throws: ``ChartError/invalid(_:)`` for a range of too many buckets, none of which has to be made for that.
    static func check(from: Int64, to: Int64, every interval: ChartInterval) throws(ChartError) {
        let (length, overflow) = to.subtractingReportingOverflow(from)
        let count = overflow ? .max : length / interval.usualLength
        guard count <= most else {
            throw .invalid(
                "range",
                """
                By \(interval.rawValue) this range has about \(count) intervals, and a chart has at most \(most). Take a shorter \
                range or a longer interval.
                """)
        }
    }

    /// The length of each bucket, if all have one.
    var evenStep: Int64? { step }

    package var count: Int { edges.count - 1 }
    package var start: Int64 { edges[0] }
    package var end: Int64 { edges[edges.count - 1] }

    /// The bucket in which a time lies.
    package func index(of time: Int64) -> Int? {
        guard time >= start, time < end else { return nil }
        if let step { return Int((time - start) / step) }
        var (low, high) = (0, count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if edges[middle] <= time { low = middle } else { high = middle }
        }
        return low
    }

    /// The bucket of each UTC day from that of the start on.
    /// - Returns: `nil` unless all edges are starts of UTC days.
    func bucketsOfDays() -> (first: Int32, buckets: [Int32])? {
        guard edges.allSatisfy({ $0 % ChartCalendar.day == 0 }) else { return nil }
        var result: [Int32] = []
        for bucket in 0..<count {
            let days = Int((edges[bucket + 1] - edges[bucket]) / ChartCalendar.day)
            result += Array(repeating: Int32(bucket), count: days)
        }
        return (Int32(clamping: start / ChartCalendar.day), result)
    }

    /// Whether a bucket had not ended yet.
    package func isIncomplete(_ index: Int, asOf: Int64) -> Bool { edges[index + 1] > asOf }

    /// These buckets with so many more before them.
    package func extended(before count: Int, in calendar: ChartCalendar) -> Buckets {
        guard count > 0 else { return self }
        let earlier = (1...count).reversed().map { calendar.adding(-$0, interval, to: start) }
        return Buckets(edges: earlier + edges, interval: interval)
    }

    /// These buckets with so many more after them.
    package func extended(after count: Int, in calendar: ChartCalendar) -> Buckets {
        guard count > 0 else { return self }
        return Buckets(edges: edges + (1...count).map { calendar.adding($0, interval, to: end) }, interval: interval)
    }
}
