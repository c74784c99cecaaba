/// What is done to a measure's numbers when the rows of a result are there: after limit and sort, before they are shown.
/// The measure's own SQL (`Measure.Form.expression`) gives the numbers that it starts from.
package enum ResultCalculation: Sendable, Hashable {
    package enum Direction: String, Sendable, CaseIterable {
        /// Down the rows.
        case column
        /// Along the pivot columns.
        case row
    }

    /// Each value / the sum of the displayed rows × 100.
    case percentOfTotal(Direction)
    /// (value − the one before) / the one before × 100.
    case percentOfPrevious(Direction)
    /// The sum of the displayed rows so far.
    case runningTotal(Direction)
    case periodOverPeriod(PeriodOverPeriod)
}

/// `type: period_over_period`: the same measure one period earlier. It is computed by a second query whose date filter
/// is shifted, and compared row by row.
package struct PeriodOverPeriod: Sendable, Hashable {
    package enum Period: String, Sendable, CaseIterable {
        case year, quarter, month, week, date
        case fiscalYear = "fiscal_year"
        case fiscalQuarter = "fiscal_quarter"
    }
    package enum Kind: String, Sendable, CaseIterable {
        /// The earlier value itself.
        case previous
        /// Now minus then.
        case difference
        /// (now − then) / then
        case relativeChange = "relative_change"
    }

    /// `based_on`: full name of a measure.
    package var measure: String
    /// `based_on_time`: full name of one timeframe of a dimension group.
    package var time: String
    package var period: Period
    package var kind: Kind
    /// `value_to_date`: the earlier period counts only as far as the present one has come.
    package var isToDate: Bool
}

/// How `count_distinct` may be computed.
package struct Approximation: Sendable, Hashable {
    /// `approximate`: an estimate is wanted.
    package var isWanted = false
    /// `approximate_threshold`: rows from which on an estimate is good enough.
    package var threshold: Int?
    /// `allow_approximate_optimization`: an estimate may be kept in aggregate tables.
    package var isAllowedInTables = false
    /// `precision`, for databases whose sketches have one.
    package var precision: Int?

    package init() {}
}
