import Testing

extension ExpressionDialectTests {
    @Test func `text`() throws {
        try expect(
            #"concat(${t.s}, "-", ${t.n})"#,
            [
                #"t.s || ? || (regexp_replace(CAST(t.n AS VARCHAR), '(\.[0-9]*[1-9])0+$|\.0+$', '\1'))"#,
                #"t.s || CAST($1 AS TEXT) || (REGEXP_REPLACE(CAST(t.n AS TEXT), '(\.[0-9]*[1-9])0+$|\.0+$', "#
                    + #"'\1'))"#,
                #"CONCAT(t.s, @p1, REGEXP_REPLACE(CAST(t.n AS STRING), r'(\.[0-9]*[1-9])0+$|\.0+$', r'\1'))"#,
                "concat(t.s, {p1:String}, toString(t.n))",
            ])
        try expect(
            "concat(${t.x} + 1, ${t.d})",
            [
                #"(regexp_replace(CAST((t.x + 1.0::DOUBLE) + 0 AS VARCHAR), '(\.[0-9]*[1-9])0+$|\.0+$', "#
                    + #"'\1')) || (regexp_replace(strftime(t.d, '%Y-%m-%d %H:%M:%S.%f'), '( 00:00:00)?\.000000$', "#
                    + "''))",
                #"(REGEXP_REPLACE(CAST((t.x + FLOAT8 '1.0') + 0 AS TEXT), '(\.[0-9]*[1-9])0+$|\.0+$', '\1')) "#
                    + #"|| (REGEXP_REPLACE(TO_CHAR(t.d, 'YYYY-MM-DD HH24:MI:SS.US'), '( 00:00:00)?\.000000$', ''))"#,
                #"CONCAT(REGEXP_REPLACE(CAST(SAFE_ADD(t.x, 1.0) + 0 AS STRING), r'(\.[0-9]*[1-9])0+$|\.0+$', "#
                    + #"r'\1'), REGEXP_REPLACE(FORMAT_DATETIME('%Y-%m-%d %H:%M:%E6S', t.d), r'( "#
                    + #"00:00:00)?\.000000$', ''))"#,
                "concat(toString((toFloat64(t.x) + 1.0) + 0), replaceRegexpOne(formatDateTime(t.d, '%Y-%m-%d "
                    + #"%H:%i:%S.%f'), '( 00:00:00)?\\.000000$', ''))"#,
            ])
        try expect(
            #"contains(${t.s}, "a") AND ${t.s} > "b""#,
            [
                "contains(t.s, ?) AND (t.s > ?)",
                #"(STRPOS(t.s, CAST($1 AS TEXT)) > 0) AND ((t.s COLLATE "C") > (CAST($2 AS TEXT) COLLATE "C"))"#,
                "(STRPOS(t.s, @p1) > 0) AND (t.s > @p2)",
                "(position(t.s, {p1:String}) > 0) AND (t.s > {p2:String})",
            ])
        try expect(
            "starts_with(${t.s}, ${t.w})",
            [
                "starts_with(t.s, t.w)",
                "STARTS_WITH(t.s, t.w)",
                "STARTS_WITH(t.s, t.w)",
                "startsWith(t.s, t.w)",
            ])
        try expect(
            "substring(lower(${t.s}), 2, length(${t.w}))",
            [
                "substring(LOWER(t.s), 2, CASE WHEN length(t.w) < 0 THEN 0 WHEN length(t.w) > 2147483647 "
                    + "THEN 2147483647 ELSE length(t.w) END)",
                "SUBSTR(LOWER(t.s), CAST(2 AS INTEGER), CAST(CASE WHEN LENGTH(t.w) < 0 THEN 0 WHEN "
                    + "LENGTH(t.w) > 2147483647 THEN 2147483647 ELSE LENGTH(t.w) END AS INTEGER))",
                "SUBSTR(LOWER(t.s), 2, CASE WHEN CHAR_LENGTH(t.w) < 0 THEN 0 WHEN CHAR_LENGTH(t.w) > "
                    + "2147483647 THEN 2147483647 ELSE CHAR_LENGTH(t.w) END)",
                "substringUTF8(lowerUTF8(t.s), 2, CASE WHEN lengthUTF8(t.w) < 0 THEN 0 WHEN lengthUTF8(t.w) "
                    + "> 2147483647 THEN 2147483647 ELSE lengthUTF8(t.w) END)",
            ])
        try expect(
            "substring(${t.s}, -1, 3)",
            [
                "substring(t.s, 1, 1)",
                "SUBSTR(t.s, CAST(1 AS INTEGER), CAST(1 AS INTEGER))",
                "SUBSTR(t.s, 1, 1)",
                "substringUTF8(t.s, 1, 1)",
            ])
        try expect(
            #"position(upper(${t.s}), "A") = 1"#,
            [
                "strpos(UPPER(t.s), ?) = 1",
                "STRPOS(UPPER(t.s), CAST($1 AS TEXT)) = 1",
                "STRPOS(UPPER(t.s), @p1) = 1",
                "positionUTF8(upperUTF8(t.s), {p1:String}) = 1",
            ])
        try expect(
            #"replace(${t.s}, "a", ${t.w})"#,
            [
                "REPLACE(t.s, ?, t.w)",
                "REPLACE(t.s, CAST($1 AS TEXT), t.w)",
                "REPLACE(t.s, @p1, t.w)",
                "replaceAll(t.s, {p1:String}, t.w)",
            ])
        try expect(
            "concat(${t.b}, trim(${t.s}))",
            [
                "(CASE WHEN t.b THEN 'Yes' WHEN NOT t.b THEN 'No' END) || trim(t.s, ?)",
                "(CASE WHEN t.b THEN 'Yes' WHEN NOT t.b THEN 'No' END) || BTRIM(t.s, $1)",
                "CONCAT(CASE WHEN t.b THEN 'Yes' WHEN NOT t.b THEN 'No' END, TRIM(t.s))",
                "concat(CASE WHEN t.b THEN 'Yes' WHEN NOT t.b THEN 'No' END, replaceRegexpAll(t.s, "
                    + #"'^[\\pZ\\s\\x{B}\\x{85}]+|[\\pZ\\s\\x{B}\\x{85}]+$', ''))"#,
            ])
        try expect(
            "to_number(${t.s})",
            [
                "list_extract(list_transform([TRY_CAST(regexp_extract(t.s, "
                    + #"'^[\pZ\s\x{B}\x{85}]*([+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)[\pZ\s\x{B}\x{85"#
                    + "}]*$', 1) AS DOUBLE)], lambda v: CASE WHEN isfinite(v) THEN v END), 1)",
                #"CAST(SUBSTRING(t.s FROM '^\s*([+-]?(?:[0-9]{1,250}\.?[0-9]*|\.[0-9]+)(?:[eE](?:\+?0*[0-9]{1,"#
                    + #"2}|-0*(?:[12]?[0-9]{1,2})|\+?0*[12][0-9]{2}))?)\s*$') AS DOUBLE PRECISION)"#,
                #"SAFE_CAST(REGEXP_EXTRACT(t.s, r'^[\pZ\s\x{B}\x{85}]*([+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE"#
                    + #"][+-]?[0-9]+)?)[\pZ\s\x{B}\x{85}]*$') AS FLOAT64)"#,
                "arrayElement(arrayMap((v1) -> if(isFinite(v1), v1, NULL), [toFloat64OrNull(extract(t.s, "
                    + #"'^[\\pZ\\s\\x{B}\\x{85}]*([+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?)[\\pZ\\s\\"#
                    + #"x{B}\\x{85}]*$'))]), 1)"#,
            ])
    }

