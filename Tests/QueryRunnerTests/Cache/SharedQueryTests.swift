import QueryCompiler
import SQL
import SemanticModel
import Synchronization
import Testing
import Warehouse
import WarehouseDuckDB

@testable import QueryRunner

/// Equal queries that are asked at the same moment.
@Suite struct SharedQueryTests {
    /// A warehouse that answers when it is told to, and counts what it was asked.
    private final class SlowWarehouse: Warehouse {
        let inner: DuckDBWarehouse
        private struct State {
            var asked: [String] = []
            var cancelled = 0
            var gates: [CheckedContinuation<Void, Never>] = []
            var isOpen = false
        }
        private let state = Mutex(State())

        init(_ inner: DuckDBWarehouse) { self.inner = inner }

        var dialect: Dialect { inner.dialect }
        var asked: [String] { state.withLock { $0.asked } }
        var cancelled: Int { state.withLock { $0.cancelled } }

        func open() {
            let gates = state.withLock { state in
                state.isOpen = true
                defer { state.gates = [] }
                return state.gates
            }
            for gate in gates { gate.resume() }
        }

        func query(_ statement: Statement) async throws(WarehouseError) -> ResultStream {
            state.withLock { $0.asked.append(statement.label) }
            await withTaskCancellationHandler {
                await withCheckedContinuation { continuation in
                    let isOpen = state.withLock { state in
                        if !state.isOpen { state.gates.append(continuation) }
                        return state.isOpen
                    }
                    if isOpen { continuation.resume() }
                }
            } onCancel: {
                state.withLock { $0.cancelled += 1 }
                open()
            }
            if Task.isCancelled { throw .cancelled(label: statement.label) }
            return try await inner.query(statement)
        }

        func execute(_ statement: Statement) async throws(WarehouseError) -> Int { try await inner.execute(statement) }
        func check(_ statement: Statement) async throws(WarehouseError) { try await inner.check(statement) }
        func transaction<Value: Sendable>(
            label: String, _ body: @Sendable (any WarehouseTransaction) async throws -> Value
        ) async throws -> Value { try await inner.transaction(label: label, body) }
        func tables() async throws(WarehouseError) -> [TableDescription] { try await inner.tables() }
        func tablesRead(by sql: String) async throws(WarehouseError) -> [String] { try await inner.tablesRead(by: sql) }
        func close() async throws(WarehouseError) { try await inner.close() }
    }

    private func withBench(_ body: (SlowWarehouse, QueryRunner, VersionBox) async throws -> Void) async throws {
        let inner = try DuckDBWarehouse.open(DuckDBConfiguration(path: nil, threads: 1))
        try await inner.execute(Statement("CREATE TABLE t AS SELECT CAST(1 AS BIGINT) AS n", label: "test"))
        let warehouse = SlowWarehouse(inner)
        let version = VersionBox()
        let cache = ResultCache(
            limit: 1 << 20, now: { 0 }, oldBefore: { _, _, _ in 0 }, version: { _ in version.value })
        let runner = QueryRunner(warehouse: warehouse, concurrency: 8, cache: cache)
        do {
            try await body(warehouse, runner, version)
            warehouse.open()
            try await inner.close()
        } catch {
            warehouse.open()
            try? await inner.close()
            throw error
        }
    }

    private final class VersionBox: Sendable {
        let mutex = Mutex<String?>("1")
        var value: String? { mutex.withLock { $0 } }
    }

    private func ask(_ label: String, timeLimit: Duration? = nil) -> QueryAsk {
        var ask = QueryAsk(label: label)
        ask.timeLimit = timeLimit
        ask.watch = QueryWatch()
        return ask
    }

    private var number: CompiledQuery { query("SELECT n FROM t", [dimension("n", .number)]) }

    private func settle(_ condition: () async -> Bool) async throws {
        while await !condition() {
            try Task.checkCancellation()
            await Task.yield()
        }
    }

    @Test(.timeLimit(.minutes(5))) func `the warehouse is asked once`() async throws {
        try await withBench { warehouse, runner, _ async throws in
            let query = number
            let asks = (0..<5).map { ask("asker \($0)") }
            let answers = asks.map { ask in Task { try await runner.run(query, ask) } }
            try await settle { asks.count { $0.watch?.times.source == .shared } == 4 }
            warehouse.open()
            for answer in answers { #expect(try await answer.value.rows.rowCount == 1) }
            #expect(warehouse.asked.count == 1)
            #expect(runner.cache?.statistics.results == 1)
        }
    }

    @Test(.timeLimit(.minutes(5))) func `one who goes leaves the others their answer, and the last one stops it`()
        async throws
    {
        try await withBench { warehouse, runner, _ async throws in
            let query = number
            let (first, second) = (ask("first"), ask("second"))
            let one = Task { try await runner.run(query, first) }
            try await settle { warehouse.asked.count == 1 }
            let two = Task { try await runner.run(query, second) }
            try await settle { second.watch?.times.source == .shared }
            one.cancel()
            await #expect(throws: QueryFailure.self) { try await one.value }
            #expect(warehouse.cancelled == 0)
            two.cancel()
            await #expect(throws: QueryFailure.self) { try await two.value }
            try await settle { warehouse.cancelled == 1 }
            try await settle { await runner.admission.load == (0, 0) }
        }
    }

    @Test(.timeLimit(.minutes(5))) func `other data and other limits are not shared`() async throws {
        try await withBench { warehouse, runner, version async throws in
            let query = number
            let asks = [ask("a"), ask("b", timeLimit: .seconds(5)), ask("c"), ask("d")]
            var answers: [Task<QueryAnswer, any Error>] = []
            for (place, ask) in asks.enumerated() {
                if place == 2 { version.mutex.withLock { $0 = "2" } }
                // While the data changes nobody knows what would be shared.
                if place == 3 { version.mutex.withLock { $0 = nil } }
                answers.append(Task { try await runner.run(query, ask) })
                try await settle { warehouse.asked.count == place + 1 }
            }
            warehouse.open()
            for answer in answers { _ = try await answer.value }
            #expect(warehouse.asked == ["a", "b", "c", "d"])
        }
    }

    @Test(.timeLimit(.minutes(5))) func `a failure is everybody's`() async throws {
        try await withBench { warehouse, runner, _ async throws in
            let broken = query("SELECT CAST('x' || n AS BIGINT) AS n FROM t", [dimension("n", .number)])
            let asks = [ask("a"), ask("b")]
            let answers = asks.map { ask in Task { try await runner.run(broken, ask) } }
            try await settle { asks.contains { $0.watch?.times.source == .shared } }
            warehouse.open()
            for answer in answers { await #expect(throws: QueryFailure.self) { try await answer.value } }
            #expect(warehouse.asked.count == 1)
        }
    }
}
