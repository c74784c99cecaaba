import Foundation
import GRDB
import JSON

extension ContentSynchronisation {
    /// - Returns: The ids of the Looks that the files have.
    mutating func synchroniseLooks() throws -> Set<String> {
        let existing = try existing("looks")
        try freeSlugs("looks", wanted: files.looks.map { (String($0.id), $0.slug) }, existing: existing)
        var kept: Set<String> = []
        for look in files.looks {
            let id = String(look.id)
            guard mayTake(id, of: .look, from: existing) else { continue }
            kept.insert(id)
            let source = location(.look, id).file
            let folder = try folderID(look.folder, for: .look, id: id)
            let slug = try freeSlug(look.slug, "looks", of: .look, id: id)
            var form = look.fileForm
            form["folder"] = .string(folder)
            form["slug"] = JSONValue(slug)
            let fingerprint = Fingerprint.of(.object(form))
            if let row = existing[id], row.fingerprint == fingerprint {
                try db.execute(
                    sql: "UPDATE looks SET source = ?, slug = ? WHERE id = ? AND (source IS NOT ? OR slug IS NOT ?)",
                    arguments: [source, slug, look.id, source, slug])
                continue
            }
            let query = try SavedQuery.save(db, look.query, now: now)
            try db.execute(
                sql: """
                    INSERT INTO looks (id, slug, title, title_key, description, folder_id, query_id, user_id,
                        marks, settings, source, fingerprint, created_at, updated_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    ON CONFLICT (id) DO UPDATE SET slug = excluded.slug, title = excluded.title,
                        title_key = excluded.title_key, description = excluded.description,
                        folder_id = excluded.folder_id, query_id = excluded.query_id, user_id = excluded.user_id,
                        marks = excluded.marks, settings = excluded.settings, source = excluded.source,
                        fingerprint = excluded.fingerprint, updated_at = excluded.updated_at, version = version + 1
                    """,
                arguments: [
                    look.id, slug, look.title, titleKey(look.title), look.description, folder, Int64(query.id),
                    try userID(look.owner), JSONValue.object(look.marks.fileForm).text,
                    JSONValue.object(look.settings).text, source, Data(fingerprint), now, now,
                ])
        }
        return kept
    }
}
