/// Shares each counted event among the touches before it.
///
/// A window over a unit's touches moves along with the events: how often each value is in it is all that most models need,
/// so that an event costs as much as there are different values, however many touches there are.
struct AttributionPass: UnitPass {
    /// The units of one value, or of all events, are wanted.
    struct Focus: Sendable {
        var segment: Int
        var value: String?
    }

    /// What one value has.
    struct Credit: Sendable {
        /// By model.
        var counts: [Double]
        var sums: [Double]
        /// Units of whose events it was a touch.
        var users = 0
        fileprivate var seen: Int32 = 0

        init(models: Int) {
            counts = Array(repeating: 0, count: models)
            sums = counts
        }
    }

    struct Total: Sendable {
        var events = 0
        var sum = 0.0
        var users = 0
        fileprivate var seen: Int32 = 0
    }

    private struct Touch {
        var code: Int32
        /// Of the last of equal ones that are put together.
        var time: Int64
    }

    let range: (from: Int64, to: Int64)
    let counted: UInt64
    let touched: UInt64
    let place: Int
    let number: Int?
    let window: Int64?
    let collapses: Bool
    let models: [AttributionModel]
    let cutter: SessionCutter?
    let segments: [SegmentTest]
    let values: ValueDictionary
    private let focus: (segment: Int, code: Int32?)?

    /// By segment and code, from -1.
    private(set) var credits: [[Credit]]
    private(set) var totals: [Total]
    private(set) var units: [Int64] = []

    private var elements: ElementCache
    private var current: Int32 = 0
    // The touches of the stream; those from `begin` on are in the window.
    private var streams = UnitStreams()
    private var touches: [Touch] = []
    private var begin = 0
    /// How many touches of each code are in the window.
    private var inside: [Int] = []
    /// Codes that are or were in it.
    private var met: [Int32] = []

    init(
        range: (from: Int64, to: Int64), counted: UInt64, touched: UInt64, place: Int, number: Int?, window: Int64?,
        collapses: Bool, models: [AttributionModel], cutter: SessionCutter?, segments: [SegmentTest],
        values: ValueDictionary, focus: Focus?
    ) {
        self.range = range
        self.counted = counted
        self.touched = touched
        self.place = place
        self.number = number
        self.window = window
        self.collapses = collapses
        self.models = models
        self.cutter = cutter
        self.segments = segments
        self.values = values
        self.focus = focus.map { focus in (focus.segment, focus.value.map { values.code(ofShown: $0) }) }
        credits = segments.map { _ in [] }
        totals = segments.map { _ in Total() }
        elements = ElementCache(values)
    }

    mutating func add(_ events: UnitEvents) {
        var admitted: UInt64 = 0
        for (index, segment) in segments.enumerated() where segment.admits(unit: events.unit) {
            if segment.onlyNew, !(events.first.map { $0 >= range.from && $0 < range.to } ?? false) { continue }
            admitted |= 1 << UInt64(index)
        }
        guard admitted != 0 else { return }
        current += 1
        forgetTouches()
        streams.find(of: events, by: cutter)
        var last: Int32?
        for index in 0..<events.rows.count {
            let (place, stream) = streams.event(index)
            if let last, last != stream { forgetTouches() }
            last = stream
            let row = events.rows.lowerBound + place
            let marks = events.table.marks[row]
            let time = events.table.times[row]
            if marks & touched != 0 { addTouch(events.table.breakdowns[self.place][row], at: time) }
            guard marks & counted != 0, time >= range.from, time < range.to else { continue }
            dropTouches(before: window.map { time - $0 })
            let value = number.map { events.table.numbers[$0][row] } ?? .nan
            for (index, segment) in segments.enumerated()
            where admitted & (1 << UInt64(index)) != 0 && segment.admits(event: marks) {
                share(value.isNaN ? 0 : value, in: index, of: events.unit)
            }
        }
    }

