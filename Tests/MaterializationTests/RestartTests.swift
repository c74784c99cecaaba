import Foundation
import Materialization
import SQL
import Synchronization
import Testing
import Warehouse
import WarehouseDuckDB

/// What is left of tables when the process ends, and what the next one makes of it.
@Suite struct RestartTests {
    private func open(_ path: String) throws -> DuckDBWarehouse {
        try DuckDBWarehouse.open(DuckDBConfiguration(path: path, threads: 1))
    }

    @Test func `a start finds what was built and builds nothing anew`() async throws {
        try await withFolder { folder async throws in
            let clock = TestClock()
            let first = try open(folder + "/warehouse.duckdb")
            var shop = Workshop(BuildTests.model, warehouse: first, clock: clock)
            for table in BuildTests.tables { try await shop.execute(table) }
            try await shop.builder.start()
            await shop.builder.check()
            let built = await shop.builder.tables
            let states = await shop.builder.datagroupStates
            try await first.close()

            let second = try open(folder + "/warehouse.duckdb")
            shop = Workshop(BuildTests.model, warehouse: second, clock: clock)
            clock.advance(seconds: 60)
            try await shop.builder.start()
            // Queries read it before anything is checked.
            #expect(try shop.compile(["facts.spent"]).tables.read.count == 1)
            #expect(await shop.builder.tables == built)
            #expect(await shop.builder.datagroupStates == states)
            await shop.builder.check()
            #expect(await shop.builder.tables == built)
            // The numbers of builds go on.
            try await shop.execute("INSERT INTO orders VALUES (4, 1, 80)")
            await shop.builder.check()
            #expect(await shop.builds() == ["test.facts": 3, "test.ranks": 4])
            try await second.close()
        }
    }

    @Test func `a start drops what a build left behind, and nothing of anybody else's`() async throws {
        try await withFolder { folder async throws in
            let first = try open(folder + "/warehouse.duckdb")
            var shop = Workshop(BuildTests.model, warehouse: first)
            for table in BuildTests.tables { try await shop.execute(table) }
            await shop.builder.check()
            // A database that can't put a table and its entry into one transaction may leave this.
            try await shop.execute("CREATE TABLE scratch.facts_0123456789abcdef_7 AS SELECT 1 AS user_id, 1 AS spent")
            try await shop.execute("CREATE TABLE scratch.my_notes_2026 AS SELECT 1 AS id")
            // Somebody dropped a table by hand.
            let ranks = try #require(await shop.builder.tables.last?.table)
            try await shop.execute("DROP TABLE \(ranks)")
            try await first.close()

            let second = try open(folder + "/warehouse.duckdb")
            shop = Workshop(BuildTests.model, warehouse: second)
            try await shop.builder.start()
            let names = try await shop.builtTableNames()
            #expect(names.count == 2 && names.contains("my_notes_2026"))
            #expect(!names.contains("facts_0123456789abcdef_7"))
            #expect(try shop.compile(["ranks.place"]).tables.wanted.count == 1)
            await shop.builder.check()
            #expect(await shop.builds() == ["test.facts": 1, "test.ranks": 8])
            try await second.close()
        }
    }

    @Test func `a crash in the middle of a build leaves the old table and no trace of the new one`() async throws {
        try await withFolder { folder async throws in
            let path = folder + "/warehouse.duckdb"
            let crashed = folder + "/crashed.duckdb"
            let clock = TestClock()
            let warehouse = WatchedWarehouse(try open(path))
            var shop = Workshop(BuildTests.model, warehouse: warehouse, clock: clock)
            for table in BuildTests.tables { try await shop.execute(table) }
            await shop.builder.check()
            try await shop.execute("INSERT INTO orders VALUES (4, 1, 80)")
            // The disk as it is when the new table is filled and its transaction has not ended.
            warehouse.afterStatement { sql in
                guard sql.hasPrefix("CREATE TABLE scratch.facts_"),
                    !FileManager.default.fileExists(atPath: crashed)
                else { return }
                try FileManager.default.copyItem(atPath: path, toPath: crashed)
                try? FileManager.default.copyItem(atPath: path + ".wal", toPath: crashed + ".wal")
            }
            await shop.builder.check()
            #expect(await shop.builds() == ["test.facts": 3, "test.ranks": 4])
            try await warehouse.close()

            let left = try open(crashed)
            shop = Workshop(BuildTests.model, warehouse: left, clock: clock)
            try await shop.builder.start()
            #expect(await shop.builds() == ["test.facts": 1, "test.ranks": 2])
            #expect(try await shop.builtTableNames().count == 2)
            #expect(try await shop.answer(["facts.spent"], where: ["facts.user_id": "1"]) == [["30"]])
            await shop.builder.check()
            #expect(try await shop.answer(["facts.spent"], where: ["facts.user_id": "1"]) == [["110"]])
            try await left.close()
        }
    }

