internal import SQL
internal import SemanticModel

/// The timeframes of a time column.
struct TimeframeSQL {
    let fields: FieldExpressions
    let column: TimeColumn

    private var time: TimeFunctions { fields.dialect.time }

    /// - Parameter source: The column as the model writes it.
    /// - Returns: For `yesno` the condition.
    func value(_ timeframe: Timeframe, of source: SQLExpression) -> SQLExpression {
        switch timeframe {
        case .raw: return source
        case .yesno: return "\(source) IS NOT NULL"
        default: return value(timeframe, at: wallClock(source))
        }
    }

    /// The first moment of the period, as a timestamp of the query's zone.
    func start(of timeframe: Timeframe, _ source: SQLExpression) -> SQLExpression {
        let clock = wallClock(source)
        return switch timeframe {
        case .minute: time.truncate(clock, .minutes(1))
        case .minutes(let count): time.truncate(clock, .minutes(count))
        case .hour: time.truncate(clock, .hours(1))
        case .hours(let count): time.truncate(clock, .hours(count))
        case .date: time.truncate(clock, .day)
        case .week: time.truncate(clock, .week(start: fields.weekStart))
        case .month: time.truncate(clock, .month)
        case .quarter: time.truncate(clock, .quarter)
        default: clock
        }
    }

    /// The column as a timestamp of the query's zone.
    func wallClock(_ source: SQLExpression) -> SQLExpression {
        switch column.dataType {
        case .date: return time.timestamp(source)
        // A day has no zone either.
        case .yyyymmdd: return time.fromDigits(source)
        case .datetime, .timestamp: return inZone(time.timestamp(source))
        case .epoch: return inZone(time.fromEpoch(source))
        }
    }

    private func inZone(_ timestamp: SQLExpression) -> SQLExpression {
        guard column.convertsZone, !fields.zone.isUTC else { return timestamp }
        return time.convert(timestamp, "UTC", fields.zone.name)
    }

    private func value(_ timeframe: Timeframe, at clock: SQLExpression) -> SQLExpression {
        switch timeframe {
        case .raw, .yesno: return clock
        case .time, .second: return time.format(clock, .second)
        case .millisecond: return time.format(clock, .millisecond)
        case .microsecond: return time.format(clock, .microsecond)
        case .minute: return time.format(clock, .minute)
        case .hour: return time.format(clock, .hour)
        case .minutes(let count): return time.format(time.truncate(clock, .minutes(count)), .second)
        case .hours(let count): return time.format(time.truncate(clock, .hours(count)), .second)
        case .date: return time.format(clock, .date)
        case .week: return time.format(time.truncate(clock, .week(start: fields.weekStart)), .date)
        case .month: return time.format(clock, .month)
        case .quarter: return time.format(time.truncate(clock, .quarter), .month)
        case .year: return time.part(clock, .year)
        case .fiscalYear: return text("FY", time.part(fiscal(clock), .year))
        case .fiscalQuarter:
            let shifted = fiscal(clock)
            return "\(text("FY", time.part(shifted, .year))) || \(text("-Q", time.part(shifted, .quarter)))"
        case .fiscalMonthNum: return time.part(fiscal(clock), .month)
        case .fiscalQuarterOfYear: return text("Q", time.part(fiscal(clock), .quarter))
        case .dayOfWeek: return time.format(clock, .dayName)
        case .dayOfWeekIndex: return time.part(clock, .dayOfWeek(start: fields.weekStart))
        case .dayOfMonth: return time.part(clock, .day)
        case .dayOfYear: return time.part(clock, .dayOfYear)
        case .weekOfYear: return time.part(clock, .isoWeek)
        case .hourOfDay: return time.part(clock, .hour)
        case .timeOfDay: return time.format(clock, .timeOfDay)
        case .monthNum: return time.part(clock, .month)
        case .monthName: return time.format(clock, .monthName)
        case .quarterOfYear: return text("Q", time.part(clock, .quarter))
        }
    }

    /// The same time of a year that begins in January.
    private func fiscal(_ clock: SQLExpression) -> SQLExpression {
        fields.fiscalMonthOffset == 0 ? clock : time.addMonths(clock, -fields.fiscalMonthOffset)
    }

    private func text(_ prefix: String, _ number: SQLExpression) -> SQLExpression {
        "\(raw: fields.dialect.literal(.text(prefix))) || \(fields.dialect.text.cast(number))"
    }
}
