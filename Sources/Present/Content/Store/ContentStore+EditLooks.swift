import Foundation
import GRDB
import JSON

extension ContentStore {
    /// Saves a new Look.
    ///
    /// - Parameter id: A number that it brings from elsewhere; `nil` gives it the next.
    /// - Throws: ``ContentError``: `missing_field`, `invalid`, `already_exists` (a title in its folder, a slug, the number),
    ///   `forbidden`.
    package func createLook(
        _ draft: LookDraft, id: Int64? = nil, by editor: ContentEditor, summary: String = "Created"
    ) async throws(ContentError) -> Look {
        let now = now().milliseconds
        return try await database.write { db in
            try LookRows(db: db, now: now).create(draft, id: id, by: editor, summary: summary)
        }
    }

    /// Changes a Look, also one in the trash. A change that changes nothing makes no version.
    ///
    /// - Throws: ``ContentError`` as ``createLook(_:id:by:)`` does, `not_found`, `read_only` for one from a file, `conflict`,
    ///   and whatever `change` throws.
    package func changeLook(
        _ id: String, by editor: ContentEditor, summary: String? = nil,
        _ change: @escaping @Sendable (inout LookDraft) throws -> Void
    ) async throws(ContentError) -> Look {
        let now = now().milliseconds
        return try await database.write { db in
            try LookRows(db: db, now: now).change(id, by: editor, summary: summary, change)
        }
    }

    /// Removes a Look for good, with its history. Tiles that show it say that it is gone.
    package func deleteLook(_ id: String, by editor: ContentEditor) async throws(ContentError) {
        try await database.write { db in
            let look = try LookRows(db: db, now: 0).changeable(id, by: editor)
            try db.execute(sql: "DELETE FROM looks WHERE id = ?", arguments: [Int64(look.id)])
            try ContentVersion.forget(db, ContentReference(.look, look.id))
            try Usage.forget(db, ContentReference(.look, look.id))
        }
    }
}

/// The rows of Looks, inside a transaction.
struct LookRows {
    let db: Database
    let now: Int64

    /// The Look, if the editor may change it.
    func changeable(_ id: String, by editor: ContentEditor) throws -> Look {
        guard let look = try Look.fetch(db, id, orDeleted: true) else {
            throw ContentError(.notFound, "There is no Look \(id.prefix(40)).")
        }
        try editor.requireEdit(look.folderID, of: "Look")
        if case .file(let path) = look.source {
            throw ContentError(.readOnly, "This Look comes from \(path): change it there, or save a copy.")
        }
        try editor.requireVersion(look.version, of: "Look")
        return look
    }

    func create(
        _ draft: LookDraft, id wanted: Int64?, by editor: ContentEditor, summary: String = "Created"
    ) throws -> Look {
        try check(draft, except: nil, by: editor)
        let id = try ContentRules.number(db, of: .look, wanted: wanted)
        let query = try SavedQuery.save(db, draft.query, now: now)
        let owner = (draft.ownerID ?? editor.userID).flatMap { Int64($0) }
        try db.execute(
            sql: """
                INSERT INTO looks (id, slug, title, title_key, description, folder_id, query_id, user_id,
                    last_updater_id, created_at, updated_at, deleted_at, deleter_id, marks, settings)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                id, draft.slug, draft.title, titleKey(draft.title), draft.description, draft.folderID, Int64(query.id),
                owner, editor.userNumber, now, now, draft.deleted ? now : nil,
                draft.deleted ? editor.userNumber : nil, JSONValue.object(draft.marks.fileForm).text,
                JSONValue.object(draft.settings).text,
            ])
        let look = try existing(String(id))
        try record(look, by: editor, summary: summary)
        return look
    }

    func change(
        _ id: String, by editor: ContentEditor, summary: String? = nil, _ change: (inout LookDraft) throws -> Void
    ) throws -> Look {
        let old = try changeable(id, by: editor)
        let before = LookDraft(old)
        var draft = before
        try change(&draft)
        guard draft != before else { return old }
        try check(draft, except: old, by: editor)
        let query = try SavedQuery.save(db, draft.query, now: now)
        let deletion = draft.deleted != before.deleted
        try db.execute(
            sql: """
                UPDATE looks SET slug = ?, title = ?, title_key = ?, description = ?, folder_id = ?, query_id = ?,
                    user_id = ?, last_updater_id = ?, updated_at = ?, deleted_at = ?, deleter_id = ?, marks = ?,
                    settings = ?, version = version + 1
                WHERE id = ?
                """,
            arguments: [
                draft.slug, draft.title, titleKey(draft.title), draft.description, draft.folderID, Int64(query.id),
                draft.ownerID.flatMap { Int64($0) }, editor.userNumber, now,
                draft.deleted ? (deletion ? now : old.deletedAt?.milliseconds) : nil,
                draft.deleted ? (deletion ? editor.userNumber : old.deleterID.flatMap { Int64($0) }) : nil,
                JSONValue.object(draft.marks.fileForm).text, JSONValue.object(draft.settings).text, Int64(old.id),
            ])
        let new = try existing(old.id)
        let what =
            deletion
            ? (draft.deleted ? "Moved to the trash" : "Restored from the trash")
            : ChangeSummary.text(from: old.definition.fileForm, to: new.definition.fileForm)
        try record(new, by: editor, summary: summary ?? what)
        return new
    }

    private func existing(_ id: String) throws -> Look {
        guard let look = try Look.fetch(db, id, orDeleted: true) else {
            throw ContentError(.notFound, "There is no Look \(id).")
        }
        return look
    }

    private func check(_ draft: LookDraft, except old: Look?, by editor: ContentEditor) throws {
        if old?.title != draft.title { try ContentRules.checkTitle(draft.title) }
        guard draft.description.count <= ContentRules.longestDescription else {
            throw ContentError(
                .invalid, "A description has at most \(ContentRules.longestDescription) characters.",
                field: "description")
        }
        let isRestored = old?.deletedAt != nil && !draft.deleted
        if old?.folderID != draft.folderID || isRestored {
            try ContentRules.checkFolder(db, draft.folderID, by: editor)
        }
        if !draft.deleted, old?.folderID != draft.folderID || old?.title != draft.title || isRestored {
            try ContentRules.checkUnique(db, "looks", title: draft.title, in: draft.folderID, except: old?.id)
        }
        if old?.slug != draft.slug {
            try ContentRules.checkSlug(draft.slug)
            try ContentRules.checkSlugIsFree(db, "looks", draft.slug, except: old?.id)
        }
        if let owner = draft.ownerID, owner != old?.ownerID { try ContentRules.checkUser(db, owner) }
    }

    private func record(_ look: Look, by editor: ContentEditor, summary: String) throws {
        try ContentVersion.record(
            db, ContentReference(.look, look.id), version: look.version, by: editor, summary: summary,
            body: look.definition.fileForm, now: now)
    }
}
