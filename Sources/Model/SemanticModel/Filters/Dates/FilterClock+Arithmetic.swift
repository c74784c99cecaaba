/// A date outside of the years 1 to 9999.
struct DateOutOfRange: Error {}

extension FilterClock {
    /// The start of the unit that contains `time`.
    func start(of unit: DateUnit, at time: Int64) throws(DateOutOfRange) -> Int64 {
        guard CivilCalendar.range.contains(time) else { throw DateOutOfRange() }
        if let length = unit.fixedLength, unit != .week {
            return time - CivilCalendar.floorRemainder(time, length)
        }
        let days = CivilCalendar.floorDivide(time, CivilCalendar.microsecondsPerDay)
        if unit == .week {
            let back = CivilCalendar.floorRemainder(
                CivilCalendar.isoWeekday(days: days) - Int64(weekStartDay.rawValue), 7)
            return (days - back) * CivilCalendar.microsecondsPerDay
        }
        let date = CivilCalendar.date(days: days)
        let shift = unit.isFiscal ? fiscalShift : 0
        let months = date.year * 12 + date.month - 1 - shift
        return try instant(months: months - CivilCalendar.floorRemainder(months, unit.months) + shift)
    }

    /// `time` moved by `count` units. Moving by months keeps the day, or takes the last one of a shorter month.
    func adding(_ count: Int64, _ unit: DateUnit, to time: Int64) throws(DateOutOfRange) -> Int64 {
        if let length = unit.fixedLength {
            let (distance, overflows) = count.multipliedReportingOverflow(by: length)
            let (result, leaves) = time.addingReportingOverflow(distance)
            guard !overflows, !leaves, CivilCalendar.range.contains(result) else { throw DateOutOfRange() }
            return result
        }
        guard CivilCalendar.range.contains(time), count.magnitude < 1 << 32 else { throw DateOutOfRange() }
        let days = CivilCalendar.floorDivide(time, CivilCalendar.microsecondsPerDay)
        let date = CivilCalendar.date(days: days)
        let months = date.year * 12 + date.month - 1 + count * unit.months
        let first = try instant(months: months)
        let length = CivilCalendar.daysInMonth(
            year: CivilCalendar.floorDivide(months, 12), month: CivilCalendar.floorRemainder(months, 12) + 1)
        return first + (min(date.day, length) - 1) * CivilCalendar.microsecondsPerDay
            + time - days * CivilCalendar.microsecondsPerDay
    }

    /// The first instant of a month, counted from January of the year 0.
    func instant(months: Int64) throws(DateOutOfRange) -> Int64 {
        guard months >= 12, months < 120_000 else { throw DateOutOfRange() }
        return CivilCalendar.days(
            year: CivilCalendar.floorDivide(months, 12), month: CivilCalendar.floorRemainder(months, 12) + 1, day: 1)
            * CivilCalendar.microsecondsPerDay
    }

    /// Months from January to the start of the fiscal year with the same number; negative for one that starts earlier.
    var fiscalShift: Int64 { Int64(fiscalMonthOffset % 12) }
}

extension DateUnit {
    /// Microseconds, for units that always have the same length.
    var fixedLength: Int64? {
        switch self {
        case .second: 1_000_000
        case .minute: 60_000_000
        case .hour: 3_600_000_000
        case .day: 86_400_000_000
        case .week: 604_800_000_000
        default: nil
        }
    }

    /// Months of the units that are counted in months; 1 for the others.
    var months: Int64 {
        switch self {
        case .quarter, .fiscalQuarter: 3
        case .year, .fiscalYear: 12
        default: 1
        }
    }

    var isFiscal: Bool { self == .fiscalQuarter || self == .fiscalYear }
}
