import Foundation
import SQL
import Testing
import Warehouse
import WarehouseDuckDB

@Suite struct OpeningTests {
    @Test(arguments: [
        "SELECT * FROM read_csv('/etc/passwd')", "SELECT * FROM '/etc/passwd.csv'",
        "SELECT * FROM read_text('/etc/hostname')",
        "SELECT * FROM glob('/etc/*')", "COPY (SELECT 1) TO '/tmp/warehouse-test.csv'",
        "EXPORT DATABASE '/tmp/warehouse-test'",
        "ATTACH '/tmp/warehouse-test.duckdb'", "INSTALL httpfs", "LOAD httpfs", "SET memory_limit = '100GB'",
        "SET enable_external_access = true", "RESET enable_external_access", "SET lock_configuration = false",
        "SET TimeZone = 'Europe/Berlin'", "PRAGMA enable_external_access",
    ])
    func `the engine reaches nothing but its own file, and its settings stay`(_ sql: String) async throws {
        try await withWarehouse { warehouse in
            let error = await warehouseError { try await warehouse.run(sql) }
            if case .rejected = error {} else { Issue.record("\(String(describing: error))") }
        }
    }

    @Test func `times are in UTC`() async throws {
        let columns = try await withWarehouse {
            try await $0.columns("SELECT TIMESTAMPTZ '1970-01-01 00:00:00'::VARCHAR")
        }
        #expect("\(columns[0].values)" == "text([\"1970-01-01 00:00:00+00\"])")
    }

    @Test func `what was written is there after closing and opening again`() async throws {
        try await withFolder { folder in
            let configuration = DuckDBConfiguration(path: folder + "/w.duckdb", threads: 1)
            for run in 0..<3 {
                try await withWarehouse(configuration) { warehouse in
                    try await warehouse.run("CREATE TABLE IF NOT EXISTS t (a INTEGER)")
                    #expect(try await warehouse.run("INSERT INTO t VALUES (\(run))") == 1)
                    #expect(try await warehouse.number("SELECT count(*) FROM t") == Int64(run + 1))
                }
            }
            #expect(!FileManager.default.fileExists(atPath: folder + "/w.duckdb.wal"))
        }
    }

    @Test func `a file that is opened for reading only is read with its log and stays as it is`() async throws {
        try await withFolder { folder in
            let path = folder + "/w.duckdb"
            try await withWarehouse(DuckDBConfiguration(path: path, threads: 1)) { warehouse in
                try await warehouse.run("CREATE TABLE t AS SELECT 7 AS a")
            }
            let before = FileManager.default.contents(atPath: path)
            var configuration = DuckDBConfiguration(path: path, threads: 1)
            configuration.readOnly = true
            try await withWarehouse(configuration) { warehouse async throws in
                #expect(try await warehouse.number("SELECT a FROM t") == 7)
                let error = await warehouseError { try await warehouse.run("INSERT INTO t VALUES (8)") }
                if case .rejected = error {} else { Issue.record("\(String(describing: error))") }
            }
            #expect(FileManager.default.contents(atPath: path) == before)
            configuration.path = folder + "/none.duckdb"
            #expect(throws: WarehouseError.self) { try DuckDBWarehouse.open(configuration) }
            #expect(!FileManager.default.fileExists(atPath: folder + "/none.duckdb"))
        }
    }

    @Test func `a closed warehouse says that it is closed`() async throws {
        let warehouse = try DuckDBWarehouse.open(DuckDBConfiguration(path: nil, threads: 1))
        try await warehouse.close()
        let error = await warehouseError { try await warehouse.run("SELECT 1") }
        #expect(error == .unreachable("The warehouse is closed; test did not run."))
    }

