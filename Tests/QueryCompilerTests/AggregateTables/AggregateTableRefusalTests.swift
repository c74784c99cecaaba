import Foundation
import QueryCompiler
import Testing

/// What aggregate tables can't answer: such queries are computed from the data.
@Suite struct AggregateTableRefusalTests {
    private static let daily = Sales.model([
        "daily": """
        dimensions: [sales.at_date, sales.region, sales.is_done]
        measures: [sales.count, sales.total, sales.middle, sales.regions, sales.region_list, sales.doubled, sales.last_at]
        """
    ])

    @Test func `dimensions and times that it does not have`() async throws {
        try await withAggregates(Self.daily) { bench async throws in
            try await bench.check(ask(["sales.status", "sales.count"]), isRefusedSince: "no dimension `sales.status`")
            try await bench.check(
                ask(["sales.at_hour", "sales.count"]), isRefusedSince: "`sales.at_hour` can't be had")
            try await bench.check(ask(["sales.at_raw", "sales.count"]), isRefusedSince: "`sales.at_raw` can't be had")
            try await bench.check(
                ask(["sales.booked_date", "sales.count"]), isRefusedSince: "no dimension `sales.booked_date`")
        }
        let weeks = Sales.model([
            "weeks": "dimensions: [sales.at_week] measures: [sales.count]",
            "quarters": "dimensions: [sales.at_quarter] measures: [sales.count]",
        ])
        try await withAggregates(weeks) { bench async throws in
            try await bench.check(ask(["sales.at_week", "sales.count"]), isAnsweredBy: "weeks")
            for timeframe in ["date", "month", "fiscal_year", "day_of_week"] {
                try await bench.check(ask(["sales.at_\(timeframe)", "sales.count"]), isRefusedSince: "can't be had")
            }
            try await bench.check(ask(["sales.at_year", "sales.count"]), isAnsweredBy: "quarters")
        }
    }

    @Test func `measures that it does not have`() async throws {
        try await withAggregates(Self.daily) { bench async throws in
            try await bench.check(ask(["sales.region", "sales.mean"]), isRefusedSince: "no measure `sales.mean`")
            try await bench.check(ask(["sales.region", "sales.done_share"]), isRefusedSince: "no measure `sales.done`")
            try await bench.check(ask(["sales.region", "sales.last_at"]), isRefusedSince: "no measure `sales.last_at`")
            try await bench.check(
                ask(["sales.at_date", "sales.before"]), isRefusedSince: "earlier period of `sales.before`")
            try await bench.check(
                ask(["sales.region"], where: ["sales.largest": ">1"]), isRefusedSince: "no measure `sales.largest`")
        }
    }

    @Test func `measures that can't be added up are there for its own groups only`() async throws {
        let own = ["sales.at_date", "sales.region", "sales.is_done"]
        try await withAggregates(Self.daily) { bench async throws in
            for measure in ["sales.middle", "sales.regions", "sales.region_list", "sales.doubled"] {
                try await bench.check(ask(own + [measure, "sales.total"]), isAnsweredBy: "daily")
                try await bench.check(ask(own + [measure], where: ["sales.region": "west"]), isAnsweredBy: "daily")
                try await bench.check(ask(Array(own.dropLast()) + [measure]), isRefusedSince: "for its own groups only")
                try await bench.check(
                    ask(["sales.at_month", "sales.region", "sales.is_done", measure]),
                    isRefusedSince: "for its own groups only")
                try await bench.check(ask(own + [measure], total: true), isRefusedSince: "asks for totals")
                var query = ask(own + [measure])
                query.subtotals = ["sales.at_date"]
                try await bench.check(query, isRefusedSince: "asks for totals")
                query = ask(own + [measure], pivots: ["sales.is_done"])
                try await bench.check(query, isAnsweredBy: "daily")
                query.rowTotal = true
                try await bench.check(query, isRefusedSince: "asks for totals")
            }
        }
    }

