/// The calculations that a menu offers for a column: saved with a kind and a field in place of an expression
/// (`calculation_type` and `args` of `dynamic_fields`).
package enum QuickCalculation: String, Sendable, CaseIterable {
    case percentOfColumnSum = "percent_of_column_sum"
    case percentOfRow = "percent_of_row"
    case percentOfPrevious = "percent_of_previous"
    case percentDifferenceFromPrevious = "percent_difference_from_previous"
    /// From the pivot column on the left.
    case percentChangeFromPreviousColumn = "percent_change_from_previous_column"
    case runningTotal = "running_total"
    case runningRowTotal = "running_row_total"
    case rankOfColumn = "rank_of_column"

    /// The expression it stands for.
    ///
    /// - Parameter field: A field of the query, as in `${}`.
    package func expression(of field: String) -> String {
        let value = "${\(field)}"
        return switch self {
        case .percentOfColumnSum: "\(value) / sum(\(value))"
        case .percentOfRow: "\(value) / sum(pivot_row(\(value)))"
        case .percentOfPrevious: "\(value) / offset(\(value), -1)"
        case .percentDifferenceFromPrevious: "\(value) / offset(\(value), -1) - 1"
        case .percentChangeFromPreviousColumn: "\(value) / pivot_offset(\(value), -1) - 1"
        case .runningTotal: "running_total(\(value))"
        // From the first pivot column to this one.
        case .runningRowTotal: "sum(pivot_offset_list(\(value), 1 - pivot_column(), pivot_column()))"
        case .rankOfColumn: "rank(\(value), \(value))"
        }
    }
}
