import QueryCompiler
import SQL
import Testing

/// The text that each dialect makes of the same queries.
@Suite struct DialectTests {
    private func sql(_ query: ExploreQuery, _ dialect: Dialect, of model: String = Shop.model) throws -> String {
        try QueryCompiler.compile(query, project: testProject(model), context: testContext(), dialect: dialect).sql
    }

    private static let settings =
        "\nSETTINGS join_use_nulls = 1, aggregate_functions_null_for_empty = 1, prefer_column_name_to_alias = 1, "
        + "enable_extended_results_for_datetime_functions = 1"

    @Test func `conditions, groups, order and limit`() throws {
        let query = ask(
            ["orders.status", "orders.count"], where: ["orders.status": "%o%,-open", "orders.count": ">5"],
            sort: ["orders.status desc"], limit: 10)
        #expect(
            try sql(query, .postgreSQL) == #"""
                SELECT
                  orders.status AS "orders.status",
                  COUNT(*) AS "orders.count"
                FROM orders AS orders
                WHERE ((orders.status LIKE $1 ESCAPE '\') AND (NOT (orders.status = $2) OR orders.status IS NULL))
                GROUP BY 1
                HAVING (COUNT(*) > 5)
                ORDER BY "orders.status" DESC NULLS FIRST
                LIMIT 10
                """#)
        #expect(
            try sql(query, .bigQuery) == """
                SELECT
                  orders.status AS `orders_status`,
                  COUNT(*) AS `orders_count`
                FROM orders AS orders
                WHERE ((orders.status LIKE @p1) AND (NOT (orders.status = @p2) OR orders.status IS NULL))
                GROUP BY 1
                HAVING (COUNT(*) > 5)
                ORDER BY `orders_status` DESC
                LIMIT 10
                """)
        #expect(
            try sql(query, .clickHouse) == """
                SELECT
                  orders.status AS "orders:status",
                  COUNT(*) AS "orders:count"
                FROM orders AS orders
                WHERE ((orders.status LIKE {p1:String}) AND (NOT (orders.status = {p2:String}) OR orders.status IS NULL))
                GROUP BY 1
                HAVING (COUNT(*) > 5)
                ORDER BY "orders:status" DESC NULLS LAST
                LIMIT 10
                """ + Self.settings)
    }

    @Test func `a case that does not matter`() throws {
        let model = Shop.with("explore: orders { case_sensitive: no }")
        let query = ask(["orders.count"], where: ["orders.status": "Done,%X"])
        let conditions = [Dialect.postgreSQL, .bigQuery, .clickHouse].map { dialect in
            (try? sql(query, dialect, of: model))?.split(separator: "\n").first { $0.hasPrefix("WHERE") }
        }
        #expect(
            conditions == [
                #"WHERE ((LOWER(orders.status) = LOWER($1)) OR (orders.status ILIKE $2 ESCAPE '\'))"#,
                "WHERE ((LOWER(orders.status) = LOWER(@p1)) OR (LOWER(orders.status) LIKE LOWER(@p2)))",
                "WHERE ((lowerUTF8(orders.status) = lowerUTF8({p1:String})) OR (orders.status ILIKE {p2:String}))",
            ])
    }

    @Test func `legs are joined by keys that may be NULL, in a way that can be hashed`() throws {
        let query = ask(["orders.status", "orders.total", "items.quantity"])
        func join(_ dialect: Dialect) throws -> Substring? {
            try sql(query, dialect).split(separator: "\n").first { $0.hasPrefix("INNER JOIN") }
        }
        #expect(
            try join(.postgreSQL)
                == "INNER JOIN query__leg_2 AS query__leg_2 ON "
                + #"ARRAY[query__leg_1."orders.status"] = ARRAY[query__leg_2."orders.status"]"#
        )
        #expect(
            try join(.bigQuery) == "INNER JOIN query__leg_2 AS query__leg_2 ON "
                + "TO_JSON_STRING(query__leg_1.`orders_status`) = TO_JSON_STRING(query__leg_2.`orders_status`)")
        #expect(
            try join(.clickHouse)
                == "INNER JOIN query__leg_2 AS query__leg_2 ON "
                + #"query__leg_1."orders:status" IS NOT DISTINCT FROM query__leg_2."orders:status""#
        )
    }

    @Test func `windows of a pivot have no NULLS FIRST and no number as a partition in BigQuery`() throws {
        let query = ask(
            ["orders.amount", "orders.status", "orders.count"], sort: ["orders.count desc"], pivots: ["orders.status"])
        let text = try sql(query, .bigQuery)
        #expect(text.contains("DENSE_RANK() OVER (ORDER BY `orders_status` IS NULL ASC, `orders_status` ASC)"))
        #expect(text.contains("OVER (PARTITION BY TO_JSON_STRING(`orders_amount`)) AS `sort_1`"))
        #expect(text.contains("DENSE_RANK() OVER (ORDER BY `sort_1` DESC, `orders_amount` ASC) AS `row_rank`"))
        #expect(!text.contains("NULLS"))
    }

    /// What stands for a field in the SELECT of a query that shows it alone.
    private func expressions(_ field: String, of model: String, zone: String? = nil) throws -> [String] {
        let name = "orders.\(field)"
        return try [Dialect.postgreSQL, .bigQuery, .clickHouse].map { dialect in
            let text = try sql(ask([name], zone: zone), dialect, of: model)
            let line = text.split(separator: "\n").dropFirst().first ?? ""
            return String(line.dropFirst(2)).text(before: " AS ")
        }
    }

    @Test func `quantiles and lists`() throws {
        let model = Shop.views.replacing(
            "measure: statuses", with: "measure: states { type: list list_field: status } measure: statuses")
        #expect(
            try expressions("quartile", of: model + "explore: orders {}") == [
                "PERCENTILE_CONT(0.25) WITHIN GROUP (ORDER BY orders.amount)",
                "APPROX_QUANTILES(orders.amount, 1000)[OFFSET(250)]",
                "quantileExactInclusive(0.25)(toFloat64(orders.amount))",
            ])
        #expect(
            try expressions("states", of: model + "explore: orders {}") == [
                "ARRAY_TO_STRING(ARRAY_AGG(DISTINCT orders.status) FILTER (WHERE orders.status IS NOT NULL), $1)",
                "STRING_AGG(DISTINCT CAST(orders.status AS STRING), @p1 ORDER BY CAST(orders.status AS STRING))",
                "IF(COUNT(orders.status) = 0, NULL, arrayStringConcat(arrayMap(element -> toString(element), "
                    + "arraySort(groupUniqArray(orders.status))), {p1:String}))",
            ])
    }

    @Test func `what is not exact is said`() throws {
        let said = "This database computes medians and percentiles approximately."
        for (dialect, isSaid) in [(Dialect.bigQuery, true), (.postgreSQL, false), (.duckDB, false)] {
            let compiled = try QueryCompiler.compile(
                ask(["orders.median"]), project: testProject(Shop.model), context: testContext(), dialect: dialect)
            #expect(compiled.explanation.contains(said) == isSaid)
        }
        let compiled = try QueryCompiler.compile(
            ask(["orders.mean"]), project: testProject(Shop.model), context: testContext(), dialect: .bigQuery)
        #expect(!compiled.explanation.contains(said))
    }

    /// A timeframe in PostgreSQL, BigQuery and ClickHouse.
    private static let timeframes: [(timeframe: String, sql: [String])] = [
        (
            "time",
            [
                "TO_CHAR(PG, 'YYYY-MM-DD HH24:MI:SS')", "FORMAT_DATETIME('%Y-%m-%d %H:%M:%S', BQ)",
                "formatDateTime(CH, '%Y-%m-%d %H:%i:%S')",
            ]
        ),
        (
            "microsecond",
            [
                "TO_CHAR(PG, 'YYYY-MM-DD HH24:MI:SS.US')", "FORMAT_DATETIME('%Y-%m-%d %H:%M:%E6S', BQ)",
                "formatDateTime(CH, '%Y-%m-%d %H:%i:%S.%f')",
            ]
        ),
        ("hour_of_day", ["CAST(EXTRACT(HOUR FROM PG) AS INTEGER)", "EXTRACT(HOUR FROM BQ)", "toHour(CH)"]),
        (
            "week",
            [
                "TO_CHAR(DATE_TRUNC('day', PG) - MAKE_INTERVAL(days => (CAST(EXTRACT(ISODOW FROM PG) AS INTEGER) - 7 + 7) % 7), 'YYYY-MM-DD')",
                "FORMAT_DATETIME('%Y-%m-%d', DATETIME_TRUNC(BQ, WEEK(SUNDAY)))",
                "formatDateTime(toStartOfDay(CH) - toIntervalDay((toDayOfWeek(CH) - 7 + 7) % 7), '%Y-%m-%d')",
            ]
        ),
        (
            "day_of_week_index",
            [
                "(CAST(EXTRACT(ISODOW FROM PG) AS INTEGER) - 7 + 7) % 7", "MOD(EXTRACT(DAYOFWEEK FROM BQ) + 6, 7)",
                "(toDayOfWeek(CH) - 7 + 7) % 7",
            ]
        ),
        (
            "minute15",
            [
                "TO_CHAR(DATE_BIN('15 minutes', PG, TIMESTAMP '2000-01-01 00:00:00'), 'YYYY-MM-DD HH24:MI:SS')",
                "FORMAT_DATETIME('%Y-%m-%d %H:%M:%S', DATETIME_ADD(DATETIME_TRUNC(BQ, HOUR), INTERVAL DIV(EXTRACT(MINUTE FROM BQ), 15) * 15 MINUTE))",
                "formatDateTime(toStartOfInterval(CH, toIntervalMinute(15)), '%Y-%m-%d %H:%i:%S')",
            ]
        ),
        (
            "fiscal_year",
            [
                "'FY' || CAST(CAST(EXTRACT(YEAR FROM PG + MAKE_INTERVAL(months => -3)) AS INTEGER) AS TEXT)",
                "'FY' || CAST(EXTRACT(YEAR FROM DATETIME_ADD(BQ, INTERVAL -3 MONTH)) AS STRING)",
                "'FY' || toString(toYear(addMonths(CH, -3)))",
            ]
        ),
        ("month_name", ["TO_CHAR(PG, 'FMMonth')", "FORMAT_DATETIME('%B', BQ)", "formatDateTime(CH, '%M')"]),
    ]

    @Test func `timeframes, in the zone of the query`() throws {
        let model =
            "week_start_day: sunday fiscal_month_offset: 3\n"
            + Shop.views.replacing(
                "dimension_group: created { type: time }",
                with:
                    "dimension_group: created { type: time timeframes: [\(Self.timeframes.map(\.timeframe).joined(separator: ", "))] }"
            )
            + "explore: orders {}"
        let clocks = [
            ("PG", "CAST(orders.created AS TIMESTAMP) AT TIME ZONE 'UTC' AT TIME ZONE 'Asia/Tokyo'"),
            ("BQ", "DATETIME(TIMESTAMP(CAST(orders.created AS DATETIME), 'UTC'), 'Asia/Tokyo')"),
            (
                "CH",
                "addSeconds(toDateTime64(orders.created, 6, 'UTC'), "
                    + "timeZoneOffset(toTimeZone(toDateTime64(orders.created, 6, 'UTC'), 'Asia/Tokyo')))"
            ),
        ]
        for (timeframe, expected) in Self.timeframes {
            let found = try expressions("created_" + timeframe, of: model, zone: "Asia/Tokyo")
            let shortened = zip(found, clocks).map {
                $0.replacing("(\($1.1)) + ", with: "\($1.0) + ").replacing($1.1, with: $1.0)
            }
            #expect(shortened == expected, "\(timeframe)")
        }
    }

    @Test func `durations`() throws {
        let model =
            Shop.views.replacing(
                "dimension: is_done",
                with:
                    "dimension_group: trip { type: duration sql_start: ${TABLE}.a ;; sql_end: ${TABLE}.b ;; } dimension: is_done"
            )
            + "explore: orders {}"
        #expect(
            try expressions("days_trip", of: model) == [
                "CAST(TRUNC(EXTRACT(EPOCH FROM CAST(orders.b AS TIMESTAMP) - CAST(orders.a AS TIMESTAMP)) / 86400) AS BIGINT)",
                "DIV(DATETIME_DIFF(CAST(orders.b AS DATETIME), CAST(orders.a AS DATETIME), MICROSECOND), 86400000000)",
                "age('day', toDateTime64(orders.a, 6, 'UTC'), toDateTime64(orders.b, 6, 'UTC'))",
            ])
        let (start, end) = ("CAST(orders.a AS TIMESTAMP)", "CAST(orders.b AS TIMESTAMP)")
        func part(_ name: String, _ time: String) -> String { "CAST(EXTRACT(\(name) FROM \(time)) AS INTEGER)" }
        let months =
            "(\(part("YEAR", end)) - \(part("YEAR", start))) * 12 + \(part("MONTH", end)) - \(part("MONTH", start))"
        let turns = "DATETIME_DIFF(CAST(orders.b AS DATETIME), CAST(orders.a AS DATETIME), MONTH)"
        #expect(
            try expressions("quarters_trip", of: model) == [
                "((\(months)) - CASE WHEN \(start) <= \(end) "
                    + "THEN CAST(\(start) + MAKE_INTERVAL(months => \(months)) > \(end) AS INTEGER) "
                    + "ELSE -CAST(\(end) - MAKE_INTERVAL(months => \(months)) > \(start) AS INTEGER) END) / 3",
                "DIV(\(turns) - CASE WHEN \(turns) > 0 AND "
                    + "DATETIME_ADD(CAST(orders.a AS DATETIME), INTERVAL \(turns) MONTH) > CAST(orders.b AS DATETIME) THEN 1 "
                    + "WHEN \(turns) < 0 AND "
                    + "DATETIME_SUB(CAST(orders.b AS DATETIME), INTERVAL \(turns) MONTH) > CAST(orders.a AS DATETIME) "
                    + "THEN -1 ELSE 0 END, 3)",
                "age('quarter', toDateTime64(orders.a, 6, 'UTC'), toDateTime64(orders.b, 6, 'UTC'))",
            ])
    }
}

extension String {
    /// The text before the last place of another.
    fileprivate func text(before separator: String) -> String {
        var rest = self[...]
        var end = endIndex
        while let range = rest.firstRange(of: separator) {
            end = range.lowerBound
            rest = rest[range.upperBound...]
        }
        return String(self[..<end])
    }
}
