import Foundation
import GRDB
import JSON

extension ContentStore {
    /// All dashboards without their parts, those of LookML too, by title.
    package func dashboards() async throws(ContentError) -> [DashboardSummary] {
        try await database.read { try DashboardSummary.fetchAll($0, where: "true") }
    }

    /// The dashboards directly in a folder, by title.
    package func dashboards(in folderID: String) async throws(ContentError) -> [DashboardSummary] {
        try await database.read { try DashboardSummary.fetchAll($0, where: "d.folder_id = ?", [folderID]) }
    }

    /// A dashboard with everything on it, by its number, its slug or `model::name`.
    package func dashboard(_ idOrSlug: String) async throws(ContentError) -> Dashboard? {
        try await database.read { db in
            let found = try DashboardSummary.fetchAll(db, where: "d.id = ?1 OR d.slug = ?1", [idOrSlug])
            // An id goes before another dashboard's slug.
            guard let summary = found.first(where: { $0.id == idOrSlug }) ?? found.first else { return nil }
            return try Dashboard(db, summary)
        }
    }
}

extension DashboardSummary {
    /// Dashboards that are not in the trash. `d` is the dashboard.
    static func fetchAll(
        _ db: Database, where condition: String, _ arguments: StatementArguments = []
    ) throws -> [DashboardSummary] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT d.*, f.name AS folder_name, \(Look.ownerName) AS owner_name
                FROM dashboards d JOIN folders f ON f.id = d.folder_id LEFT JOIN users u ON u.id = d.user_id
                WHERE d.deleted_at IS NULL AND (\(condition)) ORDER BY d.title_key, d.id
                """, arguments: arguments)
        return rows.map { row in
            DashboardSummary(
                id: row["id"], slug: row["slug"], title: row["title"], description: row["description"],
                folderID: row["folder_id"], folderName: row["folder_name"], model: row["model"],
                ownerID: (row["user_id"] as Int64?).map(String.init), ownerName: row["owner_name"],
                source: ContentSource(row["source"]), createdAt: Date(milliseconds: row["created_at"]),
                updatedAt: Date(milliseconds: row["updated_at"]), viewCount: row["view_count"],
                lastViewedAt: row.date("last_viewed_at"), version: row["version"])
        }
    }
}

extension Dashboard {
    fileprivate init(_ db: Database, _ summary: DashboardSummary) throws {
        let id = summary.id
        let problems = Problems()
        let settings = try Row.fetchOne(db, sql: "SELECT definition FROM dashboards WHERE id = ?", arguments: [id])
        let stored = ContentNode(.object(try settings?.object("definition") ?? JSONObject()), file: id)
        let reader = DashboardReader(model: summary.model, problems: problems)
        guard var (definition, _) = reader.read(id: id, stored.members ?? [], at: stored.location) else {
            throw ContentError(.damagedDatabase, "The dashboard \(id) can't be read from the database.")
        }
        definition.title = summary.title
        definition.description = summary.description
        definition.slug = summary.slug
        definition.folder = .id(summary.folderID)
        let filters = try Self.filters(db, dashboard: id, problems: problems)
        let elements = try Self.elements(db, dashboard: id, problems: problems)
        definition.filters = filters.map(\.definition)
        definition.tiles = elements.map(\.definition)
        self.init(
            summary: summary, definition: definition, filters: filters, elements: elements,
            layouts: try Self.layouts(db, dashboard: id))
    }

    private static func filters(_ db: Database, dashboard: String, problems: Problems) throws -> [DashboardFilter] {
        let rows = try Row.fetchAll(
            db, sql: "SELECT * FROM dashboard_filters WHERE dashboard_id = ? ORDER BY position, id",
            arguments: [dashboard])
        return try rows.compactMap { row in
            let node = ContentNode(.object(try row.object("definition")), file: dashboard)
            guard let (filter, _) = FilterReader(defaultModel: nil, problems: problems).read(node) else { return nil }
            return DashboardFilter(id: String(row["id"] as Int64), dashboardID: dashboard, definition: filter)
        }
    }

    private static func elements(_ db: Database, dashboard: String, problems: Problems) throws -> [DashboardElement] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT e.*, q.slug AS query_slug FROM dashboard_elements e LEFT JOIN queries q ON q.id = e.query_id
                WHERE e.dashboard_id = ? ORDER BY e.position, e.id
                """, arguments: [dashboard])
        let looks = try Look.fetchAll(
            db, where: "l.id IN (SELECT look_id FROM dashboard_elements WHERE dashboard_id = ?)", [dashboard])
        let lookByID = Dictionary(looks.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        return try rows.compactMap { row in
            let node = ContentNode(.object(try row.object("definition")), file: dashboard)
            let reader = TileReader(defaultModel: nil, problems: problems)
            guard let (tile, _) = reader.read(node, number: row["position"]) else { return nil }
            var query: SavedQuery?
            if let queryID = row["query_id"] as Int64?, let definition = tile.query {
                query = SavedQuery(id: String(queryID), slug: row["query_slug"], definition: definition)
            }
            return DashboardElement(
                id: String(row["id"] as Int64), dashboardID: dashboard, definition: tile, query: query,
                look: tile.lookID.flatMap { lookByID[$0] })
        }
    }

    private static func layouts(_ db: Database, dashboard: String) throws -> [DashboardLayout] {
        let rows = try Row.fetchAll(
            db, sql: "SELECT * FROM dashboard_layouts WHERE dashboard_id = ? ORDER BY position", arguments: [dashboard])
        return try rows.map { row in
            let layoutID = row["id"] as Int64
            let components = try Row.fetchAll(
                db,
                sql: """
                    SELECT c.* FROM dashboard_layout_components c JOIN dashboard_elements e ON e.id = c.element_id
                    WHERE c.layout_id = ? ORDER BY e.position, e.id
                    """, arguments: [layoutID])
            return DashboardLayout(
                id: String(layoutID), dashboardID: dashboard, type: row["type"], active: row["active"],
                components: components.map { component in
                    DashboardLayoutComponent(
                        id: String(component["id"] as Int64), layoutID: String(layoutID),
                        elementID: String(component["element_id"] as Int64),
                        placement: TilePlacement(
                            row: component["grid_row"], column: component["grid_column"], width: component["width"],
                            height: component["height"]))
                })
        }
    }
}
