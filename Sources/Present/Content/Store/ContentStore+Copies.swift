import Foundation
import GRDB
import JSON

extension ContentStore {
    /// A Look like another one that belongs to whoever makes it. Where the title is taken, it says that it is a copy.
    /// - Parameter folderID: `nil` is the original's folder.
    package func copyLook(
        _ original: Look, to folderID: String?, by editor: ContentEditor
    ) async throws(ContentError) -> Look {
        let now = now().milliseconds
        return try await database.write { db in
            var draft = LookDraft(original)
            draft.folderID = folderID ?? original.folderID
            draft.title = try Copies.title(db, "looks", original.title, in: draft.folderID)
            (draft.slug, draft.ownerID, draft.deleted) = (nil, nil, false)
            draft.marks = Copies.marks(draft.marks)
            return try LookRows(db: db, now: now).create(draft, id: nil, by: editor)
        }
    }

    /// A dashboard like another one that belongs to whoever makes it: also of one that comes from a file or from LookML.
    ///
    /// - Parameters:
    ///   - folderID: `nil` is the original's folder.
    ///   - title: `nil` is the original's, which says that it is a copy where it is taken.
    ///   - linked: Whether the copy remembers the LookML dashboard that it comes from, so that it can follow it.
    package func copyDashboard(
        _ original: Dashboard, to folderID: String?, title: String? = nil, linked: Bool = false,
        by editor: ContentEditor, change: @escaping @Sendable (inout DashboardDraft) throws -> Void = { _ in }
    ) async throws(ContentError) -> Dashboard {
        let now = now().milliseconds
        return try await database.write { db in
            let folder = folderID ?? original.folderID
            var draft = DashboardDraft(original.definition.editable, folderID: folder)
            draft.definition.marks = Copies.marks(draft.definition.marks)
            draft.definition.title = try title ?? Copies.title(db, "dashboards", original.title, in: folder)
            if linked { draft.definition.settings["lookml_link_id"] = .string(original.id) }
            try change(&draft)
            return try DashboardEditing(db: db, now: now).create(
                draft, id: nil, by: editor, summary: "Copied from \(original.title)")
        }
    }

    /// Makes every dashboard that was imported from a LookML dashboard say again what that one says.
    ///
    /// - Parameter ids: Only these; `nil` is all that the editor may change.
    /// - Returns: The ids of those that were linked.
    package func followLookML(
        _ original: Dashboard, ids: [String]?, by editor: ContentEditor
    ) async throws(ContentError) -> [String] {
        let now = now().milliseconds
        return try await database.write { db in
            let summaries = try DashboardSummary.fetchAll(db, where: "d.source IS NULL")
            let linked = try Dashboard.fetch(db, summaries).filter {
                $0.definition.settings["lookml_link_id"]?.stringValue == original.id
            }
            var followed: [String] = []
            for dashboard in linked {
                if let ids, !ids.contains(dashboard.id) { continue }
                guard editor.edits(dashboard.folderID) else { continue }
                _ = try DashboardEditing(db: db, now: now).change(
                    dashboard.id, by: editor, summary: "Followed \(original.id)"
                ) { draft in
                    let old = draft.definition
                    draft.definition = original.definition.editable
                    draft.definition.title = old.title
                    (draft.definition.slug, draft.definition.marks) = (old.slug, old.marks)
                    draft.definition.owner = old.owner
                    draft.definition.folder = old.folder
                    draft.definition.id = old.id
                    draft.definition.settings["lookml_link_id"] = .string(original.id)
                }
                followed.append(dashboard.id)
            }
            return followed
        }
    }
}

extension DashboardDefinition {
    /// What a copy of it has: no name in addresses, and no model that it belongs to.
    package var editable: DashboardDefinition {
        var copy = self
        copy.slug = nil
        copy.model = nil
        copy.layout = "newspaper"
        return copy
    }
}

enum Copies {
    /// The title, or one that nothing in the folder has: "Usage (copy)", "Usage (copy 2)".
    static func title(_ db: Database, _ table: String, _ title: String, in folder: String) throws -> String {
        let taken = try String.fetchSet(
            db, sql: "SELECT title_key FROM \(table) WHERE folder_id = ? AND deleted_at IS NULL", arguments: [folder])
        guard taken.contains(titleKey(title)) else { return title }
        let base = String(title.prefix(ContentRules.longestTitle - 12))
        var number = 1
        while true {
            let copy = number == 1 ? "\(base) (copy)" : "\(base) (copy \(number))"
            if !taken.contains(titleKey(copy)) { return copy }
            number += 1
        }
    }

    /// Nobody has verified a copy, and it is not what was deprecated.
    static func marks(_ marks: ContentMarks) -> ContentMarks {
        var copy = ContentMarks()
        copy.tags = marks.tags
        return copy
    }
}
