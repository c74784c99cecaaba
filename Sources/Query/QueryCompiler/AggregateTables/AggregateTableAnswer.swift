internal import SQL
internal import SemanticModel

/// By what a query is answered: an aggregate table, or the explore itself.
struct AggregateTableAnswer {
    private let asked: ExploreQuery
    private let query: ResolvedQuery
    /// The query on the explore, where there are tables to choose from.
    private let base: Compilation?
    /// What is compiled.
    var resolved: ResolvedQuery
    /// The table that is read.
    var table: String?
    /// Why other tables are not, in sentences.
    var remarks: [String] = []

    init(asked: ExploreQuery, query: ResolvedQuery, base: Compilation? = nil) {
        self.asked = asked
        self.query = query
        self.base = base
        resolved = query
    }

    /// The compiled query as one on the explore: with its fields, filters and calculations.
    func described(_ compiled: CompiledQuery) throws(QueryError) -> CompiledQuery {
        guard let base else { return compiled }
        var result = compiled
        if let table {
            result.fields = query.fields
            result.pivots = query.pivots
            for place in result.subtotals.indices {
                result.subtotals[place].dimensions = result.subtotals[place].dimensions.compactMap { dimension in
                    query.fields.first { $0.name == dimension.name }
                }
            }
            result.appliedFilters = query.filters.filter { asked.filters[$0.field.name] != nil }.map {
                AppliedFilter(field: $0.field, expression: $0.expression)
            }
            result.warnings = []
            result.plan = ResultPlan()
            try base.addPlan(asked, to: &result)
            result.explanation.append("The aggregate table `\(table)` answers the query.")
        }
        result.explanation += remarks
        let comments = ["aggregate table: \(table ?? "none")"] + remarks
        result.readableSQL = comments.map { "-- " + Self.line($0) + "\n" }.joined() + compiled.readableSQL
        return result
    }

    /// A text that no comment can end in the middle of.
    private static func line(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in
                    switch scalar.properties.generalCategory {
                    case .control, .lineSeparator, .paragraphSeparator: " "
                    default: scalar
                    }
                }))
    }
}
