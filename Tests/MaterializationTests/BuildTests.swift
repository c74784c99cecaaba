import Materialization
import QueryCompiler
import Testing
import Warehouse

/// Tables are built when their triggers say so, in order, and serve until the next is there.
@Suite struct BuildTests {
    static let model = """
        datagroup: loaded { sql_trigger: SELECT MAX(id) FROM orders ;; max_cache_age: "1 hour" }
        view: facts {
          derived_table: {
            sql: SELECT user_id, SUM(amount) AS spent FROM orders GROUP BY 1 ;;
            datagroup_trigger: loaded
          }
          dimension: user_id { type: number }
          measure: spent { type: sum sql: ${TABLE}.spent ;; }
        }
        view: ranks {
          derived_table: {
            sql: SELECT user_id, RANK() OVER (ORDER BY spent DESC) AS place FROM ${facts.SQL_TABLE_NAME} ;;
            datagroup_trigger: loaded
          }
          dimension: user_id { type: number }
          dimension: place { type: number }
        }
        explore: facts {}
        explore: ranks {}
        """

    static let tables = [
        "CREATE TABLE orders AS SELECT * FROM (VALUES (1, 1, 10), (2, 1, 20), (3, 2, 40)) t(id, user_id, amount)"
    ]

    @Test func `a check builds what is missing, each table on those under it`() async throws {
        try await withWorkshop(Self.model, tables: Self.tables) { shop async throws in
            #expect(try shop.compile(["facts.spent"]).tables.wanted.count == 1)
            await shop.builder.check()
            let tables = await shop.builder.tables
            #expect(tables.map(\.name) == ["test.facts", "test.ranks"])
            #expect(tables.map(\.rows) == [2, 2])
            #expect(tables.allSatisfy { $0.error == nil && $0.builtAt == shop.clock.now })
            #expect(try await shop.builtTableNames().count == 2)
            // What stands under the ranks was read, not computed.
            let facts = try #require(await shop.builder.tables.first?.table)
            try await shop.execute("UPDATE \(facts) SET spent = 1000 WHERE user_id = 1")
            #expect(try await shop.answer(["facts.user_id", "facts.spent"]) == [["1", "1000"], ["2", "40"]])
            #expect(try await shop.answer(["ranks.place", "ranks.user_id"]) == [["1", "2"], ["2", "1"]])
            let compiled = try shop.compile(["ranks.place"])
            #expect(compiled.tables.read.count == 1 && compiled.tables.wanted == [])
        }
    }

    @Test func `a table is built anew when its trigger changes, and not before`() async throws {
        try await withWorkshop(Self.model, tables: Self.tables) { shop async throws in
            await shop.builder.check()
            let first = await shop.builds()
            #expect(first == ["test.facts": 1, "test.ranks": 2])
            try await shop.execute("UPDATE orders SET amount = 11 WHERE id = 1")
            shop.clock.advance(seconds: 300)
            await shop.builder.check()
            #expect(await shop.builds() == first)
            #expect(try await shop.answer(["facts.spent"], where: ["facts.user_id": "1"]) == [["30"]])

            try await shop.execute("INSERT INTO orders VALUES (4, 1, 80)")
            shop.clock.advance(seconds: 300)
            await shop.builder.check()
            #expect(await shop.builds() == ["test.facts": 3, "test.ranks": 4])
            #expect(try await shop.answer(["facts.spent"], where: ["facts.user_id": "1"]) == [["111"]])
            #expect(try await shop.answer(["ranks.place"], where: ["ranks.user_id": "1"]) == [["1"]])
        }
    }

