extension Dialect {
    /// ClickHouse 24.8 and later.
    ///
    /// A time without a zone is a `DateTime64` that is said to be in UTC.
    package static let clickHouse = Dialect(
        name: "clickhouse", identifierQuote: "\"", escapesWithBackslash: true, reservedWords: clickHouseReservedWords,
        // A name with a point in it, quoted or not, can be taken for a column of a table, and one without for that of
        // another; none has a colon.
        columnNames: ColumnNames(point: ":"), nullsSortLow: true,
        placeholder: { "{p\($0):String}" }, literal: clickHouseLiteral,
        isSame: { "\($0) IS NOT DISTINCT FROM \($1)" },
        statementEnd: "SETTINGS " + clickHouseSettings.joined(separator: ", "),
        once: clickHouseOnce, math: clickHouseMath, text: clickHouseTextFunctions, time: clickHouseTime,
        aggregates: AggregateFunctions(
            // Quantiles refuse decimals.
            percentile: { value, share in
                "quantileExactInclusive(\(raw: String(share)))(toFloat64(\(bare: value)))"
            },
            distinctList: { value, separator in
                """
                IF(COUNT(\(bare: value)) = 0, NULL, arrayStringConcat(arrayMap(element -> toString(element), \
                arraySort(groupUniqArray(\(bare: value)))), \(value: .text(separator))))
                """
            },
            approximateCountDistinct: { "uniq(\(bare: $0))" }),
        json: .clickHouse)

    /// What makes it read statements as SQL does: what an outer join leaves empty is NULL, and so are aggregates over
    /// nothing; a name means a column before it means an alias; dates may lie before 1970.
    private static let clickHouseSettings = [
        "join_use_nulls = 1", "aggregate_functions_null_for_empty = 1", "prefer_column_name_to_alias = 1",
        "enable_extended_results_for_datetime_functions = 1",
    ]

    private static let clickHouseTime = TimeFunctions(
        timestamp: { clickHouseTimestamp($0) },
        convert: { time, from, to in
            let moment: SQLExpression =
                from == "UTC" ? time : "toDateTime64(toString(\(bare: time)), 6, \(raw: clickHouseText(from)))"
            let utc: SQLExpression = from == "UTC" ? time : "toTimeZone(\(bare: moment), 'UTC')"
            return "addSeconds(\(bare: utc), timeZoneOffset(toTimeZone(\(bare: moment), \(raw: clickHouseText(to)))))"
        },
        format: { time, format in
            switch format {
            case .millisecond: "substring(formatDateTime(\(bare: time), '%Y-%m-%d %H:%i:%S.%f'), 1, 23)"
            default: "formatDateTime(\(bare: time), '\(raw: pattern(format))')"
            }
        },
        part: { time, part in
            guard case .dayOfWeek(let start) = part else { return "\(raw: function(part))(\(bare: time))" }
            return "(toDayOfWeek(\(bare: time)) - \(start) + 7) % 7"
        },
        truncate: { time, unit in
            switch unit {
            case .year: clickHouseTimestamp("toStartOfYear(\(bare: time))")
            case .day: "toStartOfDay(\(bare: time))"
            case .month: clickHouseTimestamp("toStartOfMonth(\(bare: time))")
            case .quarter: clickHouseTimestamp("toStartOfQuarter(\(bare: time))")
            case .week(let start):
                "toStartOfDay(\(bare: time)) - toIntervalDay((toDayOfWeek(\(bare: time)) - \(start) + 7) % 7)"
            case .minutes(1): clickHouseTimestamp("toStartOfMinute(\(bare: time))")
            case .hours(1): clickHouseTimestamp("toStartOfHour(\(bare: time))")
            case .minutes(let count): "toStartOfInterval(\(bare: time), toIntervalMinute(\(count)))"
            case .hours(let count): "toStartOfInterval(\(bare: time), toIntervalHour(\(count)))"
            }
        },
        addMonths: { time, months in "addMonths(\(bare: time), \(months))" },
        add: { time, unit, count in
            switch unit {
            case .year: "addYears(\(bare: time), toInt64(\(bare: count)))"
            case .quarter: "addQuarters(\(bare: time), toInt64(\(bare: count)))"
            case .month: "addMonths(\(bare: time), toInt64(\(bare: count)))"
            case .week: "addWeeks(\(bare: time), toInt64(\(bare: count)))"
            case .day: "addDays(\(bare: time), toInt64(\(bare: count)))"
            case .hour: "addHours(\(bare: time), toInt64(\(bare: count)))"
            case .minute: "addMinutes(\(bare: time), toInt64(\(bare: count)))"
            case .second: "addSeconds(\(bare: time), toInt64(\(bare: count)))"
            }
        },
        addMicroseconds: { "addMicroseconds(\(bare: $0), toInt64(\(bare: $1)))" },
        constant: { clickHouseTimestamp(.bound(.timestamp($0))) },
        day: clickHouseDay, parse: clickHouseMoment,
        text: { time in
            """
            replaceRegexpOne(formatDateTime(\(bare: time), '%Y-%m-%d %H:%i:%S.%f'), \
            \(raw: clickHouseText(TextFunctions.needlessTime)), '')
            """
        },
        fromEpoch: { clickHouseTimestamp("toInt64(\(bare: $0))") },
        toEpoch: { "toUnixTimestamp64Second(\(bare: $0))" },
        fromDigits: { "parseDateTime64BestEffort(toString(\(bare: $0)), 6, 'UTC')" },
        wholeIntervals: { unit, start, end in
            "age('\(raw: unit.rawValue)', \(bare: clickHouseTimestamp(start)), \(bare: clickHouseTimestamp(end)))"
        })

