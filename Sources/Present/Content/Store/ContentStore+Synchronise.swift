import Foundation
import GRDB
package import LookML
package import SemanticModel

extension ContentStore {
    /// Reads the project's content files and makes the database say the same, in one transaction.
    ///
    /// Objects are known by their ids, so that views, favourites and links stay with them. What is no longer in any file is
    /// removed; what was made here is left alone; of a file with an error in it, everything stays as it was read last. A
    /// second run with the same files changes nothing.
    ///
    /// - Parameter files: The content files (`content/**/*.yaml`), paths below the project's root. LookML dashboards come
    ///   with `project`.
    /// - Returns: Everything that is wrong in the files, by place; names that the model doesn't have are reported and the
    ///   content is taken all the same.
    /// - Throws: ``ContentError`` when the database can't be written; nothing has changed then.
    package func synchronise(
        with project: Project, files: [(path: String, text: String)]
    ) async throws(ContentError) -> [Diagnostic] {
        try await synchronise(with: ContentFiles.read(project: project, files: files))
    }

    /// The same with files that have been read and checked already.
    package func synchronise(with files: ContentFiles) async throws(ContentError) -> [Diagnostic] {
        let now = now().milliseconds
        return try await database.write { db in
            var synchronisation = ContentSynchronisation(db: db, files: files, now: now)
            return try synchronisation.run()
        }
    }
}

extension ContentFiles {
    /// Everything that is wrong in the files, also what shows only when they are taken into a database: folders that are
    /// not there or lie in each other, and slugs that something else has. Found out with an empty database in memory.
    ///
    /// - Throws: ``ContentError`` when there is no memory for it.
    package func allProblems() throws(ContentError) -> [Diagnostic] {
        do {
            let database = try DatabaseQueue()
            try ContentMigrations.migrator.migrate(database)
            return try database.write { db in
                var synchronisation = ContentSynchronisation(db: db, files: self, now: 0)
                return try synchronisation.run()
            }
        } catch {
            throw ContentError(error, path: "The database in memory")
        }
    }
}

/// One run of ``ContentStore/synchronise(with:files:)``, inside its transaction.
struct ContentSynchronisation {
    let db: Database
    let files: ContentFiles
    let now: Int64
    let problems = Problems()
    /// Folders that this run has found or made for paths.
    var usedFolders: Set<String> = []

    init(db: Database, files: ContentFiles, now: Int64) {
        self.db = db
        self.files = files
        self.now = now
    }

    mutating func run() throws -> [Diagnostic] {
        try synchroniseFolders()
        let looks = try synchroniseLooks()
        let dashboards = try synchroniseDashboards()
        try remove(from: "looks", except: looks)
        try remove(from: "dashboards", except: dashboards)
        try removeFolders()
        try synchroniseCohorts()
        let known = try String.fetchSet(db, sql: "SELECT CAST(id AS TEXT) FROM looks")
        let read = files.diagnostics.filter { $0.code != "unknown-look" }
        return ContentFiles.ordered(read + problems.diagnostics + files.unknownLooks(others: known))
    }

    /// The place of an object in its file, for messages.
    func location(_ kind: ContentFiles.Kind, _ id: String) -> SourceLocation {
        files.sources[ContentFiles.key(kind, id)] ?? SourceLocation(file: "content", line: 1, column: 1)
    }

    /// The account of an owner, if there is one.
    func userID(_ email: String?) throws -> Int64? {
        guard let email else { return nil }
        return try Int64.fetchOne(
            db, sql: "SELECT id FROM users WHERE email_key = ?", arguments: [People.emailKey(email)])
    }

    /// What the database has of an object.
    struct Existing {
        var source: String?
        var fingerprint: [UInt8]?
        var slug: String?
    }

    func existing(_ table: String) throws -> [String: Existing] {
        let rows = try Row.fetchAll(db, sql: "SELECT CAST(id AS TEXT) AS id, source, fingerprint, slug FROM \(table)")
        return Dictionary(
            rows.map { row in
                let fingerprint = (row["fingerprint"] as Data?).map(Array.init)
                return (row["id"], Existing(source: row["source"], fingerprint: fingerprint, slug: row["slug"]))
            }, uniquingKeysWith: { first, _ in first })
    }

    /// Whether a file may have this id: objects that were made here keep theirs.
    func mayTake(_ id: String, of kind: ContentFiles.Kind, from existing: [String: Existing]) -> Bool {
        guard let row = existing[id], row.source == nil else { return true }
        problems.report(
            "duplicate-id", "The id \(id) belongs to a \(kind.rawValue) that was made in Soundings.",
            at: location(kind, id), suggestion: "Give the \(kind.rawValue) in the file another number.")
        return false
    }

    /// Frees the slugs that change hands, so that two objects can swap theirs.
    func freeSlugs(_ table: String, wanted: [(id: String, slug: String?)], existing: [String: Existing]) throws {
        for (id, slug) in wanted where existing[id]?.source != nil && existing[id]?.slug != slug {
            try db.execute(sql: "UPDATE \(table) SET slug = NULL WHERE CAST(id AS TEXT) = ?", arguments: [id])
        }
    }

    /// `slug` unless another object has it.
    func freeSlug(
        _ slug: String?, _ table: String, of kind: ContentFiles.Kind, id: String
    ) throws -> String? {
        guard let slug else { return nil }
        let owner = try String.fetchOne(
            db, sql: "SELECT CAST(id AS TEXT) FROM \(table) WHERE slug = ? AND CAST(id AS TEXT) <> ?",
            arguments: [slug, id])
        guard let owner else { return slug }
        problems.report(
            "duplicate-id", "The slug `\(slug.prefix(80))` belongs to the \(kind.rawValue) \(owner) already.",
            at: location(kind, id))
        return nil
    }

    /// Deletes what came from files and is in none of them now, except what came from a file that is broken now.
    private func remove(from table: String, except kept: Set<String>) throws {
        let rows = try Row.fetchAll(
            db, sql: "SELECT CAST(id AS TEXT) AS id, source FROM \(table) WHERE source IS NOT NULL")
        for row in rows {
            let id: String = row["id"]
            if kept.contains(id) || files.brokenFiles.contains(row["source"] as String) { continue }
            try db.execute(sql: "DELETE FROM \(table) WHERE CAST(id AS TEXT) = ?", arguments: [id])
        }
    }
}
