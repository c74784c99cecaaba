import Materialization
import Testing

/// Tables that somebody asks for by name.
@Suite struct OrderTests {
    private static let model = """
        view: base {
          derived_table: { sql: SELECT * FROM orders ;; sql_trigger_value: SELECT 1 ;; }
          dimension: id { type: number }
        }
        view: top {
          derived_table: { sql: SELECT * FROM ${base.SQL_TABLE_NAME} ;; sql_trigger_value: SELECT 1 ;; }
          dimension: id { type: number }
        }
        view: short {
          derived_table: { sql: SELECT * FROM orders ;; persist_for: "1 hour" }
          dimension: id { type: number }
        }
        view: broken {
          derived_table: { sql: SELECT * FROM missing ;; sql_trigger_value: SELECT 1 ;; }
          dimension: id { type: number }
        }
        view: on_broken {
          derived_table: { sql: SELECT * FROM ${broken.SQL_TABLE_NAME} ;; sql_trigger_value: SELECT 1 ;; }
          dimension: id { type: number }
        }
        view: plain { derived_table: { sql: SELECT * FROM orders ;; } dimension: id { type: number } }
        explore: base {}
        explore: top {}
        explore: short {}
        explore: broken {}
        explore: on_broken {}
        explore: plain {}
        """

    private func withShop(_ body: (Workshop) async throws -> Void) async throws {
        try await withWorkshop(Self.model, tables: ["CREATE TABLE orders AS SELECT 1 AS id"], body)
    }

    /// The order once it has ended.
    private func ordered(
        _ view: String, by shop: Workshop, id: String, withDependencies: Bool = false
    ) async throws -> TableOrder {
        _ = try #require(
            await shop.builder.order(
                view: view, model: "test", id: id, withDependencies: withDependencies, isWhole: false))
        while let order = await shop.builder.order(id), order.state == .running {
            try await Task.sleep(for: .milliseconds(5))
        }
        return try #require(await shop.builder.order(id))
    }

    @Test func `a table is built after what it stands on, and again each time it is ordered`() async throws {
        try await withShop { shop async throws in
            let first = try await ordered("top", by: shop, id: "a")
            #expect(first.state == .complete && first.table == "test.top" && first.endedAt != nil)
            #expect(await shop.builds() == ["test.base": 1, "test.top": 2])
            try await shop.execute("INSERT INTO orders VALUES (2)")
            #expect(try await shop.answer(["top.id"]) == [["1"]])
            // What it stands on is not old, so it stays.
            #expect(try await ordered("top", by: shop, id: "b").state == .complete)
            #expect(await shop.builds() == ["test.base": 1, "test.top": 3])
            #expect(try await ordered("top", by: shop, id: "c", withDependencies: true).state == .complete)
            #expect(await shop.builds() == ["test.base": 4, "test.top": 5])
            #expect(try await shop.answer(["top.id"]) == [["1"], ["2"]])
            #expect(await shop.builder.order("a")?.state == .complete)
        }
    }

    @Test func `a table that lives for a while is built before anybody asks it`() async throws {
        try await withShop { shop async throws in
            #expect(try await ordered("short", by: shop, id: "a").state == .complete)
            #expect(await shop.builds() == ["test.short": 1])
            shop.clock.advance(seconds: 3_600)
            await shop.builder.dropExpired()
            #expect(await shop.builds() == [:])
        }
    }

    @Test func `a build that fails says why`() async throws {
        try await withShop { shop async throws in
            guard case .failed(let why) = try await ordered("broken", by: shop, id: "a").state else {
                Issue.record("it did not fail")
                return
            }
            #expect(why.contains("missing"))
            #expect(
                try await ordered("on_broken", by: shop, id: "b").state
                    == .failed("A table on which it stands was not built."))
        }
    }

    @Test func `only tables that are kept can be ordered, and an unknown order is nothing`() async throws {
        try await withShop { shop async throws in
            for view in ["plain", "nothing"] {
                #expect(
                    await shop.builder.order(
                        view: view, model: "test", id: "a", withDependencies: false, isWhole: false) == nil)
            }
            #expect(await shop.builder.order("a") == nil)
            #expect(await shop.builder.stopOrder("a") == nil)
        }
    }

    @Test func `an order that runs is the answer to another one, and can be stopped`() async throws {
        let slow = """
            view: slow {
              derived_table: { sql: SELECT COUNT(*) AS id FROM range(100000) a, range(100000000) b ;; sql_trigger_value: SELECT 1 ;; }
              dimension: id { type: number }
            }
            explore: slow {}
            """
        try await withWorkshop(slow) { shop async throws in
            func order(_ id: String) async -> TableOrder? {
                await shop.builder.order(
                    view: "slow", model: "test", id: id, withDependencies: false, isWhole: false)
            }
            #expect(await order("a")?.state == .running)
            #expect(await order("b")?.id == "a")
            let stopped = await shop.builder.stopOrder("a")
            #expect(stopped?.state == .stopped && stopped?.endedAt != nil)
            #expect(await shop.builder.stopOrder("a")?.state == .stopped)
            #expect(await shop.builds() == [:])
        }
    }
}
