import QueryCompiler
import SQL
import SemanticModel
import Synchronization
import Testing
import Warehouse
import WarehouseDuckDB

@testable import QueryRunner

/// Results that are used again, and when they are not.
@Suite struct ResultCacheTests {
    /// A runner over a table of one number, with clock and data version in the hands of the test.
    private struct Bench {
        let warehouse: DuckDBWarehouse
        let runner: QueryRunner
        let cache: ResultCache
        let world: World

        final class World: Sendable {
            struct State {
                /// Seconds.
                var now: Int64 = 1_000_000
                var version: String? = "1"
                /// Seconds; results of a datagroup are good from then on.
                var triggered: Int64 = 0
                var tables: [String] = []
            }

            let state = Mutex(State())

            func change(_ body: (inout sending State) -> Void) { state.withLock { body(&$0) } }
        }

        /// The number, and whether it was computed for this query.
        func ask(
            _ query: CompiledQuery, _ use: CacheUse = .fresh
        ) async throws -> (value: Int64?, cached: CachedAnswer?) {
            let answer = try await runner.run(query, label: "test", cache: use)
            guard case .int(let values)? = answer.rows.batches.first?.columns.first?.values else {
                return (nil, answer.cached)
            }
            return (values.first, answer.cached)
        }

        func set(_ value: Int) async throws {
            try await warehouse.execute(Statement("UPDATE t SET n = \(value)", label: "test"))
        }
    }

    private func withBench(limit: Int = 1 << 20, _ body: (Bench) async throws -> Void) async throws {
        let warehouse = try DuckDBWarehouse.open(DuckDBConfiguration(path: nil, threads: 1))
        do {
            try await warehouse.execute(Statement("CREATE TABLE t AS SELECT CAST(1 AS BIGINT) AS n", label: "test"))
            let world = Bench.World()
            let cache = ResultCache(
                limit: limit, now: { world.state.withLock { $0.now * 1_000_000 } },
                oldBefore: { policy, model, now in
                    switch policy {
                    case .lifetime(let seconds): now - Int64(seconds) * 1_000_000
                    case .datagroup(let name):
                        model == "shop" && name == "loaded"
                            ? world.state.withLock { $0.triggered * 1_000_000 } : now
                    }
                },
                version: { tables in
                    world.state.withLock {
                        $0.tables = tables
                        return $0.version
                    }
                })
            let runner = QueryRunner(warehouse: warehouse, concurrency: 2, cache: cache)
            try await body(Bench(warehouse: warehouse, runner: runner, cache: cache, world: world))
            try await warehouse.close()
        } catch {
            try? await warehouse.close()
            throw error
        }
    }

    private func number(_ sql: String = "SELECT n FROM t", _ parameters: [SQLValue] = []) -> CompiledQuery {
        var compiled = query(sql, [dimension("n", .number)])
        compiled.parameters = parameters
        return compiled
    }

    @Test func `a result is used again as long as its policy lets it`() async throws {
        try await withBench { bench async throws in
            #expect(try await bench.ask(number()).cached == nil)
            try await bench.set(2)
            bench.world.change { $0.now += 3_600 }
            let again = try await bench.ask(number())
            #expect(again.value == 1)
            #expect(again.cached == CachedAnswer(ranAt: 1_000_000_000_000, isExpired: false))
            #expect(bench.cache.statistics.hits == 1)
            bench.world.change { $0.now += 1 }
            let later = try await bench.ask(number())
            #expect(later.value == 2 && later.cached == nil)
        }
    }

    @Test func `a datagroup's results are good until it is triggered`() async throws {
        try await withBench { bench async throws in
            var asked = number()
            asked.cachePolicy = .datagroup("loaded")
            asked.model = "shop"
            _ = try await bench.ask(asked)
            try await bench.set(2)
            bench.world.change { $0.now += 1_000_000 }
            #expect(try await bench.ask(asked).value == 1)
            bench.world.change { $0.triggered = $0.now }
            #expect(try await bench.ask(asked).value == 2)
        }
    }