    @Test func `one group of the table is one group of a query`() async throws {
        let model = Sales.model([
            "conditions": "dimensions: [sales.is_done] measures: [sales.middle]",
            "seconds": "dimensions: [sales.at_time] measures: [sales.middle]",
            "raw": "dimensions: [sales.at_raw, sales.region] measures: [sales.middle]",
        ])
        // Half a second after the first sale. Its status is unknown, as that of two others, and so it is not done.
        let row = "(11, 1, 'west', NULL, 100, '2018-05-18 09:15:30.75', '2018-05-18')"
        try await withAggregates(model, rows: [row]) { bench async throws in
            try await bench.check(ask(["sales.is_done", "sales.middle"]), isAnsweredBy: "conditions")
            try await bench.check(ask(["sales.at_time", "sales.middle"]), isAnsweredBy: "seconds")
            try await bench.built.check(
                ask(["sales.at_time", "sales.middle"], where: ["sales.at_date": "2018-05-18"]),
                gives: [["2018-05-18 09:15:30", "54"], ["2018-05-18 09:47:01", "16"]])
            try await bench.check(ask(["sales.at_raw", "sales.region", "sales.middle"]), isAnsweredBy: "raw")
        }
    }

    @Test func `rows that joins repeat are counted in several groups`() async throws {
        let model = Sales.model([
            "skus": """
            dimensions: [lines.sku, sales.region] measures: [lines.quantity, lines.count, sales.total, sales.mean,
              sales.largest]
            """,
            "cities": "dimensions: [customers.city, sales.status] measures: [customers.count, sales.total]",
            "ages": "dimensions: [customers.city, customers.age] measures: [customers.count, customers.mean_age]",
        ])
        try await withAggregates(model) { bench async throws in
            try await bench.check(ask(["sales.region", "lines.quantity"]), isAnsweredBy: "skus")
            try await bench.check(
                ask(["sales.region", "lines.sku", "sales.total", "sales.mean"]), isAnsweredBy: "skus")
            try await bench.check(
                ask(["sales.region", "sales.total"]), isRefusedSince: "`sales.total` for its own groups only")
            try await bench.check(
                ask(["lines.sku", "sales.mean"], of: "sales"), isRefusedSince: "`sales.mean` for its own groups only")
            try await bench.check(ask(["lines.sku", "sales.largest"], of: "sales"), isAnsweredBy: "skus")
            try await bench.check(ask(["sales.status", "sales.total"]), isAnsweredBy: "cities")
            // A customer has sales of more than one status, and only one city.
            try await bench.check(
                ask(["sales.status", "customers.count"]), isRefusedSince: "`customers.count` for its own groups only")
            try await bench.check(
                ask(["customers.city", "customers.count", "customers.mean_age"], of: "sales"), isAnsweredBy: "ages")
            try await bench.check(
                ask(["customers.count", "customers.mean_age"], of: "sales", total: true), isAnsweredBy: "ages")
        }
    }

    @Test func `joins that drop rows have to be the query's own`() async throws {
        let inner = """
            join: customers { type: inner relationship: many_to_one sql_on: ${sales.customer_id} = ${customers.id} ;; }
            """
        let model = Sales.model(
            ["cities": "dimensions: [customers.city, sales.region] measures: [sales.count]"], joins: inner)
        try await withAggregates(model) { bench async throws in
            try await bench.check(
                ask(["sales.region", "sales.count"]), isRefusedSince: "only one of the two joins `customers`")
            try await bench.check(ask(["customers.city", "sales.count"], of: "sales"), isAnsweredBy: "cities")
        }
    }

    @Test func `without symmetric aggregates the joins have to be the same`() async throws {
        let model = Sales.model(
            ["skus": "dimensions: [sales.region, lines.sku] measures: [sales.total]"],
            explore: "symmetric_aggregates: no")
        try await withAggregates(model) { bench async throws in
            try await bench.check(
                ask(["sales.region", "sales.total"]), isRefusedSince: "only one of the two joins `lines`")
            try await bench.check(ask(["lines.sku", "sales.total"], of: "sales"), isAnsweredBy: "skus")
        }
    }

