import Foundation
import GRDB
import JSON

extension ContentStore {
    /// Saves a new dashboard with all that is on it.
    ///
    /// - Parameter id: A number that it brings from elsewhere; `nil` gives it the next.
    /// - Throws: ``ContentError``: `missing_field`, `invalid`, `already_exists` (a title in its folder, a slug, the number),
    ///   `forbidden`.
    package func createDashboard(
        _ draft: DashboardDraft, id: Int64? = nil, by editor: ContentEditor, summary: String = "Created"
    ) async throws(ContentError) -> Dashboard {
        let now = now().milliseconds
        return try await database.write { db in
            try DashboardEditing(db: db, now: now).create(draft, id: id, by: editor, summary: summary)
        }
    }

    /// Changes a dashboard and its parts in one transaction, also one in the trash. A change that changes nothing makes no
    /// version.
    ///
    /// - Throws: ``ContentError`` as ``createDashboard(_:id:by:summary:)`` does, `not_found`, `read_only` for one from a
    ///   file, `conflict`, and whatever `change` throws.
    package func changeDashboard(
        _ id: String, by editor: ContentEditor, summary: String? = nil,
        _ change: @escaping @Sendable (inout DashboardDraft) throws -> Void
    ) async throws(ContentError) -> Dashboard {
        let now = now().milliseconds
        return try await database.write { db in
            try DashboardEditing(db: db, now: now).change(id, by: editor, summary: summary, change)
        }
    }

    /// Removes a dashboard for good, with its history.
    package func deleteDashboard(_ id: String, by editor: ContentEditor) async throws(ContentError) {
        try await database.write { db in
            let dashboard = try DashboardEditing(db: db, now: 0).changeable(id, by: editor)
            try db.execute(sql: "DELETE FROM dashboards WHERE id = ?", arguments: [dashboard.id])
            try ContentVersion.forget(db, .dashboard(dashboard.id))
            try Usage.forget(db, .dashboard(dashboard.id))
        }
    }
}

/// Saving dashboards, inside a transaction.
struct DashboardEditing {
    let db: Database
    let now: Int64

    static let mostTiles = 500
    static let mostFilters = 200

    /// The dashboard, if the editor may change it.
    func changeable(_ id: String, by editor: ContentEditor) throws -> Dashboard {
        guard let dashboard = try Dashboard.fetch(db, id, orDeleted: true) else {
            throw ContentError(.notFound, "There is no dashboard \(id.prefix(80)).")
        }
        try editor.requireEdit(dashboard.folderID, of: "dashboard")
        if case .file(let path) = dashboard.source {
            throw ContentError(
                .readOnly, "This dashboard comes from \(path): change it there, or make an editable copy.")
        }
        try editor.requireVersion(dashboard.summary.version, of: "dashboard")
        return dashboard
    }

