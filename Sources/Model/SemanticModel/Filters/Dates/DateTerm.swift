/// One term of a date filter as it was written.
package struct DateTerm: Sendable, Equatable {
    package var form: DateForm
    /// `NOT` stood before it: what is outside of the interval, or null.
    package var negated: Bool

    package init(_ form: DateForm, negated: Bool = false) {
        self.form = form
        self.negated = negated
    }
}

/// The shapes of a date term. What each one covers is computed by ``DateTerm/interval(clock:)``.
package enum DateForm: Sendable, Equatable {
    case null
    /// `3 days`, `last 3 days`: the last units, the running one included.
    case recent(Int, DateUnit)
    /// `yesterday`, `2 weeks ago`, `2024-05`
    case at(DatePoint)
    /// `4 weeks ago for 4 weeks`
    case spanning(DatePoint, Int, DateUnit)
    /// `2024/01/01 to 2024/02/01`; the end is not included.
    case between(DatePoint, DatePoint)
    /// `this year to second`
    case toDate(DateUnit, upTo: DateUnit)
    /// Excludes the point.
    case before(DatePoint)
    /// Includes the point.
    case after(DatePoint)
}

/// A time that has a natural length: a day, the week before last, a month of a year.
package enum DatePoint: Sendable, Equatable {
    case ago(Int, DateUnit)
    case fromNow(Int, DateUnit)
    case this(DateUnit)
    case last(DateUnit)
    case next(DateUnit)
    case today, yesterday, tomorrow, now
    /// The most recent such day, today included.
    case weekday(WeekDay)
    case year(Int)
    case month(year: Int, month: Int)
    case quarter(year: Int, quarter: Int)
    case fiscalYear(Int)
    case fiscalQuarter(year: Int, quarter: Int)
    case moment(CivilMoment)
}

package enum DateUnit: String, Sendable, CaseIterable {
    case second, minute, hour, day, week, month, quarter, year
    case fiscalQuarter = "fiscal quarter"
    case fiscalYear = "fiscal year"
}

/// A calendar day, or a time on it as exact as it was written.
package struct CivilMoment: Sendable, Equatable {
    package var year: Int
    package var month: Int
    package var day: Int
    package var hour: Int?
    package var minute: Int?
    package var second: Int?
    /// `nil` when the second has no fraction.
    package var microsecond: Int?

    package init(
        year: Int, month: Int, day: Int, hour: Int? = nil, minute: Int? = nil, second: Int? = nil,
        microsecond: Int? = nil
    ) {
        self.year = year
        self.month = month
        self.day = day
        self.hour = hour
        self.minute = minute
        self.second = second
        self.microsecond = microsecond
    }
}
