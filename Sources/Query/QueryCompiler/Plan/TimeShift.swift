internal import SQL
internal import SemanticModel

/// Moves the times of one dimension group, so that the rows of an earlier period fall into the groups, and pass the
/// filters, of the present one.
struct TimeShift: Hashable {
    /// The dimension group, or the field where it belongs to none.
    var time: String
    /// A field of it.
    var field: String
    var interval: TimeFunctions.Interval
    /// How many intervals later.
    var count: Int
    /// A moment of the query's clock from which on nothing counts any more; `nil` for none.
    var end: Int64?

    func moves(_ field: Field) -> Bool { (field.dimensionGroup ?? field.name) == time }
}

extension ResultCalculation {
    /// Whether it looks at the rows of the result as they are shown, so that SQL knows nothing of it.
    var standsOnShownRows: Bool {
        if case .periodOverPeriod = self { false } else { true }
    }
}