    @Test func `closing stops what runs`() async throws {
        let warehouse = try DuckDBWarehouse.open(.init(path: nil, threads: 1, closingGrace: .milliseconds(50)))
        let stream = try await warehouse.query(
            Statement("SELECT a.i + b.i FROM range(10000000) a(i), range(10000000) b(i)", label: "long export"))
        let reading = Task { try await stream.collect().rowCount }
        try await warehouse.close()
        let error = await warehouseError { _ = try await reading.value }
        #expect(error == .cancelled(label: "long export"))
    }

    @Test func `one file has one handle`() async throws {
        try await withFolder { folder in
            let path = folder + "/w.duckdb"
            try await withWarehouse(.init(path: path, threads: 1)) { _ in
                try FileManager.default.createSymbolicLink(atPath: folder + "/link.duckdb", withDestinationPath: path)
                for other in [
                    path, folder + "/../" + (folder as NSString).lastPathComponent + "/w.duckdb",
                    folder + "/link.duckdb",
                ] {
                    let error = await warehouseError { _ = try DuckDBWarehouse.open(.init(path: other, threads: 1)) }
                    #expect(error?.description.contains("open in this process already") == true)
                }
            }
        }
    }

    @Test func `a file that is no database is named, and left alone`() async throws {
        try await withFolder { folder in
            let path = folder + "/w.duckdb"
            let text = Data(String(repeating: "this is a letter, not a database. ", count: 1_000).utf8)
            try text.write(to: URL(fileURLWithPath: path))
            for _ in 0..<2 {
                let error = await warehouseError { _ = try DuckDBWarehouse.open(.init(path: path, threads: 1)) }
                guard case .unusable(let message) = error else {
                    Issue.record("\(String(describing: error))")
                    return
                }
                #expect(message.contains(path) && message.contains("damaged or not a DuckDB database"))
            }
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == text)
        }
    }

    @Test func `a damaged database says so`() async throws {
        try await withFolder { folder in
            let path = folder + "/w.duckdb"
            try await withWarehouse(.init(path: path, threads: 1)) {
                try await $0.run("CREATE TABLE t AS FROM range(1000)")
            }
            let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
            // Both copies of the header, which begin at 4 KiB and 8 KiB.
            try file.seek(toOffset: 4_096)
            try file.write(contentsOf: Data(repeating: 0x58, count: 8_192))
            try file.close()
            let error = await warehouseError { _ = try DuckDBWarehouse.open(.init(path: path, threads: 1)) }
            guard case .unusable(let message) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(message.contains("damaged") && message.contains("Restore it from a backup"))
        }
    }

    @Test func `a folder that does not exist is reported with what to do`() async throws {
        let error = await warehouseError { _ = try DuckDBWarehouse.open(.init(path: "/nowhere/w.duckdb", threads: 1)) }
        guard case .unreachable(let message) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(message.contains("/nowhere/w.duckdb") && message.contains("folder exists"))
    }

    /// The engine's own means to make a checkpoint fail, after which it refuses everything.
    @Test func `after a failure that shuts the database the next statement opens it anew`() async throws {
        try await withFolder { folder in
            var configuration = DuckDBConfiguration(path: folder + "/w.duckdb", threads: 1)
            configuration.engineSettings["debug_checkpoint_abort"] = "before_header"
            try await withWarehouse(configuration) { warehouse in
                try await warehouse.run("CREATE TABLE t AS FROM range(3)")
                let idle = try await warehouse.query(Statement("SELECT 1", label: "makes a second connection"))
                let error = await warehouseError { try await warehouse.run("CHECKPOINT") }
                guard case .unusable(let message) = error else {
                    Issue.record("\(String(describing: error))")
                    return
                }
                #expect(message.contains("stopped itself") && message.contains("Checkpoint aborted"))
                _ = try? await idle.collect()
                #expect(try await warehouse.number("SELECT count(*) FROM t") == 3)
                try await warehouse.run("INSERT INTO t VALUES (3)")
            }
            try await withWarehouse(.init(path: folder + "/w.duckdb", threads: 1)) { warehouse in
                let count = try await warehouse.number("SELECT count(*) FROM t")
                #expect(count == 4)
            }
        }
    }
}
