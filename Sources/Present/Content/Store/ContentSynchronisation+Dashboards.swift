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
                        source, fingerprint, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    ON CONFLICT (id) DO UPDATE SET slug = excluded.slug, title = excluded.title,
                        title_key = excluded.title_key, description = excluded.description,
                        folder_id = excluded.folder_id, model = excluded.model, definition = excluded.definition,
                        source = excluded.source, fingerprint = excluded.fingerprint,
                        updated_at = excluded.updated_at, version = version + 1
                    """,
                arguments: [
                    id, slug, dashboard.title, titleKey(dashboard.title), dashboard.description, folder,
                    dashboard.model, JSONValue.object(dashboard.settingsForm).text, source, Data(fingerprint), now, now,
                ])
            try save(dashboard.filters, of: id)
            try save(dashboard.tiles, of: id)
        }
        return kept
    }

    /// Filters keep their ids for as long as they keep their names.
    private func save(_ filters: [FilterDefinition], of dashboard: String) throws {
        for (position, filter) in filters.enumerated() {
            try db.execute(
                sql: """
                    INSERT INTO dashboard_filters (dashboard_id, name, position, definition) VALUES (?, ?, ?, ?)
                    ON CONFLICT (dashboard_id, name) DO UPDATE SET position = excluded.position,
                        definition = excluded.definition
                    """, arguments: [dashboard, filter.name, position, JSONValue.object(filter.fileForm).text])
        }
        try removeParts("dashboard_filters", of: dashboard, except: filters.map(\.name))
    }

    /// Elements keep their ids for as long as they keep their names.
    private func save(_ tiles: [TileDefinition], of dashboard: String) throws {
        let layout = try layoutID(of: dashboard)
        for (position, tile) in tiles.enumerated() {
            let query = try tile.query.map { try SavedQuery.save(db, $0, now: now) }
            let element = try Int64.fetchOne(
                db,
                sql: """
                    INSERT INTO dashboard_elements (dashboard_id, name, position, query_id, look_id, definition)
                    VALUES (?, ?, ?, ?, ?, ?)
                    ON CONFLICT (dashboard_id, name) DO UPDATE SET position = excluded.position,
                        query_id = excluded.query_id, look_id = excluded.look_id, definition = excluded.definition
                    RETURNING id
                    """,
                arguments: [
                    dashboard, tile.name, position, query.flatMap { Int64($0.id) }, tile.lookID.flatMap { Int64($0) },
                    JSONValue.object(tile.fileForm).text,
                ])
            guard let placement = tile.placement else { continue }
            try db.execute(
                sql: """
                    INSERT INTO dashboard_layout_components (layout_id, element_id, grid_row, grid_column, width, height)
                    VALUES (?, ?, ?, ?, ?, ?)
                    ON CONFLICT (layout_id, element_id) DO UPDATE SET grid_row = excluded.grid_row,
                        grid_column = excluded.grid_column, width = excluded.width, height = excluded.height
                    """,
                arguments: [layout, element, placement.row, placement.column, placement.width, placement.height])
        }
        try removeParts("dashboard_elements", of: dashboard, except: tiles.map(\.name))
    }

    /// Whatever the file's layout is called, its tiles are laid out on the newspaper's grid.
    private func layoutID(of dashboard: String) throws -> Int64? {
        try Int64.fetchOne(
            db,
            sql: """
                INSERT INTO dashboard_layouts (dashboard_id, type) VALUES (?, 'newspaper')
                ON CONFLICT (dashboard_id, position) DO UPDATE SET type = excluded.type RETURNING id
                """, arguments: [dashboard])
    }

    private func removeParts(_ table: String, of dashboard: String, except names: [String]) throws {
        let kept = Set(names.map { Array($0.utf8) })
        let rows = try Row.fetchAll(
            db, sql: "SELECT id, name FROM \(table) WHERE dashboard_id = ?", arguments: [dashboard])
        for row in rows where !kept.contains(Array((row["name"] as String).utf8)) {
            try db.execute(sql: "DELETE FROM \(table) WHERE id = ?", arguments: [row["id"] as Int64])
        }
    }
}
