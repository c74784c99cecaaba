internal import Foundation
internal import SemanticModel

/// Whether every row that one filter lets through is let through by another on the same field. "No" also where that can't
/// be told.
enum FilterImplication {
    static func holds(_ narrow: FieldFilter, implies wide: FieldFilter) -> Bool {
        if same(narrow, wide) { return true }
        switch (narrow, wide) {
        case (_, .any): return true
        case (.date(let narrow), .date(let wide)): return dates(narrow.terms, within: wide.terms)
        case (.string(let narrow), .string(let wide)): return texts(narrow, within: wide)
        case (.number(let narrow), .number(let wide)): return numbers(narrow, within: wide)
        case (.boolean(let narrow), .boolean(.isNotNull)): return narrow == .yes
        default: return false
        }
    }

    /// Whether both let the same rows through, however they were written.
    static func same(_ filter: FieldFilter, _ other: FieldFilter) -> Bool {
        if case .date(let filter) = filter, case .date(let other) = other { return filter.terms == other.terms }
        return filter == other
    }

    private static func dates(_ narrow: [DateFilter.Term], within wide: [DateFilter.Term]) -> Bool {
        var intervals: [Range<Int64>] = []
        for term in wide {
            switch term {
            case .interval(let start, let end):
                let (start, end) = (start ?? .min, end ?? .max)
                if start < end { intervals.append(start..<end) }
            case .isNotNull: intervals.append(Int64.min..<Int64.max)
            case .isNull: break
            }
        }
        // Put together where they touch, since a long interval may lie in two.
        var united: [Range<Int64>] = []
        for next in intervals.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = united.last, next.lowerBound <= last.upperBound {
                united[united.count - 1] = last.lowerBound..<max(last.upperBound, next.upperBound)
            } else {
                united.append(next)
            }
        }
        return narrow.allSatisfy { term in
            switch term {
            case .isNull: return wide.contains(.isNull)
            case .isNotNull: return united.contains(Int64.min..<Int64.max)
            case .interval(let start, let end):
                let (start, end) = (start ?? .min, end ?? .max)
                return start >= end || united.contains { $0.lowerBound <= start && end <= $0.upperBound }
            }
        }
    }

    private static func texts(_ narrow: StringFilter, within wide: StringFilter) -> Bool {
        // Each value that is left out is left out by the other too, or not among those that it takes.
        let excludes = wide.excluding.allSatisfy { term in
            if narrow.excluding.contains(term) { return true }
            guard case .equals(let excluded) = term, !narrow.including.isEmpty else { return false }
            return narrow.including.allSatisfy { term in
                if case .equals(let text) = term { text.lowercased() != excluded.lowercased() } else { false }
            }
        }
        guard excludes else { return false }
        return wide.including.isEmpty
            || !narrow.including.isEmpty && narrow.including.allSatisfy(wide.including.contains)
    }

    private static func numbers(_ narrow: NumberFilter, within wide: NumberFilter) -> Bool {
        guard wide.excluding.allSatisfy(narrow.excluding.contains) else { return false }
        return wide.including.isEmpty
            || !narrow.including.isEmpty
                && narrow.including.allSatisfy { term in wide.including.contains { number(term, within: $0) } }
    }

    private static func number(_ narrow: NumberFilter.Term, within wide: NumberFilter.Term) -> Bool {
        if narrow == wide { return true }
        guard case .range(let wideLower, let wideUpper) = wide else { return false }
        let lower: NumberFilter.Bound?
        let upper: NumberFilter.Bound?
        switch narrow {
        case .isNull: return false
        case .equals(let digits):
            lower = .init(digits: digits, inclusive: true)
            upper = lower
        case .range(let from, let to): (lower, upper) = (from, to)
        }
        return isInside(lower, of: wideLower) { $0 > $1 } && isInside(upper, of: wideUpper) { $0 < $1 }
    }

    private static func isInside(
        _ bound: NumberFilter.Bound?, of wide: NumberFilter.Bound?, _ isFurther: (Decimal, Decimal) -> Bool
    ) -> Bool {
        guard let wide else { return true }
        // More digits than a decimal holds can't be compared.
        guard let bound, bound.digits.utf8.count < 30, wide.digits.utf8.count < 30,
            let number = Decimal(string: bound.digits), let limit = Decimal(string: wide.digits)
        else { return false }
        return isFurther(number, limit) || number == limit && (wide.inclusive || !bound.inclusive)
    }
}
