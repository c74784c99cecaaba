import Materialization
import Testing

/// Tables that grow by periods.
@Suite struct IncrementTests {
    private static let model = """
        view: daily {
          derived_table: {
            sql:
              SELECT CAST(moment AS DATE) AS day, SUM(amount) AS amount FROM events
              WHERE {% incrementcondition %} moment {% endincrementcondition %} GROUP BY 1 ;;
            sql_trigger_value: SELECT COUNT(*) FROM events ;;
            increment_key: "day_date"
            increment_offset: 1
          }
          dimension_group: day { type: time timeframes: [date] datatype: date sql: ${TABLE}.day ;; }
          dimension: amount { type: number }
        }
        explore: daily {}
        """

    private static let tables = [
        """
        CREATE TABLE events AS SELECT CAST(moment AS TIMESTAMP) AS moment, amount FROM (VALUES
          ('2026-01-01 10:00:00', 1), ('2026-01-02 10:00:00', 2), ('2026-01-03 10:00:00', 4)) t(moment, amount)
        """
    ]

    @Test func `only the last periods are computed again`() async throws {
        try await withWorkshop(Self.model, tables: Self.tables) { shop async throws in
            await shop.builder.check()
            let table = try #require(await shop.builder.tables.first?.table)
            // What lies before the increment stays as it is, whatever its events say now: the first day keeps its 1.
            try await shop.execute("UPDATE events SET amount = amount * 100")
            try await shop.execute("INSERT INTO events VALUES ('2026-01-03 11:00:00', 8), ('2026-01-05 09:00:00', 16)")
            await shop.builder.check()
            #expect(await shop.builder.tables.first?.table == table)
            #expect(await shop.builder.tables.first?.rows == 4)
            #expect(
                try await shop.rows("SELECT day, amount FROM \(table) ORDER BY 1") == [
                    ["2026-01-01", "1"], ["2026-01-02", "200"], ["2026-01-03", "408"], ["2026-01-05", "16"],
                ])
            // The same rows do not come twice.
            try await shop.execute("INSERT INTO events VALUES ('2026-01-05 10:00:00', 32)")
            await shop.builder.check()
            #expect(
                try await shop.rows("SELECT day, amount FROM \(table) ORDER BY 1") == [
                    ["2026-01-01", "1"], ["2026-01-02", "200"], ["2026-01-03", "408"], ["2026-01-05", "48"],
                ])
        }
    }

    @Test func `a table that can't grow is built as a whole`() async throws {
        // The rows of a view may get another column at any time.
        let model = Self.model.replacing(
            "SELECT CAST(moment AS DATE) AS day, SUM(amount) AS amount FROM events",
            with: "SELECT *, 1 AS day_ FROM days"
        ).replacing("WHERE {% incrementcondition %} moment {% endincrementcondition %} GROUP BY 1", with: "")
        try await withWorkshop(
            model, tables: Self.tables + ["CREATE TABLE days AS SELECT DATE '2026-01-01' AS day, 1 AS amount"]
        ) { shop async throws in
            await shop.builder.check()
            try await shop.execute("ALTER TABLE days ADD COLUMN note VARCHAR")
            try await shop.execute("INSERT INTO events VALUES ('2026-01-05 09:00:00', 16)")
            await shop.builder.check()
            #expect(await shop.builds() == ["test.daily": 2])
            #expect(await shop.builder.tables.first?.error == nil)
            #expect(try await shop.answer(["daily.amount"]) == [["1"]])
        }
    }

    @Test func `an empty table is built as a whole`() async throws {
        try await withWorkshop(Self.model, tables: Self.tables + ["DELETE FROM events"]) { shop async throws in
            await shop.builder.check()
            #expect(await shop.builder.tables.first?.rows == 0)
            try await shop.execute("INSERT INTO events VALUES ('2026-01-05 09:00:00', 16)")
            await shop.builder.check()
            #expect(try await shop.answer(["daily.day_date", "daily.amount"]) == [["2026-01-05", "16"]])
        }
    }
}
