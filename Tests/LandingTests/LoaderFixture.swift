import Landing
import Logging
import SQL
import Synchronization
import Warehouse
import WarehouseDuckDB

/// A queue, a warehouse and a loader between them, in a folder of its own, under a clock of its own.
final class LoaderFixture: Sendable {
    let folder: TemporaryFolder
    let queue: DurableQueue
    let warehouse: any Warehouse
    let clock: TestClock
    let loader: Loader

    /// 2026-03-05 12:00:00 UTC.
    static let noon = Timestamp(microseconds: 1_772_712_000_000_000)

    init(settings: LoaderSettings = LoaderSettings(), faults: Faults? = nil) async throws {
        folder = try TemporaryFolder()
        queue = try DurableQueue(path: folder.file("queue.sqlite"))
        let warehouse = try await openTestWarehouse(folder.file("warehouse.duckdb"))
        self.warehouse = warehouse
        clock = TestClock(Self.noon)
        let clock = clock
        loader = Loader(
            queue: queue, warehouse: faults.map { FaultyWarehouse(base: warehouse, faults: $0) } ?? warehouse,
            decoders: [LinesDecoder()], settings: settings,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            now: { clock.now }, seed: 1)
    }

    /// Another loader on the same queue and warehouse, as after a restart.
    func restarted(settings: LoaderSettings = LoaderSettings()) -> Loader {
        let clock = clock
        return Loader(
            queue: queue, warehouse: warehouse, decoders: [LinesDecoder()], settings: settings,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, now: { clock.now }, seed: 2)
    }

    @discardableResult
    func send(_ lines: String, project: Int32 = 1, format: String = "lines") async throws -> Int64 {
        try await queue.append(
            NewBody(
                receivedAt: clock.now, format: format, project: ProjectID(project), clientAddress: "203.0.113.7",
                facts: RequestFacts(method: "POST", path: "/test", peerAddress: "203.0.113.7:80"),
                body: Array(lines.utf8)))
    }

    /// The rows of a query, their cells as text joined by "|".
    func rows(_ sql: String) async throws -> [String] {
        let result = try await warehouse.rows(Statement(sql, label: "test"))
        return result.batches.flatMap { batch in
            (0..<batch.rowCount).map { row in
                batch.columns.map { $0.text(row) }.joined(separator: "|")
            }
        }
    }

    func value(_ sql: String) async throws -> String { try await rows(sql).first ?? "" }
}

final class TestClock: Sendable {
    private let time: Mutex<Timestamp>

    init(_ start: Timestamp) { time = Mutex(start) }

    var now: Timestamp { time.withLock { $0 } }

    func advance(seconds: Int64) { time.withLock { $0 = $0.adding(microseconds: seconds * 1_000_000) } }
}

extension Column {
    fileprivate func text(_ row: Int) -> String {
        if isNull(row) { return "NULL" }
        switch values {
        case .bool(let values): return String(values[row])
        case .int(let values): return String(values[row])
        case .uint(let values): return String(values[row])
        case .hugeInt(let values): return String(values[row])
        case .uhugeInt(let values): return String(values[row])
        case .double(let values): return String(values[row])
        case .text(let values): return values[row]
        default: return "?"
        }
    }
}
