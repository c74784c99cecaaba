internal import Foundation
internal import GRDB
package import Warehouse

/// A queue file as it is found, neither changed nor made: for whoever wants to know whether a server would start.
///
/// Nobody may have the file open meanwhile.
package struct QueueInspection: Sendable {
    package let path: String
    /// `nil` when there is no file.
    package let counts: QueueCounts?
    private let ends: QueueEnds

    /// Looks at the file at `path`, which may be missing.
    ///
    /// - Throws: ``QueueError/damaged(file:reason:)`` for what is no queue or not whole, ``QueueError/broken(_:)`` when
    ///   it can't be read.
    package init(path: String) throws(QueueError) {
        self.path = path
        guard FileManager.default.fileExists(atPath: path) else {
            counts = nil
            ends = QueueEnds(path: path, id: "", last: 0, lowest: 1)
            return
        }
        let hadLog = FileManager.default.fileExists(atPath: path + "-wal")
        defer { if !hadLog { Self.removeEmptyLog(of: path) } }
        do {
            var configuration = Configuration()
            configuration.readonly = true
            configuration.label = "queue inspection"
            configuration.busyMode = .timeout(5)
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            defer { try? queue.close() }
            let (counts, ends) = try queue.read { db in
                let report = try String.fetchOne(db, sql: "PRAGMA quick_check(1)")
                guard report == "ok" else {
                    throw QueueError.damaged(file: path, reason: report ?? "SQLite can't check it")
                }
                let id = try QueueFile.id(db, path: path)
                let counts = try QueueCounts.read(db)
                let lowest = try Int64.fetchOne(db, sql: "SELECT min(seq) FROM bodies") ?? counts.last + 1
                return (counts, QueueEnds(path: path, id: id, last: counts.last, lowest: lowest))
            }
            self.counts = counts
            self.ends = ends
        } catch {
            throw queueError(error, path: path, isOpening: true)
        }
    }

    /// Compares the queue with the position that the warehouse has, as ``Loader/start()`` does, and changes neither.
    ///
    /// - Throws: what ``Loader/start()`` would throw.
    package func check(against warehouse: any Warehouse) async throws(LoaderError) {
        do {
            let exists = try await warehouse.tables().contains { $0.name == LandingTable.position.name }
            let stored = exists ? try await StoredPositions.read(from: warehouse, for: ends.id) : StoredPositions()
            try stored.check(against: ends)
        } catch {
            throw LoaderError(error)
        }
    }

    /// A reader that closes last leaves an empty write-ahead log behind, and its index.
    private static func removeEmptyLog(of path: String) {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path + "-wal")
        guard let size = attributes?[.size] as? NSNumber, size.int64Value == 0 else { return }
        for suffix in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
    }
}
