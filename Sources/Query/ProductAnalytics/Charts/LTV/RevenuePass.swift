/// Adds up revenue by bucket, and counts who was active and who paid.
struct RevenuePass: LTVGrouped {
    /// One number of units, whose units are wanted; without a bucket that of the range, without a group that of all.
    struct Focus: Sendable {
        var segment: Int
        var bucket: Int?
        var group: LTVGroup
        var isPayers: Bool
    }

    /// By bucket, and the whole range as one more.
    struct Row: Sendable {
        var active: [Int]
        var payers: [Int]
        var revenue: [Double]
        /// The unit that was counted last, by its number.
        fileprivate var seenActive: [Int32]
        fileprivate var seenPaying: [Int32]

        init(buckets: Int) {
            active = Array(repeating: 0, count: buckets + 1)
            payers = active
            revenue = Array(repeating: 0, count: buckets + 1)
            seenActive = Array(repeating: 0, count: buckets + 1)
            seenPaying = seenActive
        }
    }

    let buckets: Buckets
    let active: UInt64
    let paid: UInt64
    let number: Int
    let group: Int?
    private let groups: LTVGroups?
    /// By code, from -1: what an event with it counts in; empty where it was not asked for yet.
    private var known: [[Int32]] = []
    let segments: [SegmentTest]
    private let focus: (segment: Int, bucket: Int, group: Int32, isPayers: Bool)?

    private(set) var rows: [Row] = []
    /// Where each segment and group has its row.
    private(set) var places: [LTVPass.Key: Int] = [:]
    private(set) var units: [Int64] = []
    private var current: Int32 = 0

    init(
        buckets: Buckets, active: UInt64, paid: UInt64, number: Int, group: Int?, groups: LTVGroups?,
        segments: [SegmentTest], focus: Focus?
    ) {
        self.buckets = buckets
        self.active = active
        self.paid = paid
        self.number = number
        self.group = group
        self.groups = groups
        self.segments = segments
        self.focus = focus.map { focus in
            let group = LTVGroups.code(of: focus.group, in: groups)
            return (focus.segment, focus.bucket ?? buckets.count, group, focus.isPayers)
        }
        for segment in segments.indices { _ = place(segment, LTVGroups.everybody) }
    }

    private mutating func place(_ segment: Int, _ group: Int32) -> Int {
        let key = LTVPass.Key(segment: Int32(segment), cohort: 0, group: group)
        if let place = places[key] { return place }
        places[key] = rows.count
        rows.append(Row(buckets: buckets.count))
        return rows.count - 1
    }

    mutating func add(_ events: UnitEvents) {
        current += 1
        let firstBucket = events.first.flatMap { buckets.index(of: $0) }
        for (index, segment) in segments.enumerated() where segment.admits(unit: events.unit) {
            for row in events.rows {
                let marks = events.table.marks[row]
                guard segment.admits(event: marks), let bucket = buckets.index(of: events.table.times[row]),
                    !segment.onlyNew || bucket == firstBucket
                else { continue }
                let revenue = marks & paid != 0 ? events.table.numbers[number][row] : .nan
                let isActive = marks & active != 0
                // Everybody has the rows that were made first.
                count(index, index, LTVGroups.everybody, bucket, isActive, revenue, events.unit)
                guard let group else { continue }
                for code in codes(of: events.table.breakdowns[group][row]) {
                    count(place(index, code), index, code, bucket, isActive, revenue, events.unit)
                }
            }
        }
    }

    /// An element as often as it is there: a list counts for each.
    private mutating func codes(of code: Int32) -> [Int32] {
        let place = Int(code) + 1
        if place >= known.count { known += Array(repeating: [], count: place + 1 - known.count) }
        if known[place].isEmpty { known[place] = groups?.codes(of: code) ?? [code] }
        return known[place]
    }

    private mutating func count(
        _ place: Int, _ segment: Int, _ group: Int32, _ bucket: Int, _ isActive: Bool, _ revenue: Double, _ unit: Int64
    ) {
        for bucket in [bucket, buckets.count] {
            if isActive, rows[place].seenActive[bucket] != current {
                rows[place].seenActive[bucket] = current
                rows[place].active[bucket] += 1
                if let focus, focus == (segment, bucket, group, false) { units.append(unit) }
            }
            guard !revenue.isNaN else { continue }
            rows[place].revenue[bucket] += revenue
            if revenue > 0, rows[place].seenPaying[bucket] != current {
                rows[place].seenPaying[bucket] = current
                rows[place].payers[bucket] += 1
                if let focus, focus == (segment, bucket, group, true) { units.append(unit) }
            }
        }
    }

    /// Revenue over the whole range.
    var weights: [Int32: Double] {
        var revenue: [Int32: Double] = [:]
        for (key, place) in places where key.group > LTVGroups.other {
            revenue[key.group, default: 0] += rows[place].revenue[buckets.count]
        }
        return revenue
    }

    mutating func merge(_ other: RevenuePass) {
        for (key, theirs) in other.places {
            let mine = place(Int(key.segment), key.group)
            for bucket in 0...buckets.count {
                rows[mine].active[bucket] += other.rows[theirs].active[bucket]
                rows[mine].payers[bucket] += other.rows[theirs].payers[bucket]
                rows[mine].revenue[bucket] += other.rows[theirs].revenue[bucket]
            }
        }
        units += other.units
    }
}
