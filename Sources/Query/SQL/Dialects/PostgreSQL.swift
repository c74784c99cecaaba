extension Dialect {
    /// PostgreSQL 15, in sessions whose `TimeZone` is UTC: casts between times with and without a zone go by it.
    package static let postgreSQL = Dialect(
        name: "postgresql", identifierQuote: "\"", reservedWords: postgreSQLReservedWords,
        // Longer names are cut by the server, and two of them may become one (NAMEDATALEN).
        columnNames: ColumnNames(longest: 63), nullsSortLow: false,
        placeholder: { "$\($0)" }, literal: postgreSQLLiteral,
        // Arrays hold NULL to be equal to NULL, and can be hashed, which IS NOT DISTINCT FROM can't.
        isSame: { "ARRAY[\(bare: $0)] = ARRAY[\(bare: $1)]" },
        math: postgreSQLMath, text: postgreSQLTextFunctions, time: postgreSQLTime,
        aggregates: AggregateFunctions(
            percentile: { value, share in
                "PERCENTILE_CONT(\(raw: String(share))) WITHIN GROUP (ORDER BY \(bare: value))"
            },
            // DISTINCT sorts. An ORDER BY would have to repeat the value, which is another one where texts are bound in it.
            distinctList: { value, separator in
                "ARRAY_TO_STRING(ARRAY_AGG(DISTINCT \(bare: value)) FILTER (WHERE \(value) IS NOT NULL), \(value: .text(separator)))"
            },
            approximateCountDistinct: { "COUNT(DISTINCT \(bare: $0))" }),
        json: .postgreSQL)

    private static let postgreSQLTime = TimeFunctions(
        timestamp: { "CAST(\(bare: $0) AS TIMESTAMP)" },
        convert: { time, from, to in
            "\(time) AT TIME ZONE \(raw: postgreSQLText(from)) AT TIME ZONE \(raw: postgreSQLText(to))"
        },
        format: { time, format in "TO_CHAR(\(bare: time), '\(raw: pattern(format))')" },
        part: { time, part in
            guard case .dayOfWeek(let start) = part else { return number(name(part), of: time) }
            return "(\(number("ISODOW", of: time)) - \(start) + 7) % 7"
        },
        truncate: { time, unit in
            switch unit {
            case .year: "DATE_TRUNC('year', \(bare: time))"
            case .day: "DATE_TRUNC('day', \(bare: time))"
            case .month: "DATE_TRUNC('month', \(bare: time))"
            case .quarter: "DATE_TRUNC('quarter', \(bare: time))"
            case .week(start: 1): "DATE_TRUNC('week', \(bare: time))"
            case .week(let start):
                "DATE_TRUNC('day', \(bare: time)) - MAKE_INTERVAL(days => (\(number("ISODOW", of: time)) - \(start) + 7) % 7)"
            case .minutes(1): "DATE_TRUNC('minute', \(bare: time))"
            case .hours(1): "DATE_TRUNC('hour', \(bare: time))"
            case .minutes(let count): "DATE_BIN('\(count) minutes', \(bare: time), TIMESTAMP '2000-01-01 00:00:00')"
            case .hours(let count):
                "DATE_TRUNC('day', \(bare: time)) + MAKE_INTERVAL(hours => \(number("HOUR", of: time)) / \(count) * \(count))"
            }
        },
        addMonths: { time, months in "\(time) + MAKE_INTERVAL(months => \(months))" },
        add: { time, unit, count in
            switch unit {
            case .year: "\(time) + MAKE_INTERVAL(years => CAST(\(bare: count) AS INTEGER))"
            case .quarter: "\(time) + MAKE_INTERVAL(months => CAST(\(count) * 3 AS INTEGER))"
            case .month: "\(time) + MAKE_INTERVAL(months => CAST(\(bare: count) AS INTEGER))"
            case .week: "\(time) + MAKE_INTERVAL(weeks => CAST(\(bare: count) AS INTEGER))"
            case .day: "\(time) + MAKE_INTERVAL(days => CAST(\(bare: count) AS INTEGER))"
            case .hour: "\(time) + MAKE_INTERVAL(hours => CAST(\(bare: count) AS INTEGER))"
            case .minute: "\(time) + MAKE_INTERVAL(mins => CAST(\(bare: count) AS INTEGER))"
            case .second: "\(time) + MAKE_INTERVAL(secs => CAST(\(bare: count) AS DOUBLE PRECISION))"
            }
        },
        addMicroseconds: { time, count in
            "\(time) + CAST(\(bare: count) AS BIGINT) * INTERVAL '1 microsecond'"
        },
        day: postgreSQLDay, parse: postgreSQLMoment,
        text: { time in
            "REGEXP_REPLACE(TO_CHAR(\(bare: time), 'YYYY-MM-DD HH24:MI:SS.US'), '\(raw: TextFunctions.needlessTime)', '')"
        },
        fromEpoch: { "TO_TIMESTAMP(\(bare: $0)) AT TIME ZONE 'UTC'" },
        toEpoch: { "CAST(FLOOR(EXTRACT(EPOCH FROM \(bare: $0))) AS BIGINT)" },
        fromDigits: { "CAST(TO_DATE(CAST(\(bare: $0) AS TEXT), 'YYYYMMDD') AS TIMESTAMP)" },
        wholeIntervals: { unit, start, end in
            let (start, end): (SQLExpression, SQLExpression) = (
                "CAST(\(bare: start) AS TIMESTAMP)", "CAST(\(bare: end) AS TIMESTAMP)"
            )
            return switch unit {
            case .year: "(\(bare: months(from: start, to: end))) / 12"
            case .quarter: "(\(bare: months(from: start, to: end))) / 3"
            case .month: months(from: start, to: end)
            case .week: spans(604_800, from: start, to: end)
            case .day: spans(86_400, from: start, to: end)
            case .hour: spans(3_600, from: start, to: end)
            case .minute: spans(60, from: start, to: end)
            case .second: spans(1, from: start, to: end)
            }
        })

    private static func number(_ part: String, of time: SQLExpression) -> SQLExpression {
        // A cast rounds, and only seconds have something to round.
        part == "SECOND"
            ? "CAST(TRUNC(EXTRACT(SECOND FROM \(bare: time))) AS INTEGER)"
            : "CAST(EXTRACT(\(raw: part) FROM \(bare: time)) AS INTEGER)"
    }

    /// AGE counts days at the ends of short months that months begin with elsewhere.
    private static func months(from start: SQLExpression, to end: SQLExpression) -> SQLExpression {
        let turns: SQLExpression = """
            (\(number("YEAR", of: end)) - \(number("YEAR", of: start))) * 12 \
            + \(number("MONTH", of: end)) - \(number("MONTH", of: start))
            """
        return """
            \(turns) - CASE WHEN \(start) <= \(end) THEN CAST(\(start) + MAKE_INTERVAL(months => \(bare: turns)) > \(end) \
            AS INTEGER) ELSE -CAST(\(end) - MAKE_INTERVAL(months => \(bare: turns)) > \(start) AS INTEGER) END
            """
    }

    private static func spans(_ seconds: Int, from start: SQLExpression, to end: SQLExpression) -> SQLExpression {
        "CAST(TRUNC(EXTRACT(EPOCH FROM \(end) - \(start)) / \(seconds)) AS BIGINT)"
    }

    private static func postgreSQLLiteral(_ value: SQLValue) -> String {
        switch value {
        case .null: "NULL"
        case .bool(let value): value ? "TRUE" : "FALSE"
        case .int(let value): String(value)
        case .double(let value): "FLOAT8 '\(value)'"
        case .decimal(let digits): digits
        case .text(let text): postgreSQLText(text)
        case .blob(let bytes): "DECODE('\(Hex.text(bytes))', 'hex')"
        case .date(let days): "DATE '\(postgreSQLMoment(CivilText.date(days: Int64(days)), day: Int64(days)))'"
        case .timestamp(let microseconds):
            "TIMESTAMP '\(postgreSQLMoment(CivilText.timestamp(microseconds: microseconds), day: microseconds / 86_400_000_000))'"
        }
    }

    /// Years before the first are counted back from it, and nothing comes before the Julian day 0.
    private static func postgreSQLMoment(_ text: String, day: Int64) -> String {
        if day < -2_440_588 { return "-infinity" }
        // The last that the type `date` holds, by its documentation of 5874897-12-31.
        if day > 2_145_031_948 { return "infinity" }
        let year = text.first == "-" ? "-" + text.dropFirst().prefix { $0 != "-" } : text.prefix { $0 != "-" }
        guard let number = Int(year), number <= 0 else { return text }
        let digits = String(1 - number)
        let zeros = String(repeating: "0", count: max(0, 4 - digits.utf8.count))
        return zeros + digits + text.dropFirst(year.count) + " BC"
    }

    /// Backslashes mean themselves in plain quotes only while `standard_conforming_strings` is on, and always two of them
    /// one in an `E` literal.
    private static func postgreSQLText(_ text: String) -> String {
        // The server has no text with a NUL in it and refuses this one as it does the bound one.
        if text.utf8.contains(0) { return "CONVERT_FROM(DECODE('\(Hex.text(Array(text.utf8)))', 'hex'), 'UTF8')" }
        let quoted = "'" + escaped(text, ["'": "''", "\\": "\\\\"]) + "'"
        return text.contains("\\") ? "E" + quoted : quoted
    }

    private static func pattern(_ format: TimeFunctions.Format) -> String {
        switch format {
        case .microsecond: "YYYY-MM-DD HH24:MI:SS.US"
        case .millisecond: "YYYY-MM-DD HH24:MI:SS.MS"
        case .second: "YYYY-MM-DD HH24:MI:SS"
        case .minute: "YYYY-MM-DD HH24:MI"
        case .hour: "YYYY-MM-DD HH24"
        case .date: "YYYY-MM-DD"
        case .month: "YYYY-MM"
        case .timeOfDay: "HH24:MI"
        case .dayName: "FMDay"
        case .monthName: "FMMonth"
        }
    }

    private static func name(_ part: TimeFunctions.Part) -> String {
        switch part {
        case .year: "YEAR"
        case .quarter: "QUARTER"
        case .month: "MONTH"
        case .day: "DAY"
        case .dayOfYear: "DOY"
        case .isoWeek: "WEEK"
        case .isoWeekday, .dayOfWeek: "ISODOW"
        case .hour: "HOUR"
        case .minute: "MINUTE"
        case .second: "SECOND"
        }
    }

    /// The words that `pg_get_keywords()` calls reserved, with those that can be names of functions and types.
    private static let postgreSQLReservedWords: Set<String> = [
        "all", "analyse", "analyze", "and", "any", "array", "as", "asc", "asymmetric", "authorization", "binary",
        "both",
        "case", "cast", "check", "collate", "collation", "column", "concurrently", "constraint", "create", "cross",
        "current_catalog", "current_date", "current_role", "current_schema", "current_time", "current_timestamp",
        "current_user", "default", "deferrable", "desc", "distinct", "do", "else", "end", "except", "false", "fetch",
        "for", "foreign", "freeze", "from", "full", "grant", "group", "having", "ilike", "in", "initially", "inner",
        "intersect", "into", "is", "isnull", "join", "lateral", "leading", "left", "like", "limit", "localtime",
        "localtimestamp", "natural", "not", "notnull", "null", "offset", "on", "only", "or", "order", "outer",
        "overlaps", "placing", "primary", "references", "returning", "right", "select", "session_user", "similar",
        "some", "symmetric", "table", "tablesample", "then", "to", "trailing", "true", "union", "unique", "user",
        "using", "variadic", "verbose", "when", "where", "window", "with",
    ]
}
