import Materialization
import QueryCompiler
import Testing

/// Aggregate tables are built and kept as derived tables are.
@Suite struct AggregateTableBuildTests {
    private static let model = """
        view: orders {
          dimension: id { primary_key: yes type: number }
          dimension: region {}
          dimension_group: created { type: time }
          measure: total { type: sum sql: ${TABLE}.amount ;; }
          measure: mean { type: average sql: ${TABLE}.amount ;; }
        }
        explore: orders {
          aggregate_table: by_region_and_day {
            query: { dimensions: [region, created_date] measures: [total, mean] }
            materialization: { sql_trigger_value: SELECT COUNT(*) FROM orders ;; }
          }
        }
        """

    private static let tables = [
        """
        CREATE TABLE orders AS SELECT id, region, amount, CAST(moment AS TIMESTAMP) AS created FROM (VALUES
          (1, 'west', 10, '2026-01-01 09:00:00'), (2, 'west', 20, '2026-01-01 10:00:00'),
          (3, 'west', 60, '2026-01-02 10:00:00'), (4, 'east', 7, '2026-01-02 11:00:00')) t(id, region, amount, moment)
        """
    ]

    @Test func `an aggregate table is built, answers, and is built anew`() async throws {
        try await withWorkshop(Self.model, tables: Self.tables) { shop async throws in
            await shop.builder.check()
            let table = try #require(await shop.builder.tables.first)
            #expect(table.name == "test.orders.by_region_and_day" && table.rows == 3 && table.error == nil)
            // The table is not looked through: what changes without its trigger is not seen.
            try await shop.execute("UPDATE orders SET amount = 1000 WHERE id = 4")
            let fields = ["orders.region", "orders.total", "orders.mean"]
            #expect(try shop.compile(fields).tables.read.count == 1)
            #expect(try await shop.answer(fields) == [["west", "90", "30.0"], ["east", "7", "7.0"]])
            try await shop.execute("INSERT INTO orders VALUES (5, 'east', 0, '2026-01-03 00:00:00')")
            await shop.builder.check()
            #expect(try await shop.answer(fields) == [["east", "1000", "500.0"], ["west", "90", "30.0"]])
        }
    }
}
