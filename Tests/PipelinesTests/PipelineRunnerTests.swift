import Logging
import Pipelines
import SQL
import Testing
import Warehouse
import WarehouseDuckDB

@Suite struct PipelineRunnerTests {
    /// What became of each model, in order, as text.
    @discardableResult
    private func run(_ models: [(table: String, sql: String)], on warehouse: DuckDBWarehouse) async -> [String] {
        let graph = await PipelineGraph(folder(of: models), parsedBy: warehouse)
        #expect(graph.problems == [])
        let outcomes = await PipelineRunner(warehouse: warehouse, logger: Logger(label: "test")).run(graph)
        return outcomes.map { outcome in
            switch outcome.result {
            case .built(let rows): "\(outcome.model.table.name): \(rows) rows"
            case .failed(let message): "\(outcome.model.table.name) failed: \(message)"
            case .skipped(let missing): "\(outcome.model.table.name) skipped because of \(missing)"
            case .brokenOff: "\(outcome.model.table.name) broken off"
            }
        }
    }

    private func text(_ sql: String, in warehouse: DuckDBWarehouse) async throws -> String {
        let rows = try await warehouse.rows(Statement(sql, label: "test"))
        guard case .text(let values) = rows.batches.first?.columns.first?.values else { return "no text" }
        return values.first ?? "no row"
    }

    private static let chain: [(table: String, sql: String)] = [
        ("total", "SELECT sum(n) AS n FROM clean.twice"), ("twice", "SELECT n * 2 AS n FROM source.numbers -- doubled"),
    ]

    /// 2 · (1 + 2 + 3 + 4) = 20
    @Test func `models are built in order from what was loaded`() async throws {
        try await withWarehouse { warehouse in
            try await warehouse.execute(Statement("CREATE SCHEMA source", label: "test"))
            try await warehouse.execute(
                Statement("CREATE TABLE source.numbers AS SELECT range + 1 AS n FROM range(4)", label: "test"))
            #expect(await run(Self.chain, on: warehouse) == ["twice: 4 rows", "total: 1 rows"])
            #expect(try await text("SELECT n::VARCHAR FROM clean.total", in: warehouse) == "20")
        }
    }

