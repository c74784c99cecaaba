import Foundation
import GRDB
import JSON

extension ContentPushing {
    /// Folders keep their numbers; those that are missing are made, with who may see them.
    mutating func pushFolders(_ folders: [ArchivedFolder], _ current: ContentArchive) throws {
        let known = Dictionary(
            try FolderText.forms(db).map { ($0["id"]?.text ?? "", $0) }, uniquingKeysWith: { first, _ in first })
        let path = ContentArchive.path(.folder(""))
        var changes = false
        for folder in folders {
            let key = FolderText.number(folder.id).text
            if known[key] == folder.form { continue }
            changes = true
            let row = try Row.fetchOne(
                db, sql: "SELECT source FROM folders WHERE id = ?", arguments: [folder.id])
            if let source = row?["source"] as String? {
                result.problems.append("\(path): the folder \(folder.id) comes from \(source) and stays as it is.")
                continue
            }
            if folder.parent != nil { try save(folder, exists: row != nil, path) }
            try saveAccess(folder, path)
        }
        if !folders.isEmpty {
            if changes {
                if current.files[path] == nil { result.created.append(path) } else { result.changed.append(path) }
            } else {
                result.unchanged += 1
            }
        }
    }

    private mutating func save(_ folder: ArchivedFolder, exists: Bool, _ path: String) throws {
        let parent = folder.parent ?? Folder.sharedID
        let found = try Bool.fetchOne(db, sql: "SELECT 1 FROM folders WHERE id = ?", arguments: [parent])
        guard found != nil else {
            throw ContentError(.invalid, "\(path): there is no folder \(parent), in which \(folder.id) is to lie.")
        }
        let owner = try user(folder.owner, path, &result.problems).flatMap { Int64($0) }
        if exists {
            try db.execute(
                sql: """
                    UPDATE folders SET name = ?, parent_id = ?, description = ?, creator_id = coalesce(?, creator_id),
                        deleted_at = NULL, updated_at = ?, version = version + 1 WHERE id = ?
                    """, arguments: [folder.name, parent, folder.description, owner, now, folder.id])
        } else {
            try db.execute(
                sql: """
                    INSERT INTO folders (id, name, parent_id, description, creator_id, created_at, updated_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """, arguments: [folder.id, folder.name, parent, folder.description, owner, now, now])
        }
    }

    private mutating func saveAccess(_ folder: ArchivedFolder, _ path: String) throws {
        let metadata = try Int64.fetchOne(
            db, sql: "SELECT id FROM content_metadata WHERE content_type = 'folder' AND content_id = ?",
            arguments: [folder.id])
        guard let metadata else { return }
        let inherits = folder.inherits ?? (folder.parent != nil)
        try db.execute(sql: "UPDATE content_metadata SET inherits = ? WHERE id = ?", arguments: [inherits, metadata])
        try db.execute(
            sql: """
                DELETE FROM content_metadata_access WHERE content_metadata_id = ?
                AND (group_id IS NOT NULL OR user_id IN (SELECT id FROM users WHERE email IS NOT NULL))
                """, arguments: [metadata])
        for grant in folder.access {
            let column = grant.isGroup ? "group_id" : "user_id"
            let id =
                grant.isGroup
                ? try Int64.fetchOne(db, sql: "SELECT id FROM user_groups WHERE name = ?", arguments: [grant.name])
                : try Int64.fetchOne(
                    db, sql: "SELECT id FROM users WHERE email_key = ?", arguments: [People.emailKey(grant.name)])
            guard let id else {
                let kind = grant.isGroup ? "group" : "account"
                result.problems.append("\(path): there is no \(kind) \(grant.name), to see the folder \(folder.name).")
                continue
            }
            try db.execute(
                sql: """
                    INSERT INTO content_metadata_access (content_metadata_id, \(column), permission_type) VALUES (?, ?, ?)
                    """, arguments: [metadata, id, grant.level])
        }
    }
}
