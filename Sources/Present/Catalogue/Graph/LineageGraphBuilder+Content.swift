import Content

extension LineageGraphBuilder {
    mutating func addContent(_ content: ContentUse) {
        for look in content.looks {
            let node = LineageNode.look(look.id)
            graph.describe(node, LineageDetails(title: look.title))
            add(look.query, to: node)
        }
        for dashboard in content.dashboards {
            let node = LineageNode.dashboard(dashboard.id)
            graph.describe(node, LineageDetails(title: dashboard.title))
            for tile in dashboard.tiles {
                let tileNode = LineageNode.tile(dashboard: dashboard.id, tile: tile.id)
                graph.describe(tileNode, LineageDetails(title: tile.title))
                graph.connect(tileNode, .holds, to: node)
                if let look = tile.lookID { graph.connect(.look(look), .holds, to: tileNode) }
                for query in tile.queries {
                    add(query, to: tileNode)
                    for field in tile.filteredFields { filter(by: field, of: query, node: tileNode) }
                }
                guard let look = content.looks.first(where: { $0.id == tile.lookID }) else { continue }
                for field in tile.filteredFields { filter(by: field, of: look.query, node: tileNode) }
            }
        }
    }

    private mutating func add(_ query: QueryDefinition, to node: LineageNode) {
        graph.connect(.explore(model: query.model, explore: query.explore), .reads, to: node)
        let custom = QueryFields(query, known: fields["\(query.model)::\(query.explore)"] ?? [])
        for field in custom.shown {
            graph.connect(.field(model: query.model, explore: query.explore, field: field), .shows, to: node)
        }
        for field in custom.filtered { filter(by: field, of: query, node: node) }
    }

    private mutating func filter(by field: String, of query: QueryDefinition, node: LineageNode) {
        guard fields["\(query.model)::\(query.explore)"]?.contains(field) == true else { return }
        graph.connect(.field(model: query.model, explore: query.explore, field: field), .filters, to: node)
    }
}

/// The fields of the model that a query stands on.
struct QueryFields {
    /// In its columns, also by way of custom fields and calculations, and in its sorts.
    private(set) var shown: [String] = []
    private(set) var filtered: [String] = []

    /// - Parameter known: The explore's fields. What is not among them is a custom field, or is gone.
    init(_ query: QueryDefinition, known: Set<String>) {
        let custom = query.dynamicFieldNames
        var seen: Set<String> = []
        let sorts = query.sorts.compactMap { $0.split(separator: " ").first.map(String.init) }
        let mentioned = query.dynamicFields.map { Self.names(in: $0) } ?? []
        shown = (query.fields + query.pivots + sorts + mentioned).filter {
            known.contains($0) && !custom.contains($0) && seen.insert($0).inserted
        }
        var seenFilters: Set<String> = []
        let inExpression = query.filterExpression.map { Self.names(in: $0) } ?? []
        filtered = (query.filters.keys + inExpression).filter {
            known.contains($0) && seenFilters.insert($0).inserted
        }
    }

    /// Everything that looks like `view.field`.
    private static func names(in text: String) -> [String] {
        text.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == ".") }.map(String.init)
            .filter { $0.contains(".") }
    }
}
