/// How the values of a measure in a table of results become those of fewer, coarser groups.
package enum RollUp: Sendable, Hashable {
    /// Added up: sums and counts.
    case sum
    case min
    case max
    /// Sums and counts have to be kept besides, and are divided.
    case average
    /// Only for the table's own groups: distinct counts, percentiles, lists.
    case never
    /// From the measures that it is computed from.
    case parts
}

extension Measure {
    /// How this measure rolls up in an aggregate table.
    package var rollUp: RollUp {
        if calculation != nil { return .never }
        guard case .aggregate(let aggregate, _) = form else { return .parts }
        switch aggregate {
        case .count, .sum: return .sum
        case .min: return .min
        case .max: return .max
        case .average: return .average
        case .countDistinct, .median, .percentile, .list, .sumDistinct, .averageDistinct, .medianDistinct,
            .percentileDistinct:
            return .never
        }
    }
}

extension Timeframe {
    /// Whether values of `coarser` can be had from values of this timeframe alone: dates have a month, weeks have not.
    package func isDivided(by coarser: Timeframe) -> Bool {
        if self == coarser || self == .raw { return true }
        guard let own = grain, let minutes = coarser.neededGrain else { return false }
        switch (self, coarser) {
        case (.week, _): return false
        case (.minutes(let few), .minutes(let many)): return many % few == 0
        case (.hours(let few), .hours(let many)): return many % few == 0
        case (.month, .week), (.quarter, .week), (.year, .week): return false
        // A fiscal quarter may begin in the middle of a calendar quarter, but at the start of a month.
        case (.quarter, _) where coarser.isFiscal, (.year, _) where coarser.isFiscal: return false
        case (.fiscalQuarter, .fiscalYear), (.fiscalQuarter, .fiscalQuarterOfYear): return true
        case (.fiscalQuarter, _), (.fiscalYear, _): return false
        default: return own <= minutes
        }
    }

    /// How fine its values are, in orders from 0; `nil` for parts of a date such as the day of the week.
    private var grain: Int? {
        switch self {
        case .raw, .microsecond: 0
        case .millisecond: 1
        case .time, .second: 2
        case .minute: 3
        case .minutes: 4
        case .hour: 5
        case .hours: 6
        case .date: 7
        case .week: 8
        case .month: 9
        case .quarter, .fiscalQuarter: 10
        case .year, .fiscalYear: 11
        default: nil
        }
    }

    /// The coarsest grain from which it can be had.
    private var neededGrain: Int? {
        switch self {
        case .timeOfDay: 3
        // Hours hold whole hours only one by one.
        case .hourOfDay: 5
        case .dayOfWeek, .dayOfWeekIndex, .dayOfMonth, .dayOfYear, .weekOfYear: 7
        case .week: 7
        case .monthNum, .monthName, .fiscalMonthNum, .fiscalQuarterOfYear, .fiscalQuarter, .fiscalYear: 9
        case .quarterOfYear: 10
        case .yesno: nil
        case .minutes: 4
        case .hours: 6
        default: grain
        }
    }
}
