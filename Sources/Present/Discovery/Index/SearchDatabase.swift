import Foundation
import GRDB

/// The file of the search index: words of content and of the model, and values of dimensions, in SQLite's FTS5.
///
/// Everything in it is made from elsewhere. A file that is damaged or of another form is thrown away and made again, and
/// nothing waits for the disk.
final class SearchDatabase: Sendable {
    private let pool: DatabasePool
    let path: String

    /// Counts the forms that the tables have had.
    private static let form = 1

    init(path: String) throws(DiscoveryError) {
        self.path = path
        do {
            if let pool = try? Self.open(path) {
                self.pool = pool
            } else {
                Self.remove(path)
                pool = try Self.open(path)
            }
        } catch {
            throw DiscoveryError(error, path: path)
        }
    }

    func close() { try? pool.close() }

    func read<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(DiscoveryError) -> Value {
        do { return try await pool.read(body) } catch { throw DiscoveryError(error, path: path) }
    }

    func write<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(DiscoveryError) -> Value {
        do { return try await pool.write(body) } catch { throw DiscoveryError(error, path: path) }
    }

    private static func open(_ path: String) throws -> DatabasePool {
        var configuration = Configuration()
        configuration.busyMode = .timeout(5)
        configuration.maximumReaderCount = 4
        configuration.label = "search"
        // Pages of the index that a search walks through stay at hand: 32 MiB for each connection at most.
        configuration.prepareDatabase { db in try db.execute(sql: "PRAGMA cache_size = -32768") }
        let pool = try DatabasePool(path: path, configuration: configuration)
        try pool.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA synchronous = OFF")
            let form = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
            if form != 0, form != Self.form { throw DatabaseError(message: "an index of another form") }
            guard form == 0 else { return }
            try db.inTransaction {
                try db.execute(sql: tables)
                try db.execute(sql: "PRAGMA user_version = \(Self.form)")
                return .commit
            }
        }
        return pool
    }

    private static func remove(_ path: String) {
        for ending in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + ending) }
    }

    /// `weight` is how much a thing is used and how fresh it is. Documents of the model have ids from
    /// ``DocumentShelf/model`` on, so that a search of one kind never looks at the words of the other; values have
    /// their field in the upper half of their ids for the same reason.
    private static let tables = """
        CREATE TABLE documents (
            id INTEGER PRIMARY KEY,
            kind TEXT NOT NULL,
            key TEXT NOT NULL,
            stamp TEXT NOT NULL,
            folder TEXT,
            title TEXT NOT NULL,
            title_key TEXT NOT NULL,
            views INTEGER NOT NULL,
            weight REAL NOT NULL,
            quality REAL NOT NULL,                  -- what people say of it: verified or not to be used any more
            signature TEXT NOT NULL,                -- equal for content that asks the same
            detail TEXT NOT NULL,
            UNIQUE (kind, key)
        ) STRICT;
        CREATE INDEX documents_by_signature ON documents (signature);
        CREATE VIRTUAL TABLE document_words USING fts5(
            title, synonyms, description, fields, owner,
            tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3');
        CREATE TABLE filters (
            dashboard TEXT NOT NULL,
            name TEXT NOT NULL,
            title TEXT NOT NULL,
            model TEXT NOT NULL,
            explore TEXT NOT NULL,
            field TEXT NOT NULL,
            rank INTEGER NOT NULL                   -- the lower the better it answers "what about this value"
        ) STRICT;
        CREATE INDEX filters_by_field ON filters (model, field, rank);
        CREATE INDEX filters_by_dashboard ON filters (dashboard);
        CREATE TABLE value_fields (
            id INTEGER PRIMARY KEY,
            model TEXT NOT NULL,
            explore TEXT NOT NULL,
            field TEXT NOT NULL,
            is_cut INTEGER NOT NULL DEFAULT 0,
            UNIQUE (model, explore, field)
        ) STRICT;
        CREATE VIRTUAL TABLE value_words USING fts5(
            value, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3');
        """
}