    private mutating func forgetTouches() {
        for code in met { inside[Int(code)] = 0 }
        met.removeAll(keepingCapacity: true)
        touches.removeAll(keepingCapacity: true)
        begin = 0
    }

    private mutating func addTouch(_ code: Int32, at time: Int64) {
        for element in elements.elements(of: code) where element != ValueDictionary.none {
            if collapses, touches.count > begin, touches[touches.count - 1].code == element {
                touches[touches.count - 1].time = time
                continue
            }
            touches.append(Touch(code: element, time: time))
            if Int(element) >= inside.count {
                inside += Array(repeating: 0, count: Int(element) + 1 - inside.count)
            }
            if inside[Int(element)] == 0, !met.contains(element) { met.append(element) }
            inside[Int(element)] += 1
        }
    }

    private mutating func dropTouches(before start: Int64?) {
        guard let start else { return }
        while begin < touches.count, touches[begin].time < start {
            inside[Int(touches[begin].code)] -= 1
            begin += 1
        }
    }

    private mutating func share(_ value: Double, in segment: Int, of unit: Int64) {
        totals[segment].events += 1
        totals[segment].sum += value
        if totals[segment].seen != current {
            totals[segment].seen = current
            totals[segment].users += 1
            if let focus, focus.segment == segment, focus.code == nil { units.append(unit) }
        }
        let count = touches.count - begin
        guard count > 0 else {
            meet(ValueDictionary.none, segment, unit)
            for model in models.indices { credit(ValueDictionary.none, 1, value, model, segment) }
            return
        }
        for code in met where inside[Int(code)] > 0 { meet(code, segment, unit) }
        let (first, last) = (touches[begin].code, touches[touches.count - 1].code)
        for (model, kind) in models.enumerated() {
            let shares = kind.shares(of: count)
            if shares.each != 0 {
                for code in met where inside[Int(code)] > 0 {
                    credit(code, shares.each * Double(inside[Int(code)]), value, model, segment)
                }
            }
            if shares.first != 0 { credit(first, shares.first, value, model, segment) }
            if shares.second != 0 { credit(touches[begin + 1].code, shares.second, value, model, segment) }
            if shares.beforeLast != 0 {
                credit(touches[touches.count - 2].code, shares.beforeLast, value, model, segment)
            }
            if shares.last != 0 { credit(last, shares.last, value, model, segment) }
        }
    }

    /// A value is a touch of one of a unit's events.
    private mutating func meet(_ code: Int32, _ segment: Int, _ unit: Int64) {
        let place = Int(code) + 1
        if place >= credits[segment].count {
            let missing = place + 1 - credits[segment].count
            credits[segment] += Array(repeating: Credit(models: models.count), count: missing)
        }
        guard credits[segment][place].seen != current else { return }
        credits[segment][place].seen = current
        credits[segment][place].users += 1
        if let focus, focus.segment == segment, focus.code == code { units.append(unit) }
    }

    private mutating func credit(_ code: Int32, _ share: Double, _ value: Double, _ model: Int, _ segment: Int) {
        credits[segment][Int(code) + 1].counts[model] += share
        credits[segment][Int(code) + 1].sums[model] += share * value
    }

    mutating func merge(_ other: AttributionPass) {
        for segment in credits.indices {
            totals[segment].events += other.totals[segment].events
            totals[segment].sum += other.totals[segment].sum
            totals[segment].users += other.totals[segment].users
            let missing = max(0, other.credits[segment].count - credits[segment].count)
            credits[segment] += Array(repeating: Credit(models: models.count), count: missing)
            for place in other.credits[segment].indices {
                credits[segment][place].users += other.credits[segment][place].users
                for model in models.indices {
                    credits[segment][place].counts[model] += other.credits[segment][place].counts[model]
                    credits[segment][place].sums[model] += other.credits[segment][place].sums[model]
                }
            }
        }
        units += other.units
    }
}
