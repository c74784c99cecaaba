extension Dialect {
    /// GoogleSQL as BigQuery runs it.
    package static let bigQuery = Dialect(
        name: "bigquery", identifierQuote: "`", escapesWithBackslash: true, reservedWords: bigQueryReservedWords,
        columnNames: ColumnNames(point: "_", longest: 300), nullsSortLow: true,
        // One name for one text: where DISTINCT and ORDER BY stand in one aggregate, both have to say the same.
        placeholder: { "@p\($0)" }, sharesPlaces: true, literal: bigQueryLiteral,
        // A join hashes plain equality only. As JSON, NULL is a value, and not the one that the text 'null' is.
        isSame: { "TO_JSON_STRING(\(bare: $0)) = TO_JSON_STRING(\(bare: $1))" },
        // Floating-point numbers are no partitions.
        windowKey: { "TO_JSON_STRING(\(bare: $0))" },
        // Windows have no NULLS FIRST and NULLS LAST: NULL is the lowest unless another key comes before.
        order: { value, descending, nullsFirst in
            let direction: SQLExpression = descending ? "\(bare: value) DESC" : "\(bare: value) ASC"
            if descending != nullsFirst { return direction }
            return "\(value) IS NULL \(raw: nullsFirst ? "DESC" : "ASC"), \(bare: direction)"
        },
        math: bigQueryMath, text: bigQueryTextFunctions, time: bigQueryTime,
        aggregates: AggregateFunctions(
            percentile: bigQueryPercentile, percentileIsApproximate: true,
            distinctList: { value, separator in
                let text: SQLExpression = "CAST(\(bare: value) AS STRING)"
                return "STRING_AGG(DISTINCT \(bare: text), \(value: .text(separator)) ORDER BY \(bare: text))"
            },
            approximateCountDistinct: { "APPROX_COUNT_DISTINCT(\(bare: $0))" }),
        json: .bigQuery)

    private static let bigQueryTime = TimeFunctions(
        timestamp: { "CAST(\(bare: $0) AS DATETIME)" },
        convert: { time, from, to in
            "DATETIME(TIMESTAMP(\(bare: time), \(raw: bigQueryText(from))), \(raw: bigQueryText(to)))"
        },
        format: { time, format in "FORMAT_DATETIME('\(raw: pattern(format))', \(bare: time))" },
        part: { time, part in
            switch part {
            // Counted from Sunday, which is 1.
            case .isoWeekday: "MOD(EXTRACT(DAYOFWEEK FROM \(bare: time)) + 5, 7) + 1"
            case .dayOfWeek(let start): "MOD(EXTRACT(DAYOFWEEK FROM \(bare: time)) + \(13 - start), 7)"
            default: "EXTRACT(\(raw: name(part)) FROM \(bare: time))"
            }
        },
        truncate: { time, unit in
            switch unit {
            case .year: "DATETIME_TRUNC(\(bare: time), YEAR)"
            case .day: "DATETIME_TRUNC(\(bare: time), DAY)"
            case .month: "DATETIME_TRUNC(\(bare: time), MONTH)"
            case .quarter: "DATETIME_TRUNC(\(bare: time), QUARTER)"
            case .week(let start): "DATETIME_TRUNC(\(bare: time), WEEK(\(raw: weekday(start))))"
            case .minutes(1): "DATETIME_TRUNC(\(bare: time), MINUTE)"
            case .hours(1): "DATETIME_TRUNC(\(bare: time), HOUR)"
            case .minutes(let count):
                "DATETIME_ADD(DATETIME_TRUNC(\(bare: time), HOUR), INTERVAL DIV(EXTRACT(MINUTE FROM \(bare: time)), \(count)) * \(count) MINUTE)"
            case .hours(let count):
                "DATETIME_ADD(DATETIME_TRUNC(\(bare: time), DAY), INTERVAL DIV(EXTRACT(HOUR FROM \(bare: time)), \(count)) * \(count) HOUR)"
            }
        },
        addMonths: { time, months in "DATETIME_ADD(\(bare: time), INTERVAL \(months) MONTH)" },
        add: { time, unit, count in
            "SAFE.DATETIME_ADD(\(bare: time), INTERVAL CAST(\(bare: count) AS INT64) \(raw: unit.rawValue.uppercased()))"
        },
        addMicroseconds: { time, count in
            "SAFE.DATETIME_ADD(\(bare: time), INTERVAL CAST(\(bare: count) AS INT64) MICROSECOND)"
        },
        constant: { "DATETIME \(value: .timestamp($0))" },
        day: { "SAFE.DATETIME(\(bare: $0), \(bare: $1), \(bare: $2), 0, 0, 0)" }, parse: bigQueryMoment,
        text: { time in
            "REGEXP_REPLACE(FORMAT_DATETIME('%Y-%m-%d %H:%M:%E6S', \(bare: time)), r'\(raw: TextFunctions.needlessTime)', '')"
        },
        fromEpoch: { "DATETIME(TIMESTAMP_SECONDS(CAST(\(bare: $0) AS INT64)))" },
        toEpoch: { "UNIX_SECONDS(TIMESTAMP(\(bare: $0), 'UTC'))" },
        fromDigits: { "PARSE_DATETIME('%Y%m%d', CAST(\(bare: $0) AS STRING))" },
        wholeIntervals: { unit, start, end in
            let start: SQLExpression = "CAST(\(bare: start) AS DATETIME)"
            let end: SQLExpression = "CAST(\(bare: end) AS DATETIME)"
            return switch unit {
            case .year: "DIV(\(bare: months(from: start, to: end)), 12)"
            case .quarter: "DIV(\(bare: months(from: start, to: end)), 3)"
            case .month: months(from: start, to: end)
            case .week: spans(604_800, from: start, to: end)
            case .day: spans(86_400, from: start, to: end)
            case .hour: spans(3_600, from: start, to: end)
            case .minute: spans(60, from: start, to: end)
            case .second: spans(1, from: start, to: end)
            }
        })

    /// DATETIME_DIFF counts the turns of a month. The last one does not count where the month that it began is not whole.
    private static func months(from start: SQLExpression, to end: SQLExpression) -> SQLExpression {
        let turns: SQLExpression = "DATETIME_DIFF(\(bare: end), \(bare: start), MONTH)"
        return """
            \(turns) - CASE WHEN \(turns) > 0 AND DATETIME_ADD(\(bare: start), INTERVAL \(bare: turns) MONTH) > \(end) THEN 1 \
            WHEN \(turns) < 0 AND DATETIME_SUB(\(bare: end), INTERVAL \(bare: turns) MONTH) > \(start) THEN -1 ELSE 0 END
            """
    }

    private static func spans(_ seconds: Int, from start: SQLExpression, to end: SQLExpression) -> SQLExpression {
        "DIV(DATETIME_DIFF(\(bare: end), \(bare: start), MICROSECOND), \(seconds * 1_000_000))"
    }

    /// The exact PERCENTILE_CONT is a window function only.
    private static let bigQueryPercentile: @Sendable (SQLExpression, Double) -> SQLExpression = { value, share in
        let buckets = [100, 1_000, 10_000].first { (share * Double($0)).isNearlyWhole } ?? 100_000
        let place = Int((min(max(share, 0), 1) * Double(buckets)).rounded())
        return "APPROX_QUANTILES(\(bare: value), \(max(buckets, 1_000)))[OFFSET(\(place * max(1, 1_000 / buckets)))]"
    }

    private static func bigQueryLiteral(_ value: SQLValue) -> String {
        switch value {
        case .null: "NULL"
        case .bool(let value): value ? "TRUE" : "FALSE"
        case .int(let value): String(value)
        case .double(let value): value.isFinite ? "\(value)" : "CAST('\(value)' AS FLOAT64)"
        case .decimal(let digits): bigQueryDecimal(digits)
        case .text(let text): bigQueryText(text)
        case .blob(let bytes): "FROM_HEX('\(Hex.text(bytes))')"
        case .date(let days): "DATE '\(CivilText.date(days: min(max(Int64(days), -719_162), 2_932_896)))'"
        // Without a type: a text becomes whatever it is compared with, TIMESTAMP (in UTC) or DATETIME, and neither of those
        // becomes the other.
        case .timestamp(let microseconds):
            "'\(CivilText.timestamp(microseconds: min(max(microseconds, -62_135_596_800_000_000), 253_402_300_799_999_999)))'"
        }
    }

    /// A number in digits is INT64 or FLOAT64, and the second becomes NUMERIC digit by digit where it is compared with one.
    private static func bigQueryDecimal(_ digits: String) -> String {
        if digits.contains(".") || Int64(digits) != nil { return digits }
        return digits.utf8.count <= 38 ? "BIGNUMERIC '\(digits)'" : digits + ".0"
    }

    private static func bigQueryText(_ text: String) -> String {
        "'" + escaped(text, ["\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\0": "\\x00"]) + "'"
    }

    private static func pattern(_ format: TimeFunctions.Format) -> String {
        switch format {
        case .microsecond: "%Y-%m-%d %H:%M:%E6S"
        case .millisecond: "%Y-%m-%d %H:%M:%E3S"
        case .second: "%Y-%m-%d %H:%M:%S"
        case .minute: "%Y-%m-%d %H:%M"
        case .hour: "%Y-%m-%d %H"
        case .date: "%Y-%m-%d"
        case .month: "%Y-%m"
        case .timeOfDay: "%H:%M"
        case .dayName: "%A"
        case .monthName: "%B"
        }
    }

    private static func name(_ part: TimeFunctions.Part) -> String {
        switch part {
        case .year: "YEAR"
        case .quarter: "QUARTER"
        case .month: "MONTH"
        case .day: "DAY"
        case .dayOfYear: "DAYOFYEAR"
        case .isoWeek: "ISOWEEK"
        case .isoWeekday, .dayOfWeek: "DAYOFWEEK"
        case .hour: "HOUR"
        case .minute: "MINUTE"
        case .second: "SECOND"
        }
    }

    private static func weekday(_ number: Int) -> String {
        switch number {
        case 2: "TUESDAY"
        case 3: "WEDNESDAY"
        case 4: "THURSDAY"
        case 5: "FRIDAY"
        case 6: "SATURDAY"
        case 7: "SUNDAY"
        default: "MONDAY"
        }
    }

    /// The reserved keywords of GoogleSQL ("Lexical structure and syntax").
    private static let bigQueryReservedWords: Set<String> = [
        "all", "and", "any", "array", "as", "asc", "assert_rows_modified", "at", "between", "by", "case", "cast",
        "collate", "contains", "create", "cross", "cube", "current", "default", "define", "desc", "distinct", "else",
        "end", "enum", "escape", "except", "exclude", "exists", "extract", "false", "fetch", "following", "for", "from",
        "full", "graph_table", "group", "grouping", "groups", "hash", "having", "if", "ignore", "in", "inner",
        "intersect", "interval", "into", "is", "join", "lateral", "left", "like", "limit", "lookup", "match_recognize",
        "merge", "natural", "new", "no", "not", "null", "nulls", "of", "on", "or", "order", "outer", "over",
        "partition",
        "preceding", "proto", "qualify", "range", "recursive", "respect", "right", "rollup", "rows", "select", "set",
        "some", "struct", "tablesample", "then", "to", "treat", "true", "unbounded", "union", "unnest", "using", "when",
        "where", "window", "with", "within",
    ]
}

extension Double {
    fileprivate var isNearlyWhole: Bool { abs(self - rounded()) < 1e-9 }
}
