import Foundation
import GRDB
import JSON

extension ContentSynchronisation {
    /// Folder ids that we give ourselves begin here, above those that people like to write in files.
    private static let firstOwnID: Int64 = 1001

    mutating func synchroniseFolders() throws {
        var taken: [FolderDefinition] = []
        for folder in files.folders {
            let id = String(folder.id)
            let row = try Row.fetchOne(db, sql: "SELECT source FROM folders WHERE id = ?", arguments: [id])
            if let row, row["source"] as String? == nil {
                problems.report(
                    "duplicate-id", "The id \(id) belongs to a folder that was made in Soundings.",
                    at: location(.folder, id), suggestion: "Give the folder in the file another number.")
                continue
            }
            taken.append(folder)
            usedFolders.insert(id)
            // A parent may stand further down, so all are there before parents are set.
            if row == nil {
                try db.execute(
                    sql: """
                        INSERT INTO folders (id, name, parent_id, source, created_at, updated_at, version)
                        VALUES (?, ?, '1', ?, ?, ?, 0)
                        """, arguments: [id, folder.name, location(.folder, id).file, now, now])
            } else {
                try db.execute(
                    sql: "UPDATE folders SET name = ? WHERE id = ? AND fingerprint IS NOT NULL",
                    arguments: [folder.name, id])
            }
        }
        for folder in taken { try update(folder) }
        for folder in taken { try breakCycle(at: String(folder.id)) }
    }

    private mutating func update(_ folder: FolderDefinition) throws {
        let id = String(folder.id)
        let place = location(.folder, id)
        let parent = try folderID(folder.parent, for: .folder, id: id)
        var form = folder.fileForm
        form["parent"] = .string(parent)
        let fingerprint = Fingerprint.of(.object(form))
        try db.execute(
            sql: """
                UPDATE folders SET name = ?, description = ?, parent_id = ?, source = ?, fingerprint = ?,
                    updated_at = ?, version = version + 1
                WHERE id = ? AND (fingerprint IS NOT ? OR source IS NOT ?)
                """,
            arguments: [
                folder.name, folder.description, parent, place.file, Data(fingerprint), now, id, Data(fingerprint),
                place.file,
            ])
    }

    /// A folder that lies in itself, over however many steps, comes to lie in Shared.
    private func breakCycle(at id: String) throws {
        var seen: Set<String> = [id]
        var next = try parent(of: id)
        while let parent = next {
            guard seen.insert(parent).inserted else {
                problems.report("folder-cycle", "The folder \(id) lies in itself.", at: location(.folder, id))
                try db.execute(
                    sql: "UPDATE folders SET parent_id = '1', fingerprint = x'' WHERE id = ?", arguments: [id])
                return
            }
            next = try self.parent(of: parent)
        }
    }

    private func parent(of id: String) throws -> String? {
        try String.fetchOne(db, sql: "SELECT parent_id FROM folders WHERE id = ?", arguments: [id])
    }

    /// The folder that a file names, made where it is a path that isn't there yet; Shared, with a report, for an unknown id.
    mutating func folderID(
        _ reference: FolderReference, for kind: ContentFiles.Kind, id: String
    ) throws -> String {
        switch reference {
        case .id(let folder):
            if try Bool.fetchOne(
                db, sql: "SELECT 1 FROM folders WHERE id = ? AND deleted_at IS NULL", arguments: [folder]) != nil
            {
                usedFolders.insert(folder)
                return folder
            }
            problems.report("unknown-folder", "There is no folder \(folder).", at: location(kind, id))
            return Folder.sharedID
        case .path(let names):
            var parent = Folder.sharedID
            for name in names {
                parent = try child(name, of: parent, source: location(kind, id).file)
                usedFolders.insert(parent)
            }
            return parent
        }
    }

    /// One that has a file of its own goes before one that only paths name.
    private func child(_ name: String, of parent: String, source: String) throws -> String {
        let found = try String.fetchOne(
            db,
            sql: """
                SELECT id FROM folders WHERE parent_id = ? AND name = ? AND deleted_at IS NULL
                ORDER BY source IS NOT NULL AND fingerprint IS NULL, length(id), id
                """, arguments: [parent, name])
        if let found { return found }
        let last = try Int64.fetchOne(db, sql: "SELECT max(CAST(id AS INTEGER)) FROM folders") ?? 0
        let id = String(max(last &+ 1, Self.firstOwnID))
        try db.execute(
            sql: "INSERT INTO folders (id, name, parent_id, source, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?)",
            arguments: [id, name, parent, source, now, now])
        return id
    }

    /// Deletes folders that no file names any more, the innermost first; one with something in it stays.
    func removeFolders() throws {
        var removed = true
        while removed {
            removed = false
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT id, source FROM folders f WHERE source IS NOT NULL
                    AND NOT EXISTS (SELECT 1 FROM folders c WHERE c.parent_id = f.id)
                    AND NOT EXISTS (SELECT 1 FROM looks l WHERE l.folder_id = f.id)
                    AND NOT EXISTS (SELECT 1 FROM dashboards d WHERE d.folder_id = f.id)
                    """)
            for row in rows {
                let id: String = row["id"]
                if usedFolders.contains(id) || files.brokenFiles.contains(row["source"] as String) { continue }
                try db.execute(sql: "DELETE FROM folders WHERE id = ?", arguments: [id])
                removed = true
            }
        }
    }
}