    @Test func `a build that is broken off is no failure and leaves nothing`() async throws {
        let inner = try DuckDBWarehouse.open(DuckDBConfiguration(path: nil, threads: 1))
        let warehouse = WatchedWarehouse(inner)
        let shop = Workshop(BuildTests.model, warehouse: warehouse)
        for table in BuildTests.tables { try await shop.execute(table) }
        let check = Mutex<Task<Void, Never>?>(nil)
        warehouse.afterStatement { sql in
            if sql.hasPrefix("CREATE TABLE scratch.facts_") { check.withLock { $0?.cancel() } }
        }
        let gate = AsyncStream.makeStream(of: Void.self)
        let task = Task {
            for await _ in gate.stream { break }
            await shop.builder.check()
        }
        check.withLock { $0 = task }
        gate.continuation.yield()
        await task.value
        #expect(await shop.builder.tables == [])
        #expect(try await shop.builtTableNames() == [])
        warehouse.afterStatement { _ in }
        await shop.builder.check()
        #expect(await shop.builds() == ["test.facts": 2, "test.ranks": 3])
        try await warehouse.close()
    }

    @Test func `a project without kept tables leaves the warehouse alone`() async throws {
        let model = "view: orders { dimension: id { type: number } } explore: orders {}"
        try await withWorkshop(model, tables: BuildTests.tables) { shop async throws in
            await shop.builder.check()
            #expect(try await shop.rows("SELECT schema_name FROM duckdb_schemas() WHERE schema_name = 'scratch'") == [])
        }
    }
}

/// A warehouse that lets a test act when a statement of a transaction has run.
final class WatchedWarehouse: Warehouse {
    private let inner: any Warehouse
    private let action = Mutex<@Sendable (String) throws -> Void>({ _ in })

    init(_ inner: any Warehouse) { self.inner = inner }

    func afterStatement(_ action: @escaping @Sendable (String) throws -> Void) {
        self.action.withLock { $0 = action }
    }

    var dialect: Dialect { inner.dialect }

    func query(_ statement: Statement) async throws(WarehouseError) -> ResultStream { try await inner.query(statement) }

    func execute(_ statement: Statement) async throws(WarehouseError) -> Int { try await inner.execute(statement) }

    func transaction<Value: Sendable>(
        label: String, _ body: @Sendable (any WarehouseTransaction) async throws -> Value
    ) async throws -> Value {
        let action = action.withLock { $0 }
        return try await inner.transaction(label: label) { transaction in
            try await body(Watched(inner: transaction, action: action))
        }
    }

    func check(_ statement: Statement) async throws(WarehouseError) { try await inner.check(statement) }

    func tables() async throws(WarehouseError) -> [TableDescription] { try await inner.tables() }
    func tablesRead(by sql: String) async throws(WarehouseError) -> [String] { try await inner.tablesRead(by: sql) }
    func close() async throws(WarehouseError) { try await inner.close() }

    private struct Watched: WarehouseTransaction {
        let inner: any WarehouseTransaction
        let action: @Sendable (String) throws -> Void

        func execute(_ statement: Statement) async throws(WarehouseError) -> Int {
            let count = try await inner.execute(statement)
            do {
                try action(statement.sql)
            } catch {
                throw .unusable("\(error)")
            }
            return count
        }

        func rows(_ statement: Statement) async throws(WarehouseError) -> ResultSet {
            try await inner.rows(statement)
        }

        func append(_ batch: ColumnBatch, to table: TableName, columns: [String]) async throws(WarehouseError) {
            try await inner.append(batch, to: table, columns: columns)
        }
    }
}
