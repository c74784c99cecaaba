import QueryCompiler
import SQL
import SemanticModel
import Testing

/// Aggregate tables on a real server whose types are stricter and whose names are shorter.
@Suite(.postgreSQL, .enabled(if: PostgreSQLServer.isWanted, PostgreSQLServer.reason))
struct AggregatePostgreSQLTests {
    private static let long = "a_name_that_is_much_longer_than_what_postgresql_takes_for_a_column"

    private static let model = """
        fiscal_month_offset: 3
        view: orders {
          dimension: id { primary_key: yes type: number }
          dimension: status {}
          dimension: \(long) { sql: ${status} ;; }
          dimension: is_done { type: yesno sql: ${status} = 'done' ;; }
          dimension: size { type: tier tiers: [20, 50] sql: ${TABLE}.amount ;; }
          dimension_group: created {
            type: time
            timeframes: [raw, time, minute15, hour6, date, week, month, quarter, year, fiscal_quarter, day_of_week]
          }
          measure: count { type: count }
          measure: total { type: sum sql: ${TABLE}.amount ;; }
          measure: mean { type: average sql: ${TABLE}.amount ;; }
          measure: statuses { type: count_distinct sql: ${status} ;; }
        }
        explore: orders {
          aggregate_table: fine {
            query: {
              dimensions: [created_time, is_done, size, \(long)]
              measures: [count, total, mean, statuses]
            }
            materialization: { persist_for: "1 hour" }
          }
          aggregate_table: coarse {
            query: { dimensions: [created_fiscal_quarter, created_day_of_week] measures: [mean, statuses] }
            materialization: { persist_for: "1 hour" }
          }
        }
        """

    @Test func `answers are the same with and without tables`() throws {
        let server = try #require(PostgreSQLServer.current)
        let project = testProject(Self.model)
        var context = testContext()
        let (definitions, problems) = QueryCompiler.aggregateTables(
            ofModel: "test", project: project, context: context, dialect: .postgreSQL)
        #expect(problems.isEmpty)
        for (place, definition) in definitions.enumerated() {
            _ = try server.rows("CREATE TABLE built_\(place) AS \(definition.sql)")
            context.built.tables[definition.key] = BuiltTable(
                name: "built_\(place)", rows: 9 - place, builtAt: Bench.now)
        }
        let measures = ["orders.count", "orders.total", "orders.mean"]
        var queries = [
            ask(measures), ask(["orders.is_done", "orders.size", "orders.\(Self.long)"] + measures),
            ask(["orders.count"], where: ["orders.created_date": "2018-05", "orders.is_done": "yes"]),
        ]
        for timeframe in ["time", "minute15", "hour6", "date", "week", "month", "quarter", "year", "fiscal_quarter"] {
            queries.append(ask(["orders.created_\(timeframe)"] + measures))
        }
        for query in queries { try check(query, "fine", project, context, server) }
        let own = ["orders.created_fiscal_quarter", "orders.created_day_of_week"]
        try check(ask(own + ["orders.statuses", "orders.mean"]), "coarse", project, context, server)
        try check(
            ask(["orders.created_day_of_week", "orders.mean"], sort: ["orders.created_day_of_week"]), "coarse", project,
            context, server)
    }

    private func check(
        _ query: ExploreQuery, _ table: String, _ project: Project, _ context: QueryContext, _ server: PostgreSQLServer
    ) throws {
        let found = try QueryCompiler.compile(query, project: project, context: context, dialect: .postgreSQL)
        let expected = try QueryCompiler.compile(query, project: project, context: testContext(), dialect: .postgreSQL)
        #expect(AggregateBench.table(of: found) == table, "\(found.explanation)")
        func rows(_ compiled: CompiledQuery) throws -> [[String?]] {
            unordered(
                try server.rows(compiled.sql, parameters: compiled.parameters).map {
                    Array($0.prefix(compiled.selected))
                })
        }
        #expect(try rows(found) == rows(expected))
    }
}
