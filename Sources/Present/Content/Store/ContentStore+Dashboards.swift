import Foundation
import GRDB
import JSON

extension ContentStore {
    /// All dashboards without their parts, those of LookML too, by title.
    /// - Parameter deleted: Whether those in the trash instead.
    package func dashboards(deleted: Bool = false) async throws(ContentError) -> [DashboardSummary] {
        try await database.read { try DashboardSummary.fetchAll($0, where: "true", inTrash: deleted) }
    }

    /// The dashboards directly in a folder, by title.
    package func dashboards(in folderID: String) async throws(ContentError) -> [DashboardSummary] {
        try await database.read { try DashboardSummary.fetchAll($0, where: "d.folder_id = ?", [folderID]) }
    }

    /// A dashboard with everything on it, by its number, its slug or `model::name`.
    /// - Parameter orDeleted: Whether one in the trash is found too.
    package func dashboard(_ idOrSlug: String, orDeleted: Bool = false) async throws(ContentError) -> Dashboard? {
        try await database.read { try Dashboard.fetch($0, idOrSlug, orDeleted: orDeleted) }
    }

    /// The dashboards with everything on them, in the order of `summaries`.
    package func dashboards(_ summaries: [DashboardSummary]) async throws(ContentError) -> [Dashboard] {
        try await database.read { try Dashboard.fetch($0, summaries) }
    }

    /// The dashboard that a part is on, by the part's number.
    package func dashboardID(ofPart part: DashboardPart, _ id: String) async throws(ContentError) -> String? {
        guard let number = Int64(id) else { return nil }
        return try await database.read { db in
            switch part {
            case .component:
                return try String.fetchOne(
                    db,
                    sql: """
                        SELECT l.dashboard_id FROM dashboard_layout_components c
                        JOIN dashboard_layouts l ON l.id = c.layout_id WHERE c.id = ?
                        """, arguments: [number])
            default:
                return try String.fetchOne(
                    db, sql: "SELECT dashboard_id FROM \(part.rawValue) WHERE id = ?", arguments: [number])
            }
        }
    }
}

/// What a dashboard is made of, by the names of the tables.
package enum DashboardPart: String, Sendable {
    case element = "dashboard_elements"
    case filter = "dashboard_filters"
    case layout = "dashboard_layouts"
    case component = "dashboard_layout_components"
}

extension DashboardSummary {
    /// `d` is the dashboard.
    /// - Parameter inTrash: Only those in the trash, only those that are not, or both (`nil`).
    static func fetchAll(
        _ db: Database, where condition: String, _ arguments: StatementArguments = [], inTrash: Bool? = false
    ) throws -> [DashboardSummary] {
        let trash = inTrash.map { "d.deleted_at IS \($0 ? "NOT " : "")NULL AND " } ?? ""
        // Columns are taken by their places: finding them by name is what a list of thousands would spend its time on.
        let statement = try db.cachedStatement(
            sql: """
                SELECT d.id, d.slug, d.title, d.description, d.folder_id, f.name, d.model, d.user_id,
                    \(Look.ownerName), u.email, d.last_updater_id, \(Look.nameOf("e")), d.source, d.created_at,
                    d.updated_at, d.view_count, d.last_viewed_at, d.version, d.deleted_at, d.deleter_id, d.marks, m.id
                FROM dashboards d JOIN folders f ON f.id = d.folder_id LEFT JOIN users u ON u.id = d.user_id
                LEFT JOIN users e ON e.id = d.last_updater_id
                LEFT JOIN content_metadata m ON m.content_type = 'dashboard' AND m.content_id = d.id
                WHERE \(trash)(\(condition)) ORDER BY d.title_key, d.id
                """)
        let rows = try Row.fetchCursor(statement, arguments: arguments)
        var found: [DashboardSummary] = []
        while let row = try rows.next() {
            let marks = row[20] as String
            found.append(
                DashboardSummary(
                    id: row[0], slug: row[1], title: row[2], description: row[3], folderID: row[4], folderName: row[5],
                    model: row[6], ownerID: (row[7] as Int64?).map(String.init), ownerName: row[8], ownerEmail: row[9],
                    lastUpdaterID: (row[10] as Int64?).map(String.init), lastUpdaterName: row[11],
                    source: ContentSource(row[12]), createdAt: Date(milliseconds: row[13]),
                    updatedAt: Date(milliseconds: row[14]), viewCount: row[15],
                    lastViewedAt: (row[16] as Int64?).map(Date.init(milliseconds:)), version: row[17],
                    deletedAt: (row[18] as Int64?).map(Date.init(milliseconds:)),
                    deleterID: (row[19] as Int64?).map(String.init),
                    marks: marks == "{}" ? ContentMarks() : ContentMarks(stored: try Row.object(marks)),
                    metadataID: (row[21] as Int64?).map(String.init)))
        }
        return found
    }
}

extension Dashboard {
    static func fetch(_ db: Database, _ idOrSlug: String, orDeleted: Bool) throws -> Dashboard? {
        let found = try DashboardSummary.fetchAll(
            db, where: "d.id = ?1 OR d.slug = ?1", [idOrSlug], inTrash: orDeleted ? nil : false)
        // An id goes before another dashboard's slug.
        guard let summary = found.first(where: { $0.id == idOrSlug }) ?? found.first else { return nil }
        return try fetch(db, [summary]).first
    }

    /// - Parameter summaries: Any number.
    static func fetch(_ db: Database, _ summaries: [DashboardSummary]) throws -> [Dashboard] {
        var dashboards: [Dashboard] = []
        var rest = summaries[...]
        while !rest.isEmpty {
            // As many as a statement takes values.
            let some = Array(rest.prefix(500))
            rest = rest.dropFirst(500)
            let parts = try DashboardParts(db, some.map(\.id))
            for summary in some { dashboards.append(try Dashboard(summary, parts)) }
        }
        return dashboards
    }

    private init(_ summary: DashboardSummary, _ parts: DashboardParts) throws {
        let id = summary.id
        let problems = Problems()
        let stored = ContentNode(.object(parts.settings[id] ?? JSONObject()), file: id)
        let reader = DashboardReader(model: summary.model, problems: problems)
        guard var (definition, _) = reader.read(id: id, stored.members ?? [], at: stored.location) else {
            throw ContentError(.damagedDatabase, "The dashboard \(id) can't be read from the database.")
        }
        definition.title = summary.title
        definition.description = summary.description
        definition.slug = summary.slug
        definition.folder = .id(summary.folderID)
        definition.owner = summary.ownerEmail
        definition.marks = summary.marks
        let filters = parts.filters[id] ?? []
        let elements = parts.elements[id] ?? []
        definition.filters = filters.map(\.definition)
        definition.tiles = elements.map(\.definition)
        let layouts = (parts.layouts[id] ?? []).map { layout in
            var layout = layout
            if let tab = definition.tabs.first(where: { $0.name == layout.name }) {
                layout.label = tab.label ?? tab.name
                layout.description = tab.description
            }
            return layout
        }
        self.init(
            summary: summary, definition: definition, filters: filters, elements: elements, layouts: layouts)
    }
}
