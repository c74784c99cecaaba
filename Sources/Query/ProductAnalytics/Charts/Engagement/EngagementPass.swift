/// Counts who did which event and how often.
struct EngagementPass: UnitPass {
    struct Focus: Equatable, Sendable {
        var segment: Int
        /// `nil` is everybody who was active.
        var event: Int?
    }

    /// What is known of one event.
    struct Tally: Equatable, Sendable {
        /// Active units who did it.
        var people = 0
        /// How often they did it, or on how many days.
        var times = 0
    }

    let focus: Focus?
    private let segments: [SegmentTest]
    private let activeBit: UInt64
    /// The bits of the events; `nil` tells types apart by the code of the first breakdown.
    private let bits: [UInt64]?
    private let days: Buckets
    private let newIn: Buckets
    private let countsDays: Bool

    /// By segment.
    private(set) var active: [Int]
    /// By segment and event.
    private(set) var tallies: [[Tally]]
    private(set) var units: [Int64] = []

    // What is known of the unit at hand.
    private var times: [Int] = []
    private var lastDay: [Int] = []
    private var touched: [Int] = []

    init(
        segments: [SegmentTest], active: Int, events: [Int]?, days: Buckets, newIn: Buckets, countsDays: Bool,
        focus: Focus?
    ) {
        self.segments = segments
        activeBit = UInt64(1) << UInt64(active)
        bits = events?.map { UInt64(1) << UInt64($0) }
        self.days = days
        self.newIn = newIn
        self.countsDays = countsDays
        self.focus = focus
        self.active = Array(repeating: 0, count: segments.count)
        tallies = Array(repeating: [], count: segments.count)
        grow(to: events?.count ?? 0)
    }

    /// Events that anybody did, in any segment.
    var places: [Int] {
        (tallies.first?.indices ?? 0..<0).filter { event in tallies.contains { $0[event].people > 0 } }
    }

    mutating func add(_ events: UnitEvents) {
        let hasNew = segments.contains(where: \.onlyNew)
        let firstInterval = hasNew ? events.first.flatMap { newIn.index(of: $0) } : nil
        for (index, segment) in segments.enumerated() where segment.admits(unit: events.unit) {
            var isActive = false
            var cursor = BucketCursor(days)
            for row in events.rows {
                let marks = events.table.marks[row]
                let time = events.table.times[row]
                guard segment.admits(event: marks), let day = cursor.index(of: time) else { continue }
                if segment.onlyNew, firstInterval == nil || newIn.index(of: time) != firstInterval { continue }
                if marks & activeBit != 0 { isActive = true }
                if let bits {
                    for (event, bit) in bits.enumerated() where marks & bit != 0 { count(event, on: day) }
                } else {
                    let code = Int(events.table.breakdowns[0][row])
                    if code >= 0 { count(code, on: day) }
                }
            }
            finish(events.unit, in: index, isActive: isActive)
        }
    }

    private mutating func count(_ event: Int, on day: Int) {
        if event >= times.count { grow(to: event + 1) }
        if times[event] == 0 { touched.append(event) } else if countsDays, lastDay[event] == day { return }
        times[event] += 1
        lastDay[event] = day
    }

    private mutating func finish(_ unit: Int64, in segment: Int, isActive: Bool) {
        if isActive {
            active[segment] += 1
            if let focus, focus.segment == segment, focus.event.map({ touched.contains($0) }) ?? true {
                units.append(unit)
            }
        }
        for event in touched {
            if isActive {
                tallies[segment][event].people += 1
                tallies[segment][event].times += times[event]
            }
            times[event] = 0
        }
        touched.removeAll(keepingCapacity: true)
    }

    private mutating func grow(to count: Int) {
        guard count > times.count else { return }
        let more = count - times.count
        times += Array(repeating: 0, count: more)
        lastDay += Array(repeating: -1, count: more)
        for segment in tallies.indices { tallies[segment] += Array(repeating: Tally(), count: more) }
    }

    mutating func merge(_ other: EngagementPass) {
        grow(to: other.times.count)
        for segment in tallies.indices {
            active[segment] += other.active[segment]
            for (event, tally) in other.tallies[segment].enumerated() {
                tallies[segment][event].people += tally.people
                tallies[segment][event].times += tally.times
            }
        }
        units += other.units
    }
}
