internal import SQL
internal import SemanticModel

/// The derived tables that a query stands on, each a common table expression before the query.
///
/// A class, since whatever puts SQL together adds to it; it never leaves one compilation.
final class DerivedTables {
    private let query: ResolvedQuery
    private let source: QuerySource
    private let liquid: LiquidExpansion
    private(set) var commonTables: [QueryStatement.CommonTable] = []
    private var known: [String: String] = [:]
    /// The views whose tables are being put together, from the outside in.
    private var open: [String] = []

    private var model: Model { query.model }
    private var dialect: Dialect { source.dialect }

    init(query: ResolvedQuery, source: QuerySource, liquid: LiquidExpansion) {
        self.query = query
        self.source = source
        self.liquid = liquid
    }

    convenience init(query: ResolvedQuery, source: QuerySource) {
        let writer = FilterSQL(
            dialect: source.dialect, zone: query.zone, ignoresCase: !query.explore.caseSensitive)
        self.init(
            query: query, source: source,
            liquid: LiquidExpansion(query: query, context: source.context, dialect: source.dialect, writer: writer))
    }

    /// The rows of a view's derived table as a statement by itself: computed, even if the table is built.
    func statement(of view: String) throws(QueryError) -> QueryStatement {
        let name = try opening(view) { () throws(QueryError) in try computed(view) }
        guard let last = commonTables.last else {
            throw QueryError(.unsupported, "The view `\(view)` has no derived table.")
        }
        switch last.body {
        case .query(let query):
            return QueryStatement(commonTables: commonTables.dropLast() + query.commonTables, select: query.select)
        case .select, .written:
            return QueryStatement(
                commonTables: commonTables,
                select: SelectStatement(columns: [], from: .table(SQLExpression(raw: name), alias: view)))
        }
    }

    /// What stands in FROM for a view of the explore.
    func table(of view: JoinedView) throws(QueryError) -> SQLExpression {
        if model.derivedTables[view.view] != nil { return SQLExpression(raw: try name(ofView: view.view)) }
        return SQLExpression(raw: try name(ofView: view.view, source: view.source))
    }

    /// What `${view.SQL_TABLE_NAME}` becomes.
    func name(ofView view: String) throws(QueryError) -> String {
        if let known = known[view] { return known }
        let name = try opening(view) { () throws(QueryError) in try made(view) }
        known[view] = name
        return name
    }

    /// SQL that is a statement by itself.
    func statement(_ template: SQLTemplate) throws(QueryError) -> String {
        let sql = try expand(template, of: "")
        guard !commonTables.isEmpty else { return sql }
        let name = "query__statement"
        return SQLRenderer.selfContained(
            QueryStatement(
                commonTables: commonTables + [.init(name: name, body: .written(SQLExpression(raw: sql)))],
                select: SelectStatement(columns: [], from: .table(SQLExpression(raw: name), alias: name))),
            dialect: dialect)
    }

    /// Notices when a table comes back to itself.
    private func opening(
        _ view: String, _ body: () throws(QueryError) -> String
    ) throws(QueryError) -> String {
        guard !open.contains(view) else {
            throw QueryError(
                .circularReference,
                "The table of `\(view)` stands on itself: \((open + [view]).joined(separator: " → ")).")
        }
        guard open.count < FieldExpressions.deepestChain else {
            throw QueryError(
                .circularReference,
                "The table of `\(open.first ?? view)` stands on a chain of more than "
                    + "\(FieldExpressions.deepestChain) views.")
        }
        open.append(view)
        defer { open.removeLast() }
        return try body()
    }

    /// Reads the table where it is built, and computes it where it is not.
    private func made(_ view: String) throws(QueryError) -> String {
        guard source.readsKeptTables, model.derivedTables[view]?.storage?.persistence != nil else {
            return try computed(view)
        }
        switch try KeptTableFinder(query: query, source: source).find(view) {
        case .built(let key, let table):
            source.kept.noteRead(view, key, table)
            return table.name
        case .missing(let request): source.kept.noteMissing(view, request)
        case .dependsOnQuery: source.kept.noteDependence(view)
        }
        return try computed(view)
    }

    private func computed(_ view: String) throws(QueryError) -> String {
        if let table = model.derivedTables[view], case .explore(let explore) = table.form {
            return add(
                view,
                .query(try ExploreSourceQuery(view: view, explore: explore, outer: query, source: source).statement()))
        }
        guard let source = model.viewSources[view] else {
            throw QueryError(
                .unsupported, "The table of the view `\(view)` is not known in this model.",
                suggestion: Suggestion.nearest(to: view, in: model.viewSources.keys))
        }
        return try name(ofView: view, source: source)
    }

    private func name(ofView view: String, source: ViewSource) throws(QueryError) -> String {
        switch source {
        case .table(let template): return try expand(template, of: view)
        case .derivedSQL(let template): return add(view, .written(SQLExpression(raw: try expand(template, of: view))))
        }
    }

    private func add(_ view: String, _ body: QueryStatement.CommonTable.Body) -> String {
        // A name that no table has: a common table hides every table of its name from the whole query.
        let name = view + "__derived"
        commonTables.append(.init(name: name, body: body))
        return dialect.identifier(name)
    }

    private func expand(_ template: SQLTemplate, of view: String) throws(QueryError) -> String {
        var sql = ""
        for part in try liquid.parts(of: template, view: view) {
            switch part {
            case .text(let text): sql += text
            case .tableName(let view): sql += try name(ofView: view)
            case .table, .field:
                throw QueryError(
                    .unsupported, "The table at \(template.location) refers to a field of an explore, which it can't.")
            }
            guard sql.utf8.count <= FieldExpressions.longestField else {
                throw QueryError(
                    .unsupported,
                    "The SQL at \(template.location) becomes longer than \(FieldExpressions.longestField) characters "
                        + "with the tables it uses.")
            }
        }
        return sql
    }
}
