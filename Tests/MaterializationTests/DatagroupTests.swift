import Materialization
import QueryCompiler
import SemanticModel
import Testing

/// The states of datagroups, and for how long they let results be used.
@Suite struct DatagroupTests {
    private static let model = """
        datagroup: loaded { sql_trigger: SELECT MAX(id) FROM orders ;; max_cache_age: "1 hour" }
        datagroup: twice { interval_trigger: "12 hours" }
        datagroup: aged { max_cache_age: "10 minutes" }
        view: orders { dimension: id { type: number } }
        explore: orders { persist_with: loaded }
        """

    private static let tables = ["CREATE TABLE orders AS SELECT 1 AS id"]

    @Test func `a datagroup is triggered when its value changes or its time has come`() async throws {
        try await withWorkshop(Self.model, tables: Self.tables) { shop async throws in
            let start = shop.clock.now
            await shop.builder.check()
            var states = await shop.builder.datagroupStates
            #expect(states.map(\.name) == ["loaded", "twice", "aged"])
            #expect(states.map(\.triggerValue) == ["1", nil, nil])
            #expect(states.allSatisfy { $0.triggeredAt == start && $0.checkedAt == start })

            shop.clock.advance(seconds: 300)
            await shop.builder.check()
            states = await shop.builder.datagroupStates
            #expect(states.map { ($0.triggeredAt - start) / 1_000_000 } == [0, 0, 0])

            try await shop.execute("INSERT INTO orders VALUES (2)")
            shop.clock.advance(seconds: 300)
            await shop.builder.check()
            states = await shop.builder.datagroupStates
            // Of the last the age of its results is the only trigger.
            #expect(states.map { ($0.triggeredAt - start) / 1_000_000 } == [600, 0, 600])
            #expect(states.map(\.triggerValue) == ["2", nil, nil])

            shop.clock.advance(seconds: 12 * 3_600)
            await shop.builder.check()
            states = await shop.builder.datagroupStates
            #expect((states[1].triggeredAt - start) / 1_000_000 == 600 + 12 * 3_600)
        }
    }

    @Test func `results are good from the last trigger on, and no longer than their age`() async throws {
        try await withWorkshop(Self.model, tables: Self.tables) { shop async throws in
            let live = shop.builder.live
            let start = shop.clock.now
            func old(_ policy: CachePolicy) -> Int64 {
                (live.oldBefore(policy, model: "test", now: shop.clock.now) - start) / 1_000_000
            }
            // Nothing is known yet, so nothing may be used.
            #expect(old(.datagroup("loaded")) == 0)
            await shop.builder.check()
            shop.clock.advance(seconds: 1_800)
            #expect(old(.datagroup("loaded")) == 0)
            #expect(old(.datagroup("twice")) == 0)
            #expect(old(.lifetime(600)) == 1_200)
            shop.clock.advance(seconds: 3_600)
            #expect(old(.datagroup("loaded")) == 1_800)
            #expect(old(.datagroup("twice")) == 0)

            let id = try #require(await shop.builder.datagroupStates.first { $0.name == "twice" }?.id)
            _ = await shop.builder.update(datagroup: id, staleBefore: shop.clock.now)
            #expect(old(.datagroup("twice")) == 5_400)
            #expect(await shop.builder.update(datagroup: 99, staleBefore: 0) == nil)
        }
    }

    @Test func `a trigger that fails triggers nothing and says why`() async throws {
        try await withWorkshop(Self.model, tables: Self.tables) { shop async throws in
            await shop.builder.check()
            let start = shop.clock.now
            try await shop.execute("ALTER TABLE orders RENAME TO gone")
            shop.clock.advance(seconds: 300)
            await shop.builder.check()
            let state = try #require(await shop.builder.datagroupStates.first)
            #expect(state.triggeredAt == start && state.triggerValue == "1")
            #expect(state.error?.contains("orders") == true)
            #expect(await shop.builder.currentProblems.first?.contains("The datagroup `loaded` of `test`") == true)
        }
    }

    @Test func `a trigger has to be one value`() async throws {
        let model = Self.model.replacing("SELECT MAX(id)", with: "SELECT id, id")
        try await withWorkshop(model, tables: Self.tables) { shop async throws in
            await shop.builder.check()
            #expect(await shop.builder.datagroupStates.first?.error?.contains("has to give one value") == true)
        }
    }

    @Test func `a datagroup that somebody triggers has its tables built anew`() async throws {
        try await withWorkshop(BuildTests.model, tables: BuildTests.tables) { shop async throws in
            await shop.builder.check()
            let id = try #require(await shop.builder.datagroupStates.first?.id)
            shop.clock.advance(seconds: 60)
            let state = await shop.builder.update(datagroup: id, triggeredAt: shop.clock.now)
            #expect(state?.triggeredAt == shop.clock.now)
            await shop.builder.check()
            #expect(await shop.builds() == ["test.facts": 3, "test.ranks": 4])
        }
    }
}