    func create(
        _ draft: DashboardDraft, id wanted: Int64?, by editor: ContentEditor, summary: String
    ) throws -> Dashboard {
        try check(draft, except: nil, by: editor)
        let id = String(try ContentRules.number(db, of: .dashboard, wanted: wanted))
        let definition = draft.definition
        let owner = (draft.ownerID ?? editor.userID).flatMap { Int64($0) }
        try db.execute(
            sql: """
                INSERT INTO dashboards (id, slug, title, title_key, description, folder_id, definition, user_id,
                    last_updater_id, created_at, updated_at, deleted_at, deleter_id, marks)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                id, definition.slug, definition.title, titleKey(definition.title), definition.description,
                draft.folderID, JSONValue.object(definition.settingsForm).text, owner, editor.userNumber, now, now,
                draft.deleted ? now : nil, draft.deleted ? editor.userNumber : nil,
                JSONValue.object(definition.marks.fileForm).text,
            ])
        let rows = DashboardRows(db: db, now: now, dashboard: id)
        try rows.save(definition, ids: draft.ids)
        return try record(id, by: editor) { _ in summary }
    }

    func change(
        _ id: String, by editor: ContentEditor, summary: String? = nil,
        _ change: (inout DashboardDraft) throws -> Void
    ) throws -> Dashboard {
        let old = try changeable(id, by: editor)
        let before = DashboardDraft(old)
        var draft = before
        try change(&draft)
        guard draft != before else { return old }
        try check(draft, except: old, by: editor)
        let definition = draft.definition
        let deletion = draft.deleted != before.deleted
        try db.execute(
            sql: """
                UPDATE dashboards SET slug = ?, title = ?, title_key = ?, description = ?, folder_id = ?, definition = ?,
                    user_id = ?, last_updater_id = ?, updated_at = ?, deleted_at = ?, deleter_id = ?, marks = ?,
                    version = version + 1
                WHERE id = ?
                """,
            arguments: [
                definition.slug, definition.title, titleKey(definition.title), definition.description, draft.folderID,
                JSONValue.object(definition.settingsForm).text, draft.ownerID.flatMap { Int64($0) }, editor.userNumber,
                now, draft.deleted ? (deletion ? now : old.deletedAt?.milliseconds) : nil,
                draft.deleted ? (deletion ? editor.userNumber : old.deleterID.flatMap { Int64($0) }) : nil,
                JSONValue.object(definition.marks.fileForm).text, old.id,
            ])
        try DashboardRows(db: db, now: now, dashboard: old.id).save(definition, ids: draft.ids)
        return try record(old.id, by: editor) { new in
            if let summary { return summary }
            if deletion { return draft.deleted ? "Moved to the trash" : "Restored from the trash" }
            return ChangeSummary.text(from: old.definition.fileForm, to: new.definition.fileForm)
        }
    }

    /// Keeps the state that was just saved as a version, with the ids of its parts so that restoring it brings them back.
    private func record(
        _ id: String, by editor: ContentEditor, summary: (Dashboard) -> String
    ) throws -> Dashboard {
        guard let dashboard = try Dashboard.fetch(db, id, orDeleted: true) else {
            throw ContentError(.notFound, "There is no dashboard \(id).")
        }
        var body = dashboard.definition.fileForm
        let ids = dashboard.elements.compactMap { element in
            Int64(element.id).map { (element.definition.name, JSONValue.int($0)) }
        }
        if !ids.isEmpty { body["element_ids"] = .object(JSONObject(ids)) }
        try ContentVersion.record(
            db, .dashboard(id), version: dashboard.summary.version, by: editor, summary: summary(dashboard),
            body: body, now: now)
        return dashboard
    }

    private func check(_ draft: DashboardDraft, except old: Dashboard?, by editor: ContentEditor) throws {
        let definition = draft.definition
        if old?.title != definition.title { try ContentRules.checkTitle(definition.title) }
        guard definition.description.count <= ContentRules.longestDescription else {
            throw ContentError(
                .invalid, "A description has at most \(ContentRules.longestDescription) characters.",
                field: "description")
        }
        guard definition.tiles.count <= Self.mostTiles, definition.filters.count <= Self.mostFilters else {
            throw ContentError(
                .invalid, "A dashboard has at most \(Self.mostTiles) tiles and \(Self.mostFilters) filters.",
                field: "dashboard_id")
        }
        let isRestored = old?.deletedAt != nil && !draft.deleted
        if old?.folderID != draft.folderID || isRestored {
            try ContentRules.checkFolder(db, draft.folderID, by: editor)
        }
        if !draft.deleted, old?.folderID != draft.folderID || old?.title != definition.title || isRestored {
            try ContentRules.checkUnique(
                db, "dashboards", title: definition.title, in: draft.folderID, except: old?.id)
        }
        if old?.slug != definition.slug {
            try ContentRules.checkSlug(definition.slug)
            try ContentRules.checkSlugIsFree(db, "dashboards", definition.slug, except: old?.id)
        }
        if let owner = draft.ownerID, owner != old?.ownerID { try ContentRules.checkUser(db, owner) }
        try checkParts(definition)
    }

    private func checkParts(_ definition: DashboardDefinition) throws {
        for tile in definition.tiles where tile.kind == .look && tile.lookID == nil {
            throw ContentError(.missingField, "A tile with a Look needs its number.", field: "look_id")
        }
        var names: Set<String> = []
        for filter in definition.filters where !names.insert(filter.name).inserted {
            throw ContentError(
                .alreadyExists, "There is already a filter \"\(filter.name.prefix(80))\" on this dashboard.",
                field: "name")
        }
        names = []
        for tile in definition.tiles where !names.insert(tile.name).inserted {
            throw ContentError(
                .alreadyExists, "There is already a tile \"\(tile.name.prefix(80))\" on this dashboard.", field: "name")
        }
    }
}
