import SQL
import Testing
import Warehouse
import WarehouseDuckDB

@Suite struct LimitTests {
    /// Takes hours.
    static let endless = "SELECT sum(a.i * b.i) FROM range(10000000) a(i), range(10000000) b(i)"

    @Test func `a statement that runs too long is stopped and says so`() async throws {
        try await withWarehouse { warehouse in
            let limit = Duration.milliseconds(100)
            let slow = Statement(Self.endless, label: "slow tile", timeLimit: limit)
            await #expect(throws: WarehouseError.timedOut(label: "slow tile", after: limit)) {
                try await warehouse.rows(slow)
            }
            let count = try await warehouse.number("SELECT count(*) FROM range(5)")
            #expect(count == 5)
        }
    }

    @Test func `the wait for a connection counts towards the limit`() async throws {
        try await withWarehouse(.init(path: nil, threads: 1, maxConnections: 1)) { warehouse in
            let limit = Duration.milliseconds(50)
            try await warehouse.transaction(label: "holds the only connection") { _ -> Void in
                await #expect(throws: WarehouseError.timedOut(label: "waits", after: limit)) {
                    try await warehouse.rows(Statement("SELECT 1", label: "waits", timeLimit: limit))
                }
            }
        }
    }

    @Test func `cancelling the task stops what it runs`() async throws {
        try await withWarehouse { warehouse in
            let task = Task { try await warehouse.rows(Statement(Self.endless, label: "left tab")) }
            task.cancel()
            let error = await warehouseError { _ = try await task.value }
            #expect(error == .cancelled(label: "left tab"))
        }
    }

    @Test func `cancelling stops a statement that is under way`() async throws {
        try await withWarehouse(.init(path: nil, threads: 1, maxConnections: 1)) { warehouse in
            let stream = try await warehouse.query(
                Statement("SELECT a.i + b.i FROM range(10000000) a(i), range(10000000) b(i)", label: "left tab"))
            let (reached, started) = AsyncStream<Void>.makeStream()
            let task = Task {
                var iterator = stream.makeAsyncIterator()
                while try await iterator.next() != nil { started.yield() }
            }
            var beginning = reached.makeAsyncIterator()
            _ = await beginning.next()
            task.cancel()
            let error = await warehouseError { try await task.value }
            #expect(error == .cancelled(label: "left tab"))
            #expect(try await warehouse.number("SELECT count(*) FROM range(5)") == 5)
        }
    }

    @Test func `a result that nobody reads on gives its connection back`() async throws {
        try await withWarehouse(.init(path: nil, threads: 1, maxConnections: 1)) { warehouse in
            func peek() async throws {
                let stream = try await warehouse.query(Statement("SELECT * FROM range(100000000)", label: "peek"))
                var iterator = stream.makeAsyncIterator()
                _ = try await iterator.next()
            }
            try await peek()
            #expect(try await warehouse.number("SELECT count(*) FROM range(5)") == 5)
        }
    }

    @Test func `a statement that needs too much memory says so, and the next one runs`() async throws {
        try await withWarehouse(.init(path: nil, memoryLimit: 32 << 20, threads: 1)) { warehouse in
            let error = await warehouseError {
                try await warehouse.run("SELECT list(range::VARCHAR || repeat('x', 100)) FROM range(5000000)")
            }
            guard case .exhausted(let label, let message) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(label == "test")
            #expect(message.contains("Out of Memory"))
            let count = try await warehouse.number("SELECT count(*) FROM range(5)")
            #expect(count == 5)
        }
    }

    @Test func `statements on several connections run side by side`() async throws {
        try await withWarehouse { warehouse in
            // Each reads its first rows while the other is open: neither can end before both have begun.
            let first = try await warehouse.query(Statement("SELECT * FROM range(5000)", label: "first"))
            let second = try await warehouse.query(Statement("SELECT * FROM range(7000)", label: "second"))
            async let firstRows = first.collect().rowCount
            async let secondRows = second.collect().rowCount
            let counts = try await [firstRows, secondRows]
            #expect(counts == [5_000, 7_000])
        }
    }

    @Test func `more statements than connections take turns`() async throws {
        try await withWarehouse(.init(path: nil, threads: 1, maxConnections: 2)) { warehouse in
            let sum = try await withThrowingTaskGroup(of: Int64.self) { group in
                for number in 1...40 { group.addTask { try await warehouse.number("SELECT \(number)::BIGINT") } }
                return try await group.reduce(0, +)
            }
            #expect(sum == 820)
        }
    }

    @Test func `an error carries the engine's words and the statement's label`() async throws {
        try await withWarehouse { warehouse in
            let error = await warehouseError {
                _ = try await warehouse.rows(Statement("SELECT nothing_here", label: "look 7"))
            }
            guard case .rejected(let label, let message, let sql) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(label == "look 7")
            #expect(message.contains("Binder Error") && message.contains("nothing_here"))
            #expect(sql == "SELECT nothing_here")
            #expect(error?.description.contains("look 7") == true)
        }
    }

    @Test func `an error in the middle of a result is thrown there`() async throws {
        try await withWarehouse { warehouse in
            let error = await warehouseError {
                _ = try await warehouse.rows(
                    Statement(
                        "SELECT CASE WHEN range = 9000 THEN error('bad row') ELSE 'ok' END FROM range(10000)",
                        label: "look 7"))
            }
            #expect(error?.description.contains("bad row") == true)
            let count = try await warehouse.number("SELECT count(*) FROM range(5)")
            #expect(count == 5)
        }
    }
}
