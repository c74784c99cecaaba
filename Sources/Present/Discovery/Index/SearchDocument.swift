import GRDB
import JSON

/// Two shelves of documents that are never searched together.
enum DocumentShelf {
    case content, model

    /// The ids of its documents.
    var ids: ClosedRange<Int64> { self == .content ? 1...Self.boundary - 1 : Self.boundary...Int64.max }

    private static let boundary: Int64 = 1 << 40
}

/// One thing that a search can find, with the words by which it does.
struct SearchDocument: Sendable {
    /// Which of all kinds there are this is: `look`, `dashboard`, `field` …
    var kind: String
    /// Unique in its kind.
    var key: String
    /// Changes when the document does.
    var stamp: String
    /// The folder that decides who sees it; `nil` where something else does.
    var folder: String?
    var title: String
    var synonyms: [String] = []
    var description = ""
    var fields: [String] = []
    var owner = ""
    /// 1 for something that nobody uses; more for what is used and fresh.
    var weight = 1.0
    /// What people say of it: more for what is verified, less for what is not to be used any more.
    var quality = 1.0
    var views = 0
    /// Equal for things that ask the same; empty where that can't be said.
    var signature = ""
    /// What is shown of it.
    var detail = JSONObject()

    func save(_ db: Database, on shelf: DocumentShelf) throws {
        let known = try Int64.fetchOne(
            db, sql: "SELECT id FROM documents WHERE kind = ? AND key = ?", arguments: [kind, key])
        let id: Int64
        if let known {
            id = known
            try db.execute(sql: "DELETE FROM document_words WHERE rowid = ?", arguments: [known])
        } else {
            let last = try Int64.fetchOne(
                db, sql: "SELECT max(id) FROM documents WHERE id BETWEEN ? AND ?",
                arguments: [shelf.ids.lowerBound, shelf.ids.upperBound])
            id = last.map { $0 + 1 } ?? shelf.ids.lowerBound
        }
        try db.execute(
            sql: """
                INSERT OR REPLACE INTO documents (id, kind, key, stamp, folder, title, title_key, views, weight, quality, signature, detail)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                id, kind, key, stamp, folder, title, SearchWords(title).key, views, weight, quality, signature,
                JSONValue.object(detail).text,
            ])
        try db.execute(
            sql: """
                INSERT INTO document_words (rowid, title, synonyms, description, fields, owner)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                id, title, synonyms.joined(separator: " · "), description, fields.joined(separator: " · "), owner,
            ])
    }

    static func remove(_ db: Database, kind: String, key: String) throws {
        let known = try Int64.fetchOne(
            db, sql: "SELECT id FROM documents WHERE kind = ? AND key = ?", arguments: [kind, key])
        guard let known else { return }
        try db.execute(sql: "DELETE FROM document_words WHERE rowid = ?", arguments: [known])
        try db.execute(sql: "DELETE FROM documents WHERE id = ?", arguments: [known])
    }

    /// The stamps of what is there, by kind and key.
    static func stamps(_ db: Database, on shelf: DocumentShelf) throws -> [DocumentName: (
        stamp: String, weight: Double
    )] {
        let rows = try Row.fetchCursor(
            db, sql: "SELECT kind, key, stamp, weight FROM documents WHERE id BETWEEN ? AND ?",
            arguments: [shelf.ids.lowerBound, shelf.ids.upperBound])
        var stamps: [DocumentName: (stamp: String, weight: Double)] = [:]
        while let row = try rows.next() {
            stamps[DocumentName(kind: row["kind"], key: row["key"])] = (row["stamp"], row["weight"])
        }
        return stamps
    }
}

struct DocumentName: Sendable, Hashable {
    var kind: String
    var key: String
}

/// A document that a search has found.
struct FoundDocument: Sendable {
    var kind: String
    var key: String
    var folder: String?
    var title: String
    var detail: JSONObject
    var views: Int
    /// More is better.
    var score: Double

    /// The best of a shelf by match × weight.
    ///
    /// - Parameter folders: The folders that may be looked into; `nil` for all.
    static func search(
        _ db: Database, _ words: SearchWords, on shelf: DocumentShelf, kinds: [String], folders: [String]?, limit: Int
    ) throws -> [FoundDocument] {
        var conditions = ["document_words MATCH ?", "w.rowid BETWEEN ? AND ?"]
        var arguments: StatementArguments = [
            words.key, words.key, words.key, words.match, shelf.ids.lowerBound, shelf.ids.upperBound,
        ]
        conditions.append("d.kind IN (\(databaseQuestionMarks(count: kinds.count)))")
        arguments += StatementArguments(kinds)
        if let folders {
            conditions.append("(d.folder IS NULL OR d.folder IN (SELECT value FROM json_each(?)))")
            arguments += [JSONValue.array(folders.map(JSONValue.string)).text]
        }
        arguments += [limit]
        // bm25 is negative, the better the lower.
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT d.kind, d.key, d.folder, d.title, d.views, d.detail,
                    bm25(document_words, 10.0, 6.0, 2.0, 3.0, 2.0) * d.weight * d.quality
                    * CASE WHEN d.title_key = ? THEN 6.0
                        WHEN substr(d.title_key, 1, length(?)) = ? THEN 2.0 ELSE 1.0 END AS rank
                FROM document_words w JOIN documents d ON d.id = w.rowid
                WHERE \(conditions.joined(separator: " AND ")) ORDER BY rank, d.title_key, d.key LIMIT ?
                """, arguments: arguments)
        var found: [FoundDocument] = []
        while let row = try rows.next() {
            found.append(
                FoundDocument(
                    kind: row["kind"], key: row["key"], folder: row["folder"], title: row["title"],
                    detail: try JSONValue.parse(row["detail"] as String).objectValue ?? JSONObject(),
                    views: row["views"], score: -(row["rank"] as Double)))
        }
        return found
    }
}
