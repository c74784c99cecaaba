/// How an alert compares a number with its threshold (Looker API 4.0, `ComparisonType`).
package enum AlertComparison: String, Sendable, Hashable, CaseIterable {
    case equal = "EQUAL_TO"
    case greater = "GREATER_THAN"
    case greaterOrEqual = "GREATER_THAN_OR_EQUAL_TO"
    case less = "LESS_THAN"
    case lessOrEqual = "LESS_THAN_OR_EQUAL_TO"
    case increases = "INCREASES_BY"
    case decreases = "DECREASES_BY"
    case changes = "CHANGES_BY"

    /// Whether it compares two numbers with each other: an event, where the others are states that last.
    package var isChange: Bool {
        switch self {
        case .increases, .decreases, .changes: true
        default: false
        }
    }

    /// What stands between the name of a number and the threshold.
    package var words: String {
        switch self {
        case .equal: "is"
        case .greater: "is above"
        case .greaterOrEqual: "is at least"
        case .less: "is below"
        case .lessOrEqual: "is at most"
        case .increases: "rises by at least"
        case .decreases: "falls by at least"
        case .changes: "changes by at least"
        }
    }

    /// - Parameter earlier: The number to compare with, for a change.
    /// - Returns: `nil` for a change without an earlier number.
    package func holds(_ value: Double, earlier: Double?, threshold: Double) -> Bool? {
        switch self {
        case .equal: return value == threshold
        case .greater: return value > threshold
        case .greaterOrEqual: return value >= threshold
        case .less: return value < threshold
        case .lessOrEqual: return value <= threshold
        case .increases: return earlier.map { value - $0 >= threshold }
        case .decreases: return earlier.map { $0 - value >= threshold }
        case .changes: return earlier.map { abs(value - $0) >= threshold }
        }
    }
}