    @Test func `a result is not used when its data has changed, or is changing`() async throws {
        try await withBench { bench async throws in
            _ = try await bench.ask(number())
            #expect(bench.world.state.withLock { $0.tables } == ["t"])
            try await bench.set(2)
            bench.world.change { $0.version = "2" }
            #expect(try await bench.ask(number()).value == 2)
            #expect(try await bench.ask(number()).cached != nil)
            try await bench.set(3)
            bench.world.change { $0.version = nil }
            #expect(try await bench.ask(number()).value == 3)
            // What was read meanwhile is not kept.
            try await bench.set(4)
            bench.world.change { $0.version = "3" }
            #expect(try await bench.ask(number()).value == 4)
        }
    }

    @Test func `other text, values or zones are other queries`() async throws {
        try await withBench { bench async throws in
            let sql = "SELECT octet_length(encode(?)) + n FROM t"
            #expect(try await bench.ask(number(sql, [.text("a")])).value == 2)
            #expect(try await bench.ask(number(sql, [.text("ab")])).value == 3)
            // One letter for people, two bytes or three.
            #expect(try await bench.ask(number(sql, [.text("\u{E9}")])).value == 3)
            #expect(try await bench.ask(number(sql, [.text("e\u{301}")])).value == 4)
            #expect(try await bench.ask(number(sql, [.text("a")])).cached != nil)
            var zoned = number(sql, [.text("a")])
            zoned.timezone = "Europe/Berlin"
            #expect(try await bench.ask(zoned).cached == nil)
            var totalled = number(sql, [.text("a")])
            totalled.totals = CompiledStatement(sql: "SELECT 7", parameters: [])
            #expect(try await bench.ask(totalled).cached == nil)
        }
    }

    @Test func `a caller may refuse what is kept, or want nothing else`() async throws {
        try await withBench { bench async throws in
            await #expect(throws: QueryFailure.self) { try await bench.ask(self.number(), .only) }
            _ = try await bench.ask(number())
            try await bench.set(2)
            #expect(try await bench.ask(number(), .only).value == 1)
            #expect(try await bench.ask(number(), .refresh).value == 2)
            #expect(try await bench.ask(number()).value == 2)
            bench.world.change { $0.now += 7_200 }
            let old = try await bench.ask(number(), .only)
            #expect(old.value == 2 && old.cached?.isExpired == true)
            bench.cache.clear()
            await #expect(throws: QueryFailure.self) { try await bench.ask(self.number(), .only) }
        }
    }

    @Test func `what asks the clock or a die runs each time`() async throws {
        for sql in ["SELECT n FROM t WHERE now() > TIMESTAMP '2000-01-01'", "SELECT n FROM t WHERE Random () < 2"] {
            try await withBench { bench async throws in
                _ = try await bench.ask(number(sql))
                try await bench.set(2)
                #expect(try await bench.ask(number(sql)).value == 2)
                #expect(bench.cache.statistics.results == 0)
            }
        }
    }

    @Test func `memory is bounded, and what is used stays`() async throws {
        try await withBench(limit: 60_000) { bench async throws in
            // 1 000 numbers are a little more than 8 000 bytes.
            func many(_ id: Int) -> CompiledQuery { number("SELECT range + \(id) FROM range(1000)") }
            _ = try await bench.ask(many(0))
            for id in 1..<20 {
                _ = try await bench.ask(many(id))
                #expect(try await bench.ask(many(0)).cached != nil)
                #expect(bench.cache.statistics.bytes <= 60_000)
            }
            #expect((4...7).contains(bench.cache.statistics.results))
            #expect(try await bench.ask(many(19)).cached != nil)
            #expect(try await bench.ask(many(1)).cached == nil)
            // More than a quarter of all is not kept.
            _ = try await bench.ask(number("SELECT range FROM range(2000)"))
            #expect(try await bench.ask(number("SELECT range FROM range(2000)")).cached == nil)
        }
    }

    @Test func `a failure is not kept`() async throws {
        try await withBench { bench async throws in
            let asked = number("SELECT n FROM later")
            await #expect(throws: QueryFailure.self) { try await bench.ask(asked) }
            try await bench.warehouse.execute(
                Statement("CREATE TABLE later AS SELECT CAST(5 AS BIGINT) AS n", label: "test"))
            #expect(try await bench.ask(asked).value == 5)
        }
    }
}
