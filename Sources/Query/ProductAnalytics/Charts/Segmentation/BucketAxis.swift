/// The buckets that a chart counts in: those it draws, those before them that its windows look back to, without what is
/// left out (days of the week, buckets that have not ended).
///
/// Positions number them from the left, the ones before the range included.
struct BucketAxis: Sendable {
    /// All buckets, also those left out.
    let buckets: Buckets
    /// The buckets at each position.
    let kept: [Int]
    /// How many positions lie before the range.
    let back: Int
    /// The position of each bucket, -1 where it is left out; `nil` if none is.
    private let positions: [Int]?

    /// - Parameters:
    ///   - drawn: The buckets of the range.
    ///   - back: How many buckets to count before them, those left out not among them.
    ///   - weekdays: ISO numbers of days to leave out, at most six.
    ///   - until: Leaves out buckets that end after it; `nil` leaves out none.
    init(_ drawn: Buckets, back: Int, without weekdays: Set<Int> = [], until: Int64? = nil, in calendar: ChartCalendar)
    {
        func isKept(_ start: Int64) -> Bool { weekdays.isEmpty || !weekdays.contains(calendar.weekday(start)) }
        var before = back
        if !weekdays.isEmpty {
            before = 0
            var missing = back
            while missing > 0 {
                before += 1
                if isKept(calendar.adding(-before, drawn.interval, to: drawn.start)) { missing -= 1 }
            }
        }
        buckets = drawn.extended(before: before, in: calendar)
        let edges = buckets.edges
        kept = (0..<buckets.count).filter { isKept(edges[$0]) && edges[$0 + 1] <= until ?? .max }
        self.back = kept.prefix { $0 < before }.count
        if kept.count == buckets.count {
            positions = nil
        } else {
            var positions = Array(repeating: -1, count: buckets.count)
            for (position, bucket) in kept.enumerated() { positions[bucket] = position }
            self.positions = positions
        }
    }

    var count: Int { kept.count }
    /// The positions that are drawn.
    var drawn: Range<Int> { back..<kept.count }

    func start(_ position: Int) -> Int64 { buckets.edges[kept[position]] }
    func end(_ position: Int) -> Int64 { buckets.edges[kept[position] + 1] }

    /// Where a time lies; `nil` outside of all buckets and in those left out.
    func position(of time: Int64) -> Int? { buckets.index(of: time).flatMap(position(ofBucket:)) }

    func position(ofBucket bucket: Int) -> Int? {
        guard let positions else { return bucket }
        return positions[bucket] < 0 ? nil : positions[bucket]
    }

    /// Finds the positions of times that mostly rise.
    struct Cursor {
        private let axis: BucketAxis
        private var low = Int64.max
        private var high = Int64.min
        private var current: Int?

        init(_ axis: BucketAxis) { self.axis = axis }

        mutating func position(of time: Int64) -> Int? {
            if time >= low, time < high { return current }
            guard let bucket = axis.buckets.index(of: time) else { return nil }
            low = axis.buckets.edges[bucket]
            high = axis.buckets.edges[bucket + 1]
            current = axis.position(ofBucket: bucket)
            return current
        }
    }
}
