internal import Content
internal import SemanticModel

/// Writes the aggregate tables that would answer the queries of a dashboard's tiles, to be put into the model.
struct AggregateTableText {
    let project: Project

    func text(for dashboard: Dashboard) -> String {
        var byExplore: [(model: String, explore: String, tables: [String])] = []
        for (place, element) in dashboard.elements.enumerated() {
            guard let query = (element.query ?? element.look?.query)?.definition,
                let table = table(query, named: "rollup__\(dashboard.id.filter(\.isNumber))_\(place + 1)")
            else { continue }
            if let index = byExplore.firstIndex(where: { $0.model == query.model && $0.explore == query.explore }) {
                byExplore[index].tables.append(table)
            } else {
                byExplore.append((query.model, query.explore, [table]))
            }
        }
        return byExplore.map { one in
            "# Place in `\(one.model)` model\nexplore: +\(one.explore) {\n" + one.tables.joined(separator: "\n") + "}\n"
        }.joined(separator: "\n")
    }

    /// `nil` for a query without measures, or with fields that the model doesn't have.
    private func table(_ query: QueryDefinition, named name: String) -> String? {
        guard let explore = project.model(query.model)?.explore(query.explore) else { return nil }
        let names = query.dynamicFieldNames
        let fields = query.fields.filter { !names.contains($0) }.compactMap { explore.field($0) }
        let measures = fields.filter { $0.category == .measure }.map(\.name)
        let filtered = query.filterTexts.keys.filter { explore.field($0)?.category == .dimension }.sorted()
        let dimensions = fields.filter { $0.category == .dimension }.map(\.name)
        guard !measures.isEmpty else { return nil }
        let all = dimensions + filtered.filter { !dimensions.contains($0) }
        return """
              aggregate_table: \(name) {
                query: {
                  dimensions: [\(all.joined(separator: ", "))]
                  measures: [\(measures.joined(separator: ", "))]
                }
                materialization: {
                  sql_trigger_value: SELECT CURRENT_DATE ;;
                }
              }

            """
    }
}
