import Foundation
import GRDB
import JSON

/// The rows of a dashboard's filters, tiles and layouts, inside a transaction: makes them say what a definition says.
///
/// Parts keep their ids for as long as they keep their names; whoever renames one passes its id under the new name.
struct DashboardRows {
    let db: Database
    let now: Int64
    let dashboard: String

    /// The ids of parts by their names.
    struct IDs: Sendable, Hashable {
        var filters: [String: Int64] = [:]
        var elements: [String: Int64] = [:]
        /// `""` is the layout of a dashboard without tabs.
        var layouts: [String: Int64] = [:]
    }

    func ids() throws -> IDs {
        func read(_ table: String) throws -> [String: Int64] {
            let rows = try Row.fetchAll(
                db, sql: "SELECT id, name FROM \(table) WHERE dashboard_id = ?", arguments: [dashboard])
            return Dictionary(rows.map { ($0["name"], $0["id"]) }, uniquingKeysWith: { first, _ in first })
        }
        return IDs(
            filters: try read("dashboard_filters"), elements: try read("dashboard_elements"),
            layouts: try read("dashboard_layouts"))
    }

    func save(_ definition: DashboardDefinition, ids: IDs) throws {
        try keep("dashboard_filters", ids: Set(definition.filters.compactMap { ids.filters[$0.name] }))
        try keep("dashboard_elements", ids: Set(definition.tiles.compactMap { ids.elements[$0.name] }))
        for (position, filter) in definition.filters.enumerated() {
            let form = JSONValue.object(filter.fileForm).text
            try db.execute(
                sql: """
                    INSERT INTO dashboard_filters (id, dashboard_id, name, position, definition) VALUES (?, ?, ?, ?, ?)
                    ON CONFLICT (id) DO UPDATE SET name = excluded.name, position = excluded.position,
                        definition = excluded.definition
                    """, arguments: [ids.filters[filter.name], dashboard, filter.name, position, form])
        }
        var elements: [String: Int64] = [:]
        for (position, tile) in definition.tiles.enumerated() {
            elements[tile.name] = try save(tile, at: position, id: ids.elements[tile.name])
        }
        try saveLayouts(definition, elements: elements, ids: ids.layouts)
    }

    private func save(_ tile: TileDefinition, at position: Int, id: Int64?) throws -> Int64? {
        let query = try tile.query.map { try SavedQuery.save(db, $0, now: now) }
        return try Int64.fetchOne(
            db,
            sql: """
                INSERT INTO dashboard_elements (id, dashboard_id, name, position, query_id, look_id, definition)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET name = excluded.name, position = excluded.position,
                    query_id = excluded.query_id, look_id = excluded.look_id, definition = excluded.definition
                RETURNING id
                """,
            arguments: [
                id, dashboard, tile.name, position, query.flatMap { Int64($0.id) }, tile.lookID.flatMap { Int64($0) },
                JSONValue.object(tile.fileForm).text,
            ])
    }

    private struct Arrangement {
        var name: String
        var id: Int64?
        var type: String
        var active: Bool
        var placements: [String: TilePlacement]
    }

    private func saveLayouts(
        _ definition: DashboardDefinition, elements: [String: Int64], ids: [String: Int64]
    ) throws {
        let layouts = arrangements(definition, ids: ids)
        let kept = Set(layouts.compactMap(\.id))
        try keep("dashboard_layouts", ids: kept)
        // Positions are unique: out of the way first.
        try db.execute(
            sql: "UPDATE dashboard_layouts SET position = -1 - id WHERE dashboard_id = ?", arguments: [dashboard])
        for (position, layout) in layouts.enumerated() {
            let id = try Int64.fetchOne(
                db,
                sql: """
                    INSERT INTO dashboard_layouts (id, dashboard_id, name, type, active, position)
                    VALUES (?, ?, ?, ?, ?, ?)
                    ON CONFLICT (id) DO UPDATE SET name = excluded.name, type = excluded.type,
                        active = excluded.active, position = excluded.position
                    RETURNING id
                    """, arguments: [layout.id, dashboard, layout.name, layout.type, layout.active, position])
            guard let id else { continue }
            for (tile, place) in layout.placements.sorted(by: { $0.key < $1.key }) {
                guard let element = elements[tile] else { continue }
                try db.execute(
                    sql: """
                        INSERT INTO dashboard_layout_components (layout_id, element_id, grid_row, grid_column, width, height)
                        VALUES (?, ?, ?, ?, ?, ?)
                        ON CONFLICT (layout_id, element_id) DO UPDATE SET grid_row = excluded.grid_row,
                            grid_column = excluded.grid_column, width = excluded.width, height = excluded.height
                        """, arguments: [id, element, place.row, place.column, place.width, place.height])
            }
            let here = Set(layout.placements.keys.compactMap { elements[$0] })
            let rows = try Int64.fetchAll(
                db, sql: "SELECT element_id FROM dashboard_layout_components WHERE layout_id = ?", arguments: [id])
            for element in rows where !here.contains(element) {
                try db.execute(
                    sql: "DELETE FROM dashboard_layout_components WHERE layout_id = ? AND element_id = ?",
                    arguments: [id, element])
            }
        }
    }

    /// The tabs, or the one page, and then the other ways to lay it out.
    private func arrangements(_ definition: DashboardDefinition, ids: [String: Int64]) -> [Arrangement] {
        var placed: [String: [String: TilePlacement]] = [:]
        let tabs = definition.tabs.isEmpty ? [TabDefinition(name: "")] : definition.tabs
        for tile in definition.tiles {
            guard let placement = tile.placement else { continue }
            let tab = tile.tabName.flatMap { name in tabs.first { $0.name == name } } ?? tabs[0]
            placed[tab.name, default: [:]][tile.name] = placement
        }
        let isReplaced = definition.otherLayouts.contains(where: \.active)
        // The page of a dashboard that gets its first tabs becomes the first of them, and the other way round.
        let former = definition.tabs.isEmpty ? ids.first { id in !others(definition).contains(id.key) } : nil
        return tabs.enumerated().map { place, tab in
            let heir = place == 0 ? (definition.tabs.isEmpty ? former?.value : ids[""]) : nil
            // Whatever the file's layout is called, its tiles are laid out on the newspaper's grid.
            return Arrangement(
                name: tab.name, id: ids[tab.name] ?? heir, type: "newspaper", active: !isReplaced,
                placements: placed[tab.name] ?? [:])
        }
            + definition.otherLayouts.map {
                Arrangement(
                    name: $0.name, id: ids[$0.name], type: $0.type, active: $0.active, placements: $0.placements)
            }
    }

    private func others(_ definition: DashboardDefinition) -> Set<String> {
        Set(definition.otherLayouts.map(\.name))
    }

    /// Removes the parts that are no more, and lets names change hands among those that stay.
    private func keep(_ table: String, ids: Set<Int64>) throws {
        let rows = try Int64.fetchAll(db, sql: "SELECT id FROM \(table) WHERE dashboard_id = ?", arguments: [dashboard])
        for id in rows where !ids.contains(id) {
            try db.execute(sql: "DELETE FROM \(table) WHERE id = ?", arguments: [id])
        }
        guard table != "dashboard_layouts" else { return }
        try db.execute(
            sql: "UPDATE \(table) SET name = char(1) || id WHERE dashboard_id = ?", arguments: [dashboard])
    }
}
