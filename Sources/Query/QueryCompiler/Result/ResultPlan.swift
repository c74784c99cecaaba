package import LookerExpressions
package import SemanticModel

/// What is done to the rows of a statement before anybody sees them, in this order: fill, measures over the result, table
/// calculations.
package struct ResultPlan: Sendable {
    package var fills: [DimensionFill] = []
    /// Measures whose SQL gives only the numbers to start from, by their places among the query's fields.
    package var measures: [(column: Int, calculation: ResultCalculation)] = []
    /// `nil` without any.
    package var calculations: TableCalculations?
    /// Sorts by calculations, which come before those of the statement.
    package var sorts: [AppliedSort] = []
    /// What `now()` gives: microseconds of the wall clock in the query's zone since 1970-01-01 00:00.
    package var now: Int64 = 0

    package init() {}

    package var isEmpty: Bool { fills.isEmpty && measures.isEmpty && calculations == nil }
}

/// A dimension of a result that also shows values without rows.
package struct DimensionFill: Sendable, Hashable {
    package enum Values: Sendable, Hashable {
        /// One after the other, from the first to the last that the result has, or within bounds that a filter gives.
        /// - Parameters:
        ///   - from: Microseconds of the query's wall clock; `nil` is the first value found.
        ///   - until: The first moment that no longer counts; `nil` is behind the last value found.
        ///   - weekStart: ISO number of a week's first day, Monday 1 to Sunday 7.
        ///   - fiscalMonthOffset: Months by which a fiscal year begins after January.
        case periods(Timeframe, from: Int64?, until: Int64?, weekStart: Int, fiscalMonthOffset: Int)
        /// All there are, in ascending order as the field sorts: of a yesno, a tier, a `case`, or a part of a date.
        case listed([Value])
    }

    /// As the statement returns it.
    package enum Value: Sendable, Hashable {
        case text(String)
        case number(Int64)
    }

    /// The place among the query's fields.
    package var column: Int
    package var values: Values

    package init(column: Int, values: Values) {
        self.column = column
        self.values = values
    }
}
