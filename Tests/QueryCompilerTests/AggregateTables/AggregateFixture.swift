import QueryCompiler
import SQL
import SemanticModel
import Testing
import Warehouse
import WarehouseDuckDB

/// Sales with customers and lines. Amounts are whole, so that sums do not depend on the order of the rows.
enum Sales {
    static let tables = [
        """
        CREATE TABLE sales AS SELECT id, customer_id, region, status, amount, CAST(moment AS TIMESTAMP) AS moment,
          CAST(moment AS DATE) AS day FROM (VALUES
          (1,  1,    'west', 'done', 8,    '2018-05-18 09:15:30.25'),
          (2,  1,    'west', 'done', 16,   '2018-05-18 09:47:01'),
          (3,  2,    'east', 'open', 32,   '2018-05-17 23:30:00'),
          (4,  2,    'east', NULL,   NULL, '2018-05-13 12:00:00'),
          (5,  3,    NULL,   'open', 64,   '2018-05-14 00:00:00'),
          (6,  NULL, 'west', 'done', 4,    '2018-04-30 18:00:00'),
          (7,  9,    'east', 'void', 12,   '2017-12-31 23:59:59'),
          (8,  3,    'west', NULL,   25,   '2017-02-01 06:00:00'),
          (9,  1,    'east', 'done', 16,   NULL),
          (10, 2,    'west', 'open', -3,   '2018-01-01 00:00:00'))
          AS t(id, customer_id, region, status, amount, moment)
        """,
        """
        CREATE TABLE customers AS SELECT * FROM (VALUES
          (1, 'Oslo', 30), (2, 'Rome', 40), (3, NULL, 51)) AS t(id, city, age)
        """,
        """
        CREATE TABLE lines AS SELECT * FROM (VALUES
          (1, 1, 'a', 1), (2, 1, 'b', 2), (3, 2, 'a', 4), (4, 3, 'c', 8), (5, 3, 'a', 16), (6, 6, 'b', 32))
          AS t(id, sale_id, sku, qty)
        """,
    ]

    static let views = """
        fiscal_month_offset: 3
        week_start_day: sunday
        view: sales {
          dimension: id { primary_key: yes type: number }
          dimension: customer_id { type: number }
          dimension: region {}
          dimension: status {}
          dimension: amount { type: number }
          dimension: is_done { type: yesno sql: ${status} = 'done' ;; }
          dimension: size { type: tier tiers: [10, 20, 50] sql: ${amount} ;; }
          dimension: grade {
            case: {
              when: { sql: ${amount} >= 30 ;; label: "large" }
              when: { sql: ${amount} >= 10 ;; label: "fair" }
              else: "small"
            }
          }
          dimension: half { type: string sql: CASE WHEN ${at_date} < '2018-05-01' THEN 'early' ELSE 'late' END ;; }
          dimension_group: at {
            type: time
            timeframes: [raw, time, minute, minute15, hour, hour6, date, week, month, quarter, year, fiscal_quarter,
              fiscal_year, fiscal_month_num, fiscal_quarter_of_year, day_of_week, day_of_week_index, day_of_month,
              week_of_year, month_name, month_num, quarter_of_year, hour_of_day, time_of_day]
            sql: ${TABLE}.moment ;;
          }
          dimension_group: booked { type: time sql: ${TABLE}.day ;; datatype: date convert_tz: no }
          dimension_group: since { type: duration intervals: [day] sql_start: ${at_raw} ;; sql_end: TIMESTAMP '2018-06-01' ;; }
          measure: count { type: count }
          measure: total { type: sum sql: ${amount} ;; value_format: "#,##0" }
          measure: mean { type: average sql: ${amount} ;; }
          measure: smallest { type: min sql: ${amount} ;; }
          measure: largest { type: max sql: ${amount} ;; }
          measure: middle { type: median sql: ${amount} ;; }
          measure: regions { type: count_distinct sql: ${region} ;; }
          measure: region_list { type: list list_field: region }
          measure: done { type: count filters: [status: "done"] }
          measure: done_total { type: sum sql: ${amount} ;; filters: [is_done: "yes"] }
          measure: done_mean { type: average sql: ${amount} -- of those done
            ;; filters: [status: "done"] }
          measure: recent { type: count filters: [at_date: "3 days"] }
          measure: done_share { type: number sql: 1.0 * ${done} / NULLIF(${count}, 0) ;; }
          measure: spread { type: number sql: ${largest} - ${smallest} ;; }
          measure: doubled { type: number sql: SUM(${TABLE}.amount) * 2 ;; }
          measure: of_all { type: percent_of_total sql: ${total} ;; }
          measure: last_at { type: date sql: MAX(${at_raw}) ;; }
          measure: before {
            type: period_over_period based_on: total based_on_time: at_date period: month kind: previous
          }
        }
        view: customers {
          dimension: id { primary_key: yes type: number }
          dimension: city {}
          dimension: age { type: number }
          measure: count { type: count }
          measure: total_age { type: sum sql: ${age} ;; }
          measure: mean_age { type: average sql: ${age} ;; }
        }
        view: lines {
          dimension: id { primary_key: yes type: number }
          dimension: sale_id { type: number }
          dimension: sku {}
          measure: count { type: count }
          measure: quantity { type: sum sql: ${TABLE}.qty ;; }
        }

        """

