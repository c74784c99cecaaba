package import QueryCompiler
package import SemanticModel

/// What a filter on a field offers: a fixed list, the answer of a query, or nothing.
///
/// Queries go through an explore as every query of the user does, so that its row-level rules hold; there is nothing for
/// `full_suggestions` to add to that, and nothing goes around the rules.
package enum FieldSuggestions: Sendable {
    case fixed([String])
    /// The values are in the only column of the result.
    case query(ExploreQuery)
    case none

    /// Values at most.
    package static let limit = 1_000

    /// - Parameters:
    ///   - term: What the values have to contain, in any case; empty for all.
    ///   - filters: Other filters that hold, by full field names.
    ///   - model: With what the user's access grants open.
    package static func of(
        _ field: Field, in explore: Explore, of model: Model, term: String, filters: [String: String] = [:]
    ) -> FieldSuggestions {
        let rules = field.details.suggestions
        guard rules.isSuggestable else { return .none }
        if let list = field.suggestions { return .fixed(matching(list, term)) }
        let known = FieldValues.enumerations(field, weekStart: model.weekStartDay)
        if field.category != .filter, let known, rules.dimension == nil {
            return .fixed(matching(known.map(\.label), term))
        }
        // The values of a filter or a parameter are those of the dimension that it names.
        guard field.category == .dimension || rules.dimension != nil else { return .none }
        let name = rules.dimension ?? field.name
        guard let source = rules.explore.map({ model.explore($0) }) ?? explore, let values = source.field(name),
            values.category == .dimension
        else { return .none }
        var held = rules.explore == nil || rules.explore == explore.name ? filters : [:]
        if !term.isEmpty, values.filterGrammar == .string { held[values.name] = FilterWriter.contains(term) }
        return .query(
            ExploreQuery(
                model: model.name, explore: source.name, fields: [values.name], filters: held, sorts: [values.name],
                limit: limit))
    }

    private static func matching(_ values: [String], _ term: String) -> [String] {
        let wanted = term.lowercased()
        return wanted.isEmpty ? values : values.filter { $0.lowercased().contains(wanted) }
    }
}
