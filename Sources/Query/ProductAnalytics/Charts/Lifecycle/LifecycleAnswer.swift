package import JSON

/// How many units were in which state, interval by interval.
package struct LifecycleAnswer: ChartAnswer {
    package let buckets: Buckets
    package let series: [ChartSeries]
    /// By series, bucket and state, in the order of ``LifecycleState/allCases``.
    package let counts: [[[Int]]]
    package let incomplete: [Bool]
    package let calendar: ChartCalendar
    let sampling: Sampling?
    package let sql: [String]
    package let notes: [String]

    package func count(_ state: LifecycleState, series: Int = 0, bucket: Int) -> Int {
        counts[series][bucket][LifecycleState.allCases.firstIndex(of: state) ?? 0]
    }

    /// (new + resurrected) ÷ dormant, above 1 for growth; `nil` when nobody left.
    package func pulse(series: Int = 0, bucket: Int) -> Double? {
        let dormant = count(.dormant, series: series, bucket: bucket)
        guard dormant > 0 else { return nil }
        let gained =
            count(.new, series: series, bucket: bucket) + count(.resurrected, series: series, bucket: bucket)
        return Double(gained) / Double(dormant)
    }

    package func write(to writer: inout JSONWriter) {
        writer.buckets(buckets, incomplete: incomplete, in: calendar)
        writer.key("series")
        writer.beginArray()
        for (index, line) in series.enumerated() {
            writer.beginObject()
            line.write(to: &writer)
            for state in LifecycleState.allCases {
                writer.uniques(
                    state.rawValue, (0..<buckets.count).map { count(state, series: index, bucket: $0) }, sampling)
            }
            writer.key("pulse")
            writer.numbers((0..<buckets.count).map { pulse(series: index, bucket: $0) })
            writer.endObject()
        }
        writer.endArray()
    }
}
