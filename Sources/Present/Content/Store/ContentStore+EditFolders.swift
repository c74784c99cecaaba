import Foundation
import GRDB

extension ContentStore {
    /// Makes a folder.
    ///
    /// - Parameter id: A number that it brings from elsewhere; `nil` gives it the next.
    /// - Throws: ``ContentError``: `missing_field`, `invalid`, `already_exists`, `forbidden`.
    package func createFolder(
        name: String, in parentID: String, description: String = "", id: Int64? = nil, by editor: ContentEditor
    ) async throws(ContentError) -> Folder {
        let now = now().milliseconds
        return try await database.write { db in
            try FolderEditing(db: db, now: now).create(
                name: name, in: parentID, description: description, id: id, by: editor)
        }
    }

    /// Renames, describes or moves a folder; `nil` keeps what is there.
    package func changeFolder(
        _ id: String, name: String? = nil, parentID: String? = nil, description: String? = nil,
        by editor: ContentEditor
    ) async throws(ContentError) -> Folder {
        let now = now().milliseconds
        return try await database.write { db in
            try FolderEditing(db: db, now: now).change(
                id, name: name, parentID: parentID, description: description, by: editor)
        }
    }

    /// Puts a folder with everything in it into the trash.
    package func deleteFolder(_ id: String, by editor: ContentEditor) async throws(ContentError) {
        let now = now().milliseconds
        try await database.write { try FolderEditing(db: $0, now: now).delete(id, by: editor) }
    }

    /// The folders in the trash that are in no other folder of the trash.
    package func deletedFolders() async throws(ContentError) -> [Folder] {
        try await database.read { db in
            try Folder.fetchAll(
                db,
                where: """
                    f.deleted_at IS NOT NULL
                    AND NOT EXISTS (SELECT 1 FROM folders p WHERE p.id = f.parent_id AND p.deleted_at IS NOT NULL)
                    """)
        }
    }

    /// Takes a folder out of the trash, with everything that went there together with it.
    package func restoreFolder(_ id: String, by editor: ContentEditor) async throws(ContentError) -> Folder {
        let now = now().milliseconds
        return try await database.write { try FolderEditing(db: $0, now: now).restore(id, by: editor) }
    }
}

/// Saving folders, inside a transaction.
struct FolderEditing {
    let db: Database
    let now: Int64

    static let deepest = 32

    func create(
        name: String, in parentID: String, description: String, id wanted: Int64?, by editor: ContentEditor
    ) throws -> Folder {
        try check(name, in: parentID, except: nil, by: editor)
        let id = String(try ContentRules.number(db, of: .folder, wanted: wanted))
        try db.execute(
            sql: """
                INSERT INTO folders (id, name, parent_id, description, creator_id, created_at, updated_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """, arguments: [id, name, parentID, description, editor.userNumber, now, now])
        return try existing(id)
    }

    func change(
        _ id: String, name: String?, parentID: String?, description: String?, by editor: ContentEditor
    ) throws -> Folder {
        let old = try changeable(id, by: editor)
        let name = name ?? old.name
        let parent = parentID ?? old.parentID ?? Folder.sharedID
        let description = description ?? old.description
        guard name != old.name || parent != old.parentID || description != old.description else { return old }
        if parent != old.parentID { try requireNoOwner(old) }
        if name != old.name || parent != old.parentID {
            guard try !ancestry(of: parent).contains(id) else {
                throw ContentError(.invalid, "A folder can't lie in itself.", field: "parent_id")
            }
            try check(name, in: parent, except: id, by: editor)
        }
        try db.execute(
            sql: """
                UPDATE folders SET name = ?, parent_id = ?, description = ?, updated_at = ?, version = version + 1
                WHERE id = ?
                """, arguments: [name, parent, description, now, id])
        return try existing(id)
    }

    func delete(_ id: String, by editor: ContentEditor) throws {
        try requireNoOwner(try changeable(id, by: editor))
        let all = try subtree(of: id)
        let list = all.map { _ in "?" }.joined(separator: ",")
        for folder in all { try editor.requireEdit(folder, of: "folder") }
        for (table, column) in [("looks", "folder_id"), ("dashboards", "folder_id"), ("folders", "id")] {
            let file = try String.fetchOne(
                db, sql: "SELECT source FROM \(table) WHERE \(column) IN (\(list)) AND source IS NOT NULL",
                arguments: StatementArguments(all))
            if let file {
                throw ContentError(.readOnly, "In this folder lies what comes from \(file): move that first.")
            }
        }
        for table in ["looks", "dashboards", "statements"] {
            try db.execute(
                sql: """
                    UPDATE \(table) SET deleted_at = ?, deleter_id = ?
                    WHERE folder_id IN (\(list)) AND deleted_at IS NULL
                    """, arguments: StatementArguments([now, editor.userNumber]) + StatementArguments(all))
        }
        try db.execute(
            sql: "UPDATE folders SET deleted_at = ?, deleter_id = ? WHERE id IN (\(list)) AND deleted_at IS NULL",
            arguments: StatementArguments([now, editor.userNumber]) + StatementArguments(all))
    }