    @Test func `filters within its periods and on other fields`() async throws {
        try await withAggregates(Self.daily) { bench async throws in
            for filter in [
                "after 2018-05-18 09:30", "2018-05-18 09:15 to 2018-05-18 10:00", "before 2018-05-18 12:00:00",
            ] {
                try await bench.check(
                    ask(["sales.region", "sales.count"], where: ["sales.at_date": filter]),
                    isRefusedSince: "starts or ends within one")
            }
            try await bench.check(
                ask(["sales.region", "sales.count"], where: ["sales.status": "done"]),
                isRefusedSince: "no dimension `sales.status`")
            try await bench.check(
                ask(["sales.region", "sales.count"], where: ["sales.at_hour_of_day": "9"]),
                isRefusedSince: "`sales.at_hour_of_day` can't be had")
            try await bench.check(
                ask(["sales.region", "sales.count"], where: ["sales.is_done": "NULL"]),
                isRefusedSince: "asks where it is unknown")
        }
        let weeks = Sales.model([
            "weeks": "dimensions: [sales.at_week] measures: [sales.count]",
            "fiscal": "dimensions: [sales.at_fiscal_quarter] measures: [sales.total]",
        ])
        try await withAggregates(weeks) { bench async throws in
            // Weeks begin on Sunday.
            try await bench.check(
                ask(["sales.count"], where: ["sales.at_date": "2018-05-13 to 2018-05-20"]), isAnsweredBy: "weeks")
            try await bench.check(
                ask(["sales.count"], where: ["sales.at_date": "2018-05-14 to 2018-05-20"]),
                isRefusedSince: "starts or ends within one")
            try await bench.check(
                ask(["sales.total"], where: ["sales.at_date": "2018-04-01 to 2018-07-01"]), isAnsweredBy: "fiscal")
            try await bench.check(
                ask(["sales.total"], where: ["sales.at_date": "2018-05-01 to 2018-07-01"]),
                isRefusedSince: "starts or ends within one")
        }
    }

    @Test func `queries whose groups are single rows`() async throws {
        let model = Sales.model(
            ["regions": "dimensions: [sales.region] measures: [sales.count]"],
            explore: "cancel_grouping_fields: [sales.region]")
        try await withAggregates(model) { bench async throws in
            try await bench.check(ask(["sales.region"]), isRefusedSince: "cancel_grouping_fields")
            try await bench.check(ask(["sales.region", "sales.count"]), isAnsweredBy: "regions")
        }
    }

    @Test func `places are not compared`() async throws {
        let model = """
            view: sales {
              dimension: place { type: location sql_latitude: ${TABLE}.amount ;; sql_longitude: ${TABLE}.id ;; }
              measure: count { type: count }
            }
            explore: sales {
              aggregate_table: places {
                query: { dimensions: [place] measures: [count] } materialization: { persist_for: "1 hour" }
              }
            }
            """
        try await withAggregates(model) { bench async throws in
            try await bench.check(ask(["sales.place", "sales.count"]), isAnsweredBy: "places")
            try await bench.check(
                ask(["sales.count"], where: ["sales.place": "inside box from 90, -180 to -90, 180"]),
                isRefusedSince: "no coordinates")
        }
    }

    @Test func `no name ends the comment that holds it`() async throws {
        try await withAggregates(Self.daily) { bench async throws in
            for end in ["\n", "\r", "\u{2028}", "\u{2029}", "\u{85}", "\u{0B}"] {
                let name = "a\(end)DROP TABLE sales; --"
                var query = ask(["sales.region", name])
                query.dynamicFields = [
                    DynamicField(name: name, kind: .measure(.init(basedOn: "sales.amount", type: "sum")))
                ]
                if !end.hasPrefix("\u{2028}"), !end.hasPrefix("\u{2029}") {
                    #expect(throws: QueryError.self) { try bench.built.compile(query) }
                    continue
                }
                let sql = try bench.built.compile(query).readableSQL
                let comments = sql.prefix(upTo: try #require(sql.range(of: "\nSELECT")).lowerBound)
                #expect(comments.contains("DROP TABLE sales"))
                #expect(comments.split(whereSeparator: \.isNewline).allSatisfy { $0.hasPrefix("-- ") })
            }
        }
    }

    @Test func `an aggregate table that filters groups, or has the zone of a query, can't be built`() {
        for (query, reason) in [
            (
                "dimensions: [sales.region] measures: [sales.count] filters: [sales.count: \">1\"]",
                "filters by the measure"
            ),
            ("dimensions: [sales.region] timezone: query_timezone", "name a zone"),
        ] {
            let (definitions, problems) = QueryCompiler.aggregateTables(
                ofModel: "test", project: testProject(Sales.model(["table": query])), context: testContext(),
                dialect: .duckDB)
            #expect(definitions.isEmpty)
            #expect(problems.first?.message.contains(reason) == true)
        }
    }
}
