internal import SQL
internal import SemanticModel

extension Compilation {
    /// The query with its totals, and what is done to its rows.
    func compile(_ query: ExploreQuery) throws(QueryError) -> CompiledQuery {
        let groups = try groups()
        let (statement, plan) = try result(of: groups)
        var sortAliases: [String: String] = [:]
        for field in resolved.dimensions where groups.keys.contains(where: { $0.alias == Self.sortAlias(field) }) {
            sortAliases[field.name] = Self.sortAlias(field)
        }
        let ordering = Ordering(
            sorts: resolved.sorts, sortAliases: sortAliases, limit: query.limit, columnLimit: query.columnLimit,
            dialect: dialect)
        let ordered =
            resolved.pivots.isEmpty
            ? ordering.ordered(statement)
            : ordering.pivoted(statement, fields: resolved.fields, pivots: resolved.pivots)
        let complete = withDerivedTables(ordered)
        let (sql, parameters) = SQLRenderer.render(complete, dialect: dialect)
        let aliases = complete.select.columns.map(\.alias)
        var compiled = CompiledQuery(
            sql: sql, parameters: parameters, readableSQL: SQLRenderer.selfContained(complete, dialect: dialect),
            fields: resolved.fields, sortColumns: sortAliases.compactMapValues { aliases.firstIndex(of: $0) },
            pivots: resolved.pivots, totals: nil,
            appliedFilters: resolved.filters.filter { filter in query.filters[filter.field.name] != nil }.map {
                AppliedFilter(field: $0.field, expression: $0.expression)
            },
            sorts: resolved.sorts, explanation: plan.explanation + resolved.remarks, timezone: resolved.zone.name,
            limit: query.limit)
        compiled.columnLimit = query.columnLimit
        if dialect.aggregates.percentileIsApproximate, plan.legs.contains(where: \.hasPercentiles) {
            compiled.explanation.append("This database computes medians and percentiles approximately.")
        }
        if !resolved.measures.isEmpty {
            let kept = tree.rowChanging(plan.views)
            let isWhole = query.limit == nil && !resolved.filters.contains { $0.field.category == .measure }
            try addTotals(query, to: &compiled, kept: kept, shown: isWhole ? nil : ordered)
        }
        try addPlan(query, to: &compiled)
        compiled.model = resolved.model.name
        compiled.cachePolicy = resolved.explore.cachePolicy
        compiled.tables = source.kept.tables
        compiled.explanation += source.kept.remarks
        return compiled
    }
}
