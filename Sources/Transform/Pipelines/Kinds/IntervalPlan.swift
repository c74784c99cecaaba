/// Which intervals of a model are to be built, from what is recorded and what its inputs hold.
package struct IntervalPlan: Sendable, Hashable {
    package enum Reason: String, Sendable, Hashable {
        case missing
        /// One of the last complete ones, read again as `lookback` says.
        case lookback
        /// Its inputs hold something else than when it was built.
        case rewritten
        /// It is not over yet.
        case partial
        /// Somebody wants it built again.
        case asked
    }

    package struct Interval: Sendable, Hashable {
        package var range: TimeRange
        package var reason: Reason
    }

    /// By time.
    package var intervals: [Interval] = []

    package init() {}

    /// The whole intervals that touch `range`, whatever is built.
    package init(steps: TimeSteps, start: Int64, completeTo: Int64, touching range: TimeRange) {
        let from = max(steps.floor(start), steps.floor(range.from))
        let to = range.to < completeTo ? min(completeTo, steps.next(steps.floor(range.to))) : completeTo
        intervals = steps.whole(from: from, to: to)
            .filter { $0.overlaps(range) }.map { Interval(range: $0, reason: .asked) }
    }

    /// - Parameters:
    ///   - start: Of the first interval.
    ///   - completeTo: Up to when the inputs are complete.
    ///   - built: What is in the table.
    ///   - lookback: How many of the last complete intervals are read again when there is anything new.
    ///   - hasNews: Whether an input's data is another than at the last build.
    ///   - isRewritten: Whether the inputs of an interval that is built hold something else than then.
    ///   - lateSince: Intervals that ended before are not asked.
    package init(
        steps: TimeSteps, start: Int64, completeTo: Int64, built: [BuiltInterval], lookback: Int, hasNews: Bool,
        isPartialAllowed: Bool, lateSince: Int64, isRewritten: (BuiltInterval) -> Bool
    ) {
        var recorded: [TimeRange: BuiltInterval] = [:]
        for interval in built { recorded[interval.range] = interval }
        let first = steps.floor(start)
        let whole = steps.whole(from: first, to: completeTo)
        for range in whole {
            guard let known = recorded[range], !known.isPartial else {
                intervals.append(Interval(range: range, reason: .missing))
                continue
            }
            if hasNews, range.to > lateSince, isRewritten(known) {
                intervals.append(Interval(range: range, reason: .rewritten))
            }
        }
        if hasNews, lookback > 0 {
            let listed = Set(intervals.map(\.range))
            let complete = whole.filter { recorded[$0].map { !$0.isPartial } ?? false }.suffix(lookback)
            for range in complete where !listed.contains(range) {
                intervals.append(Interval(range: range, reason: .lookback))
            }
        }
        if isPartialAllowed {
            let running = whole.last?.to ?? first
            let range = TimeRange(from: running, to: steps.next(running))
            if completeTo > running, recorded[range] == nil || hasNews {
                intervals.append(Interval(range: range, reason: .partial))
            }
        }
        intervals.sort { $0.range < $1.range }
    }

    /// Neighbouring intervals together, at most so many of them, each lot to be built by one statement.
    package func chunks(of count: Int) -> [[Interval]] {
        var chunks: [[Interval]] = []
        for interval in intervals {
            if let last = chunks.last, last.count < max(1, count), last.last?.range.to == interval.range.from {
                chunks[chunks.count - 1].append(interval)
            } else {
                chunks.append([interval])
            }
        }
        return chunks
    }

    /// How many intervals one statement takes if nobody says: about a month of hours or days, a year of longer steps.
    package static func usualChunk(of step: NodeSettings.Step) -> Int {
        switch step {
        case .hour: 24 * 31
        case .day: 31
        case .week: 52
        case .month: 12
        case .quarter: 4
        case .year: 1
        }
    }
}
