package import Alerts
package import SemanticModel

extension AlertGrain {
    /// How long the periods of a dimension are; `nil` for what is no dimension of time, and for parts of dates such as the
    /// day of the week, which come again.
    package init?(_ field: Field) {
        guard field.category == .dimension else { return nil }
        switch field.kind {
        case .plain(_, .date): self = .day
        case .timeframe(let timeframe, _, _): self.init(timeframe)
        default: return nil
        }
    }

    private init?(_ timeframe: Timeframe) {
        switch timeframe {
        case .raw, .time, .second, .millisecond, .microsecond: self = .moment
        case .minute: self = .minute
        case .minutes(let count): self = .minutes(count)
        case .hour: self = .hour
        case .hours(let count): self = .hours(count)
        case .date: self = .day
        case .week: self = .week
        case .month: self = .month
        case .quarter: self = .quarter
        case .year: self = .year
        case .fiscalYear, .fiscalQuarter, .fiscalMonthNum, .fiscalQuarterOfYear, .dayOfWeek, .dayOfWeekIndex,
            .dayOfMonth, .dayOfYear, .weekOfYear, .hourOfDay, .timeOfDay, .monthNum, .monthName, .quarterOfYear, .yesno:
            return nil
        }
    }
}
