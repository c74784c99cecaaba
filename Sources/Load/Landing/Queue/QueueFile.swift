internal import Foundation
internal import GRDB

/// The SQLite file under the queue: how it is opened and checked, and its statements.
///
/// One connection writes, and the same one moves the write-ahead log into the file, which keeps clear of a race in
/// SQLite before 3.51.3 between a committing and a checkpointing connection. Readers have a connection of their own.
struct QueueFile: Sendable {
    let path: String
    let pool: DatabasePool
    /// Made when the file was, and noted in the warehouse beside the position: another file has another id.
    let id: String

    private static let schemaVersion = 2
    /// The oldest rejects make room for new ones.
    static let keptRejects = 10_000

    /// Opens the file, making it if there is none, and checks that it is whole, ours and durable.
    ///
    /// - Parameter makeID: Called once for a new file.
    static func open(
        path: String, largestPageCount: Int? = nil, makeID: @Sendable () -> String
    ) throws(QueueError) -> QueueFile {
        do {
            var configuration = Configuration()
            configuration.label = "queue"
            configuration.busyMode = .timeout(5)
            configuration.maximumReaderCount = 2
            configuration.prepareDatabase { db in
                if !db.configuration.readonly { try db.execute(sql: "PRAGMA auto_vacuum = INCREMENTAL") }
            }
            let pool = try DatabasePool(path: path, configuration: configuration)
            // GRDB sets NORMAL after it has prepared a WAL database, and NORMAL loses commits with the power.
            let synchronous = try pool.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000")
                if let largestPageCount { try db.execute(sql: "PRAGMA max_page_count = \(largestPageCount)") }
                return try Int.fetchOne(db, sql: "PRAGMA synchronous")
            }
            guard synchronous == 2 else {
                throw QueueError.damaged(file: path, reason: "SQLite refuses to sync every commit")
            }
            let report = try pool.writeWithoutTransaction { try String.fetchOne($0, sql: "PRAGMA quick_check(1)") }
            guard report == "ok" else {
                throw QueueError.damaged(file: path, reason: report ?? "SQLite can't check it")
            }
            let candidate = makeID()
            let id = try pool.write { db in try prepare(db, path: path, newID: candidate) }
            guard Disk.syncDirectory(Disk.directory(of: path)) else {
                throw QueueError.broken("The directory of \(path) can't be synced to disk.")
            }
            return QueueFile(path: path, pool: pool, id: id)
        } catch {
            throw queueError(error, path: path, isOpening: true)
        }
    }

    private static func prepare(_ db: Database, path: String, newID: String) throws -> String {
        let found = try version(db, path: path)
        if found == 0 {
            try db.execute(
                sql: """
                    CREATE TABLE bodies (
                        seq INTEGER PRIMARY KEY AUTOINCREMENT,
                        received_at INTEGER NOT NULL,
                        format TEXT NOT NULL,
                        project_id INTEGER NOT NULL,
                        client_address TEXT NOT NULL,
                        facts TEXT NOT NULL,
                        body BLOB NOT NULL,
                        checksum INTEGER NOT NULL
                    ) STRICT;
                    CREATE TABLE rejects (
                        id INTEGER PRIMARY KEY AUTOINCREMENT,
                        at INTEGER NOT NULL,
                        format TEXT NOT NULL,
                        project_id INTEGER NOT NULL,
                        key TEXT NOT NULL,
                        reason TEXT NOT NULL,
                        item INTEGER,
                        body BLOB NOT NULL
                    ) STRICT;
                    CREATE TABLE queue (
                        id TEXT NOT NULL,
                        removed_through INTEGER NOT NULL
                    ) STRICT;
                    """)
            try db.execute(sql: "INSERT INTO queue (id, removed_through) VALUES (?, 0)", arguments: [newID])
        }
        if found < 2 { try db.execute(sql: QuarantineTable.creation) }
        if found < schemaVersion { try db.execute(sql: "PRAGMA user_version = \(schemaVersion)") }
        return try id(db, path: path)
    }

    /// The version of the tables; 0 for a file that is still empty.
    private static func version(_ db: Database, path: String) throws -> Int {
        let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        if version > schemaVersion {
            throw QueueError.damaged(
                file: path, reason: "it was written by a newer version of this program (format \(version))")
        }
        if version == 0 {
            let others = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master WHERE type = 'table'") ?? 0
            guard others == 0 else { throw QueueError.damaged(file: path, reason: "it is some other SQLite database") }
        }
        return version
    }

    /// The id of a file that has its tables.
    static func id(_ db: Database, path: String) throws -> String {
        guard try version(db, path: path) > 0 else {
            throw QueueError.damaged(file: path, reason: "it is empty")
        }
        guard let id = try String.fetchOne(db, sql: "SELECT id FROM queue") else {
            throw QueueError.damaged(file: path, reason: "its id is missing")
        }
        return id
    }

    /// Stores the bodies in one transaction, which one sync makes durable.
    /// - Returns: The number that each was given.
    static func insert(_ bodies: [NewBody], rejects: [Reject], into db: Database) throws -> [Int64] {
        var numbers: [Int64] = []
        numbers.reserveCapacity(bodies.count)
        if !bodies.isEmpty {
            let statement = try db.cachedStatement(
                sql: """
                    INSERT INTO bodies (received_at, format, project_id, client_address, facts, body, checksum)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """)
            for body in bodies {
                try statement.execute(arguments: [
                    body.receivedAt.microseconds, body.format, body.project.number, body.clientAddress,
                    body.facts.stored, Data(body.body), Int64(CRC32C.checksum(body.body)),
                ])
                numbers.append(db.lastInsertedRowID)
            }
        }
        if !rejects.isEmpty {
            let statement = try db.cachedStatement(
                sql:
                    "INSERT INTO rejects (at, format, project_id, key, reason, item, body) VALUES (?, ?, ?, ?, ?, ?, ?)"
            )
            for reject in rejects {
                try statement.execute(arguments: [
                    reject.at.microseconds, reject.format, reject.project.number, reject.key, reject.reason,
                    reject.index, Data(reject.body),
                ])
            }
            try db.execute(
                sql: "DELETE FROM rejects WHERE id <= (SELECT max(id) FROM rejects) - ?", arguments: [keptRejects])
        }
        return numbers
    }

    static func body(from row: Row) -> QueuedBody {
        let bytes = [UInt8](row["body"] as Data)
        let facts = RequestFacts(stored: row["facts"])
        return QueuedBody(
            seq: row["seq"], receivedAt: Timestamp(microseconds: row["received_at"]), format: row["format"],
            project: ProjectID(row["project_id"]), clientAddress: row["client_address"],
            facts: facts ?? RequestFacts(method: "", path: "", peerAddress: ""), body: bytes,
            isIntact: facts != nil && Int64(CRC32C.checksum(bytes)) == row["checksum"])
    }

    static func reject(from row: Row) -> Reject {
        Reject(
            at: Timestamp(microseconds: row["at"]), format: row["format"], project: ProjectID(row["project_id"]),
            key: row["key"], reason: row["reason"], index: row["item"], body: row["body"] as Data, largest: .max)
    }
}

/// SQLite's errors by who can do something about them.
func queueError(_ error: any Error, path: String, isOpening: Bool = false) -> QueueError {
    if let error = error as? QueueError { return error }
    // The caller went away; nothing is wrong with the file.
    if error is CancellationError { return .closed }
    guard let error = error as? DatabaseError else {
        return .broken("The queue \(path) can't be used: \(error).")
    }
    let message = error.message ?? "SQLite error \(error.extendedResultCode.rawValue)"
    switch error.resultCode {
    case .SQLITE_FULL:
        return .full("The disk of the queue \(path) is full.")
    case .SQLITE_INTERRUPT, .SQLITE_ABORT:
        return .closed
    case .SQLITE_CORRUPT, .SQLITE_NOTADB:
        return .damaged(file: path, reason: message)
    case .SQLITE_BUSY, .SQLITE_LOCKED:
        return isOpening
            ? .damaged(file: path, reason: "another process has it open")
            : .overloaded("The queue \(path) is in use by another process.")
    case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH:
        return .broken("The queue \(path) can't be opened for writing: \(message). Check its folder and owner.")
    default:
        return .broken("The queue \(path) failed: \(message).")
    }
}
