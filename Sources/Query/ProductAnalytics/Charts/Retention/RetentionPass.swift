/// Counts who came back, by series, cohort and column.
struct RetentionPass: UnitPass {
    /// One number of the chart, whose units are wanted.
    struct Focus: Equatable, Sendable {
        var series: Int
        /// `nil` is the overall row, in which each unit counts once.
        var cohort: Int?
        /// `nil` is the size of the cohort.
        var column: Int?
        /// Whether those are wanted who returned, or the others.
        var returned = true
    }

    let time: RetentionTime
    let type: RetentionChart.Kind
    let zero: RetentionChart.IntervalZero
    /// The place of the number that is summed for the lifetime value.
    let number: Int?
    let isDistinct: Bool
    let focus: Focus?
    private let start: RetentionChart.Start
    private var starts: SeriesActivity
    private var returning: ChosenEvent

    /// By series and cohort.
    private(set) var sizes: [Int]
    /// By series, cohort and column.
    private(set) var counts: [Int]
    /// By series, cohort and interval, of this interval alone; empty unless a number is summed.
    private(set) var sums: [Double]
    /// By series and column, each unit once, over cohorts whose column is complete.
    private(set) var distinctSizes: [Int]
    private(set) var distinctCounts: [Int]
    private(set) var units: [Int64] = []

    // What is known of the unit at hand.
    private var returned: TickSet
    private var amounts: [(time: Int64, tick: Int, amount: Double)] = []
    private var isSized: [Bool]
    private var isCounted: [Bool]
    private var hit = false

    init(
        _ chart: RetentionChart, time: RetentionTime, starts: SeriesActivity, returning: ChosenEvent, number: Int?,
        focus: Focus?
    ) {
        start = chart.start
        self.time = time
        type = chart.type
        zero = chart.intervalZero
        self.number = number
        isDistinct = chart.overall == .distinctPeople
        self.focus = focus
        self.starts = starts
        self.returning = returning
        let (series, width) = (starts.seriesCount, time.columns.count)
        sizes = Array(repeating: 0, count: series * time.cohorts.count)
        counts = Array(repeating: 0, count: series * time.cohorts.count * width)
        sums = number == nil ? [] : Array(repeating: 0, count: counts.count)
        distinctSizes = isDistinct ? Array(repeating: 0, count: series * width) : []
        distinctCounts = distinctSizes
        returned = TickSet(count: time.ticks.count + 1)
        isSized = Array(repeating: false, count: width)
        isCounted = isSized
    }

    /// Who is in a cohort of days.
    enum PlainStart { case newUser, everyDay }

    /// How cohorts of days come about, if days are all that it counts; `nil` if it has to see events.
    var plainStart: PlainStart? {
        guard focus == nil, starts.isOneOfAll, time.length == 1, zero == .cohort, number == nil, !isDistinct,
            type == .nDay || type == .unbounded
        else { return nil }
        switch start {
        case .event(let selection): return selection.anyOccurrence == .anyActive && starts.isPlain ? .everyDay : nil
        case .newUser(let filters, _): return filters.isEmpty ? .newUser : nil
        }
    }

    /// For a single series.
    mutating func add(_ more: RetentionCounts) {
        for index in sizes.indices { sizes[index] += more.sizes[index] }
        for index in counts.indices { counts[index] += more.counts[index] }
    }

    mutating func add(_ events: UnitEvents) {
        starts.collect(events)
        guard !starts.touched.isEmpty else { return }
        readReturns(events)
        for place in starts.touched.indices {
            let series = starts.touched[place]
            for index in starts.found[series].indices {
                let start = starts.found[series][index]
                count(start, of: events, in: series)
            }
            if isDistinct { countOnce(events.unit, in: series) }
        }
    }

    private mutating func readReturns(_ events: UnitEvents) {
        returned.removeAll()
        amounts.removeAll(keepingCapacity: true)
        returning.begin()
        var cursor = BucketCursor(time.ticks)
        let (start, end) = (time.ticks.start, time.ticks.end)
        for row in events.rows {
            guard returning.admits(events.table.marks[row]) else { continue }
            let at = events.table.times[row]
            guard at >= start else { continue }
            // Whatever comes after the last interval is one tick after all others.
            let tick = at >= end ? time.ticks.count : cursor.index(of: at) ?? 0
            returned.insert(tick)
            if let number {
                let amount = events.table.numbers[number][row]
                if amount.isFinite, amount != 0 { amounts.append((at, tick, amount)) }
            }
        }
    }

