package import SQL
package import SemanticModel

/// The rows of an explore as they are, under the explore's own conditions and the rules of whoever asks.
package struct ExploreRows: Sendable {
    /// Its columns have the fields' names as aliases. It is neither sorted nor limited.
    package var statement: QueryStatement
    package var fields: [Field]
    /// The tables beside those of the database that it reads, and those that it would.
    package var tables: KeptTables
}

extension QueryCompiler {
    /// Dimensions of an explore row by row, without grouping.
    ///
    /// - Parameters:
    ///   - query: Names dimensions and filters on them; pivots, sorts and limits have no meaning here.
    ///   - moments: Times among the fields that are given as timestamps in UTC. All others are as a query shows them.
    ///   - view: Whose rows come once each: joins that would repeat them are refused.
    /// - Throws: ``QueryError`` for whatever the query or the user's attributes do not allow.
    package static func rows(
        _ query: ExploreQuery, moments: Set<String> = [], onceEach view: String, project: Project,
        context: QueryContext, dialect: Dialect
    ) throws(QueryError) -> ExploreRows {
        let resolved = try QueryResolver(query: query, project: project, context: context)
            .resolve(sortsByDefault: false)
        if let measure = resolved.measures.first
            ?? resolved.filters.map(\.field).first(where: { $0.category == .measure })
        {
            throw QueryError(
                .unsupported, "`\(measure.name)` is a measure, and each row is read by itself.", field: measure.name)
        }
        if resolved.explore.sqlAlwaysHaving != nil {
            throw QueryError(
                .unsupported,
                "The explore `\(query.explore)` has conditions on measures (sql_always_having), which single rows don't have."
            )
        }
        let source = QuerySource(project: project, context: context, dialect: dialect)
        let compilation = try Compilation(resolved, from: source)
        var keys: [KeyColumn] = []
        for field in resolved.dimensions {
            let sql =
                moments.contains(field.name)
                ? try compilation.moment(field) : try compilation.fields.selected(field)
            keys.append(KeyColumn(alias: field.name, sql: sql))
        }
        var scope = Compilation.Scope(dimensions: resolved.dimensions, keys: keys, shown: resolved.fields)
        scope.keepsRows = true
        let (statement, plan) = try compilation.result(of: scope)
        let joined = try compilation.tree.closure(of: plan.views)
        guard !compilation.tree.repeats(view, among: joined) else {
            throw QueryError(
                .unsupported,
                "With these fields the joins of `\(query.explore)` repeat rows of `\(view)`, so that they would be counted "
                    + "more than once. Leave out fields of views that are joined one to many.")
        }
        return ExploreRows(
            statement: compilation.withDerivedTables(statement), fields: resolved.fields, tables: source.kept.tables)
    }
}

extension Compilation {
    /// A time as the database keeps it, in UTC.
    fileprivate func moment(_ field: Field) throws(QueryError) -> SQLExpression {
        guard case .timeframe(_, let template, let column) = field.kind else {
            throw QueryError(
                .unsupported, "`\(field.name)` is no time: write it as a dimension_group of type time.",
                field: field.name)
        }
        let (source, asStored) = try fields.time(of: field, template, column)
        var stored = asStored
        stored.convertsZone = false
        return TimeframeSQL(fields: fields, column: stored).wallClock(source)
    }
}
