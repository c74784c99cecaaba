import Foundation
import GRDB
import JSON

extension ContentSynchronisation {
    /// - Returns: The ids of the dashboards that the files have.
    mutating func synchroniseDashboards() throws -> Set<String> {
        let existing = try existing("dashboards")
        try freeSlugs("dashboards", wanted: files.dashboards.map { ($0.id, $0.slug) }, existing: existing)
        var kept: Set<String> = []
        for dashboard in files.dashboards {
            let id = dashboard.id
            guard mayTake(id, of: .dashboard, from: existing) else { continue }
            kept.insert(id)
            let source = location(.dashboard, id).file
            let folder = try folderID(dashboard.folder, for: .dashboard, id: id)
            let slug = try freeSlug(dashboard.slug, "dashboards", of: .dashboard, id: id)
            var form = dashboard.fileForm
            form["folder"] = .string(folder)
            form["slug"] = JSONValue(slug)
            let fingerprint = Fingerprint.of(.object(form))
            if let row = existing[id], row.fingerprint == fingerprint {
                try db.execute(
                    sql: """
                        UPDATE dashboards SET source = ?, slug = ? WHERE id = ? AND (source IS NOT ? OR slug IS NOT ?)
                        """, arguments: [source, slug, id, source, slug])
                continue
            }
            try db.execute(
                sql: """
                    INSERT INTO dashboards (id, slug, title, title_key, description, folder_id, model, definition,
                        user_id, marks, source, fingerprint, created_at, updated_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    ON CONFLICT (id) DO UPDATE SET slug = excluded.slug, title = excluded.title,
                        title_key = excluded.title_key, description = excluded.description,
                        folder_id = excluded.folder_id, model = excluded.model, definition = excluded.definition,
                        user_id = excluded.user_id, marks = excluded.marks, source = excluded.source, fingerprint = excluded.fingerprint,
                        updated_at = excluded.updated_at, version = version + 1
                    """,
                arguments: [
                    id, slug, dashboard.title, titleKey(dashboard.title), dashboard.description, folder,
                    dashboard.model, JSONValue.object(dashboard.settingsForm).text, try userID(dashboard.owner),
                    JSONValue.object(dashboard.marks.fileForm).text, source, Data(fingerprint), now, now,
                ])
            let rows = DashboardRows(db: db, now: now, dashboard: id)
            try rows.save(dashboard, ids: rows.ids())
        }
        return kept
    }
}
