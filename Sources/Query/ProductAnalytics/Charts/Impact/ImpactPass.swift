/// Counts outcomes in each unit's own intervals around its treatment.
struct ImpactPass: UnitPass {
    enum Measure: Equatable, Sendable {
        case treated, people, performers, active
        case frequency(times: Int)
    }

    /// One number of units, whose units are wanted.
    struct Focus: Equatable, Sendable {
        var segment: Int
        /// The interval, from 0 for the earliest one.
        var place: Int
        var measure: Measure
    }

    /// Frequencies above it are counted as this one.
    static let mostTimes = 20

    let range: (from: Int64, to: Int64)
    let asOf: Int64
    let length: Int64
    let intervals: Int
    let treatment: UInt64
    let outcome: UInt64
    let active: UInt64
    let number: Int?
    let segments: [SegmentTest]
    let focus: Focus?

    /// By segment and interval.
    private(set) var points: [[ImpactPoint]]
    private(set) var treated: [Int]
    private(set) var units: [Int64] = []
    /// Of the unit at hand, by interval.
    private var own: [(outcomes: Int, isActive: Bool)] = []

    init(
        range: (from: Int64, to: Int64), asOf: Int64, length: Int64, intervals: Int, treatment: UInt64,
        outcome: UInt64, active: UInt64, number: Int?, segments: [SegmentTest], focus: Focus?
    ) {
        self.range = range
        self.asOf = asOf
        self.length = length
        self.intervals = intervals
        self.treatment = treatment
        self.outcome = outcome
        self.active = active
        self.number = number
        self.segments = segments
        self.focus = focus
        points = segments.map { _ in Array(repeating: ImpactPoint(), count: 2 * intervals + 1) }
        treated = segments.map { _ in 0 }
    }

    mutating func add(_ events: UnitEvents) {
        for (index, segment) in segments.enumerated() where segment.admits(unit: events.unit) {
            if segment.onlyNew, !(events.first.map { $0 >= range.from && $0 < range.to } ?? false) { continue }
            let start = events.rows.first { row in
                let marks = events.table.marks[row]
                let time = events.table.times[row]
                return marks & treatment != 0 && time >= range.from && time < range.to && segment.admits(event: marks)
            }
            if let start { add(events, from: events.table.times[start], segment: index) }
        }
    }

    private mutating func add(_ events: UnitEvents, from moment: Int64, segment: Int) {
        treated[segment] += 1
        if focus == Focus(segment: segment, place: intervals, measure: .treated) { units.append(events.unit) }
        let begin = moment - Int64(intervals) * length
        // How many intervals have ended; all have if now is as late as times go.
        let (age, overflows) = asOf.subtractingReportingOverflow(begin)
        let all = 2 * intervals + 1
        let count = overflows ? all : Int(min(Int64(all), max(0, age / length)))
        own.removeAll(keepingCapacity: true)
        own.append(contentsOf: repeatElement((outcomes: 0, isActive: false), count: count))
        for row in events.rows {
            let time = events.table.times[row]
            guard time >= begin else { continue }
            let place = Int((time - begin) / length)
            guard place < count else { break }
            let marks = events.table.marks[row]
            if marks & active != 0 { own[place].isActive = true }
            guard marks & outcome != 0 else { continue }
            own[place].outcomes += 1
            guard let number else { continue }
            let value = events.table.numbers[number][row]
            if !value.isNaN {
                points[segment][place].sum += value
                points[segment][place].numbers += 1
            }
        }
        for place in 0..<count { countUnit(events.unit, place, segment) }
    }

    private mutating func countUnit(_ unit: Int64, _ place: Int, _ segment: Int) {
        let outcomes = own[place].outcomes
        let times = min(outcomes, Self.mostTimes)
        points[segment][place].people += 1
        if own[place].isActive { points[segment][place].active += 1 }
        if outcomes > 0 {
            points[segment][place].performers += 1
            points[segment][place].totals += outcomes
            points[segment][place].frequency[times - 1] += 1
        }
        guard let focus, focus.segment == segment, focus.place == place else { return }
        let isBehind =
            switch focus.measure {
            case .treated: false
            case .people: true
            case .performers: outcomes > 0
            case .active: own[place].isActive
            case .frequency(let wanted): wanted == times
            }
        if isBehind { units.append(unit) }
    }

    mutating func merge(_ other: ImpactPass) {
        for segment in points.indices {
            treated[segment] += other.treated[segment]
            for place in points[segment].indices { points[segment][place].add(other.points[segment][place]) }
        }
        units += other.units
    }
}

/// What is known of one interval around the treatment.
package struct ImpactPoint: Sendable {
    /// Units whose interval has ended.
    package var people = 0
    /// Those that did something active in it, and those that did the outcome.
    package var active = 0
    package var performers = 0
    package var totals = 0
    /// How many units did it once, twice, …; the last one is open.
    package var frequency = Array(repeating: 0, count: ImpactPass.mostTimes)
    /// Of the property, and how many numbers there were.
    package var sum = 0.0
    package var numbers = 0

    mutating func add(_ other: ImpactPoint) {
        people += other.people
        active += other.active
        performers += other.performers
        totals += other.totals
        for times in frequency.indices { frequency[times] += other.frequency[times] }
        sum += other.sum
        numbers += other.numbers
    }
}
