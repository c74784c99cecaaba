internal import SQL
internal import SemanticModel

/// Chooses the aggregate table of an explore that answers a query: of those that fit the one with the fewest rows, else
/// with the fewest dimensions.
struct AggregateTableChoice {
    private let asked: ExploreQuery
    private let query: ResolvedQuery
    private let source: QuerySource

    init(_ asked: ExploreQuery, _ query: ResolvedQuery, from source: QuerySource) {
        self.asked = asked
        self.query = query
        self.source = source
    }

    /// - Throws: What the query itself does wrong, whether or not a table would answer it.
    func made() throws(QueryError) -> AggregateTableAnswer {
        guard !query.explore.aggregateTables.isEmpty, source.open.isEmpty else {
            return AggregateTableAnswer(asked: asked, query: query)
        }
        let base = try Compilation(query, from: AggregateTableQuery.computing(source, at: source.context.now))
        let plan = try base.result(of: try base.groups()).plan
        var answer = AggregateTableAnswer(asked: asked, query: query, base: base)
        var found: [Candidate] = []
        var missing: [(name: String, key: String)] = []
        for table in query.explore.aggregateTables {
            let definition = AggregateTableQuery(
                table: table, model: query.model.name, explore: query.explore.name, source: source)
            do {
                let fit = AggregateTableFit(
                    definition: definition, query: query, base: base, plan: plan, hasTotals: hasTotals)
                switch try fit.candidate() {
                case .built(let candidate): found.append(candidate)
                case .missing(let key):
                    missing.append((table.name, key))
                    answer.remarks.append(
                        "The aggregate table `\(table.name)` would answer the query and is not built.")
                }
            } catch {
                answer.remarks.append(
                    "The aggregate table `\(table.name)` does not answer the query: it \(error.reason).")
            }
        }
        guard let best = found.min(by: { $0.cost < $1.cost }) else {
            for (name, key) in missing { note(name, key) }
            return answer
        }
        for other in found where other.name != best.name {
            answer.remarks.append("The aggregate table `\(other.name)` would answer the query too and is larger.")
        }
        answer.resolved = best.query
        answer.table = best.name
        source.kept.noteRead(query.explore.name + "." + best.name, best.key, best.built)
        return answer
    }

    private var hasTotals: Bool { asked.total || asked.rowTotal || !query.subtotals.isEmpty }

    private func note(_ name: String, _ key: String) {
        source.kept.noteMissing(
            query.explore.name + "." + name,
            TableRequest(
                model: query.model.name, subject: .aggregateTable(explore: query.explore.name, name: name),
                explore: query.explore.name, userAttributes: source.context.userAttributes,
                timezone: query.zone.name, key: key))
    }

    struct Candidate {
        var name: String
        var key: String
        var built: BuiltTable
        var dimensions: Int
        /// The query on the table.
        var query: ResolvedQuery

        var cost: (Int, Int) { (built.rows, dimensions) }
    }
}