    static func clickHouseTimestamp(_ time: SQLExpression) -> SQLExpression {
        "toDateTime64(\(bare: time), 6, 'UTC')"
    }

    private static func clickHouseLiteral(_ value: SQLValue) -> String {
        switch value {
        case .null: "NULL"
        case .bool(let value): value ? "TRUE" : "FALSE"
        case .int(let value): String(value)
        case .double(let value): value.isFinite ? "\(value)" : "toFloat64('\(value)')"
        case .decimal(let digits): clickHouseDecimal(digits)
        case .text(let text): clickHouseText(text)
        case .blob(let bytes): "unhex('\(Hex.text(bytes))')"
        case .date(let days): clickHouseDate(Int64(days))
        case .timestamp(let microseconds): clickHouseMoment(microseconds)
        }
    }

    /// `Date32` and `DateTime64` hold the years 1900 to 2299: nothing lies beyond the ends.
    private static func clickHouseDate(_ days: Int64) -> String {
        let text = CivilText.date(days: min(max(days, -25_567), 120_529))
        return (0...65_535).contains(days) ? "toDate('\(text)')" : "toDate32('\(text)')"
    }

    private static func clickHouseMoment(_ microseconds: Int64) -> String {
        let held = min(max(microseconds, -25_567 * 86_400_000_000), 120_530 * 86_400_000_000 - 1)
        let text = CivilText.timestamp(microseconds: held)
        let isShort = held % 1_000_000 == 0 && (0...4_294_967_295).contains(held / 1_000_000)
        // Indexes of columns without fractions of a second want a value without one.
        return isShort ? "toDateTime('\(text)', 'UTC')" : "toDateTime64('\(text)', 6, 'UTC')"
    }

    /// A number in digits is a 64-bit one; longer ones are decimals of 76 digits, and beyond those a double.
    private static func clickHouseDecimal(_ digits: String) -> String {
        let count = digits.utf8.count(where: { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        let scale = digits.split(separator: ".", omittingEmptySubsequences: false).dropFirst().first?.utf8.count ?? 0
        if scale == 0 ? Int64(digits) != nil : count <= 15 { return digits }
        return count <= 76 ? "toDecimal256('\(digits)', \(scale))" : "toFloat64('\(digits)')"
    }

    static func clickHouseText(_ text: String) -> String {
        "'" + escaped(text, ["\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\0": "\\0"]) + "'"
    }

    private static func pattern(_ format: TimeFunctions.Format) -> String {
        switch format {
        case .microsecond, .millisecond: "%Y-%m-%d %H:%i:%S.%f"
        case .second: "%Y-%m-%d %H:%i:%S"
        case .minute: "%Y-%m-%d %H:%i"
        case .hour: "%Y-%m-%d %H"
        case .date: "%Y-%m-%d"
        case .month: "%Y-%m"
        case .timeOfDay: "%H:%i"
        case .dayName: "%W"
        case .monthName: "%M"
        }
    }

    private static func function(_ part: TimeFunctions.Part) -> String {
        switch part {
        case .year: "toYear"
        case .quarter: "toQuarter"
        case .month: "toMonth"
        case .day: "toDayOfMonth"
        case .dayOfYear: "toDayOfYear"
        case .isoWeek: "toISOWeek"
        case .isoWeekday, .dayOfWeek: "toDayOfWeek"
        case .hour: "toHour"
        case .minute: "toMinute"
        case .second: "toSecond"
        }
    }

    /// The words that begin a clause, an operator or a value, so that the parser takes an alias of that name for one.
    private static let clickHouseReservedWords: Set<String> = [
        "all", "and", "anti", "any", "array", "as", "asc", "asof", "between", "by", "case", "cast", "collate", "cross",
        "cube", "date", "desc", "distinct", "div", "else", "end", "except", "exists", "extract", "false", "fetch",
        "final", "for", "format", "from", "full", "global", "group", "having", "ilike", "in", "inf", "inner",
        "intersect", "interval", "into", "is", "join", "left", "like", "limit", "mod", "nan", "natural", "not", "null",
        "offset", "on", "or", "order", "outer", "parallel", "paste", "prewhere", "qualify", "recursive", "regexp",
        "rename", "replace", "right", "rollup", "sample", "select", "semi", "settings", "substring", "then",
        "timestamp", "top", "totals", "trim", "true", "truncate", "union", "using", "values", "when", "where", "window",
        "with",
    ]
}
