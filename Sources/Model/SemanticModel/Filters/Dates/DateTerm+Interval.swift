extension DateTerm {
    /// What the form covers, `NOT` left aside: `[start, end)` in wall-clock microseconds, `nil` where it is open.
    /// Not for ``DateForm/null``.
    func interval(clock: FilterClock) throws(DateOutOfRange) -> (start: Int64?, end: Int64?) {
        switch form {
        case .null: return (nil, nil)
        case .recent(let count, let unit):
            let current = try clock.start(of: unit, at: clock.now)
            return (
                try clock.adding(1 - Int64(count), unit, to: current), try clock.adding(1, unit, to: current)
            )
        case .at(let point):
            let (start, end) = try point.interval(clock: clock)
            return (start, end)
        case .spanning(let point, let count, let unit):
            let start = try point.start(clock: clock)
            return (start, try clock.adding(Int64(count), unit, to: start))
        case .between(let first, let last):
            return (try first.start(clock: clock), try last.start(clock: clock))
        case .toDate(let unit, let precision):
            return (try clock.start(of: unit, at: clock.now), try clock.start(of: precision, at: clock.now))
        case .before(let point): return (nil, try point.start(clock: clock))
        case .after(let point): return (try point.start(clock: clock), nil)
        }
    }
}

extension DatePoint {
    func start(clock: FilterClock) throws(DateOutOfRange) -> Int64 {
        switch self {
        case .ago(let count, let unit):
            try clock.adding(-Int64(count), unit, to: try clock.start(of: unit, at: clock.now))
        case .fromNow(let count, let unit):
            try clock.adding(Int64(count), unit, to: try clock.start(of: unit, at: clock.now))
        case .this(let unit): try clock.start(of: unit, at: clock.now)
        case .last(let unit): try clock.adding(-1, unit, to: try clock.start(of: unit, at: clock.now))
        case .next(let unit): try clock.adding(1, unit, to: try clock.start(of: unit, at: clock.now))
        case .today: try clock.start(of: .day, at: clock.now)
        case .yesterday: try clock.adding(-1, .day, to: try clock.start(of: .day, at: clock.now))
        case .tomorrow: try clock.adding(1, .day, to: try clock.start(of: .day, at: clock.now))
        case .now: try clock.start(of: .second, at: clock.now)
        case .weekday(let day): try Self.start(of: day, clock: clock)
        case .year(let year): try clock.instant(months: Int64(year) * 12)
        case .month(let year, let month): try clock.instant(months: Int64(year) * 12 + Int64(month) - 1)
        case .quarter(let year, let quarter): try clock.instant(months: Int64(year) * 12 + Int64(quarter - 1) * 3)
        case .fiscalYear(let year): try clock.instant(months: Int64(year) * 12 + clock.fiscalShift)
        case .fiscalQuarter(let year, let quarter):
            try clock.instant(months: Int64(year) * 12 + Int64(quarter - 1) * 3 + clock.fiscalShift)
        case .moment(let moment): moment.instant
        }
    }

    func interval(clock: FilterClock) throws(DateOutOfRange) -> (start: Int64, end: Int64) {
        let start = try start(clock: clock)
        if case .moment(let moment) = self, moment.microsecond != nil { return (start, start + 1) }
        return (start, try clock.adding(1, length, to: start))
    }

    /// The unit that the point fills.
    private var length: DateUnit {
        switch self {
        case .ago(_, let unit), .fromNow(_, let unit), .this(let unit), .last(let unit), .next(let unit): unit
        case .today, .yesterday, .tomorrow, .weekday: .day
        case .now: .second
        case .year, .fiscalYear: .year
        case .month: .month
        case .quarter, .fiscalQuarter: .quarter
        case .moment(let moment):
            if moment.second != nil {
                .second
            } else if moment.minute != nil {
                .minute
            } else if moment.hour != nil {
                .hour
            } else {
                .day
            }
        }
    }

    private static func start(of day: WeekDay, clock: FilterClock) throws(DateOutOfRange) -> Int64 {
        let today = try clock.start(of: .day, at: clock.now)
        let weekday = CivilCalendar.isoWeekday(days: today / CivilCalendar.microsecondsPerDay)
        return try clock.adding(-CivilCalendar.floorRemainder(weekday - Int64(day.rawValue), 7), .day, to: today)
    }
}

extension CivilMoment {
    /// Wall-clock microseconds since 1970-01-01 00:00:00. The parser lets only real dates of the years 1 to 9999 pass.
    var instant: Int64 {
        let days = CivilCalendar.days(year: Int64(year), month: Int64(month), day: Int64(day))
        let seconds = Int64(hour ?? 0) * 3_600 + Int64(minute ?? 0) * 60 + Int64(second ?? 0)
        return days * CivilCalendar.microsecondsPerDay + seconds * CivilCalendar.microsecondsPerSecond
            + Int64(microsecond ?? 0)
    }
}
