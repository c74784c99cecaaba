import Foundation
import Testing
import WarehouseDuckDB

@testable import Pipelines

#if canImport(Glibc)
    import Glibc
#endif

/// No file may grow beyond a limit in the process of a run, as on a disk that is full.
@Suite(.serialized) struct FullDiskTests {
    private static let rootVariable = "SOUNDINGS_FULL_DISK_ROOT"

    @Test func aRunOnAFullDiskFailsAndTheOldTableStays() async throws {
        try await withProject(["soundings.yaml": Data("name: test".utf8)]) { root in
            func open() throws -> House {
                House(
                    root: root,
                    warehouse: try DuckDBWarehouse.open(
                        DuckDBConfiguration(path: root + "/warehouse.duckdb", threads: 1)))
            }
            let house = try open()
            try house.write("clean/a.sql", "select 1 as x")
            #expect(try await house.run().isGood)
            try await house.warehouse.close()
            // 80 MB that can't be made smaller.
            try house.write("clean/a.sql", "select hash(i) as x, hash(i + 1) as y from range(5000000) as r(i)")
            setenv(Self.rootVariable, root, 1)
            await #expect(processExitsWith: .success) { await Self.runWithoutRoom() }
            let after = try open()
            #expect(try await after.lines("SELECT * FROM clean.a") == ["1"])
            #expect(try await after.run().isGood)
            #expect(try await after.lines("SELECT count(*) FROM clean.a") == ["5000000"])
            try await after.warehouse.close()
        }
    }

    private static func runWithoutRoom() async {
        guard let root = ProcessInfo.processInfo.environment[rootVariable] else { exit(EXIT_FAILURE) }
        signal(SIGXFSZ, SIG_IGN)
        var limit = rlimit(rlim_cur: 20 << 20, rlim_max: 20 << 20)
        setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
        do {
            let house = House(
                root: root,
                warehouse: try DuckDBWarehouse.open(
                    DuckDBConfiguration(
                        path: root + "/warehouse.duckdb", memoryLimit: 64 << 20, threads: 1,
                        temporaryDirectory: root + "/cache")))
            let run = try await house.run { request in request.stopsAtFailure = true }
            exit(run.isGood ? EXIT_FAILURE : EXIT_SUCCESS)
        } catch {
            // The warehouse may stop itself altogether, and then can't even write down that the run failed.
            exit(EXIT_SUCCESS)
        }
    }
}
