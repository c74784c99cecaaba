/// Counts the states of each unit in each bucket.
struct LifecyclePass: UnitPass {
    /// One number of the chart, whose units are wanted.
    struct Focus: Equatable, Sendable {
        var segment: Int
        var bucket: Int
        var state: LifecycleState
    }

    /// The buckets of the chart with one more before them.
    let buckets: Buckets
    let activity: UInt64
    let segments: [SegmentTest]
    let focus: Focus?

    /// By segment, bucket of the chart and state, in the order of ``LifecycleState/allCases``.
    private(set) var counts: [[[Int]]]
    private(set) var units: [Int64] = []

    init(buckets: Buckets, activity: UInt64, segments: [SegmentTest], focus: Focus?) {
        self.buckets = buckets
        self.activity = activity
        self.segments = segments
        self.focus = focus
        let states = Array(repeating: 0, count: LifecycleState.allCases.count)
        counts = segments.map { _ in Array(repeating: states, count: buckets.count - 1) }
    }

    mutating func add(_ events: UnitEvents) {
        let firstBucket = events.first.flatMap { buckets.index(of: $0) }
        for (index, segment) in segments.enumerated() where segment.admits(unit: events.unit) {
            var active: [Int] = []
            for row in events.rows {
                let marks = events.table.marks[row]
                guard marks & activity != 0, segment.admits(event: marks),
                    let bucket = buckets.index(of: events.table.times[row]), bucket != active.last
                else { continue }
                if segment.onlyNew, bucket != firstBucket { continue }
                active.append(bucket)
            }
            count(active, of: events.unit, firstBucket: firstBucket, in: index)
        }
    }

    private mutating func count(_ active: [Int], of unit: Int64, firstBucket: Int?, in segment: Int) {
        for (place, bucket) in active.enumerated() {
            let wasActive = place > 0 && active[place - 1] == bucket - 1
            let state: LifecycleState = bucket == firstBucket ? .new : wasActive ? .current : .resurrected
            count(state, of: unit, in: bucket, segment)
            let staysActive = place + 1 < active.count && active[place + 1] == bucket + 1
            if !staysActive { count(.dormant, of: unit, in: bucket + 1, segment) }
        }
    }

    private mutating func count(_ state: LifecycleState, of unit: Int64, in bucket: Int, _ segment: Int) {
        // The first bucket is only there to tell who was active before the chart begins.
        guard bucket > 0, bucket < buckets.count else { return }
        let place = LifecycleState.allCases.firstIndex(of: state) ?? 0
        counts[segment][bucket - 1][place] += 1
        if focus == Focus(segment: segment, bucket: bucket - 1, state: state) { units.append(unit) }
    }

    mutating func merge(_ other: LifecyclePass) {
        for segment in counts.indices {
            for bucket in counts[segment].indices {
                for state in counts[segment][bucket].indices {
                    counts[segment][bucket][state] += other.counts[segment][bucket][state]
                }
            }
        }
        units += other.units
    }
}