    static let joins = """
        join: customers { relationship: many_to_one sql_on: ${sales.customer_id} = ${customers.id} ;; }
        join: lines { relationship: one_to_many sql_on: ${sales.id} = ${lines.sale_id} ;; }
        """

    /// The explore `sales` with these aggregate tables: the insides of their `query` blocks, by name.
    static func model(_ tables: KeyValuePairs<String, String>, explore: String = "", joins: String = joins) -> String {
        let text = tables.map { name, query in
            "aggregate_table: \(name) { query: { \(query) } materialization: { persist_for: \"1 hour\" } }"
        }
        return views + "explore: sales {\n\(explore)\n\(joins)\n\(text.joined(separator: "\n"))\n}\n"
    }
}

/// The same model and data, with and without its aggregate tables.
struct AggregateBench {
    var plain: Bench
    /// With every aggregate table built.
    var built: Bench

    /// Builds the tables of the explore as of the context's time. They are called `built_1`, `built_2` …
    init(_ bench: Bench, builtAt: Int64 = Bench.now, replacing: Bool = false) async throws {
        plain = bench
        built = bench
        var context = bench.context
        context.now = builtAt
        let (definitions, problems) = QueryCompiler.aggregateTables(
            ofModel: "test", project: bench.project, context: context, dialect: bench.warehouse.dialect)
        #expect(problems.isEmpty)
        for (place, definition) in definitions.enumerated() {
            let name = "built_\(place + 1)"
            let create = replacing ? "CREATE OR REPLACE TABLE" : "CREATE TABLE"
            try await bench.warehouse.execute(Statement("\(create) \(name) AS \(definition.sql)", label: "test"))
            let count = try await bench.warehouse.rows(Statement("SELECT COUNT(*) FROM \(name)", label: "test"))
            let rows = count.text(columns: 1).first?.first?.flatMap { Int($0) } ?? 0
            built.context.built.tables[definition.key] = BuiltTable(name: name, rows: rows, builtAt: builtAt)
        }
    }

    /// Everything that a query answers: its rows, totals, row totals, grand totals and subtotals, each in an order of its
    /// own.
    static func answers(_ query: ExploreQuery, _ bench: Bench) async throws -> [[[String?]]] {
        let compiled = try bench.compile(query)
        func rows(_ sql: String, _ parameters: [SQLValue], _ columns: Int) async throws -> [[String?]] {
            let result = try await bench.warehouse.rows(Statement(sql, parameters: parameters, label: "test"))
            return unordered(result.text(columns: columns))
        }
        var answers = [try await rows(compiled.sql, compiled.parameters, compiled.selected)]
        let others = [compiled.totals, compiled.rowTotals, compiled.grandTotals] + compiled.subtotals.map(\.statement)
        for statement in others.compactMap(\.self) {
            answers.append(try await rows(statement.sql, statement.parameters, compiled.selected))
        }
        return answers
    }

    /// Checks that a query is answered by a table, and as without it.
    func check(
        _ query: ExploreQuery, isAnsweredBy table: String, at place: Testing.SourceLocation = #_sourceLocation
    ) async throws {
        let compiled = try built.compile(query)
        #expect(Self.table(of: compiled) == table, "\(compiled.explanation)", sourceLocation: place)
        #expect(compiled.readableSQL.hasPrefix("-- aggregate table: \(table)\n"), sourceLocation: place)
        try await checkSame(query, at: place)
    }

    /// Checks that a query is answered without a table, for a reason that has these words in it.
    func check(
        _ query: ExploreQuery, isRefusedSince reason: String, at place: Testing.SourceLocation = #_sourceLocation
    ) async throws {
        let compiled = try built.compile(query)
        #expect(Self.table(of: compiled) == nil, sourceLocation: place)
        #expect(
            compiled.explanation.contains { $0.contains("does not answer the query") && $0.contains(reason) },
            "\(compiled.explanation)", sourceLocation: place)
        #expect(compiled.readableSQL.hasPrefix("-- aggregate table: none\n-- The "), sourceLocation: place)
        try await checkSame(query, at: place)
    }

    private func checkSame(_ query: ExploreQuery, at place: Testing.SourceLocation) async throws {
        let found = try await Self.answers(query, built)
        let expected = try await Self.answers(query, plain)
        #expect(found == expected, sourceLocation: place)
        #expect(!expected[0].isEmpty, "an empty answer proves nothing", sourceLocation: place)
    }

    /// The aggregate table that a compiled query reads.
    static func table(of compiled: CompiledQuery) -> String? {
        let sentence = compiled.explanation.first { $0.hasSuffix("` answers the query.") }
        return sentence?.split(separator: "`").dropFirst().first.map(String.init)
    }
}

/// Builds the aggregate tables of a model over ``Sales``.
/// - Parameter rows: Sales beside those.
func withAggregates(
    _ model: String, rows: [String] = [], zone: String = "UTC", attributes: [String: String] = [:],
    builtAt: Int64 = Bench.now, _ body: (AggregateBench) async throws -> Void
) async throws {
    let tables = Sales.tables + rows.map { "INSERT INTO sales VALUES \($0)" }
    try await withBench(model, tables: tables, zone: zone, attributes: attributes) { bench async throws in
        try await body(try await AggregateBench(bench, builtAt: builtAt))
    }
}
