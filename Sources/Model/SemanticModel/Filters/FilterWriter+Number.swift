extension FilterWriter {
    /// Intervals and single numbers. What is excluded comes last, each with its own NOT, so that none of the numbers
    /// before is taken for negated.
    static func expression(for filter: NumberFilter) -> String {
        (filter.including.map(text) + filter.excluding.map { "NOT " + text($0) }).joined(separator: ",")
    }

    private static func text(_ term: NumberFilter.Term) -> String {
        switch term {
        case .equals(let digits): return digits
        case .isNull: return "NULL"
        case .range(let lower, let upper):
            let start = lower.map { ($0.inclusive ? "[" : "(") + $0.digits } ?? "(-inf"
            let end = upper.map { $0.digits + ($0.inclusive ? "]" : ")") } ?? "inf)"
            return start + "," + end
        }
    }
}
