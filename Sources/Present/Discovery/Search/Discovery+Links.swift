import GRDB
import SemanticModel

extension Discovery {
    /// A dashboard with a filter set, if it has one on the field.
    package struct DashboardLink: Sendable {
        package var title: String
        package var path: String
        /// Whether the address sets a filter.
        package var isFiltered: Bool
    }

    /// Addresses of dashboards for one value of a field: with the filter set where a dashboard has one on the field. Those
    /// that the reader doesn't see are left out.
    package nonisolated func links(
        toDashboards ids: [String], model: String, field: String, value: String, as reader: SearchReader
    ) async throws(DiscoveryError) -> [String: DashboardLink] {
        guard reader.kinds.contains(.dashboard) else { return [:] }
        await freshen()
        return try await database.read { db in
            var links: [String: DashboardLink] = [:]
            for id in ids {
                let row = try Row.fetchOne(
                    db, sql: "SELECT title, folder FROM documents WHERE kind = 'dashboard' AND key = ?", arguments: [id]
                )
                guard let row, reader.sees(folder: row["folder"]) else { continue }
                let filter = try String.fetchOne(
                    db,
                    sql:
                        "SELECT name FROM filters WHERE dashboard = ? AND model = ? AND field = ? ORDER BY rank LIMIT 1",
                    arguments: [id, model, field])
                links[id] = DashboardLink(
                    title: row["title"],
                    path: PageAddress.dashboard(id, filters: filter.map { [($0, FilterWriter.exact(value))] } ?? []),
                    isFiltered: filter != nil)
            }
            return links
        }
    }
}
