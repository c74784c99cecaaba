internal import SQL
internal import SemanticModel

/// The query of a native derived table (`explore_source`): a query on an explore whose columns are those of the view.
struct ExploreSourceQuery {
    /// Queries on explores that stand on queries on explores …
    static let deepest = 20

    let view: String
    let explore: ExploreSource
    /// The query in which the table is used.
    let outer: ResolvedQuery
    let source: QuerySource

    func statement() throws(QueryError) -> QueryStatement {
        do {
            return try compiled()
        } catch {
            var located = error
            located.message = "The derived table of `\(view)` (\(explore.location)): \(error.message)"
            throw located
        }
    }

    private func compiled() throws(QueryError) -> QueryStatement {
        var inner = source
        guard !inner.open.contains(view) else {
            throw QueryError(
                .circularReference, "it stands on itself: \((inner.open + [view]).joined(separator: " → ")).")
        }
        guard inner.open.count < Self.deepest else {
            throw QueryError(.circularReference, "it stands on a chain of more than \(Self.deepest) queries.")
        }
        inner.open.append(view)
        var query = ExploreQuery(
            model: outer.model.name, explore: explore.explore, fields: explore.columns.map(\.field),
            filters: try filters(), sorts: explore.sorts, limit: explore.limit, timezone: zone)
        query.filterExpression = explore.customFilter
        let resolved = try QueryResolver(query: query, project: source.project, context: source.context)
            .resolve(sortsByDefault: explore.limit != nil)
        let compilation = try Compilation(resolved, from: inner, output: .table)
        var statement = try compilation.result(of: try compilation.groups()).statement
        if explore.limit != nil || !explore.sorts.isEmpty {
            statement =
                Ordering(
                    sorts: resolved.sorts, sortAliases: [:], limit: explore.limit, columnLimit: 0,
                    dialect: source.dialect
                ).ordered(statement)
        }
        return named(compilation.withDerivedTables(statement), resolved)
    }

    /// Without `timezone` a derived table reads times as the database has them, so that the query that uses it converts
    /// them once.
    private var zone: String { explore.timezone == "query_timezone" ? outer.zone.name : explore.timezone ?? "UTC" }

    private func filters() throws(QueryError) -> [String: String] {
        var filters: [String: String] = [:]
        for filter in explore.filters { filters[filter.field] = filter.expression }
        if explore.bindsAllFilters {
            guard outer.explore.name == explore.explore else {
                throw QueryError(
                    .unsupported,
                    "`bind_all_filters` hands on filters of the explore `\(explore.explore)`, and this query is on "
                        + "`\(outer.explore.name)`.")
            }
            for filter in outer.filters where filter.field.view != view {
                filters[filter.field.name] = filter.expression
            }
        }
        for binding in explore.bindings {
            let bound =
                outer.texts[binding.from] ?? outer.filters.first { $0.field.name == binding.from }?.expression
                ?? outer.explore.reference(binding.from)?.details.defaultValue
            if let bound, !bound.isEmpty { filters[binding.to] = bound }
        }
        return filters
    }

    /// The columns under the names that the view gives them, and those that are computed from them.
    private func named(_ statement: QueryStatement, _ resolved: ResolvedQuery) -> QueryStatement {
        let (rows, columns) = ("query__rows", "query__columns")
        let dialect = source.dialect
        func select(from table: String) -> SelectStatement {
            SelectStatement(columns: [], from: .table(SQLExpression(raw: dialect.identifier(table)), alias: table))
        }
        var renamed = select(from: rows)
        for column in explore.columns {
            let field = resolved.explore.field(column.field)?.name ?? column.field
            renamed.columns.append(.init("\(column: field)", as: column.name))
        }
        var tables = statement.commonTables + [.init(name: rows, body: .select(statement.select))]
        guard !explore.derivedColumns.isEmpty else {
            return QueryStatement(commonTables: tables, select: renamed)
        }
        tables.append(.init(name: columns, body: .select(renamed)))
        var derived = select(from: columns)
        derived.columns = explore.columns.map { .init("\(column: $0.name)", as: $0.name) }
        for column in explore.derivedColumns {
            derived.columns.append(.init(SQLExpression(raw: column.sql), as: column.name))
        }
        return QueryStatement(commonTables: tables, select: derived)
    }
}
