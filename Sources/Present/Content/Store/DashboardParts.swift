import Foundation
import GRDB
import JSON

/// The parts of several dashboards, by the dashboards' ids: one statement for each kind.
struct DashboardParts {
    var settings: [String: JSONObject] = [:]
    var filters: [String: [DashboardFilter]] = [:]
    var elements: [String: [DashboardElement]] = [:]
    var layouts: [String: [DashboardLayout]] = [:]

    /// - Parameter ids: At most a thousand.
    init(_ db: Database, _ ids: [String]) throws {
        guard !ids.isEmpty else { return }
        let list = "(" + ids.map { _ in "?" }.joined(separator: ",") + ")"
        let bound = StatementArguments(ids)
        for row in try Row.fetchAll(
            db, sql: "SELECT id, definition FROM dashboards WHERE id IN \(list)", arguments: bound)
        {
            settings[row["id"]] = try row.object("definition")
        }
        try readFilters(db, list, bound)
        try readElements(db, list, bound)
        try readLayouts(db, list, bound)
    }

    private mutating func readFilters(_ db: Database, _ list: String, _ bound: StatementArguments) throws {
        let rows = try Row.fetchAll(
            db, sql: "SELECT * FROM dashboard_filters WHERE dashboard_id IN \(list) ORDER BY position, id",
            arguments: bound)
        for row in rows {
            let dashboard = row["dashboard_id"] as String
            let node = ContentNode(.object(try row.object("definition")), file: dashboard)
            guard let (filter, _) = FilterReader(defaultModel: nil, problems: Problems()).read(node) else { continue }
            filters[dashboard, default: []].append(
                DashboardFilter(id: String(row["id"] as Int64), dashboardID: dashboard, definition: filter))
        }
    }

    private mutating func readElements(_ db: Database, _ list: String, _ bound: StatementArguments) throws {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT e.*, q.slug AS query_slug FROM dashboard_elements e LEFT JOIN queries q ON q.id = e.query_id
                WHERE e.dashboard_id IN \(list) ORDER BY e.position, e.id
                """, arguments: bound)
        let looks = try Look.fetchAll(
            db, where: "l.id IN (SELECT look_id FROM dashboard_elements WHERE dashboard_id IN \(list))", bound)
        let lookByID = Dictionary(looks.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        for row in rows {
            let dashboard = row["dashboard_id"] as String
            let node = ContentNode(.object(try row.object("definition")), file: dashboard)
            let reader = TileReader(defaultModel: nil, problems: Problems())
            guard let (tile, _) = reader.read(node, number: row["position"]) else { continue }
            var query: SavedQuery?
            if let queryID = row["query_id"] as Int64?, let definition = tile.query {
                query = SavedQuery(id: String(queryID), slug: row["query_slug"], definition: definition)
            }
            elements[dashboard, default: []].append(
                DashboardElement(
                    id: String(row["id"] as Int64), dashboardID: dashboard, definition: tile, query: query,
                    look: tile.lookID.flatMap { lookByID[$0] }))
        }
    }

    private mutating func readLayouts(_ db: Database, _ list: String, _ bound: StatementArguments) throws {
        let rows = try Row.fetchAll(
            db, sql: "SELECT * FROM dashboard_layouts WHERE dashboard_id IN \(list) ORDER BY position",
            arguments: bound)
        let parts = try Row.fetchAll(
            db,
            sql: """
                SELECT c.* FROM dashboard_layout_components c JOIN dashboard_elements e ON e.id = c.element_id
                WHERE e.dashboard_id IN \(list) ORDER BY e.position, e.id
                """, arguments: bound)
        let byLayout = Dictionary(grouping: parts) { $0["layout_id"] as Int64 }
        for row in rows {
            let layoutID = row["id"] as Int64
            let components = (byLayout[layoutID] ?? []).map { component in
                DashboardLayoutComponent(
                    id: String(component["id"] as Int64), layoutID: String(layoutID),
                    elementID: String(component["element_id"] as Int64),
                    placement: TilePlacement(
                        row: component["grid_row"], column: component["grid_column"], width: component["width"],
                        height: component["height"]))
            }
            let dashboard = row["dashboard_id"] as String
            layouts[dashboard, default: []].append(
                DashboardLayout(
                    id: String(layoutID), dashboardID: dashboard, type: row["type"], active: row["active"],
                    name: row["name"], label: nil, description: nil, order: row["position"], components: components))
        }
    }
}
