/// Counts the states of each unit in each bucket.
struct LifecyclePass: UnitPass {
    /// One number of the chart, whose units are wanted.
    struct Focus: Equatable, Sendable {
        var series: Int
        var bucket: Int
        var state: LifecycleState
    }

    /// The buckets of the chart with one more before them.
    let buckets: Buckets
    let focus: Focus?
    private var activity: SeriesActivity
    /// The event whose first time makes somebody new; `nil` is the first event ever.
    private var event: ChosenEvent?

    /// By series, bucket of the chart and state, in the order of ``LifecycleState/allCases``.
    private(set) var counts: [[[Int]]]
    private(set) var units: [Int64] = []

    init(buckets: Buckets, activity: SeriesActivity, event: ChosenEvent?, focus: Focus?) {
        self.buckets = buckets
        self.activity = activity
        self.event = event
        self.focus = focus
        let states = Array(repeating: 0, count: LifecycleState.allCases.count)
        counts = Array(
            repeating: Array(repeating: states, count: buckets.count - 1), count: activity.seriesCount)
    }

    /// Whether it counts everybody, by their first event ever.
    var isPlain: Bool { activity.isPlain && event == nil }

    /// By bucket of the chart and state, for a single series.
    mutating func add(counts more: [[Int]]) {
        for bucket in more.indices {
            for state in more[bucket].indices { counts[0][bucket][state] += more[bucket][state] }
        }
    }

    mutating func add(_ events: UnitEvents) {
        activity.collect(events)
        guard !activity.touched.isEmpty else { return }
        let firstBucket = first(events).flatMap { buckets.index(of: $0) }
        for place in activity.touched.indices {
            let series = activity.touched[place]
            count(activity.found[series], of: events.unit, firstBucket: firstBucket, in: series)
        }
    }

    private mutating func first(_ events: UnitEvents) -> Int64? {
        guard event != nil else { return events.first }
        event?.begin()
        let row = events.rows.first { event?.admits(events.table.marks[$0]) == true }
        return row.map { events.table.times[$0] }
    }

    private mutating func count(
        _ active: [SeriesActivity.Found], of unit: Int64, firstBucket: Int?, in series: Int
    ) {
        for (place, found) in active.enumerated() {
            let bucket = found.bucket
            let wasActive = place > 0 && active[place - 1].bucket == bucket - 1
            let state: LifecycleState = bucket == firstBucket ? .new : wasActive ? .current : .resurrected
            count(state, of: unit, in: bucket, series)
            let staysActive = place + 1 < active.count && active[place + 1].bucket == bucket + 1
            if !staysActive { count(.dormant, of: unit, in: bucket + 1, series) }
        }
    }

    private mutating func count(_ state: LifecycleState, of unit: Int64, in bucket: Int, _ series: Int) {
        // The first bucket is only there to tell who was active before the chart begins.
        guard bucket > 0, bucket < buckets.count else { return }
        let place = LifecycleState.allCases.firstIndex(of: state) ?? 0
        counts[series][bucket - 1][place] += 1
        if focus == Focus(series: series, bucket: bucket - 1, state: state) { units.append(unit) }
    }

    mutating func merge(_ other: LifecyclePass) {
        for series in counts.indices {
            for bucket in counts[series].indices {
                for state in counts[series][bucket].indices {
                    counts[series][bucket][state] += other.counts[series][bucket][state]
                }
            }
        }
        units += other.units
    }
}
