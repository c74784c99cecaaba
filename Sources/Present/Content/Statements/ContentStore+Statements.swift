import Foundation
import GRDB
import JSON

extension ContentStore {
    /// All saved statements, by title.
    /// - Parameter deleted: Those in the trash instead.
    package func statements(deleted: Bool = false) async throws(ContentError) -> [SavedStatement] {
        try await database.read { db in
            try SavedStatement.fetchAll(db, where: "s.deleted_at IS \(deleted ? "NOT " : "")NULL")
        }
    }

    /// A saved statement by its number, also one in the trash.
    package func statement(_ id: String) async throws(ContentError) -> SavedStatement? {
        try await database.read { try SavedStatement.fetch($0, id) }
    }

    /// Saves a new statement.
    ///
    /// - Throws: ``ContentError``: `missing_field`, `invalid`, `already_exists` (a title in its folder), `forbidden`.
    package func createStatement(
        _ draft: StatementDraft, by editor: ContentEditor
    ) async throws(ContentError) -> SavedStatement {
        let now = now().milliseconds
        return try await database.write { try StatementRows(db: $0, now: now).create(draft, by: editor) }
    }

    /// Changes a statement, also one in the trash. A change that changes nothing makes no version.
    ///
    /// - Throws: ``ContentError`` as ``createStatement(_:by:)`` does, `not_found`, `conflict`, and whatever `change` throws.
    package func changeStatement(
        _ id: String, by editor: ContentEditor, _ change: @escaping @Sendable (inout StatementDraft) throws -> Void
    ) async throws(ContentError) -> SavedStatement {
        let now = now().milliseconds
        return try await database.write { try StatementRows(db: $0, now: now).change(id, by: editor, change) }
    }

    /// Removes a statement of the trash for good.
    package func deleteStatement(_ id: String, by editor: ContentEditor) async throws(ContentError) {
        try await database.write { db in
            let statement = try StatementRows(db: db, now: 0).changeable(id, by: editor)
            guard statement.deletedAt != nil else {
                throw ContentError(.invalid, "Only what is in the trash is removed for good.")
            }
            try db.execute(sql: "DELETE FROM statements WHERE id = ?", arguments: [Int64(statement.id)])
            try Usage.forget(db, ContentReference(.statement, statement.id))
        }
    }
}

/// The rows of saved statements, inside a transaction.
struct StatementRows {
    let db: Database
    let now: Int64

    /// As much as may run.
    static let longestText = 256 << 10
    /// Of the parameters' values, and of what is said of the picture, as JSON.
    static let longestSettings = 64 << 10