    func restore(_ id: String, by editor: ContentEditor) throws -> Folder {
        guard let folder = try Folder.fetchAll(db, where: "f.id = ?", [id]).first, let deleted = folder.deletedAt else {
            throw ContentError(.notFound, "There is no folder \(id.prefix(40)) in the trash.")
        }
        try editor.requireEdit(id, of: "folder")
        var name = folder.name
        let parent = folder.parentID ?? Folder.sharedID
        let isParentThere = try Bool.fetchOne(
            db, sql: "SELECT 1 FROM folders WHERE id = ? AND deleted_at IS NULL", arguments: [parent])
        guard isParentThere != nil else {
            throw ContentError(.invalid, "Restore the folder above it first.", field: "parent_id")
        }
        while try taken(name, in: parent, except: id) { name += " (restored)" }
        let all = try subtree(of: id)
        let list = all.map { _ in "?" }.joined(separator: ",")
        let moment = deleted.milliseconds
        for table in ["looks", "dashboards", "statements", "folders"] {
            let column = table == "folders" ? "id" : "folder_id"
            try db.execute(
                sql: """
                    UPDATE \(table) SET deleted_at = NULL, deleter_id = NULL
                    WHERE \(column) IN (\(list)) AND deleted_at = ?
                    """, arguments: StatementArguments(all) + StatementArguments([moment]))
        }
        try db.execute(sql: "UPDATE folders SET name = ?, updated_at = ? WHERE id = ?", arguments: [name, now, id])
        return try existing(id)
    }

    private func changeable(_ id: String, by editor: ContentEditor) throws -> Folder {
        guard let folder = try Folder.fetchAll(db, where: "f.id = ? AND f.deleted_at IS NULL", [id]).first else {
            throw ContentError(.notFound, "There is no folder \(id.prefix(40)).")
        }
        try editor.requireEdit(id, of: "folder")
        guard folder.parentID != nil else {
            throw ContentError(.readOnly, "\(folder.name) is always there and can't be changed.")
        }
        if case .file(let path) = folder.source {
            throw ContentError(.readOnly, "This folder comes from \(path): change it there.")
        }
        return folder
    }

    /// A personal folder is there, and where it is, as long as its owner can sign in.
    private func requireNoOwner(_ folder: Folder) throws {
        guard folder.parentID == Folder.usersID, let owner = folder.creatorID.flatMap({ Int64($0) }) else { return }
        let isThere = try Bool.fetchOne(
            db, sql: "SELECT 1 FROM users WHERE id = ? AND NOT is_disabled", arguments: [owner])
        guard isThere == nil else {
            throw ContentError(.readOnly, "\(folder.name) is a personal folder: it stays where it is.")
        }
    }

    private func existing(_ id: String) throws -> Folder {
        guard let folder = try Folder.fetchAll(db, where: "f.id = ?", [id]).first else {
            throw ContentError(.notFound, "There is no folder \(id).")
        }
        return folder
    }

    private func check(_ name: String, in parent: String, except id: String?, by editor: ContentEditor) throws {
        try ContentRules.checkTitle(name, field: "name")
        let found = try Bool.fetchOne(
            db, sql: "SELECT 1 FROM folders WHERE id = ? AND deleted_at IS NULL", arguments: [parent])
        guard found != nil, editor.sees(parent) else {
            throw ContentError(.invalid, "There is no folder \(parent.prefix(40)).", field: "parent_id")
        }
        guard parent != Folder.lookMLID else {
            throw ContentError(.invalid, "LookML dashboards have no folders below them.", field: "parent_id")
        }
        try editor.requireEdit(parent, of: "folder")
        guard try !taken(name, in: parent, except: id) else {
            throw ContentError(
                .alreadyExists, "There is already a folder \"\(name.prefix(80))\" there. Choose another name.",
                field: "name")
        }
        guard try ancestry(of: parent).count < Self.deepest else {
            throw ContentError(.invalid, "Folders lie at most \(Self.deepest) deep.", field: "parent_id")
        }
    }

    /// The name, or one that no folder there has: "Usage (copy)", "Usage (copy 2)".
    func freeName(_ name: String, in parent: String) throws -> String {
        let base = name.prefix(ContentRules.longestTitle - 12)
        var (free, number) = (name, 1)
        while try taken(free, in: parent, except: nil) {
            free = number == 1 ? "\(base) (copy)" : "\(base) (copy \(number))"
            number += 1
        }
        return free
    }

    private func taken(_ name: String, in parent: String, except id: String?) throws -> Bool {
        try Bool.fetchOne(
            db,
            sql: "SELECT 1 FROM folders WHERE parent_id = ? AND name = ? AND deleted_at IS NULL AND id IS NOT ?",
            arguments: [parent, name, id]) != nil
    }

    /// The folder and all above it.
    private func ancestry(of id: String) throws -> [String] {
        try String.fetchAll(
            db,
            sql: """
                WITH RECURSIVE above (id, depth) AS (
                    SELECT ?, 0
                    UNION SELECT f.parent_id, depth + 1 FROM folders f JOIN above a ON f.id = a.id
                    WHERE f.parent_id IS NOT NULL AND depth < 100
                ) SELECT id FROM above
                """, arguments: [id])
    }

    /// The folder and all below it, those in the trash too.
    private func subtree(of id: String) throws -> [String] {
        try String.fetchAll(
            db,
            sql: """
                WITH RECURSIVE below (id, depth) AS (
                    SELECT ?, 0 UNION SELECT f.id, depth + 1 FROM folders f JOIN below b ON f.parent_id = b.id
                    WHERE depth < 100
                ) SELECT DISTINCT id FROM below LIMIT 10000
                """, arguments: [id])
    }
}
