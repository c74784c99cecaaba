package import Content
import JSON

/// A Look or a tile, reduced to what lineage asks of it.
package struct ContentUse: Sendable, Equatable {
    package struct Tile: Sendable, Equatable {
        /// The element's id, or its name where it comes from a file.
        package var id: String
        package var title: String
        /// One as a rule; several for merged results.
        package var queries: [QueryDefinition]
        /// Fields that the dashboard's filters set here.
        package var filteredFields: [String]
        /// The Look that it shows.
        package var lookID: String?
    }

    package struct Look: Sendable, Equatable {
        package var id: String
        package var title: String
        package var query: QueryDefinition

        package init(id: String, title: String, query: QueryDefinition) {
            self.id = id
            self.title = title
            self.query = query
        }
    }

    package struct Dashboard: Sendable, Equatable {
        package var id: String
        package var title: String
        package var tiles: [Tile]
    }

    package var looks: [Look]
    package var dashboards: [Dashboard]

    package init(looks: [Look] = [], dashboards: [Dashboard] = []) {
        self.looks = looks
        self.dashboards = dashboards
    }

    /// The content of a project's files.
    package init(_ files: ContentFiles) {
        looks = files.looks.map { Look(id: String($0.id), title: $0.title, query: $0.query) }
        dashboards = files.dashboards.map { dashboard in
            Dashboard(
                id: dashboard.id, title: dashboard.title,
                tiles: dashboard.tiles.compactMap { Self.tile($0, id: $0.name) })
        }
    }

    /// Everything that is stored, whoever made it.
    /// - Throws: ``ContentError``
    package init(_ store: ContentStore) async throws(ContentError) {
        looks = try await store.looks().map { Look(id: $0.id, title: $0.title, query: $0.query.definition) }
        dashboards = []
        for summary in try await store.dashboards() {
            guard let dashboard = try await store.dashboard(summary.id) else { continue }
            dashboards.append(
                Dashboard(
                    id: dashboard.id, title: dashboard.title,
                    tiles: dashboard.elements.compactMap { Self.tile($0.definition, id: $0.id) }))
        }
    }

    private static func tile(_ tile: TileDefinition, id: String) -> Tile? {
        let queries = (tile.query.map { [$0] } ?? []) + merged(tile.mergedQueries)
        guard !queries.isEmpty || tile.lookID != nil else { return nil }
        return Tile(
            id: id, title: tile.title ?? tile.name, queries: queries,
            filteredFields: tile.listeners.map(\.field), lookID: tile.lookID)
    }

    private static func merged(_ list: JSONValue?) -> [QueryDefinition] {
        (list?.arrayValue ?? []).compactMap { entry in
            guard let model = entry["model"]?.stringValue,
                let explore = entry["explore"]?.stringValue ?? entry["view"]?.stringValue
            else { return nil }
            var query = QueryDefinition(model: model, explore: explore)
            query.fields = (entry["fields"]?.arrayValue ?? []).compactMap(\.stringValue)
            query.filters = entry["filters"]?.objectValue ?? JSONObject()
            return query
        }
    }
}
