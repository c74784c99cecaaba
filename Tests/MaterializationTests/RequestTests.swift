import Materialization
import QueryCompiler
import Testing

/// Tables that are built because a query has asked for them.
@Suite struct RequestTests {
    private static let model = """
        view: short {
          derived_table: { sql: SELECT * FROM orders ;; persist_for: "1 hour" }
          dimension: id { type: number }
        }
        view: own {
          derived_table: {
            sql: SELECT * FROM orders WHERE region = {{ _user_attributes['region'] | sql_quote }} ;;
            sql_trigger_value: SELECT COUNT(*) FROM orders ;;
          }
          dimension: id { type: number }
        }
        explore: short {}
        explore: own {}
        """

    private static let tables = ["CREATE TABLE orders AS SELECT * FROM (VALUES (1, 'west'), (2, 'east')) t(id, region)"]

    @Test func `a table that is kept for a while is built at first use and dropped after it`() async throws {
        try await withWorkshop(Self.model, tables: Self.tables) { shop async throws in
            await shop.builder.check()
            #expect(await shop.builds()["test.short"] == nil)
            #expect(try await shop.ask(["short.id"]) == [["1"], ["2"]])
            await shop.builder.buildRequested()
            #expect(await shop.builds()["test.short"] == 2)
            try await shop.execute("INSERT INTO orders VALUES (3, 'west')")
            // It is what was true when it was built.
            #expect(try await shop.ask(["short.id"]) == [["1"], ["2"]])
            shop.clock.advance(seconds: 3_600)
            await shop.builder.dropExpired()
            #expect(try await shop.ask(["short.id"]) == [["1"], ["2"], ["3"]])
            #expect(await shop.builds()["test.short"] == nil)
            await shop.builder.buildRequested()
            #expect(await shop.builds()["test.short"] == 3)
        }
    }

    @Test func `each user's attributes have tables of their own, until the trigger changes`() async throws {
        try await withWorkshop(Self.model, tables: Self.tables) { shop async throws in
            await shop.builder.check()
            var west = shop
            west.attributes = ["region": "west"]
            var east = shop
            east.attributes = ["region": "east"]
            #expect(try await west.ask(["own.id"]) == [["1"]])
            await shop.builder.buildRequested()
            #expect(try west.compile(["own.id"]).tables.read.count == 1)
            #expect(try east.compile(["own.id"]).tables.read.isEmpty)
            #expect(try await east.ask(["own.id"]) == [["2"]])
            await shop.builder.buildRequested()
            #expect(try await west.ask(["own.id"]) == [["1"]])
            #expect(try await east.ask(["own.id"]) == [["2"]])
            // For nobody, for west and for east.
            #expect(await shop.builder.tables.count == 3)

            try await shop.execute("INSERT INTO orders VALUES (3, 'west')")
            await shop.builder.check()
            #expect(await shop.builder.tables.count == 1)
            #expect(try await west.ask(["own.id"]) == [["1"], ["3"]])
        }
    }

    @Test func `there is a limit to the tables of single users`() async throws {
        var settings = TableBuilderSettings()
        settings.requestedTableLimit = 2
        try await withWorkshop(Self.model, tables: Self.tables, settings: settings) { shop async throws in
            for region in ["a", "b", "c", "d"] {
                var user = shop
                user.attributes = ["region": region]
                #expect(try await user.ask(["own.id"]) == [])
                await shop.builder.buildRequested()
            }
            #expect(await shop.builder.tables.count == 2)
        }
    }
}
