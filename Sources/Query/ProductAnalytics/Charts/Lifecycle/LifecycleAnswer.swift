package import JSON

/// How many units were in which state, interval by interval.
package struct LifecycleAnswer: ChartAnswer {
    package let buckets: Buckets
    package let segments: [String]
    /// By segment, bucket and state, in the order of ``LifecycleState/allCases``.
    package let counts: [[[Int]]]
    package let incomplete: [Bool]
    package let calendar: ChartCalendar
    package let sql: [String]
    package var notes: [String] { [] }

    package func count(_ state: LifecycleState, segment: Int = 0, bucket: Int) -> Int {
        counts[segment][bucket][LifecycleState.allCases.firstIndex(of: state) ?? 0]
    }

    /// (new + resurrected) ÷ dormant, above 1 for growth; `nil` when nobody left.
    package func pulse(segment: Int = 0, bucket: Int) -> Double? {
        let dormant = count(.dormant, segment: segment, bucket: bucket)
        guard dormant > 0 else { return nil }
        let gained =
            count(.new, segment: segment, bucket: bucket) + count(.resurrected, segment: segment, bucket: bucket)
        return Double(gained) / Double(dormant)
    }

    package func write(to writer: inout JSONWriter) {
        writer.buckets(buckets, incomplete: incomplete, in: calendar)
        writer.key("series")
        writer.beginArray()
        for (index, segment) in segments.enumerated() {
            writer.beginObject()
            writer.key("segment")
            writer.string(segment)
            for state in LifecycleState.allCases {
                writer.key(state.rawValue)
                writer.integers((0..<buckets.count).map { count(state, segment: index, bucket: $0) })
            }
            writer.key("pulse")
            writer.numbers((0..<buckets.count).map { pulse(segment: index, bucket: $0) })
            writer.endObject()
        }
        writer.endArray()
    }
}