    @Test func `times`() throws {
        try expect(
            "${t.d} >= add_days(-7, now())",
            [
                "t.d >= TIMESTAMP '2026-02-25 05:06:07'",
                "t.d >= TIMESTAMP '2026-02-25 05:06:07'",
                "t.d >= (DATETIME '2026-02-25 05:06:07')",
                "t.d >= toDateTime64(toDateTime('2026-02-25 05:06:07', 'UTC'), 6, 'UTC')",
            ])
        try expect(
            "add_months(${t.n}, ${t.d})",
            [
                "list_extract(list_transform([t.d + to_months(CAST(CASE WHEN TRY_CAST(trunc(t.n) AS BIGINT) "
                    + "BETWEEN -120000 AND 120000 THEN TRY_CAST(trunc(t.n) AS BIGINT) END AS INTEGER))], lambda v: "
                    + "CASE WHEN v BETWEEN TIMESTAMP '0001-01-01 00:00:00' AND TIMESTAMP '9999-12-31 "
                    + "23:59:59.999999' THEN v END), 1)",
                "CASE WHEN (t.d + MAKE_INTERVAL(months => CAST(CASE WHEN CAST(TRUNC(CAST(t.n AS NUMERIC)) AS "
                    + "BIGINT) BETWEEN -120000 AND 120000 THEN CAST(TRUNC(CAST(t.n AS NUMERIC)) AS BIGINT) END AS "
                    + "INTEGER))) BETWEEN TIMESTAMP '0001-01-01 00:00:00' AND TIMESTAMP '9999-12-31 "
                    + "23:59:59.999999' THEN t.d + MAKE_INTERVAL(months => CAST(CASE WHEN CAST(TRUNC(CAST(t.n AS "
                    + "NUMERIC)) AS BIGINT) BETWEEN -120000 AND 120000 THEN CAST(TRUNC(CAST(t.n AS NUMERIC)) AS "
                    + "BIGINT) END AS INTEGER)) END",
                "CASE WHEN SAFE.DATETIME_ADD(t.d, INTERVAL CAST(CASE WHEN SAFE_CAST(TRUNC(t.n) AS INT64) "
                    + "BETWEEN -120000 AND 120000 THEN SAFE_CAST(TRUNC(t.n) AS INT64) END AS INT64) MONTH) BETWEEN "
                    + "(DATETIME '0001-01-01 00:00:00') AND (DATETIME '9999-12-31 23:59:59.999999') THEN "
                    + "SAFE.DATETIME_ADD(t.d, INTERVAL CAST(CASE WHEN SAFE_CAST(TRUNC(t.n) AS INT64) BETWEEN "
                    + "-120000 AND 120000 THEN SAFE_CAST(TRUNC(t.n) AS INT64) END AS INT64) MONTH) END",
                "arrayElement(arrayMap((v1) -> CASE WHEN v1 BETWEEN toDateTime64(toDateTime64('1900-01-01 "
                    + "00:00:00', 6, 'UTC'), 6, 'UTC') AND toDateTime64(toDateTime64('2299-12-31 23:59:59.999999', "
                    + "6, 'UTC'), 6, 'UTC') THEN v1 END, [addMonths(t.d, toInt64(CASE WHEN "
                    + "accurateCastOrNull(trunc(t.n), 'Int64') BETWEEN -120000 AND 120000 THEN "
                    + "accurateCastOrNull(trunc(t.n), 'Int64') END))]), 1)",
            ])
        try expect(
            "add_days(0.5, trunc_quarters(${t.d}))",
            [
                "date_trunc('quarter', t.d) + to_microseconds(CAST(43200000000 AS BIGINT))",
                "DATE_TRUNC('quarter', t.d) + CAST(43200000000 AS BIGINT) * INTERVAL '1 microsecond'",
                "SAFE.DATETIME_ADD(DATETIME_TRUNC(t.d, QUARTER), INTERVAL CAST(43200000000 AS INT64) "
                    + "MICROSECOND)",
                "addMicroseconds(toDateTime64(toStartOfQuarter(t.d), 6, 'UTC'), toInt64(43200000000))",
            ])
        try expect(
            "extract_seconds(trunc_hours(${t.d}))",
            [
                "second(date_trunc('hour', t.d))",
                "CAST(TRUNC(EXTRACT(SECOND FROM DATE_TRUNC('hour', t.d))) AS INTEGER)",
                "EXTRACT(SECOND FROM DATETIME_TRUNC(t.d, HOUR))",
                "toSecond(toDateTime64(toStartOfHour(t.d), 6, 'UTC'))",
            ])
        try expect(
            #"diff_days("2024-01-31", ${t.d})"#,
            [
                "datesub('day', CAST(TIMESTAMP '2024-01-31 00:00:00' AS TIMESTAMP), CAST(t.d AS TIMESTAMP))",
                "CAST(TRUNC(EXTRACT(EPOCH FROM CAST(t.d AS TIMESTAMP) - CAST(TIMESTAMP '2024-01-31 00:00:00' "
                    + "AS TIMESTAMP)) / 86400) AS BIGINT)",
                "DIV(DATETIME_DIFF(CAST(t.d AS DATETIME), CAST(DATETIME '2024-01-31 00:00:00' AS DATETIME), "
                    + "MICROSECOND), 86400000000)",
                "age('day', toDateTime64(toDateTime64(toDateTime('2024-01-31 00:00:00', 'UTC'), 6, 'UTC'), "
                    + "6, 'UTC'), toDateTime64(t.d, 6, 'UTC'))",
            ])
        try expect(
            "date(${t.n}, 2, 1)",
            [
                "try_strptime(printf('%04d-%02d-%02d', NULLIF(TRY_CAST(trunc(t.n) AS BIGINT), 0), 2, 1), "
                    + "'%Y-%m-%d')",
                "CAST(JSONB_PATH_QUERY_FIRST(TO_JSONB(CASE WHEN CAST(TRUNC(CAST(t.n AS NUMERIC)) AS BIGINT) "
                    + "BETWEEN 1 AND 9999 AND 2 > 0 AND 1 > 0 THEN LPAD(CAST(CAST(TRUNC(CAST(t.n AS NUMERIC)) AS "
                    + #"BIGINT) AS TEXT), 4, '0') || '-' || 2 || '-' || 1 END), '$.datetime("YYYY-MM-DD")', '{}', "#
                    + "TRUE) #>> '{}' AS TIMESTAMP)",
                "SAFE.DATETIME(SAFE_CAST(TRUNC(t.n) AS INT64), 2, 1, 0, 0, 0)",
                "if(accurateCastOrNull(trunc(t.n), 'Int64') BETWEEN 1900 AND 2299 AND 2 BETWEEN 1 AND 12 AND "
                    + "1 BETWEEN 1 AND toDayOfMonth(toLastDayOfMonth(makeDate32(accurateCastOrNull(trunc(t.n), "
                    + "'Int64'), 2, 1))), toDateTime64(makeDate32(accurateCastOrNull(trunc(t.n), 'Int64'), 2, 1), "
                    + "6, 'UTC'), NULL)",
            ])
    }
}
