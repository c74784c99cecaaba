/// One unit as clauses see it.
struct CohortUnit {
    let unit: Int64
    /// Its first event ever; `nil` if it was not asked for.
    let first: Int64?
    let events: UnitEvents?
    /// The rows of each chosen event in the order of time.
    let rows: [[Int]]
    let dictionaries: [ValueDictionary]

    /// Whether a clause that is not negated holds.
    func satisfies(_ test: CohortClause.Test, _ plan: CohortPlan, _ place: Int, frame: Int) -> Bool {
        let reading = plan.readings[place]
        guard let window = window(plan.frames[frame].windows[place]) else { return false }
        func chosen(_ from: Int64, _ to: Int64) -> ArraySlice<Int> { slice(reading.first, from, to) }
        let found = chosen(window.from, window.to)
        switch test {
        case .did(_, let count): return !found.isEmpty && count.holds(Double(found.count))
        case .didNot: return found.isEmpty
        case .active, .propertyEver, .occurrence: return !found.isEmpty
        case .intervals(_, _, let times, let count):
            let intervals = intervals(found, reading.cutter, times: times)
            return intervals > 0 && count.holds(Double(intervals))
        case .compared(_, let sign, _):
            let others = slice(reading.second, window.from, window.to)
            return found.count + others.count > 0 && sign.holds(Double(found.count), Double(others.count))
        case .property(_, _, let aggregate, let value):
            return self.value(of: aggregate, found, reading.value ?? 0).map(value.holds) ?? false
        case .new: return first.map { $0 >= window.from && $0 < window.to } ?? false
        case .propertyNow: return lastHolds(reading.first, until: window.to)
        case .sequence(_, _, let within):
            return found.contains {
                isFollowed($0, by: reading.second ?? 0, reading.first ?? 0, within, plan.frames[frame].end)
            }
        case .stopped:
            return !found.isEmpty && chosen(recent(reading, window, frame), window.to).isEmpty
        case .restarted:
            let start = max(window.from, recent(reading, window, frame))
            return !chosen(start, window.to).isEmpty && chosen(window.from, start).isEmpty
                && !chosen(.min, window.from).isEmpty
        case .inCohort: return reading.members.contains(unit)
        }
    }

    /// `nil` if it starts with a first event that is not known.
    private func window(_ window: CohortPlan.Window) -> (from: Int64, to: Int64)? {
        switch window {
        case .fixed(let from, let to): return (from, to)
        case .sinceFirst(let length, let end):
            guard let first else { return nil }
            return (first, min(first + length, end))
        }
    }

    /// Where the last days of a window begin.
    private func recent(_ reading: CohortPlan.Reading, _ window: (from: Int64, to: Int64), _ frame: Int) -> Int64 {
        let start = reading.recent.indices.contains(frame) ? reading.recent[frame] : Int64.min
        return max(window.from, start > .min ? start : window.to == .max ? .max : window.to - reading.recentLength)
    }

    private func slice(_ chosen: Int?, _ from: Int64, _ to: Int64) -> ArraySlice<Int> {
        guard let chosen, let events, from < to else { return [] }
        let rows = rows[chosen]
        func lowerBound(_ time: Int64) -> Int {
            var (low, high) = (0, rows.count)
            while low < high {
                let middle = (low + high) / 2
                if events.table.times[rows[middle]] < time { low = middle + 1 } else { high = middle }
            }
            return low
        }
        let start = from == .min ? 0 : lowerBound(from)
        return rows[start..<max(start, to == .max ? rows.count : lowerBound(to))]
    }

    private func intervals(_ rows: ArraySlice<Int>, _ cutter: IntervalCutter?, times: Int) -> Int {
        guard let cutter, let events else { return 0 }
        var (found, count, current) = (0, 0, Int64.min)
        for row in rows {
            let start = cutter.start(of: events.table.times[row])
            if start != current { (current, count) = (start, 0) }
            count += 1
            if count == times { found += 1 }
        }
        return found
    }

    private func value(of aggregate: CohortClause.Aggregate, _ rows: ArraySlice<Int>, _ place: Int) -> Double? {
        guard let events else { return nil }
        if aggregate == .distinct {
            var values: Set<Int32> = []
            for row in rows {
                values.formUnion(dictionaries[place].elements(of: events.table.breakdowns[place][row]))
            }
            values.remove(ValueDictionary.none)
            return values.isEmpty ? nil : Double(values.count)
        }
        let numbers = rows.lazy.map { events.table.numbers[place][$0] }.filter { !$0.isNaN }
        var (sum, count, least, most) = (0.0, 0, Double.infinity, -Double.infinity)
        for number in numbers {
            sum += number
            count += 1
            least = min(least, number)
            most = max(most, number)
        }
        guard count > 0 else { return nil }
        return switch aggregate {
        case .sum: sum
        case .average: sum / Double(count)
        case .min: least
        case .max: most
        case .distinct: nil
        }
    }

    /// Whether the event that arrived last before a moment is among the chosen ones.
    private func lastHolds(_ chosen: Int?, until end: Int64) -> Bool {
        guard let events, let chosen else { return false }
        var last: Int?
        for row in events.rows where events.table.times[row] < end {
            if let known = last, events.table.sequences[known] > events.table.sequences[row] { continue }
            last = row
        }
        return last.map { slice(chosen, events.table.times[$0], events.table.times[$0] + 1).contains($0) } ?? false
    }

    /// Whether one of the other events comes after a row, or in its second, soon enough. Two events of a second that are
    /// both of both kinds count as one.
    private func isFollowed(
        _ row: Int, by others: Int, _ own: Int, _ within: Int64, _ end: Int64
    ) -> Bool {
        guard let events else { return false }
        let time = events.table.times[row]
        let second = ChartCalendar.floor(time, to: ChartCalendar.second)
        let isBoth = rows[others].contains(sorted: row)
        for other in slice(others, second, end) where other != row {
            let when = events.table.times[other]
            if when - time > within { return false }
            guard when < second + ChartCalendar.second else { return true }
            if !(isBoth && rows[own].contains(sorted: other)) { return true }
        }
        return false
    }
}

extension [Int] {
    /// Whether a rising list has a number.
    fileprivate func contains(sorted number: Int) -> Bool {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < number { low = middle + 1 } else { high = middle }
        }
        return low < count && self[low] == number
    }
}
