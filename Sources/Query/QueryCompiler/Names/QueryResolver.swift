internal import SemanticModel

/// Finds what the names of a query mean.
struct QueryResolver {
    let query: ExploreQuery
    let project: Project
    let context: QueryContext

    /// - Parameter sortsByDefault: Whether a query without sorts gets one.
    func resolve(sortsByDefault: Bool = true) throws(QueryError) -> ResolvedQuery {
        var resolved = try resolveWithoutFields()
        resolved.fields = try fields(of: resolved)
        resolved.asked = resolved.fields
        resolved.pivots = try pivots(resolved)
        try addSubtotals(to: &resolved)
        try SortReader(sorts: query.sorts, usesDefault: sortsByDefault).add(to: &resolved)
        if let limit = query.limit, limit < 0 {
            throw QueryError(.badLimit, "A limit of \(limit) rows is not possible. Leave it out for no limit.")
        }
        return resolved
    }

    /// The query's explore, clocks and filters; what it selects is left out.
    func resolveWithoutFields() throws(QueryError) -> ResolvedQuery {
        let model = try model()
        guard let explore = model.explore(query.explore, attributes: context.userAttributes) else {
            throw QueryError(
                .unknownExplore, "The model `\(model.name)` has no explore `\(query.explore)`.", field: query.explore,
                suggestion: Suggestion.nearest(to: query.explore, in: model.explores.map(\.name)))
        }
        let zone = try zone()
        var clock = FilterClock(
            now: context.now, weekStartDay: model.weekStartDay, fiscalMonthOffset: model.fiscalMonthOffset ?? 0)
        var clocks = QueryClocks(query: clock, database: clock)
        clock.now = zone.wallClock(at: context.now)
        clocks.query = clock
        let reader = FilterReader(clocks: clocks, context: context, model: model.name, explore: explore.name)
        let custom = try CustomFieldResolver(model: model, explore: explore, reader: reader)
            .resolve(query.dynamicFields, filter: query.filterExpression)
        var resolved = ResolvedQuery(
            model: model, explore: custom.explore, fields: [], asked: [], pivots: [], filters: [], texts: [:],
            sorts: [], zone: zone, reader: reader, remarks: [])
        resolved.custom = custom.dimensions
        resolved.customMeasures = custom.measures
        resolved.customFilters = custom.filters
        resolved.calculations = custom.calculations
        for (name, expression) in query.filters {
            resolved.texts[try field(name, in: resolved.explore).name] = expression
        }
        resolved.filters = try filters(resolved.explore, reader: reader)
        return resolved
    }

    private func model() throws(QueryError) -> Model {
        guard let model = project.model(query.model) else {
            throw QueryError(
                .unknownModel, "The project has no model `\(query.model)`.", field: query.model,
                suggestion: Suggestion.nearest(to: query.model, in: project.models.map(\.name)))
        }
        return model
    }

    private func field(_ name: String, in explore: Explore) throws(QueryError) -> Field {
        guard let field = explore.field(name) else {
            throw QueryError(
                .unknownField, "The explore `\(explore.name)` has no field `\(name)`.", field: name,
                suggestion: Suggestion.nearest(to: name, in: explore.fieldsByName.keys))
        }
        return field
    }

    /// What the query selects: its fields, and those without which they make no sense (`required_fields`).
    private func fields(of resolved: ResolvedQuery) throws(QueryError) -> [Field] {
        var fields: [Field] = []
        var seen: Set<String> = []
        var waiting = Array(query.fields.reversed())
        let calculations = Set(resolved.calculations.map(\.name))
        while let name = waiting.popLast() {
            // Calculations come after all others, whether or not they are named.
            if calculations.contains(name) { continue }
            let field = try field(name, in: resolved.explore)
            guard field.category == .dimension || field.category == .measure else {
                throw QueryError(
                    .unknownField, "`\(name)` takes a value and has no column to show; put it among the filters.",
                    field: name)
            }
            guard seen.insert(field.name).inserted else { continue }
            fields.append(field)
            waiting += field.details.requiredFields.filter { !query.fields.contains($0) }.reversed()
        }
        guard !fields.isEmpty else {
            throw QueryError(.noFields, "A query needs at least one dimension or measure among its fields.")
        }
        return fields
    }

    private func pivots(_ resolved: ResolvedQuery) throws(QueryError) -> [Field] {
        var pivots: [Field] = []
        for name in query.pivots {
            let pivot = try field(name, in: resolved.explore)
            guard pivot.category == .dimension, resolved.fields.contains(where: { $0.name == pivot.name }) else {
                throw QueryError(
                    .unknownField, "Only a dimension among the query's fields can be a pivot; `\(name)` is none.",
                    field: name)
            }
            if !pivots.contains(where: { $0.name == pivot.name }) { pivots.append(pivot) }
        }
        if !pivots.isEmpty, resolved.measures.isEmpty {
            throw QueryError(
                .noFields, "A pivoted query needs a measure to fill its cells.", field: pivots.first?.name)
        }
        return pivots
    }

    private func addSubtotals(to resolved: inout ResolvedQuery) throws(QueryError) {
        for name in query.subtotals {
            let field = try field(name, in: resolved.explore)
            guard resolved.rowDimensions.contains(where: { $0.name == field.name }) else {
                throw QueryError(
                    .unknownField,
                    "Only a dimension among the query's rows can have subtotals; `\(name)` is none.", field: name)
            }
            resolved.subtotals.insert(field.name)
        }
    }

    private func zone() throws(QueryError) -> QueryZone {
        let name = query.timezone ?? context.projectTimezone
        guard let zone = QueryZone(name) else {
            throw QueryError(
                .badTimezone,
                "There is no time zone `\(name)`. Use a name of the IANA database, such as America/Los_Angeles.")
        }
        return zone
    }

    /// The query's filters, and those of the explore that it does not replace.
    private func filters(_ explore: Explore, reader: FilterReader) throws(QueryError) -> [ResolvedFilter] {
        var filters: [ResolvedFilter] = []
        var seen: Set<String> = []
        for (name, expression) in query.filters.sorted(by: { $0.key < $1.key }) {
            let field = try field(name, in: explore)
            seen.insert(field.name)
            // A parameter takes one value as it stands.
            if field.category == .parameter { continue }
            if let filter = try reader.read(given: expression, on: field) { filters.append(filter) }
        }
        var standing = explore.alwaysFilters.map { ($0, "always_filter") }
        if let conditional = explore.conditionalFilter,
            seen.isDisjoint(with: conditional.unless + conditional.filters.map(\.field))
        {
            standing += conditional.filters.map { ($0, "conditionally_filter") }
        }
        for (filter, parameter) in standing where !seen.contains(filter.field) {
            guard let field = explore.reference(filter.field) else {
                throw QueryError(
                    .unknownField, "The explore's \(parameter) names `\(filter.field)`, which it does not have.",
                    field: filter.field)
            }
            guard seen.insert(field.name).inserted else { continue }
            if let filter = try reader.read(filter.expression, on: field) { filters.append(filter) }
        }
        return filters.sorted { $0.field.name < $1.field.name }
    }
}
