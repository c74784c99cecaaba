import QueryCompiler
import SemanticModel
import Testing
import Warehouse
import WarehouseDuckDB

/// Random queries on random aggregate tables over random rows: with and without the tables they have the same answer.
@Suite struct RandomAggregateTests {
    private static let seed: UInt64 = 20_180_518
    private static let (models, queries) = (30, 15)

    @Test func `random queries have one answer, whether or not a table gives it`() async throws {
        print("random aggregate tables: seed \(Self.seed), \(Self.models) models of \(Self.queries) queries")
        let warehouse = try DuckDBWarehouse.open(DuckDBConfiguration(path: nil, threads: 1))
        var failures = 0
        var used = 0
        var rows = 0
        for number in 0..<Self.models where failures < 3 {
            // Each model has a seed of its own, so that one can be run alone.
            var random = SeededRandom(state: Self.seed &+ UInt64(number))
            for statement in Self.data(&random) { try await warehouse.execute(Statement(statement, label: "test")) }
            let tables = (0..<3).map { _ in Table(&random) }
            let model = Self.model(tables, &random)
            let plain = Bench(project: testProject(model), warehouse: warehouse, context: testContext())
            let bench = try await AggregateBench(plain, builtAt: Bench.now - 3_600_000_000, replacing: true)
            for _ in 0..<Self.queries {
                let query = Self.query(on: tables[random.below(3)], &random)
                do {
                    let compiled = try bench.built.compile(query)
                    let isUsed = AggregateBench.table(of: compiled) != nil
                    let expected = try await AggregateBench.answers(query, bench.plain)
                    let found = try await AggregateBench.answers(query, bench.built)
                    if isUsed {
                        used += 1
                        rows += expected[0].count
                    }
                    if found != expected {
                        failures += 1
                        Issue.record(
                            "model \(number): \(query)\n\(compiled.readableSQL)\nfound \(found)\nexpected \(expected)")
                    }
                } catch let error as QueryError where error.code == .unsupported || error.code == .missingPrimaryKey {
                    // What can't be computed from the data can't be computed from a table either.
                    #expect(throws: QueryError.self) { try bench.plain.compile(query) }
                }
            }
        }
        print("random aggregate tables: \(used) queries read a table, \(rows) rows")
        // A sample that no table answered would prove nothing.
        if failures == 0 { #expect(used > 100 && rows > 1000) }
        try await warehouse.close()
    }

    private static func zone(_ random: inout SeededRandom) -> String {
        ["UTC", "UTC", "America/Los_Angeles", "Asia/Kolkata"][random.below(4)]
    }

    private static func some(_ values: [String], _ most: Int, _ random: inout SeededRandom) -> [String] {
        var chosen: [String] = []
        for _ in 0..<(values.isEmpty ? 0 : random.below(most + 1)) {
            let value = values[random.below(values.count)]
            if !chosen.contains(value) { chosen.append(value) }
        }
        return chosen
    }

    // MARK: Rows

    private static func data(_ random: inout SeededRandom) -> [String] {
        func rows(_ count: Int, _ row: (Int) -> [String]) -> String {
            (1...count).map { "(" + row($0).joined(separator: ", ") + ")" }.joined(separator: ", ")
        }
        func pick(_ values: [String], orNullIn count: Int, _ random: inout SeededRandom) -> String {
            random.oneIn(count) ? "NULL" : values[random.below(values.count)]
        }
        let sales = rows(60) { id in
            // From 2016-12-20 to the middle of 2018, most of it in few days, so that groups have several rows.
            let day = random.oneIn(3) ? random.below(560) : 400 + random.below(9) * 14
            let second = random.below(24 * 4) * 900 + (random.oneIn(2) ? random.below(900) : 0)
            let moment =
                random.oneIn(12)
                ? "NULL"
                : "TIMESTAMP '2016-12-20' + to_days(\(day)) + to_seconds(\(second)) + to_milliseconds(\(random.below(4) * 250))"
            return [
                String(id), pick((1...9).map(String.init), orNullIn: 8, &random),
                pick(["'west'", "'east'", "'West'"], orNullIn: 6, &random),
                pick(["'done'", "'open'", "'void'"], orNullIn: 6, &random),
                pick((-5...60).map(String.init), orNullIn: 8, &random), moment,
            ]
        }
        let customers = rows(7) { id in
            [
                String(id), pick(["'Oslo'", "'Rome'"], orNullIn: 4, &random),
                pick((20...60).map(String.init), orNullIn: 4, &random),
            ]
        }
        let lines = rows(50) { id in
            [
                String(id), pick((1...50).map(String.init), orNullIn: 9, &random),
                pick(["'a'", "'b'", "'c'"], orNullIn: 6, &random), String(random.below(20)),
            ]
        }
        return [
            """
            CREATE OR REPLACE TABLE sales AS SELECT *, CAST(moment AS DATE) AS day FROM (VALUES \(sales))
            AS t(id, customer_id, region, status, amount, moment)
            """,
            "CREATE OR REPLACE TABLE customers AS SELECT * FROM (VALUES \(customers)) AS t(id, city, age)",
            "CREATE OR REPLACE TABLE lines AS SELECT * FROM (VALUES \(lines)) AS t(id, sale_id, sku, qty)",
        ]
    }

    // MARK: Tables

    private static let places = [
        "sales.region", "sales.status", "sales.is_done", "sales.size", "sales.grade", "sales.half", "customers.city",
        "customers.age", "lines.sku",
    ]
    private static let measures = [
        "sales.count", "sales.total", "sales.mean", "sales.smallest", "sales.largest", "sales.middle", "sales.regions",
        "sales.region_list", "sales.done", "sales.done_total", "sales.done_mean", "sales.recent", "sales.done_share",
        "sales.spread", "sales.doubled", "customers.count", "customers.mean_age", "customers.total_age", "lines.count",
        "lines.quantity",
    ]

    private struct Table {
        var places: [String]
        var times: [String]
        var measures: [String]
        var filter: (field: String, expression: String)?
        var zone: String?

        init(_ random: inout SeededRandom) {
            let times = [
                "at_raw", "at_time", "at_minute15", "at_hour", "at_hour6", "at_date", "at_date", "at_week", "at_month",
                "at_quarter", "at_fiscal_quarter", "at_year", "at_day_of_week", "at_month_num", "booked_date",
                "booked_week",
            ]
            places = RandomAggregateTests.some(RandomAggregateTests.places, 4, &random)
            self.times = RandomAggregateTests.some(times, 2, &random).map { "sales." + $0 }
            measures = ["sales.count"] + RandomAggregateTests.some(RandomAggregateTests.measures, 9, &random)
            filter = random.oneIn(4) ? RandomAggregateTests.filter(&random) : nil
            zone = random.oneIn(3) ? RandomAggregateTests.zone(&random) : nil
        }

        var text: String {
            var text = "dimensions: [\((places + times).joined(separator: ", "))]"
            text += " measures: [\(measures.joined(separator: ", "))]"
            if let filter { text += " filters: [\(filter.field): \"\(filter.expression)\"]" }
            if let zone { text += " timezone: \"\(zone)\"" }
            return text
        }
    }

    private static func model(_ tables: [Table], _ random: inout SeededRandom) -> String {
        let kind = random.oneIn(4) ? "type: inner" : ""
        let joins = """
            join: customers { \(kind) relationship: many_to_one sql_on: ${sales.customer_id} = ${customers.id} ;; }
            join: lines { relationship: one_to_many sql_on: ${sales.id} = ${lines.sale_id} ;; }
            """
        return Sales.model(["one": tables[0].text, "two": tables[1].text, "three": tables[2].text], joins: joins)
    }

    // MARK: Queries

    private static func filter(_ random: inout SeededRandom) -> (String, String)? {
        [
            ("sales.region", "west"), ("sales.region", "-east"), ("sales.status", "done,open"),
            ("sales.status", "-void"), ("sales.is_done", "yes"), ("sales.is_done", "no"), ("sales.size", "T01%,T02%"),
            ("sales.grade", "-small"), ("customers.city", "NULL"), ("customers.age", ">30"), ("lines.sku", "a,b"),
            ("sales.at_date", "2018"), ("sales.at_date", "2018-01-10 to 2018-05-20"),
            ("sales.at_month", "after 2018-02-01"),
            ("sales.at_date", "NOT NULL"), ("sales.at_time", "before 2018-03-04 10:30"), ("sales.at_week", "FY2018"),
            ("sales.at_date", "90 days"), ("sales.at_month_num", "<6"), ("sales.at_day_of_week", "Sunday,Friday"),
            ("sales.booked_date", "2018"), ("sales.booked_month", "after 2017-12-01"),
        ][random.below(22)]
    }

    private static let timeframes = [
        "time", "minute15", "hour", "date", "week", "month", "quarter", "year", "fiscal_quarter", "fiscal_year",
        "fiscal_month_num", "fiscal_quarter_of_year", "day_of_week", "month_name", "month_num", "hour_of_day",
        "week_of_year",
    ]

    /// A query that the table has a chance to answer: most of what it asks for is in the table or coarser.
    private static func query(on table: Table, _ random: inout SeededRandom) -> ExploreQuery {
        let isExact = random.oneIn(4)
        var dimensions = isExact ? table.places + table.times : some(table.places, 2, &random)
        if !isExact, let time = table.times.first, random.oneIn(2) {
            let group = time.hasPrefix("sales.booked") ? "sales.booked_" : "sales.at_"
            let names = group == "sales.at_" ? timeframes : ["date", "week", "month", "quarter_of_year"]
            dimensions.append(random.oneIn(3) ? time : group + names[random.below(names.count)])
        }
        if random.oneIn(12) { dimensions += some(places, 1, &random).filter { !dimensions.contains($0) } }
        var measures = some(random.oneIn(12) ? Self.measures : table.measures, 3, &random)
        if dimensions.isEmpty, measures.isEmpty { measures = ["sales.count"] }
        var filters: [String: String] = [:]
        if let filter = table.filter, !random.oneIn(4) { filters[filter.field] = filter.expression }
        let own = (table.places + table.times).map { $0.prefix(8) }
        for _ in 0..<random.below(4) {
            if let (field, expression) = filter(&random), own.contains(field.prefix(8)) { filters[field] = expression }
        }
        if random.oneIn(8), let measure = measures.first(where: { $0 != "sales.region_list" }) {
            filters[measure] = ">1"
        }
        var query = ask(
            dimensions + measures, of: "sales", where: filters, total: !measures.isEmpty && random.oneIn(3),
            zone: random.oneIn(6) ? zone(&random) : table.zone)
        if !measures.isEmpty, dimensions.count > 1, random.oneIn(4) {
            query.pivots = [dimensions[random.below(dimensions.count)]]
            query.rowTotal = random.oneIn(2)
        }
        if !measures.isEmpty, dimensions.count > 1, query.pivots != [dimensions[0]], random.oneIn(4) {
            query.subtotals = [dimensions[0]]
        }
        return query
    }
}
