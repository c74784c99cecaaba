import QueryCompiler
import Testing
import Warehouse

/// Queries that aggregate tables answer.
@Suite struct AggregateTableTests {
    private static let daily = Sales.model([
        "daily": """
        dimensions: [sales.at_date, sales.region, sales.is_done, sales.size, sales.grade, customers.city]
        measures: [sales.count, sales.total, sales.mean, sales.smallest, sales.largest, sales.done, sales.done_total,
          sales.done_mean, sales.done_share]
        """
    ])

    @Test func `the columns are called as the fields, times are typed, and averages are kept as sum and count`()
        async throws
    {
        let model = Sales.model([
            "times": """
            dimensions: [sales.at_raw, sales.at_time, sales.at_minute15, sales.at_hour, sales.at_date, sales.at_week,
              sales.at_month, sales.at_fiscal_quarter, sales.at_year, sales.at_day_of_week, sales.is_done]
            measures: [sales.mean, sales.done_share]
            """
        ])
        try await withAggregates(model) { bench async throws in
            let result = try await bench.plain.warehouse.rows(
                Statement(
                    "SELECT column_name, column_type FROM (DESCRIBE built_1)", label: "test"))
            #expect(
                result.text(columns: 2) == [
                    ["sales.at_raw", "TIMESTAMP"], ["sales.at_time", "TIMESTAMP"],
                    ["sales.at_minute15", "TIMESTAMP"], ["sales.at_hour", "TIMESTAMP"], ["sales.at_date", "DATE"],
                    ["sales.at_week", "DATE"], ["sales.at_month", "DATE"], ["sales.at_fiscal_quarter", "DATE"],
                    ["sales.at_year", "DATE"], ["sales.at_day_of_week", "VARCHAR"], ["sales.is_done", "BOOLEAN"],
                    ["sales.mean__sum", "HUGEINT"], ["sales.mean__count", "HUGEINT"], ["sales.done", "BIGINT"],
                    ["sales.count", "BIGINT"],
                ])
            let values = try await bench.plain.warehouse.rows(
                Statement(
                    """
                    SELECT "sales.at_time", "sales.at_minute15", "sales.at_week", "sales.at_fiscal_quarter",
                      "sales.mean__sum", "sales.mean__count" FROM built_1 WHERE "sales.at_date" = '2018-05-18'
                    ORDER BY 1
                    """, label: "test"))
            // The week began on Sunday, the 13th; the fiscal year begins in April.
            #expect(
                values.text(columns: 6) == [
                    ["2018-05-18 09:15:30", "2018-05-18 09:15:00", "2018-05-13", "2018-04-01", "8", "1"],
                    ["2018-05-18 09:47:01", "2018-05-18 09:45:00", "2018-05-13", "2018-04-01", "16", "1"],
                ])
        }
    }

    @Test func `the table is really read`() async throws {
        try await withAggregates(Self.daily) { bench async throws in
            try await bench.built.check(
                ask(["sales.region", "sales.total"]), gives: [["west", "50"], ["east", "60"], [nil, "64"]])
            try await bench.built.warehouse.execute(
                Statement(
                    "UPDATE built_1 SET \"sales.total\" = 1000 WHERE \"sales.region\" = 'east'", label: "test"))
            // East sold on three days and at an unknown time.
            try await bench.built.check(
                ask(["sales.region", "sales.total"]), gives: [["west", "50"], ["east", "4000"], [nil, "64"]])
            #expect(try await bench.built.totals(ask(["sales.region", "sales.total"], total: true)) == ["4114"])
            try await bench.plain.check(
                ask(["sales.region", "sales.total"]), gives: [["west", "50"], ["east", "60"], [nil, "64"]])
        }
    }

    @Test func `measures roll up, with or without dimensions`() async throws {
        let measures = [
            "sales.count", "sales.total", "sales.mean", "sales.smallest", "sales.largest", "sales.done",
            "sales.done_total", "sales.done_mean", "sales.done_share", "sales.spread", "sales.of_all",
        ]
        try await withAggregates(Self.daily) { bench async throws in
            try await bench.built.check(
                ask(measures), gives: [["10", "174", "19.333333", "-3", "64", "4", "44", "11", "0.4", "67", "174"]])
            try await bench.check(ask(measures), isAnsweredBy: "daily")
            for dimension in ["sales.region", "sales.is_done", "sales.size", "sales.grade", "customers.city"] {
                try await bench.check(ask([dimension] + measures, of: "sales", total: true), isAnsweredBy: "daily")
            }
            try await bench.check(ask(["sales.size", "sales.grade"]), isAnsweredBy: "daily")
        }
    }

    @Test func `dates give everything that is coarser`() async throws {
        try await withAggregates(Self.daily) { bench async throws in
            for timeframe in [
                "date", "week", "month", "quarter", "year", "fiscal_quarter", "fiscal_year", "fiscal_month_num",
                "fiscal_quarter_of_year", "day_of_week", "day_of_week_index", "day_of_month", "week_of_year",
                "month_name", "month_num", "quarter_of_year",
            ] {
                try await bench.check(
                    ask(["sales.at_\(timeframe)", "sales.total", "sales.mean"], sort: ["sales.at_\(timeframe)"]),
                    isAnsweredBy: "daily")
            }
        }
    }

    @Test func `times of a day give minutes, hours and what is coarser`() async throws {
        let fine = Sales.model(["fine": "dimensions: [sales.at_time] measures: [sales.count]"])
        try await withAggregates(fine) { bench async throws in
            for timeframe in ["time", "minute", "minute15", "hour", "hour6", "date", "hour_of_day", "time_of_day"] {
                try await bench.check(ask(["sales.at_\(timeframe)", "sales.count"]), isAnsweredBy: "fine")
            }
            try await bench.check(
                ask(["sales.count"], where: ["sales.at_date": "2018-05-18 09:20 to 2018-05-18 10:00"]),
                isAnsweredBy: "fine")
        }
        let quarters = Sales.model(["quarters": "dimensions: [sales.at_minute15] measures: [sales.count]"])
        try await withAggregates(quarters) { bench async throws in
            try await bench.check(ask(["sales.at_hour", "sales.count"]), isAnsweredBy: "quarters")
            try await bench.check(ask(["sales.at_minute", "sales.count"]), isRefusedSince: "can't be had")
        }
    }

    @Test func `parts of dates are kept as they are shown and sort as ever`() async throws {
        let model = Sales.model([
            "parts": """
            dimensions: [sales.at_day_of_week, sales.at_month_name, sales.at_hour_of_day] measures: [sales.count]
            """
        ])
        try await withAggregates(model) { bench async throws in
            for field in ["sales.at_day_of_week", "sales.at_month_name", "sales.at_hour_of_day"] {
                let query = ask([field, "sales.count"], sort: [field])
                try await bench.check(query, isAnsweredBy: "parts")
                #expect(try await bench.built.rows(query) == bench.plain.rows(query))
            }
            try await bench.check(
                ask(["sales.count"], where: ["sales.at_day_of_week": "friday", "sales.at_hour_of_day": "[9, 12]"]),
                isAnsweredBy: "parts")
        }
    }

    @Test func `tiers and cases sort as ever`() async throws {
        try await withAggregates(Self.daily) { bench async throws in
            for field in ["sales.size", "sales.grade"] {
                let query = ask([field, "sales.count"], sort: [field])
                #expect(try await bench.built.rows(query) == bench.plain.rows(query))
            }
        }
    }

    @Test func `filters on the table's dimensions hold`() async throws {
        try await withAggregates(Self.daily) { bench async throws in
            for filters in [
                ["sales.region": "west"], ["sales.region": "-west"], ["sales.is_done": "no"],
                ["sales.size": "T01%"], ["sales.grade": "fair,small"], ["customers.city": "NULL"],
                ["sales.at_date": "2018-05-14 to 2018-05-18"], ["sales.at_month": "after 2018-05-14"],
                ["sales.at_time": "3 days"], ["sales.at_date": "NULL"], ["sales.at_date": "NOT NULL"],
                ["sales.at_date": "FY2018"], ["sales.at_month_num": "5"], ["sales.at_fiscal_quarter_of_year": "Q1"],
                ["sales.total": ">20"], ["sales.done_share": ">0"],
            ] {
                try await bench.check(
                    ask(["sales.region", "sales.count", "sales.total"], where: filters, total: true),
                    isAnsweredBy: "daily")
            }
        }
    }

    @Test func `pivots, totals of rows and subtotals are right`() async throws {
        try await withAggregates(Self.daily) { bench async throws in
            var query = ask(
                ["sales.at_month", "sales.region", "sales.is_done", "sales.total", "sales.mean"],
                sort: ["sales.total desc 0"], pivots: ["sales.is_done"], limit: 5, total: true)
            query.rowTotal = true
            query.subtotals = ["sales.at_month"]
            try await bench.check(query, isAnsweredBy: "daily")
            let compiled = try bench.built.compile(query)
            #expect(compiled.rowTotals != nil && compiled.grandTotals != nil && compiled.subtotals.count == 1)
        }
    }

    @Test func `the result knows the fields of the explore`() async throws {
        try await withAggregates(Self.daily) { bench async throws in
            var query = ask(
                ["sales.at_month", "sales.size", "sales.total", "sales.of_all"],
                where: ["sales.at_date": "2018-01-01 to 2018-06-01"])
            query.fillFields = ["sales.at_month", "sales.size"]
            var calculation = DynamicField(name: "twice", kind: .tableCalculation(expression: "${sales.total} * 2"))
            calculation.label = "Twice"
            query.dynamicFields = [calculation]
            let found = try bench.built.compile(query)
            let expected = try bench.plain.compile(query)
            #expect(AggregateBench.table(of: found) == "daily")
            #expect(found.fields.map(\.label) == expected.fields.map(\.label))
            #expect(found.fields.map(\.view) == expected.fields.map(\.view))
            #expect(found.fields.map(\.type) == expected.fields.map(\.type))
            #expect(found.fields.map(\.valueFormat) == expected.fields.map(\.valueFormat))
            #expect(found.selected == expected.selected)
            #expect(found.plan.fills == expected.plan.fills && found.plan.fills.count == 2)
            #expect(found.plan.measures.map(\.column) == expected.plan.measures.map(\.column))
            #expect(found.plan.calculations != nil)
            #expect(found.appliedFilters.map(\.expression) == expected.appliedFilters.map(\.expression))
            #expect(found.sorts == expected.sorts)
            #expect(found.warnings == expected.warnings)
            #expect(found.tables.read.values.map(\.name) == ["built_1"])
        }
    }

    @Test func `custom groups, bins and expressions on the table's dimensions work`() async throws {
        let model = Sales.model([
            "daily": "dimensions: [sales.at_date, sales.amount, sales.region, sales.is_done] measures: [sales.count]"
        ])
        try await withAggregates(model) { bench async throws in
            var query = ask(["side", "sales.count"], of: "sales")
            query.dynamicFields = [
                DynamicField(
                    name: "side",
                    kind: .groups(of: "sales.region", [.init(label: "A", filter: "west")], otherwise: "B"))
            ]
            try await bench.check(query, isAnsweredBy: "daily")
            query.dynamicFields = [
                DynamicField(
                    name: "side",
                    kind: .groups(of: "sales.at_date", [.init(label: "A", filter: "after 2018-05-01")], otherwise: "B"))
            ]
            try await bench.check(query, isAnsweredBy: "daily")
            query.dynamicFields = [
                DynamicField(
                    name: "side",
                    kind: .groups(
                        of: "sales.at_date", [.init(label: "A", filter: "after 2018-05-01 10:00")], otherwise: "B"))
            ]
            try await bench.check(query, isRefusedSince: "starts or ends within one")
            query.dynamicFields = [
                DynamicField(name: "side", kind: .bins(of: "sales.amount", .init(bounds: [10, 30], style: "integer")))
            ]
            try await bench.check(query, isAnsweredBy: "daily")
            query.dynamicFields = [
                DynamicField(name: "side", kind: .dimension(expression: "concat(${sales.region}, \"!\")"))
            ]
            try await bench.check(query, isAnsweredBy: "daily")
            query.dynamicFields = [
                DynamicField(name: "side", kind: .dimension(expression: "NOT ${sales.is_done}"))
            ]
            try await bench.check(query, isRefusedSince: "computes with it")
            query.dynamicFields = [
                DynamicField(name: "side", kind: .dimension(expression: "extract_days(${sales.at_date})"))
            ]
            try await bench.check(query, isRefusedSince: "as exact as the custom field `side`")
            query.dynamicFields = [
                DynamicField(name: "side", kind: .measure(.init(basedOn: "sales.amount", type: "sum")))
            ]
            try await bench.check(query, isRefusedSince: "has no measure `side`")
            query = ask(["sales.region", "sales.count"])
            query.filterExpression = "${sales.amount} > 10 AND NOT is_null(${sales.region})"
            #expect(AggregateBench.table(of: try bench.built.compile(query)) == "daily")
            #expect(try await AggregateBench.answers(query, bench.built) == AggregateBench.answers(query, bench.plain))
        }
    }

    @Test func `of several tables the one with the fewest rows answers`() async throws {
        let model = Sales.model([
            "fine": "dimensions: [sales.id, sales.region] measures: [sales.count]",
            "coarse": "dimensions: [sales.region, sales.status] measures: [sales.count]",
            "other": "dimensions: [sales.status] measures: [sales.total]",
        ])
        try await withAggregates(model) { bench async throws in
            try await bench.check(ask(["sales.region", "sales.count"]), isAnsweredBy: "coarse")
            try await bench.check(ask(["sales.id", "sales.count"]), isAnsweredBy: "fine")
            try await bench.check(ask(["sales.total"]), isAnsweredBy: "other")
            let compiled = try bench.built.compile(ask(["sales.region", "sales.count"]))
            #expect(
                compiled.readableSQL.hasPrefix(
                    """
                    -- aggregate table: coarse
                    -- The aggregate table `other` does not answer the query: it has no dimension `sales.region`.
                    -- The aggregate table `fine` would answer the query too and is larger.
                    SELECT
                    """))
            // With as many rows, fewer dimensions are better.
            var bench = bench
            for key in bench.built.context.built.tables.keys { bench.built.context.built.tables[key]?.rows = 7 }
            try await bench.check(ask(["sales.total"]), isAnsweredBy: "other")
        }
    }

    @Test func `a table that is not built answers nothing and is asked for`() async throws {
        try await withAggregates(Self.daily) { bench async throws in
            let compiled = try bench.plain.compile(ask(["sales.region", "sales.count"]))
            #expect(AggregateBench.table(of: compiled) == nil)
            #expect(compiled.readableSQL.contains("`daily` would answer the query and is not built"))
            #expect(compiled.tables.wanted.map(\.subject) == [.aggregateTable(explore: "sales", name: "daily")])
            #expect(compiled.tables.wanted.map(\.key) == Array(bench.built.context.built.tables.keys))
            #expect(try bench.plain.compile(ask(["sales.status"])).tables.wanted.isEmpty)
        }
    }
}
