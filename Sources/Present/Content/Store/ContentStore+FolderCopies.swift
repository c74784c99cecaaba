import GRDB

/// A folder that was made after another one, and how much came into it.
package struct CopiedFolder: Sendable {
    package var folder: Folder
    /// Below it, itself not counted.
    package var folders: Int
    package var looks: Int
    package var dashboards: Int
    package var statements: Int
}

extension ContentStore {
    /// A folder like another one, with all that the editor sees in it and below it. The copies belong to the editor; a
    /// dashboard shows the copies of those Looks that were copied with it, and the Looks themselves where they lie elsewhere.
    ///
    /// - Parameters:
    ///   - parentID: `nil` puts the copy beside the original.
    ///   - name: `nil` is the original's, which says that it is a copy where it is taken.
    /// - Throws: ``ContentError``: `not_found`, `forbidden`, `read_only`, `already_exists`, and `invalid` for more than
    ///   is copied at once.
    package func copyFolder(
        _ id: String, to parentID: String? = nil, name: String? = nil, by editor: ContentEditor
    ) async throws(ContentError) -> CopiedFolder {
        let now = now().milliseconds
        return try await database.write { db in
            try FolderCopying(db: db, now: now, editor: editor).copy(id, to: parentID, name: name)
        }
    }
}

/// Copying a folder, inside a transaction.
private struct FolderCopying {
    let db: Database
    let now: Int64
    let editor: ContentEditor

    /// Looks, dashboards and saved statements of one copy: it holds the database while it is made.
    static let most = 1_000

    func copy(_ id: String, to parentID: String?, name: String?) throws -> CopiedFolder {
        let known = try Folder.fetchAll(db, where: "f.id = ? AND f.deleted_at IS NULL", [id])
        guard editor.sees(id), let original = known.first else {
            throw ContentError(.notFound, "There is no folder \(id.prefix(40)).")
        }
        guard original.parentID != nil else {
            throw ContentError(.readOnly, "\(original.name) is always there, and there is only one.")
        }
        // All is looked up before anything is made: a folder may be copied into itself.
        let found = try visible(from: original)
        let looks = try found.flatMap { try Look.fetchAll(db, where: "l.folder_id = ?", [$0.id]) }
        let dashboards = try Dashboard.fetch(
            db, found.flatMap { try DashboardSummary.fetchAll(db, where: "d.folder_id = ?", [$0.id]) })
        let statements = try found.flatMap {
            try SavedStatement.fetchAll(db, where: "s.folder_id = ? AND s.deleted_at IS NULL", [$0.id])
        }
        guard looks.count + dashboards.count + statements.count <= Self.most else {
            throw ContentError(
                .invalid,
                "At most \(Self.most) Looks, dashboards and statements are copied at once: copy its folders one by one.",
                field: "folder_id")
        }
        var folders: [String: String] = [:]
        // What was just made is as open to the editor as the folder around it, which the first one is checked for.
        let maker = ContentEditor.administrator(userID: editor.userID)
        let editing = FolderEditing(db: db, now: now)
        let parent = parentID ?? original.parentID ?? Folder.sharedID
        let made = try editing.create(
            name: try name ?? editing.freeName(original.name, in: parent), in: parent,
            description: original.description, id: nil, by: editor)
        folders[original.id] = made.id
        for folder in found.dropFirst() {
            guard let above = folder.parentID.flatMap({ folders[$0] }) else { continue }
            folders[folder.id] = try editing.create(
                name: folder.name, in: above, description: folder.description, id: nil, by: maker
            ).id
        }
        let copies = try copy(looks, into: folders, by: maker)
        try copy(dashboards, into: folders, showing: copies, by: maker)
        try copy(statements, into: folders, by: maker)
        return CopiedFolder(
            folder: made, folders: folders.count - 1, looks: looks.count, dashboards: dashboards.count,
            statements: statements.count)
    }

    /// The folder and those below it that the editor sees, each after the one around it.
    private func visible(from original: Folder) throws -> [Folder] {
        var found = [original]
        var next = 0
        while next < found.count {
            let below = try Folder.fetchAll(db, where: "f.parent_id = ? AND f.deleted_at IS NULL", [found[next].id])
            found += below.filter { editor.sees($0.id) }
            next += 1
        }
        return found
    }

    /// - Returns: The copies' ids by those of the originals.
    private func copy(
        _ looks: [Look], into folders: [String: String], by maker: ContentEditor
    ) throws -> [String: String] {
        var copies: [String: String] = [:]
        for look in looks {
            guard let folder = folders[look.folderID] else { continue }
            var draft = LookDraft(look)
            draft.folderID = folder
            draft.title = try Copies.title(db, "looks", look.title, in: folder)
            (draft.slug, draft.ownerID) = (nil, nil)
            draft.marks = Copies.marks(draft.marks)
            let made = try LookRows(db: db, now: now).create(
                draft, id: nil, by: maker, summary: "Copied from \(look.title)")
            copies[look.id] = made.id
        }
        return copies
    }

    private func copy(
        _ statements: [SavedStatement], into folders: [String: String], by maker: ContentEditor
    ) throws {
        for statement in statements {
            guard let folder = folders[statement.folderID] else { continue }
            var draft = StatementDraft(statement)
            draft.folderID = folder
            draft.title = try Copies.title(db, "statements", statement.title, in: folder)
            _ = try StatementRows(db: db, now: now).create(draft, by: maker)
        }
    }

    private func copy(
        _ dashboards: [Dashboard], into folders: [String: String], showing looks: [String: String],
        by maker: ContentEditor
    ) throws {
        for dashboard in dashboards {
            guard let folder = folders[dashboard.folderID] else { continue }
            var draft = DashboardDraft(dashboard.definition.editable, folderID: folder)
            draft.definition.title = try Copies.title(db, "dashboards", dashboard.title, in: folder)
            draft.definition.marks = Copies.marks(draft.definition.marks)
            for place in draft.definition.tiles.indices {
                guard let look = draft.definition.tiles[place].lookID, let copy = looks[look] else { continue }
                draft.definition.tiles[place].lookID = copy
            }
            _ = try DashboardEditing(db: db, now: now).create(
                draft, id: nil, by: maker, summary: "Copied from \(dashboard.title)")
        }
    }
}
