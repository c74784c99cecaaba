internal import SQL
internal import SemanticModel

/// How an aggregate table keeps a timeframe that is a point in time: typed, as the start of its period on the clock of
/// the table's zone, so that coarser timeframes can be computed from it. `raw` stays the column itself.
struct StoredTime {
    let timeframe: Timeframe

    /// `nil` for parts of a date, such as the day of the week: they are kept as they are shown.
    init?(_ timeframe: Timeframe) {
        switch timeframe {
        case .raw, .time, .second, .millisecond, .microsecond, .minute, .minutes, .hour, .hours, .date, .week, .month,
            .quarter, .year, .fiscalYear, .fiscalQuarter:
            self.timeframe = timeframe
        case .fiscalMonthNum, .fiscalQuarterOfYear, .dayOfWeek, .dayOfWeekIndex, .dayOfMonth, .dayOfYear, .weekOfYear,
            .hourOfDay, .timeOfDay, .monthNum, .monthName, .quarterOfYear, .yesno:
            return nil
        }
    }

    /// The type of the table's column.
    /// - Parameter original: The column that the times were computed from.
    func column(from original: TimeColumn) -> TimeColumn {
        if timeframe == .raw { return original }
        return TimeColumn(dataType: isWholeDay ? .date : .datetime, convertsZone: false)
    }

    /// Whether `finer` values of the table give the values of this timeframe.
    func gives(_ coarser: Timeframe) -> Bool {
        // What is kept is on the clock of a zone, and the column is not.
        if coarser == .raw { return timeframe == .raw }
        return timeframe.isDivided(by: coarser)
    }

    /// - Parameters:
    ///   - source: The column as the model writes it.
    ///   - column: How that is stored.
    func sql(of source: SQLExpression, _ column: TimeColumn, in fields: FieldExpressions) -> SQLExpression {
        if timeframe == .raw { return source }
        let start = start(of: TimeframeSQL(fields: fields, column: column).wallClock(source), in: fields)
        return isWholeDay ? "CAST(\(bare: start) AS DATE)" : start
    }

    private var isWholeDay: Bool {
        switch timeframe {
        case .date, .week, .month, .quarter, .year, .fiscalYear, .fiscalQuarter: true
        default: false
        }
    }

    private func start(of clock: SQLExpression, in fields: FieldExpressions) -> SQLExpression {
        let time = fields.dialect.time
        let offset = fields.fiscalMonthOffset
        func fiscal(_ unit: TimeFunctions.Unit) -> SQLExpression {
            guard offset != 0 else { return time.truncate(clock, unit) }
            return time.addMonths(time.truncate(time.addMonths(clock, -offset), unit), offset)
        }
        switch timeframe {
        // As exact as it is shown, so that one group of the table is one group of a query.
        case .time, .second: return time.timestamp(time.format(clock, .second))
        case .millisecond: return time.timestamp(time.format(clock, .millisecond))
        case .minute: return time.truncate(clock, .minutes(1))
        case .minutes(let count): return time.truncate(clock, .minutes(count))
        case .hour: return time.truncate(clock, .hours(1))
        case .hours(let count): return time.truncate(clock, .hours(count))
        case .week: return time.truncate(clock, .week(start: fields.weekStart))
        case .month: return time.truncate(clock, .month)
        case .quarter: return time.truncate(clock, .quarter)
        case .year: return time.truncate(clock, .year)
        case .fiscalQuarter: return fiscal(.quarter)
        case .fiscalYear: return fiscal(.year)
        default: return clock
        }
    }
}

extension StoredTime {
    private static let second: Int64 = 1_000_000
    private static let day: Int64 = 86_400 * second

    /// Whether a period starts at a moment, so that a filter with this bound takes or leaves whole periods.
    /// - Parameters:
    ///   - clock: Microseconds of the wall clock since 1970-01-01 00:00.
    ///   - weekStart: ISO number of a week's first day, Monday 1 to Sunday 7.
    func starts(at clock: Int64, weekStart: Int, fiscalMonthOffset: Int) -> Bool {
        func divides(_ length: Int64) -> Bool { clock % length == 0 }
        // Which month of its year begins, from 0; `nil` within a month.
        func month() -> Int? {
            guard divides(Self.day) else { return nil }
            let parts = CivilText.date(days: clock / Self.day).split(separator: "-").suffix(2).compactMap { Int($0) }
            return parts.count == 2 && parts[1] == 1 ? parts[0] - 1 : nil
        }
        func begins(_ months: Int, from first: Int = 0) -> Bool { month().map { ($0 - first) % months == 0 } ?? false }
        switch timeframe {
        case .millisecond: return divides(1_000)
        case .time, .second: return divides(Self.second)
        case .minute: return divides(60 * Self.second)
        case .minutes(let count): return divides(Int64(count) * 60 * Self.second)
        case .hour: return divides(3_600 * Self.second)
        case .hours(let count): return (clock % Self.day) % (Int64(count) * 3_600 * Self.second) == 0
        case .date: return divides(Self.day)
        // 1970-01-01 was a Thursday.
        case .week: return divides(Self.day) && (clock / Self.day + 4 - Int64(weekStart)) % 7 == 0
        case .month: return begins(1)
        case .quarter: return begins(3)
        case .year: return begins(12)
        case .fiscalQuarter: return begins(3, from: fiscalMonthOffset)
        case .fiscalYear: return begins(12, from: fiscalMonthOffset)
        default: return true
        }
    }
}

extension QueryZone {
    /// Whether times before a moment are those that clocks show before it: not within an hour that comes twice or never.
    /// - Parameter clock: What clocks show at the moment.
    func isPlain(at clock: Int64) -> Bool {
        if isUTC { return true }
        let moment = moment(of: clock)
        let quarter: Int64 = 900_000_000
        return wallClock(at: moment - 1) < clock
            && (0...12).allSatisfy { wallClock(at: moment + $0 * quarter) >= clock }
    }

    func isSame(as other: QueryZone) -> Bool { name == other.name || isUTC && other.isUTC }
}
