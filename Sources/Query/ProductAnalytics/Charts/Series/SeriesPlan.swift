/// The series of a chart: for each segment the whole, then its groups by rank, then Other.
struct SeriesPlan: Sendable {
    let segments: [SegmentTest]
    var groups: GroupTable?

    /// How many series a segment has.
    var width: Int { 1 + (groups?.count ?? 0) }
    var count: Int { segments.count * width }
}

/// Finds in which buckets a unit did a chart's event, series by series.
struct SeriesActivity: Sendable {
    /// The first event in a bucket.
    struct Found: Sendable {
        var bucket: Int
        var row: Int
    }

    private var plan: SeriesPlan
    private var event: ChosenEvent
    let buckets: Buckets
    private let newIn: Buckets
    private let hasNew: Bool
    private let asksUnits: Bool
    private let allSegments: [Int]

    /// The series in which the unit did anything.
    private(set) var touched: [Int] = []
    /// By series, in the order of time.
    private(set) var found: [[Found]]

    /// - Parameters:
    ///   - buckets: In which buckets an event may fall; events outside of them don't count.
    ///   - newIn: The intervals in which somebody is new, for segments of new units.
    init(_ plan: SeriesPlan, of event: ChosenEvent, in buckets: Buckets, newIn: Buckets) {
        self.plan = plan
        self.event = event
        self.buckets = buckets
        self.newIn = newIn
        hasNew = plan.segments.contains(where: \.onlyNew)
        asksUnits = plan.segments.contains(where: \.asksUnits)
        allSegments = Array(plan.segments.indices)
        found = Array(repeating: [], count: plan.count)
    }

    var seriesCount: Int { found.count }

    /// Whether it has one series in which everybody counts.
    var isPlain: Bool { isOneOfAll && event.occurrence == nil }

    /// The same, whichever of the events count.
    var isOneOfAll: Bool {
        found.count == 1 && !hasNew && !asksUnits && plan.segments.allSatisfy { $0.mask == 0 }
    }

    mutating func collect(_ events: UnitEvents) {
        for series in touched { found[series].removeAll(keepingCapacity: true) }
        touched.removeAll(keepingCapacity: true)
        let width = plan.width
        each(events) { (activity: inout SeriesActivity, row, bucket, segment) in
            activity.add(row, bucket, to: segment * width)
            guard width > 1, let groups = activity.plan.groups?.groups(of: row, in: events.table) else { return }
            for group in groups { activity.add(row, bucket, to: segment * width + 1 + group) }
        }
    }

    /// Each row that counts for any segment, once.
    mutating func rows(of events: UnitEvents) -> [Int] {
        var rows: [Int] = []
        each(events) { (_: inout SeriesActivity, row, _, _) in
            if row != rows.last { rows.append(row) }
        }
        return rows
    }

    /// Whether a later row of the same time counts for a series too. Starts are found by their first row.
    mutating func hasTwin(of row: Int, in series: Int, _ events: UnitEvents) -> Bool {
        var next = row + 1
        let segment = series / plan.width
        while next < events.rows.upperBound, events.table.times[next] == events.table.times[row] {
            defer { next += 1 }
            let marks = events.table.marks[next]
            // Only one row can be the n-th.
            guard event.occurrence == nil, event.matches(marks), plan.segments[segment].admits(event: marks) else {
                continue
            }
            let group = series % plan.width - 1
            if group < 0 || plan.groups?.groups(of: next, in: events.table).contains(group) == true { return true }
        }
        return false
    }

    private mutating func add(_ row: Int, _ bucket: Int, to series: Int) {
        if let last = found[series].last {
            guard last.bucket != bucket else { return }
        } else {
            touched.append(series)
        }
        found[series].append(Found(bucket: bucket, row: row))
    }

    @inline(__always)
    private mutating func each(
        _ events: UnitEvents, _ body: (inout SeriesActivity, _ row: Int, _ bucket: Int, _ segment: Int) -> Void
    ) {
        let segments =
            asksUnits ? allSegments.filter { plan.segments[$0].admits(unit: events.unit) } : allSegments
        guard !segments.isEmpty else { return }
        let firstInterval = hasNew ? events.first.flatMap { newIn.index(of: $0) } : nil
        event.begin()
        // Rows stand in the order of time, so that the next one is mostly in the bucket of the last.
        var cursor = BucketCursor(buckets)
        for row in events.rows {
            let marks = events.table.marks[row]
            guard event.admits(marks) else { continue }
            let time = events.table.times[row]
            guard let bucket = cursor.index(of: time) else { continue }
            for segment in segments where plan.segments[segment].admits(event: marks) {
                if hasNew, plan.segments[segment].onlyNew,
                    firstInterval == nil || newIn.index(of: time) != firstInterval
                {
                    continue
                }
                body(&self, row, bucket, segment)
            }
        }
    }
}

/// Looks up the buckets of times that mostly rise.
struct BucketCursor {
    private let buckets: Buckets
    private var bucket = 0
    private var start: Int64
    private var end: Int64

    init(_ buckets: Buckets) {
        self.buckets = buckets
        start = buckets.start
        end = buckets.count > 0 ? buckets.edges[1] : buckets.start
    }

    mutating func index(of time: Int64) -> Int? {
        if time >= start, time < end { return bucket }
        guard let found = buckets.index(of: time) else { return nil }
        bucket = found
        start = buckets.edges[found]
        end = buckets.edges[found + 1]
        return found
    }
}