    private mutating func count(_ start: SeriesActivity.Found, of events: UnitEvents, in series: Int) {
        let cell = series * time.cohorts.count + start.bucket
        sizes[cell] += 1
        let at = events.table.times[start.row]
        let tick = time.length == 1 ? start.bucket : time.ticks.index(of: at) ?? 0
        if number != nil {
            addAmounts(since: at, tick, to: cell)
        } else {
            hit = false
            let isBack = zero == .cohort || returnsWithin(tick, start.row, of: events, in: series)
            reach(from: tick, isBack: isBack, cohort: start.bucket, cell: cell, series: series)
        }
        if isDistinct {
            for column in isSized.indices where time.isComplete[start.bucket][column] { isSized[column] = true }
        }
        if let focus, focus.series == series, focus.cohort == start.bucket, focus.column == nil || hit == focus.returned
        {
            units.append(events.unit)
        }
    }

    private mutating func addAmounts(since start: Int64, _ tick: Int, to cell: Int) {
        for (at, amountTick, amount) in amounts where at >= start {
            let interval = (amountTick - tick) / time.length
            guard interval <= time.last else { return }
            sums[cell * time.columns.count + interval] += amount
        }
    }

    /// Whether the unit did another event of return in interval 0, not before the start.
    private mutating func returnsWithin(_ tick: Int, _ start: Int, of events: UnitEvents, in series: Int) -> Bool {
        // An n-th event is found from the first one on.
        var returning = returning
        returning.begin()
        let at = events.table.times[start]
        let end = time.ticks.edges[min(tick + time.length, time.ticks.count)]
        var startReturns = false
        let from = returning.occurrence == nil ? firstRow(at: at, before: start, events) : events.rows.lowerBound
        for row in from..<events.rows.upperBound {
            guard events.table.times[row] < end else { break }
            guard returning.admits(events.table.marks[row]), events.table.times[row] >= at else { continue }
            if row != start { return true }
            startReturns = true
        }
        // Two events at one time may both be the start, and then either is a return after the other.
        return startReturns && starts.hasTwin(of: start, in: series, events)
    }

    /// The first of the rows of one time.
    private func firstRow(at time: Int64, before row: Int, _ events: UnitEvents) -> Int {
        var first = row
        while first > events.rows.lowerBound, events.table.times[first - 1] == time { first -= 1 }
        return first
    }

    /// Counts every column that a start reaches.
    private mutating func reach(from tick: Int, isBack: Bool, cohort: Int, cell: Int, series: Int) {
        let length = time.length
        func interval(_ found: Int) -> Int { (found - tick) / length }
        switch type {
        case .nDay:
            if isBack { mark(0, cohort, cell) }
            var next = tick + length
            while let found = returned.next(from: next), interval(found) <= time.last {
                mark(interval(found), cohort, cell)
                next = tick + (interval(found) + 1) * length
            }
        case .unbounded:
            let last = returned.last.map(interval) ?? 0
            guard last >= 1 || isBack else { return }
            for column in 0...min(max(0, last), time.last) { mark(column, cohort, cell) }
        case .onOrBefore:
            let first = returned.next(from: tick + length).map(interval)
            if isBack { mark(0, cohort, cell) }
            let from = zero == .returned && isBack ? 1 : first
            if let from, from <= time.last { for column in from...time.last { mark(column, cohort, cell) } }
        case .streak:
            if isBack { mark(0, cohort, cell) }
            var column = 1
            while column <= time.last, returned.hasAny(in: tick + column * length..<tick + (column + 1) * length) {
                mark(column, cohort, cell)
                column += 1
            }
        case .bracket:
            for (column, bracket) in time.columns.enumerated() {
                let later = tick + max(1, bracket.lowerBound) * length..<tick + max(1, bracket.upperBound) * length
                if (bracket.lowerBound == 0 && isBack) || returned.hasAny(in: later) { mark(column, cohort, cell) }
            }
        }
    }

    private mutating func mark(_ column: Int, _ cohort: Int, _ cell: Int) {
        counts[cell * time.columns.count + column] += 1
        if column == focus?.column { hit = true }
        if isDistinct, time.isComplete[cohort][column] { isCounted[column] = true }
    }

    /// The overall row, in which a unit counts once however many cohorts it is in.
    private mutating func countOnce(_ unit: Int64, in series: Int) {
        for column in isSized.indices where isSized[column] {
            distinctSizes[series * isSized.count + column] += 1
            if isCounted[column] { distinctCounts[series * isSized.count + column] += 1 }
            if let focus, focus.series == series, focus.cohort == nil, focus.column == column,
                isCounted[column] == focus.returned
            {
                units.append(unit)
            }
            isSized[column] = false
            isCounted[column] = false
        }
    }

    mutating func merge(_ other: RetentionPass) {
        for index in sizes.indices { sizes[index] += other.sizes[index] }
        for index in counts.indices { counts[index] += other.counts[index] }
        for index in sums.indices { sums[index] += other.sums[index] }
        for index in distinctSizes.indices {
            distinctSizes[index] += other.distinctSizes[index]
            distinctCounts[index] += other.distinctCounts[index]
        }
        units += other.units
    }
}
