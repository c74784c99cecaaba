extension Dialect {
    /// DuckDB 1.5.
    package static let duckDB = Dialect(
        name: "duckdb", identifierQuote: "\"", reservedWords: duckDBReservedWords, nullsSortLow: true,
        placeholder: { _ in "?" }, literal: duckDBLiteral,
        isSame: { "\($0) IS NOT DISTINCT FROM \($1)" },
        once: duckDBOnce, math: duckDBMath, text: duckDBText, time: duckDBTime,
        aggregates: AggregateFunctions(
            percentile: { value, share in "quantile_cont(\(bare: value), \(raw: String(share)))" },
            distinctList: { value, separator in
                "array_to_string(list_sort(list(DISTINCT \(value)) FILTER (WHERE \(value) IS NOT NULL)), \(value: .text(separator)))"
            },
            approximateCountDistinct: { "approx_count_distinct(\(bare: $0))" }),
        json: .duckDB)

    private static let duckDBTime = TimeFunctions(
        timestamp: { "CAST(\(bare: $0) AS TIMESTAMP)" },
        convert: { time, from, to in
            "\(time) AT TIME ZONE \(raw: literal(from)) AT TIME ZONE \(raw: literal(to))"
        },
        format: { time, format in
            switch format {
            case .dayName: "dayname(\(bare: time))"
            case .monthName: "monthname(\(bare: time))"
            default: "strftime(\(bare: time), \(raw: literal(pattern(format))))"
            }
        },
        part: { time, part in
            guard case .dayOfWeek(let start) = part else { return "\(raw: function(part))(\(bare: time))" }
            return "(isodow(\(bare: time)) - \(start) + 7) % 7"
        },
        truncate: { time, unit in
            switch unit {
            case .year: "date_trunc('year', \(bare: time))"
            case .day: "date_trunc('day', \(bare: time))"
            case .month: "date_trunc('month', \(bare: time))"
            case .quarter: "date_trunc('quarter', \(bare: time))"
            case .week(start: 1): "date_trunc('week', \(bare: time))"
            case .week(let start):
                "date_trunc('day', \(bare: time)) - to_days(CAST((isodow(\(bare: time)) - \(start) + 7) % 7 AS INTEGER))"
            case .minutes(1): "date_trunc('minute', \(bare: time))"
            case .hours(1): "date_trunc('hour', \(bare: time))"
            case .minutes(let count): "time_bucket(INTERVAL '\(count) minutes', \(bare: time))"
            case .hours(let count):
                "date_trunc('day', \(bare: time)) + to_hours(hour(\(bare: time)) // \(count) * \(count))"
            }
        },
        addMonths: { time, months in "\(time) + INTERVAL (\(months)) MONTH" },
        add: { time, unit, count in
            switch unit {
            case .year: "\(time) + to_years(CAST(\(bare: count) AS INTEGER))"
            case .quarter: "\(time) + to_months(CAST(\(count) * 3 AS INTEGER))"
            case .month: "\(time) + to_months(CAST(\(bare: count) AS INTEGER))"
            case .week: "\(time) + to_days(CAST(\(count) * 7 AS INTEGER))"
            case .day: "\(time) + to_days(CAST(\(bare: count) AS INTEGER))"
            case .hour: "\(time) + to_hours(CAST(\(bare: count) AS BIGINT))"
            case .minute: "\(time) + to_minutes(CAST(\(bare: count) AS BIGINT))"
            case .second: "\(time) + to_seconds(CAST(\(bare: count) AS DOUBLE))"
            }
        },
        addMicroseconds: { "\($0) + to_microseconds(CAST(\(bare: $1) AS BIGINT))" },
        day: duckDBDay, parse: duckDBMoment,
        text: { time in
            "regexp_replace(strftime(\(bare: time), '%Y-%m-%d %H:%M:%S.%f'), '\(raw: TextFunctions.needlessTime)', '')"
        },
        fromEpoch: { "CAST(to_timestamp(\(bare: $0)) AS TIMESTAMP)" },
        toEpoch: { "CAST(epoch(\(bare: $0)) AS BIGINT)" },
        fromDigits: { "strptime(CAST(\(bare: $0) AS VARCHAR), '%Y%m%d')" },
        wholeIntervals: { unit, start, end in
            "datesub('\(raw: unit.rawValue)', CAST(\(bare: start) AS TIMESTAMP), CAST(\(bare: end) AS TIMESTAMP))"
        })

    private static func literal(_ text: String) -> String {
        "'" + escaped(text, ["'": "''"]) + "'"
    }

    private static func duckDBLiteral(_ value: SQLValue) -> String {
        switch value {
        case .null: "NULL"
        case .bool(let value): value ? "TRUE" : "FALSE"
        case .int(let value): String(value)
        case .double(let value):
            // In quotes where it is no number that SQL could write.
            value.isFinite ? "\(value)::DOUBLE" : "'\(value)'::DOUBLE"
        case .decimal(let digits): digits
        case .text(let text): textLiteral(text)
        case .blob(let bytes):
            "'" + bytes.map { "\\x" + String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined() + "'::BLOB"
        case .date(let days): "DATE '\(CivilText.date(days: Int64(days)))'"
        case .timestamp(let microseconds): "TIMESTAMP '\(CivilText.timestamp(microseconds: microseconds))'"
        }
    }

    /// DuckDB refuses a NUL in a statement, so that one is written as the function that makes it.
    private static func textLiteral(_ text: String) -> String {
        guard text.utf8.contains(0) else { return literal(text) }
        let parts = text.split(separator: "\0", omittingEmptySubsequences: false).map { literal(String($0)) }
        return "(" + parts.joined(separator: " || chr(0) || ") + ")"
    }

    private static func pattern(_ format: TimeFunctions.Format) -> String {
        switch format {
        case .microsecond: "%Y-%m-%d %H:%M:%S.%f"
        case .millisecond: "%Y-%m-%d %H:%M:%S.%g"
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

    private static func function(_ part: TimeFunctions.Part) -> String {
        switch part {
        case .year: "year"
        case .quarter: "quarter"
        case .month: "month"
        case .day: "day"
        case .dayOfYear: "dayofyear"
        case .isoWeek: "weekofyear"
        case .isoWeekday, .dayOfWeek: "isodow"
        case .hour: "hour"
        case .minute: "minute"
        case .second: "second"
        }
    }

    /// The words that `duckdb_keywords()` calls reserved, and those of its function names that can't be aliases.
    private static let duckDBReservedWords: Set<String> = [
        "all", "analyse", "analyze", "and", "any", "array", "as", "asc", "asymmetric", "asof", "anti", "at",
        "authorization",
        "between", "binary", "both", "by", "case", "cast", "check", "collate", "collation", "column", "columns",
        "concurrently", "constraint", "create", "cross", "default", "deferrable", "desc", "describe", "distinct", "do",
        "else", "end", "except", "exists", "extract", "false", "fetch", "for", "foreign", "freeze", "from", "full",
        "glob",
        "grant", "group", "grouping_id", "having", "ilike", "in", "initially", "inner", "intersect", "interval", "into",
        "is", "isnull", "join", "lambda", "lateral", "leading", "left", "like", "limit", "map", "natural", "not",
        "notnull",
        "null", "offset", "on", "only", "or", "order", "outer", "overlaps", "pivot", "pivot_longer", "pivot_wider",
        "placing", "positional", "primary", "qualify", "references", "returning", "right", "row", "select", "semi",
        "show",
        "similar", "some", "struct", "summarize", "symmetric", "table", "tablesample", "then", "to", "trailing", "true",
        "try_cast", "union", "unique", "unnest", "unpivot", "user", "using", "values", "variadic", "verbose", "when",
        "where", "window", "with",
    ]
}
