/// Puts the terms of a date filter together: what is named is united, what is negated is taken out of it. With negated
/// terms alone, everything else is meant, null included.
struct DateSet {
    /// `Int64.min` and `.max` are open ends.
    private struct Interval {
        var start: Int64
        var end: Int64
    }

    private var included: [DateFilter.Term] = []
    private var excluded: [Interval] = []
    private var excludesNull = false

    mutating func add(_ term: DateTerm, clock: FilterClock) throws(DateOutOfRange) {
        guard term.form != .null else {
            if term.negated { excludesNull = true } else { included.append(.isNull) }
            return
        }
        let (start, end) = try term.interval(clock: clock)
        if term.negated {
            excluded.append(Interval(start: start ?? .min, end: end ?? .max))
        } else {
            included.append(.interval(start: start, end: end))
        }
    }

    /// Terms to be OR-ed. Never none: a set without members is an interval without length.
    var terms: [DateFilter.Term] {
        if excluded.isEmpty, !excludesNull { return included }
        if excluded.isEmpty, included.isEmpty { return [.isNotNull] }
        let keepsNull = !excludesNull && (included.isEmpty || included.contains(.isNull))
        var kept: [Interval] = []
        for case .interval(let start, let end) in included {
            kept.append(Interval(start: start ?? .min, end: end ?? .max))
        }
        if included.isEmpty { kept = [Interval(start: .min, end: .max)] }
        var terms = Self.subtract(Self.united(excluded), from: Self.united(kept)).map { interval in
            interval.start == .min && interval.end == .max
                ? DateFilter.Term.isNotNull
                : .interval(
                    start: interval.start == .min ? nil : interval.start,
                    end: interval.end == .max ? nil : interval.end)
        }
        if keepsNull { terms.append(.isNull) }
        return terms.isEmpty ? [.interval(start: 0, end: 0)] : terms
    }

    /// In order, without overlaps and without empty ones.
    private static func united(_ intervals: [Interval]) -> [Interval] {
        var result: [Interval] = []
        for next in intervals.filter({ $0.start < $0.end }).sorted(by: { $0.start < $1.start }) {
            if let last = result.last, next.start <= last.end {
                result[result.count - 1].end = max(last.end, next.end)
            } else {
                result.append(next)
            }
        }
        return result
    }

    /// Both are in order and without overlaps.
    private static func subtract(_ holes: [Interval], from intervals: [Interval]) -> [Interval] {
        var result: [Interval] = []
        var first = 0
        for interval in intervals {
            var start = interval.start
            while first < holes.count, holes[first].end <= start { first += 1 }
            var index = first
            while index < holes.count, holes[index].start < interval.end {
                if holes[index].start > start { result.append(Interval(start: start, end: holes[index].start)) }
                start = max(start, holes[index].end)
                index += 1
            }
            if start < interval.end { result.append(Interval(start: start, end: interval.end)) }
        }
        return result
    }
}