    @Test func `who was compiled before a swap reads the old table, which goes when nobody can`() async throws {
        try await withWorkshop(Self.model, tables: Self.tables) { shop async throws in
            await shop.builder.check()
            let before = shop.builder.live.built
            try await shop.execute("INSERT INTO orders VALUES (4, 1, 80)")
            await shop.builder.check()
            #expect(try await shop.builtTableNames().count == 4)
            #expect(
                try await shop.answer(["facts.spent"], where: ["facts.user_id": "1"], reading: before) == [["30"]])
            #expect(try await shop.answer(["facts.spent"], where: ["facts.user_id": "1"]) == [["110"]])
            shop.clock.advance(seconds: 899)
            await shop.builder.check()
            #expect(try await shop.builtTableNames().count == 4)
            shop.clock.advance(seconds: 1)
            await shop.builder.check()
            let left = await shop.builder.tables.compactMap { $0.table?.replacing("scratch.", with: "") }.sorted()
            #expect(try await shop.builtTableNames() == left)
        }
    }

    @Test func `readers during swaps see whole tables`() async throws {
        var settings = TableBuilderSettings()
        settings.readerGrace = .zero
        try await withWorkshop(
            Self.model,
            tables: ["CREATE TABLE orders AS SELECT 1 AS id, range % 100 AS user_id, 1 AS amount FROM range(10000)"],
            settings: settings
        ) { shop async throws in
            await shop.builder.check()
            try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<3 {
                    group.addTask {
                        var read = 0
                        for _ in 0..<60 {
                            let compiled = try shop.compile(["facts.spent"])
                            #expect(compiled.tables.read.count == 1)
                            let built = shop.builder.live.built
                            do {
                                // One amount for each of 10 000 rows, whichever build it is.
                                #expect(try await shop.answer(["facts.spent"], reading: built) == [["10000"]])
                                read += 1
                            } catch let error as WarehouseError where "\(error)".contains("does not exist") {
                                // Nobody is waited for here: on a busy machine a reader may come after two swaps.
                                #expect(shop.builder.live.built != built)
                            }
                        }
                        return read
                    }
                }
                for id in 2..<12 {
                    try await shop.execute("UPDATE orders SET id = \(id)")
                    await shop.builder.check()
                }
                var reads = 0
                for try await count in group { reads += count }
                #expect(reads > 90)
            }
            #expect(await shop.builds()["test.facts"] == 21)
        }
    }

    @Test func `a build that fails leaves the old table, says why, and is tried again later and later`() async throws {
        try await withWorkshop(Self.model, tables: Self.tables) { shop async throws in
            await shop.builder.check()
            try await shop.execute("INSERT INTO orders VALUES (4, 1, 80)")
            try await shop.execute("ALTER TABLE orders RENAME COLUMN amount TO price")
            await shop.builder.check()
            var facts = try #require(await shop.builder.tables.first)
            #expect(facts.failures == 1)
            #expect(facts.error?.contains("amount") == true)
            #expect(try await shop.answer(["facts.spent"], where: ["facts.user_id": "1"]) == [["30"]])
            // What stands on it waits, and keeps the rows that fit.
            #expect(await shop.builds() == ["test.facts": 1, "test.ranks": 2])

            // At once, after one interval, then after two.
            var attempts: [Int64] = []
            for _ in 0..<8 {
                await shop.builder.check()
                attempts.append(try #require(await shop.builder.tables.first?.failures))
                shop.clock.advance(seconds: 300)
            }
            #expect(attempts == [2, 3, 3, 4, 4, 4, 4, 5])

            try await shop.execute("ALTER TABLE orders RENAME COLUMN price TO amount")
            shop.clock.advance(seconds: 86_400)
            await shop.builder.check()
            facts = try #require(await shop.builder.tables.first)
            #expect(facts.failures == 0 && facts.error == nil)
            #expect(try await shop.answer(["facts.spent"], where: ["facts.user_id": "1"]) == [["110"]])
            #expect(try await shop.answer(["ranks.place"], where: ["ranks.user_id": "1"]) == [["1"]])
        }
    }

    @Test func `a table that was never built is computed while its build fails`() async throws {
        let model = """
            view: broken {
              derived_table: { sql: SELECT * FROM later ;; interval_trigger: "1 hour" }
              dimension: id { type: number }
            }
            explore: broken {}
            """
        try await withWorkshop(model) { shop async throws in
            await shop.builder.check()
            #expect(await shop.builder.tables.first?.table == nil)
            #expect(await shop.builder.tables.first?.error?.contains("later") == true)
            try await shop.execute("CREATE TABLE later AS SELECT 7 AS id")
            #expect(try await shop.answer(["broken.id"]) == [["7"]])
            await shop.builder.check()
            #expect(await shop.builder.tables.first?.rows == 1)
            // Half an hour is too early.
            shop.clock.advance(seconds: 1_800)
            await shop.builder.check()
            #expect(await shop.builds() == ["test.broken": 2])
            shop.clock.advance(seconds: 1_800)
            await shop.builder.check()
            #expect(await shop.builds() == ["test.broken": 3])
        }
    }

    @Test func `a table that the project no longer defines goes after a while`() async throws {
        try await withWorkshop(Self.model, tables: Self.tables) { shop async throws in
            await shop.builder.check()
            shop.live.replace(with: Workshop.project(Self.model.replacing("SUM(amount)", with: "MAX(amount)")))
            // The rows are others, so nobody reads the table any more.
            #expect(try await shop.answer(["facts.spent"], where: ["facts.user_id": "1"]) == [["20"]])
            await shop.builder.check()
            #expect(await shop.builder.tables.count == 4)
            shop.clock.advance(seconds: 86_400)
            await shop.builder.check()
            #expect(await shop.builder.tables.count == 2)
            shop.clock.advance(seconds: 900)
            await shop.builder.check()
            #expect(try await shop.builtTableNames().count == 2)
        }
    }

    @Test func `a table may be built anew for a query`() async throws {
        try await withWorkshop(Self.model, tables: Self.tables) { shop async throws in
            await shop.builder.check()
            try await shop.execute("UPDATE orders SET amount = 11 WHERE id = 1")
            let query = try shop.compile(["facts.spent"])
            await shop.builder.rebuild(query.tables)
            #expect(await shop.builds() == ["test.facts": 3, "test.ranks": 2])
            #expect(try await shop.answer(["facts.spent"], where: ["facts.user_id": "1"]) == [["31"]])
        }
    }

    @Test func `a published table is a view that stays`() async throws {
        let model = Self.model.replacing(
            "GROUP BY 1 ;;", with: "GROUP BY 1 ;; publish_as_db_view: yes indexes: [\"user_id\"]")
        try await withWorkshop(model, tables: Self.tables) { shop async throws in
            await shop.builder.check()
            #expect(try await shop.rows("SELECT spent FROM scratch.test_facts ORDER BY 1") == [["30"], ["40"]])
            try await shop.execute("INSERT INTO orders VALUES (4, 1, 80)")
            await shop.builder.check()
            #expect(try await shop.rows("SELECT spent FROM scratch.test_facts ORDER BY 1") == [["40"], ["110"]])
            shop.live.replace(with: Workshop.project(Self.model))
            await shop.builder.check()
            #expect(try await !shop.warehouse.tables().contains { $0.name.name == "test_facts" })
            #expect(await shop.builds()["test.facts"] == 3)
        }
    }
}
