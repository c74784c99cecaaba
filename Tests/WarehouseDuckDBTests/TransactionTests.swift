import SQL
import Synchronization
import Testing
import Warehouse

@Suite struct TransactionTests {
    private struct Stop: Error {}

    @Test func `what a transaction did is there when it returns`() async throws {
        try await withWarehouse { warehouse in
            let changed = try await warehouse.transaction(label: "load") { transaction in
                try await transaction.execute(Statement("CREATE TABLE t (a INTEGER)", label: "load"))
                let changed = try await transaction.execute(
                    Statement("INSERT INTO t SELECT * FROM range(3)", label: "load"))
                let seen = try await transaction.rows(Statement("SELECT count(*) FROM t", label: "load"))
                #expect("\(seen.batches[0].columns[0].values)" == "int([3])")
                return changed
            }
            #expect(changed == 3)
            #expect(try await warehouse.number("SELECT count(*) FROM t") == 3)
        }
    }

    @Test func `a transaction that throws leaves nothing, and its connection is of use again`() async throws {
        try await withWarehouse(.init(path: nil, threads: 1, maxConnections: 1)) { warehouse in
            try await warehouse.run("CREATE TABLE t AS SELECT 1 AS a")
            await #expect(throws: Stop.self) {
                try await warehouse.transaction(label: "load") { transaction in
                    try await transaction.execute(Statement("INSERT INTO t VALUES (2)", label: "load"))
                    throw Stop()
                }
            }
            await #expect(throws: WarehouseError.self) {
                try await warehouse.transaction(label: "load") { transaction in
                    try await transaction.execute(Statement("INSERT INTO t VALUES (3)", label: "load"))
                    try await transaction.execute(Statement("INSERT INTO nowhere VALUES (3)", label: "load"))
                }
            }
            #expect(try await warehouse.number("SELECT count(*) FROM t") == 1)
        }
    }

    @Test func `a cancelled transaction leaves nothing`() async throws {
        try await withWarehouse { warehouse in
            try await warehouse.run("CREATE TABLE t (a INTEGER)")
            let task = Task {
                try await warehouse.transaction(label: "load") { transaction in
                    try await transaction.execute(Statement("INSERT INTO t VALUES (1)", label: "load"))
                    withUnsafeCurrentTask { $0?.cancel() }
                }
            }
            await #expect(throws: (any Error).self) { try await task.value }
            #expect(try await warehouse.number("SELECT count(*) FROM t") == 0)
        }
    }

    @Test func `readers see the rows of before until a transaction is done`() async throws {
        try await withWarehouse { warehouse in
            try await warehouse.run("CREATE TABLE t AS SELECT 1 AS a")
            let meanwhile = try await warehouse.transaction(label: "load") { transaction in
                try await transaction.execute(Statement("INSERT INTO t VALUES (2)", label: "load"))
                return try await warehouse.number("SELECT count(*) FROM t")
            }
            #expect(meanwhile == 1)
            #expect(try await warehouse.number("SELECT count(*) FROM t") == 2)
        }
    }

    @Test func `a transaction kept beyond its end does nothing`() async throws {
        try await withWarehouse { warehouse in
            let kept = Mutex<(any WarehouseTransaction)?>(nil)
            try await warehouse.transaction(label: "load") { transaction in kept.withLock { $0 = transaction } }
            let transaction = try #require(kept.withLock { $0 })
            let error = await warehouseError { try await transaction.execute(Statement("SELECT 1", label: "late")) }
            #expect(error?.description.contains("has ended") == true)
        }
    }

    @Test(arguments: ["BEGIN", "COMMIT", "ROLLBACK"])
    func `statements can't begin or end transactions by themselves`(_ sql: String) async throws {
        try await withWarehouse { warehouse in
            await #expect(throws: WarehouseError.self) { try await warehouse.run(sql) }
        }
    }
}