    func create(_ draft: StatementDraft, by editor: ContentEditor) throws -> SavedStatement {
        try check(draft, except: nil, by: editor)
        let id = try ContentRules.nextNumber(db, of: .statement)
        try db.execute(
            sql: """
                INSERT INTO statements (id, title, title_key, description, folder_id, connection, sql, parameter_values,
                    chart, user_id, last_updater_id, created_at, updated_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                id, draft.title, titleKey(draft.title), draft.description, draft.folderID, draft.connection, draft.sql,
                JSONValue.object(draft.values).text, JSONValue.object(draft.chart).text, editor.userNumber,
                editor.userNumber, now, now,
            ])
        return try existing(String(id))
    }

    func change(
        _ id: String, by editor: ContentEditor, _ change: (inout StatementDraft) throws -> Void
    ) throws -> SavedStatement {
        let old = try changeable(id, by: editor)
        let before = StatementDraft(old)
        var draft = before
        try change(&draft)
        guard draft != before else { return old }
        try check(draft, except: old, by: editor)
        try db.execute(
            sql: """
                UPDATE statements SET title = ?, title_key = ?, description = ?, folder_id = ?, connection = ?, sql = ?,
                    parameter_values = ?, chart = ?, last_updater_id = ?, updated_at = ?, deleted_at = ?, deleter_id = ?,
                    version = version + 1
                WHERE id = ?
                """,
            arguments: [
                draft.title, titleKey(draft.title), draft.description, draft.folderID, draft.connection, draft.sql,
                JSONValue.object(draft.values).text, JSONValue.object(draft.chart).text, editor.userNumber, now,
                draft.deleted ? (before.deleted ? old.deletedAt?.milliseconds : now) : nil,
                draft.deleted ? (before.deleted ? old.deleterID.flatMap { Int64($0) } : editor.userNumber) : nil,
                Int64(old.id),
            ])
        return try existing(old.id)
    }

    /// The statement, if the editor may change it.
    func changeable(_ id: String, by editor: ContentEditor) throws -> SavedStatement {
        let statement = try existing(id)
        try editor.requireEdit(statement.folderID, of: "saved statement")
        try editor.requireVersion(statement.version, of: "statement")
        return statement
    }

    private func existing(_ id: String) throws -> SavedStatement {
        guard let statement = try SavedStatement.fetch(db, id) else {
            throw ContentError(.notFound, "There is no saved statement \(id.prefix(40)).")
        }
        return statement
    }

    private func check(_ draft: StatementDraft, except old: SavedStatement?, by editor: ContentEditor) throws {
        if old?.title != draft.title { try ContentRules.checkTitle(draft.title) }
        func require(_ isRight: Bool, _ field: String, _ message: String) throws {
            if !isRight { throw ContentError(.invalid, message, field: field) }
        }
        try require(
            draft.description.count <= ContentRules.longestDescription, "description",
            "A description has at most \(ContentRules.longestDescription) characters.")
        guard draft.sql.contains(where: { !$0.isWhitespace }) else {
            throw ContentError(.missingField, "Write a statement first.", field: "sql")
        }
        try require(
            draft.sql.utf8.count <= Self.longestText, "sql",
            "The statement is longer than \(Self.longestText >> 10) KiB.")
        for (field, settings) in [("values", draft.values), ("chart", draft.chart)] {
            try require(
                JSONValue.object(settings).text.utf8.count <= Self.longestSettings, field,
                "More than \(Self.longestSettings >> 10) KiB are not kept here.")
        }
        let isRestored = old?.deletedAt != nil && !draft.deleted
        let isMoved = old?.folderID != draft.folderID || isRestored
        if isMoved { try ContentRules.checkFolder(db, draft.folderID, by: editor) }
        if !draft.deleted, isMoved || old?.title != draft.title {
            try ContentRules.checkUnique(db, "statements", title: draft.title, in: draft.folderID, except: old?.id)
        }
    }
}

extension SavedStatement {
    static func fetch(_ db: Database, _ id: String) throws -> SavedStatement? {
        guard let number = Int64(id) else { return nil }
        return try fetchAll(db, where: "s.id = ?", [number]).first
    }

    /// `s` is the statement, `f` its folder.
    static func fetchAll(
        _ db: Database, where condition: String, _ arguments: StatementArguments = []
    ) throws -> [SavedStatement] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT s.*, f.name AS folder_name, \(Look.ownerName) AS owner_name
                FROM statements s JOIN folders f ON f.id = s.folder_id LEFT JOIN users u ON u.id = s.user_id
                WHERE \(condition) ORDER BY s.title_key, s.id
                """, arguments: arguments
        ).map { row in
            SavedStatement(
                id: String(row["id"] as Int64), title: row["title"], description: row["description"],
                folderID: row["folder_id"], folderName: row["folder_name"], connection: row["connection"],
                sql: row["sql"], values: try row.object("parameter_values"), chart: try row.object("chart"),
                ownerID: (row["user_id"] as Int64?).map(String.init), ownerName: row["owner_name"],
                lastUpdaterID: (row["last_updater_id"] as Int64?).map(String.init),
                createdAt: Date(milliseconds: row["created_at"]), updatedAt: Date(milliseconds: row["updated_at"]),
                version: row["version"], deletedAt: row.date("deleted_at"),
                deleterID: (row["deleter_id"] as Int64?).map(String.init))
        }
    }
}
