internal import SemanticModel

/// Finds what the names of a query mean.
struct QueryResolver {
    let query: ExploreQuery
    let project: Project
    let context: QueryContext

    func resolve() throws(QueryError) -> ResolvedQuery {
        let model = try model()
        guard let explore = model.explore(query.explore, attributes: context.userAttributes) else {
            throw QueryError(
                .unknownExplore, "The model `\(model.name)` has no explore `\(query.explore)`.", field: query.explore,
                suggestion: Suggestion.nearest(to: query.explore, in: model.explores.map(\.name)))
        }
        let fields = try fields(of: explore)
        let zone = try zone()
        var clock = FilterClock(
            now: context.now, weekStartDay: model.weekStartDay, fiscalMonthOffset: model.fiscalMonthOffset ?? 0)
        var clocks = QueryClocks(query: clock, database: clock)
        clock.now = zone.wallClock(at: context.now)
        clocks.query = clock
        var resolved = ResolvedQuery(
            model: model, explore: explore, fields: fields, pivots: [], filters: [], texts: [:], sorts: [], zone: zone,
            clocks: clocks, remarks: [])
        resolved.pivots = try pivots(explore, among: fields)
        for (name, expression) in query.filters { resolved.texts[try field(name, in: explore).name] = expression }
        resolved.filters = try filters(explore, clocks: clocks)
        try addSorts(to: &resolved)
        if let limit = query.limit, limit < 0 {
            throw QueryError(.badLimit, "A limit of \(limit) rows is not possible. Leave it out for no limit.")
        }
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

    private func field(_ name: String, in explore: Explore, _ code: QueryError.Code = .unknownField)
        throws(QueryError) -> Field
    {
        guard let field = explore.field(name) else {
            throw QueryError(
                code, "The explore `\(explore.name)` has no field `\(name)`.", field: name,
                suggestion: Suggestion.nearest(to: name, in: explore.fieldsByName.keys))
        }
        return field
    }

    private func fields(of explore: Explore) throws(QueryError) -> [Field] {
        var fields: [Field] = []
        var seen: Set<String> = []
        for name in query.fields {
            let field = try field(name, in: explore)
            guard field.category == .dimension || field.category == .measure else {
                throw QueryError(
                    .unknownField, "`\(name)` takes a value and has no column to show; put it among the filters.",
                    field: name)
            }
            if seen.insert(field.name).inserted { fields.append(field) }
        }
        guard !fields.isEmpty else {
            throw QueryError(.noFields, "A query needs at least one dimension or measure among its fields.")
        }
        return fields
    }

    private func pivots(_ explore: Explore, among fields: [Field]) throws(QueryError) -> [Field] {
        var pivots: [Field] = []
        for name in query.pivots {
            let pivot = try field(name, in: explore)
            guard pivot.category == .dimension, fields.contains(where: { $0.name == pivot.name }) else {
                throw QueryError(
                    .unknownField, "Only a dimension among the query's fields can be a pivot; `\(name)` is none.",
                    field: name)
            }
            if !pivots.contains(where: { $0.name == pivot.name }) { pivots.append(pivot) }
        }
        if !pivots.isEmpty, !fields.contains(where: { $0.category == .measure }) {
            throw QueryError(
                .noFields, "A pivoted query needs a measure to fill its cells.", field: pivots.first?.name)
        }
        return pivots
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

    private func filters(_ explore: Explore, clocks: QueryClocks) throws(QueryError) -> [ResolvedFilter] {
        var filters: [ResolvedFilter] = []
        var seen: Set<String> = []
        for (name, expression) in query.filters.sorted(by: { $0.key < $1.key }) {
            let field = try field(name, in: explore)
            seen.insert(field.name)
            // A parameter takes one value as it stands.
            if field.category == .parameter { continue }
            if let filter = try Self.read(expression, on: field, clocks: clocks) { filters.append(filter) }
        }
        for filter in explore.alwaysFilters where !seen.contains(filter.field) {
            guard let field = explore.reference(filter.field) else {
                throw QueryError(
                    .unknownField, "The explore's always_filter names `\(filter.field)`, which it does not have.",
                    field: filter.field)
            }
            if let filter = try Self.read(filter.expression, on: field, clocks: clocks) { filters.append(filter) }
        }
        return filters.sorted { $0.field.name < $1.field.name }
    }

    /// `nil` for an expression that lets everything through.
    static func read(
        _ expression: String, on field: Field, clocks: QueryClocks
    ) throws(QueryError) -> ResolvedFilter? {
        guard !LiquidTemplate.isIn(expression) else {
            throw QueryError(
                .unsupported, "The filter on `\(field.name)` contains Liquid, which can't be evaluated yet.",
                field: field.name)
        }
        let filter: FieldFilter
        do {
            filter = try FilterParser.parse(expression, for: field.filterGrammar, clock: clocks.clock(for: field))
        } catch {
            throw QueryError(
                .badFilter, "The filter `\(expression)` on `\(field.name)` can't be read: \(error.message)",
                field: field.name)
        }
        return filter == .any ? nil : ResolvedFilter(field: field, expression: expression, filter: filter)
    }

    private func addSorts(to resolved: inout ResolvedQuery) throws(QueryError) {
        for text in query.sorts {
            let words = text.split(whereSeparator: \.isWhitespace)
            guard let name = words.first else { continue }
            var descending = false
            var pivotColumn = 0
            for (place, word) in words.dropFirst().enumerated() {
                switch word.lowercased() {
                case "asc" where place == 0: descending = false
                case "desc" where place == 0: descending = true
                case let word where place < 2:
                    guard let number = Int(word), number >= 0 else { fallthrough }
                    pivotColumn = number
                default:
                    throw QueryError(
                        .badSort,
                        "`\(text)` is no sort: `\(word)` can't follow the field. Write `\(name)` or `\(name) desc`.",
                        field: String(name))
                }
            }
            let field = try field(String(name), in: resolved.explore, .badSort)
            guard resolved.fields.contains(where: { $0.name == field.name }) else {
                resolved.remarks.append("The sort by `\(field.name)` has no effect: it is not among the fields.")
                continue
            }
            guard !resolved.sorts.contains(where: { $0.field == field.name }) else { continue }
            resolved.sorts.append(
                AppliedSort(field: field.name, descending: descending, pivotColumn: pivotColumn))
        }
        if resolved.sorts.isEmpty, let sort = Self.defaultSort(resolved) { resolved.sorts = [sort] }
    }

    /// By the first time, newest first; else by the first measure, largest first; else by the first dimension.
    private static func defaultSort(_ resolved: ResolvedQuery) -> AppliedSort? {
        let pivots = Set(resolved.pivots.map(\.name))
        let dimensions = resolved.dimensions.filter { !pivots.contains($0.name) }
        if let time = dimensions.first(where: { $0.filterGrammar == .date }) {
            return AppliedSort(field: time.name, descending: true)
        }
        if let measure = resolved.measures.first { return AppliedSort(field: measure.name, descending: true) }
        return dimensions.first.map { AppliedSort(field: $0.name, descending: false) }
    }
}