    @Test func `running again changes nothing, and takes in what came meanwhile`() async throws {
        try await withWarehouse { warehouse in
            try await warehouse.execute(Statement("CREATE SCHEMA source", label: "test"))
            try await warehouse.execute(Statement("CREATE TABLE source.numbers AS SELECT 5 AS n", label: "test"))
            for _ in 0..<3 {
                #expect(await run(Self.chain, on: warehouse) == ["twice: 1 rows", "total: 1 rows"])
                #expect(try await text("SELECT n::VARCHAR FROM clean.total", in: warehouse) == "10")
            }
            #expect(
                try await warehouse.tables().map(\.name.description) == [
                    "clean.total", "clean.twice", "source.numbers",
                ])
            try await warehouse.execute(Statement("INSERT INTO source.numbers VALUES (6)", label: "test"))
            await run(Self.chain, on: warehouse)
            #expect(try await text("SELECT n::VARCHAR FROM clean.total", in: warehouse) == "22")
        }
    }

    @Test func `a model that reads an unknown table fails with the table's name`() async throws {
        try await withWarehouse { warehouse in
            let outcomes = await run([("a", "SELECT * FROM source.nowhere"), ("b", "SELECT 1 AS n")], on: warehouse)
            #expect(outcomes.count == 2)
            #expect(outcomes[0].hasPrefix("a failed: ") && outcomes[0].contains("nowhere"))
            #expect(outcomes[1] == "b: 1 rows")
        }
    }

    @Test func `a model that fails keeps its table, and what reads it is not run`() async throws {
        try await withWarehouse { warehouse async throws in
            func models(_ expression: String) -> [(table: String, sql: String)] {
                [
                    ("first", "SELECT \(expression) AS v"), ("second", "SELECT v || '!' AS v FROM clean.first"),
                    ("third", "SELECT v || '!' AS v FROM clean.second"), ("other", "SELECT 'other' AS v"),
                ]
            }
            #expect(
                await run(models("'good'"), on: warehouse) == [
                    "first: 1 rows", "second: 1 rows", "third: 1 rows", "other: 1 rows",
                ])
            let outcomes = await run(models("error('no such luck')"), on: warehouse)
            #expect(outcomes.count == 4)
            #expect(outcomes[0].hasPrefix("first failed: ") && outcomes[0].contains("no such luck"))
            #expect(
                outcomes.dropFirst() == [
                    "second skipped because of clean.first", "third skipped because of clean.second", "other: 1 rows",
                ])
            #expect(try await text("SELECT v FROM clean.first", in: warehouse) == "good")
            #expect(try await text("SELECT v FROM clean.third", in: warehouse) == "good!!")
        }
    }

    @Test func `a model that runs too long is stopped and its table kept`() async throws {
        try await withWarehouse { warehouse async throws in
            await run([("a", "SELECT 'old' AS v")], on: warehouse)
            let slow = "SELECT sum(a.i * b.i)::VARCHAR AS v FROM range(10000000) a(i), range(10000000) b(i)"
            let graph = await PipelineGraph(folder(of: [("a", slow)]), parsedBy: warehouse)
            let runner = PipelineRunner(
                warehouse: warehouse, logger: Logger(label: "test"), timeLimit: .milliseconds(100))
            let outcomes = await runner.run(graph)
            guard case .failed(let message) = outcomes.first?.result else {
                Issue.record("it did not fail")
                return
            }
            #expect(message.contains("pipeline clean.a stopped after"))
            #expect(try await text("SELECT v FROM clean.a", in: warehouse) == "old")
        }
    }

    @Test func `a run that is cancelled is broken off, which is no failure of a model`() async throws {
        try await withWarehouse { warehouse async throws in
            await run([("a", "SELECT 'old' AS v")], on: warehouse)
            let slow = "SELECT sum(a.i * b.i)::VARCHAR AS v FROM range(10000000) a(i), range(10000000) b(i)"
            let graph = await PipelineGraph(folder(of: [("a", slow), ("b", "SELECT 1 AS n")]), parsedBy: warehouse)
            let (lines, log) = AsyncStream<String>.makeStream()
            let logger = Logger(label: "test") { _ in StreamLog(lines: log) }
            let (begun, beginning) = AsyncStream<Void>.makeStream()
            let runner = PipelineRunner(
                warehouse: AnnouncingWarehouse(base: warehouse, beginning: beginning), logger: logger)
            let running = Task { await runner.run(graph) }
            for await _ in begun { break }
            running.cancel()
            let outcomes = await running.value
            log.finish()
            #expect(outcomes.map(\.model.table.name) == ["a"])
            guard case .brokenOff = outcomes.first?.result else {
                Issue.record("\(outcomes)")
                return
            }
            let logged = await lines.reduce(into: []) { $0.append($1) }
            #expect(logged == ["info pipelines/clean/a.sql was broken off and the table keeps its old rows."])
            #expect(try await text("SELECT v FROM clean.a", in: warehouse) == "old")
        }
    }
}

/// Says when a transaction begins.
private struct AnnouncingWarehouse: Warehouse {
    let base: DuckDBWarehouse
    let beginning: AsyncStream<Void>.Continuation

    var dialect: Dialect { base.dialect }

    func query(_ statement: Statement) async throws(WarehouseError) -> ResultStream { try await base.query(statement) }

    func execute(_ statement: Statement) async throws(WarehouseError) -> Int { try await base.execute(statement) }

    func transaction<Value: Sendable>(
        label: String, _ body: @Sendable (any WarehouseTransaction) async throws -> Value
    ) async throws -> Value {
        try await base.transaction(label: label) { transaction in
            beginning.yield()
            return try await body(transaction)
        }
    }

    func check(_ statement: Statement) async throws(WarehouseError) { try await base.check(statement) }

    func tables() async throws(WarehouseError) -> [TableDescription] { try await base.tables() }

    func tablesRead(by sql: String) async throws(WarehouseError) -> [String] { try await base.tablesRead(by: sql) }

    func close() async throws(WarehouseError) { try await base.close() }
}

/// What is logged, as level and message.
private struct StreamLog: LogHandler {
    let lines: AsyncStream<String>.Continuation
    var logLevel = Logger.Level.info
    var metadata = Logger.Metadata()

    init(lines: AsyncStream<String>.Continuation) { self.lines = lines }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) { lines.yield("\(event.level.rawValue) \(event.message)") }
}
