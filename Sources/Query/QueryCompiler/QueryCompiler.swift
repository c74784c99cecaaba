package import SQL
package import SemanticModel

/// Turns explore queries into SQL.
package enum QueryCompiler {
    /// Names → fields → plan → SQL. Pure: the same arguments give the same text.
    ///
    /// - Throws: ``QueryError`` for whatever the query or the user's attributes do not allow.
    package static func compile(
        _ query: ExploreQuery, project: Project, context: QueryContext, dialect: Dialect
    ) throws(QueryError) -> CompiledQuery {
        let resolved = try QueryResolver(query: query, project: project, context: context).resolve()
        return try Compilation(query: query, resolved: resolved, context: context, dialect: dialect).compile()
    }
}

/// One query on its way from fields to text.
private struct Compilation {
    let query: ExploreQuery
    let resolved: ResolvedQuery
    let dialect: Dialect
    let tables: DerivedTables
    let fields: FieldExpressions
    let writer: FilterSQL
    let rowFilters: RowFilters
    let tree: JoinTree

    init(query: ExploreQuery, resolved: ResolvedQuery, context: QueryContext, dialect: Dialect) throws(QueryError) {
        self.query = query
        self.resolved = resolved
        self.dialect = dialect
        writer = FilterSQL(dialect: dialect, zone: resolved.zone, ignoresCase: !resolved.explore.caseSensitive)
        let liquid = LiquidExpansion(query: resolved, context: context, dialect: dialect, writer: writer)
        tables = DerivedTables(model: resolved.model, dialect: dialect, liquid: liquid)
        fields = FieldExpressions(resolved, dialect: dialect, tables: tables, liquid: liquid)
        rowFilters = RowFilters(query: resolved, context: context, fields: fields, writer: writer)
        tree = try JoinTree(resolved.explore, fields: fields)
    }

    func compile() throws(QueryError) -> CompiledQuery {
        let conditions = try rowFilters.conditions()
        var keys: [KeyColumn] = []
        var sortAliases: [String: String] = [:]
        for field in resolved.dimensions { keys.append(KeyColumn(alias: field.name, sql: try fields.selected(field))) }
        for field in resolved.dimensions {
            guard let sql = try fields.sortKey(field) else { continue }
            let alias = field.name + "__sort_"
            sortAliases[field.name] = alias
            keys.append(KeyColumn(alias: alias, sql: sql))
        }
        let (statement, plan) = try result(of: .groups(keys), conditions: conditions)
        let ordering = Ordering(
            sorts: resolved.sorts, sortAliases: sortAliases, limit: query.limit, dialect: dialect)
        let ordered =
            resolved.pivots.isEmpty
            ? ordering.ordered(statement)
            : ordering.pivoted(statement, fields: resolved.fields, pivots: resolved.pivots)
        var remarks = plan.explanation + resolved.remarks
        if dialect.aggregates.percentileIsApproximate, plan.legs.contains(where: \.hasPercentiles) {
            remarks.append("This database computes medians and percentiles approximately.")
        }
        var totals: QueryStatement?
        if query.total, !resolved.measures.isEmpty {
            if resolved.pivots.isEmpty {
                totals = try result(of: .everything(kept: tree.rowChanging(plan.views)), conditions: conditions)
                    .statement
            } else {
                remarks.append("Totals of pivoted queries are not computed.")
            }
        }
        let complete = withDerivedTables(ordered)
        let (sql, parameters) = SQLRenderer.render(complete, dialect: dialect)
        let aliases = complete.select.columns.map(\.alias)
        return CompiledQuery(
            sql: sql, parameters: parameters, readableSQL: SQLRenderer.selfContained(complete, dialect: dialect),
            fields: resolved.fields, sortColumns: sortAliases.compactMapValues { aliases.firstIndex(of: $0) },
            pivots: resolved.pivots,
            totals: totals.map {
                let (sql, parameters) = SQLRenderer.render(withDerivedTables($0), dialect: dialect)
                return CompiledStatement(sql: sql, parameters: parameters)
            },
            appliedFilters: resolved.filters.filter { filter in query.filters[filter.field.name] != nil }.map {
                AppliedFilter(field: $0.field, expression: $0.expression)
            },
            sorts: resolved.sorts, explanation: remarks, timezone: resolved.zone.name, limit: query.limit)
    }

    /// Over which rows measures are computed.
    private enum Scope {
        /// The query's own groups.
        case groups([KeyColumn])
        /// The totals: all rows at once, whatever conditions on measures say.
        /// - Parameter kept: Views whose joins drop or add rows, so that the rows are the same as those of the groups.
        case everything(kept: Set<String>)
    }

    /// A result that is neither sorted nor limited.
    private func result(
        of scope: Scope, conditions: [Condition]
    ) throws(QueryError) -> (statement: QueryStatement, plan: QueryPlan) {
        var keys: [KeyColumn] = []
        var kept: Set<String> = []
        var shown = resolved.measures
        var having: [ResolvedFilter] = []
        var alwaysHaving: SQLTemplate?
        switch scope {
        case .groups(let columns):
            keys = columns
            shown = resolved.fields
            having = resolved.filters.filter { $0.field.category == .measure }
            alwaysHaving = resolved.explore.sqlAlwaysHaving
        case .everything(let views): kept = views
        }
        let measures = MeasureReader(fields: fields, filters: rowFilters)
        for field in shown { try measures.read(field) }
        for filter in having { try measures.read(filter.field) }
        var keyViews: Set<String> = []
        if let alwaysHaving {
            try measures.read(measuresOf: alwaysHaving)
            keyViews.formUnion(try fields.views(of: alwaysHaving))
        }
        for condition in conditions { keyViews.formUnion(condition.views) }
        if !keys.isEmpty {
            for field in resolved.dimensions { keyViews.formUnion(try fields.views(of: field)) }
        }
        let plan = try QueryPlanner(tree: tree, measures: measures).plan(keyViews: keyViews, kept: kept)
        let legs = LegSelect(
            tree: tree, fields: fields, tables: tables, measures: measures, conditions: conditions, keys: keys)
        let select = ResultSelect(
            shown: shown, having: having, alwaysHaving: alwaysHaving, plan: plan, legs: legs, writer: writer)
        return (try select.statement(), plan)
    }

    private func withDerivedTables(_ statement: QueryStatement) -> QueryStatement {
        QueryStatement(commonTables: tables.commonTables + statement.commonTables, select: statement.select)
    }
}
