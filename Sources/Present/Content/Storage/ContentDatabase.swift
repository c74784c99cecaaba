import Foundation
import GRDB

/// The file `soundings.sqlite`: who people are and what they made.
///
/// One of these per file and process: it holds the only writing connection, which also does the checkpoints, and lets any
/// number of readers see the last committed state meanwhile (SQLite's write-ahead log).
package final class ContentDatabase: Sendable {
    private let pool: DatabasePool

    /// Opens the file, makes it where it is missing (readable by its owner only) and brings its tables up to date.
    ///
    /// - Throws: ``ContentError``: `newer_database` when a later release has written it, `damaged_database` when it isn't
    ///   a database, `storage` when it can't be opened. Nothing is changed then.
    package init(path: String) throws(ContentError) {
        if !FileManager.default.fileExists(atPath: path) {
            // The log files that SQLite puts beside it take over these rights.
            _ = FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
        }
        do {
            var configuration = Configuration()
            configuration.busyMode = .timeout(5)
            configuration.maximumReaderCount = 4
            configuration.label = "content"
            let pool = try DatabasePool(path: path, configuration: configuration)
            try Self.refuseNewer(pool, path: path)
            // The pool sets NORMAL while it opens, whatever was configured: what has been saved must survive power loss.
            let synchronous = try pool.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA synchronous = FULL")
                return try Int.fetchOne(db, sql: "PRAGMA synchronous")
            }
            guard synchronous == 2 else {
                throw ContentError(.storage, "\(path): SQLite does not wait for the disk (synchronous is not FULL).")
            }
            try ContentMigrations.migrator.migrate(pool)
            self.pool = pool
        } catch {
            throw ContentError(error, path: path)
        }
    }

    /// Opens a file that is there for reading only: nothing in it is changed, not even brought up to date.
    ///
    /// - Throws: ``ContentError`` as ``init(path:)`` does.
    package init(reading path: String) throws(ContentError) {
        do {
            var configuration = Configuration()
            configuration.readonly = true
            configuration.busyMode = .timeout(5)
            configuration.maximumReaderCount = 1
            configuration.label = "content, reading"
            let pool = try DatabasePool(path: path, configuration: configuration)
            try Self.refuseNewer(pool, path: path)
            self.pool = pool
        } catch {
            throw ContentError(error, path: path)
        }
    }

    private static func refuseNewer(_ pool: DatabasePool, path: String) throws {
        guard try pool.read({ try ContentMigrations.migrator.hasBeenSuperseded($0) }) else { return }
        try? pool.close()
        throw ContentError(
            .newerDatabase,
            "\(path) was written by a newer release of Soundings. Start that release, or restore a backup made "
                + "before the upgrade.")
    }

    /// Waits for running statements and closes the file. Later calls fail with `storage`.
    package func close() {
        // A connection that is still in use is closed when its last statement ends.
        try? pool.close()
    }

    /// Runs `body` on a reading connection, in one consistent state of the database.
    func read<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(ContentError) -> Value {
        do {
            return try await pool.read(body)
        } catch {
            throw ContentError(error, path: pool.path)
        }
    }

    /// Runs `body` on the writing connection in one transaction, which an error rolls back.
    func write<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(ContentError) -> Value {
        do {
            return try await pool.write(body)
        } catch {
            throw ContentError(error, path: pool.path)
        }
    }
}

extension ContentError {
    /// Our own errors as they are, SQLite's by what a person can do about them.
    init(_ error: any Error, path: String) {
        if let error = error as? ContentError {
            self = error
        } else if let error = error as? DatabaseError {
            let reason = error.message ?? "error \(error.resultCode.rawValue)"
            switch error.resultCode {
            case .SQLITE_NOTADB, .SQLITE_CORRUPT:
                self.init(.damagedDatabase, "\(path) is damaged or no database (\(reason)). Restore it from a backup.")
            case .SQLITE_FULL:
                self.init(.storage, "\(path): the disk is full.")
            default:
                self.init(.storage, "\(path): \(reason)")
            }
        } else {
            self.init(.storage, "\(path): \(error)")
        }
    }
}

extension Date {
    /// As the database keeps times: milliseconds since 1970, UTC.
    var milliseconds: Int64 { Int64(exactly: (timeIntervalSince1970 * 1000).rounded(.down)) ?? 0 }

    init(milliseconds: Int64) { self.init(timeIntervalSince1970: Double(milliseconds) / 1000) }
}
