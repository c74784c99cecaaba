internal import SQL
internal import SemanticModel

/// The derived tables that a query stands on, each a common table expression before the query.
///
/// A class, since whatever puts SQL together adds to it; it never leaves one compilation.
final class DerivedTables {
    private let model: Model
    private let dialect: Dialect
    private(set) var commonTables: [QueryStatement.CommonTable] = []
    private var known: Set<String> = []
    private var open: [String] = []

    init(model: Model, dialect: Dialect) {
        self.model = model
        self.dialect = dialect
    }

    /// What stands in FROM for a view of the explore.
    func table(of view: JoinedView) throws(QueryError) -> SQLExpression {
        SQLExpression(raw: try name(ofView: view.view, source: view.source))
    }

    /// What `${view.SQL_TABLE_NAME}` becomes.
    func name(ofView view: String) throws(QueryError) -> String {
        guard let source = model.viewSources[view] else {
            throw QueryError(
                .unsupported, "The table of the view `\(view)` is not known in this model.",
                suggestion: Suggestion.nearest(to: view, in: model.viewSources.keys))
        }
        return try name(ofView: view, source: source)
    }

    private func name(ofView view: String, source: ViewSource) throws(QueryError) -> String {
        switch source {
        case .table(let template): return try expand(template)
        case .derivedSQL(let template):
            // A name that no table has: a common table hides every table of its name from the whole query.
            let name = view + "__derived"
            if !known.contains(name) {
                guard !open.contains(name) else {
                    throw QueryError(.circularReference, "The derived table of `\(view)` stands on itself.")
                }
                open.append(name)
                defer { open.removeLast() }
                let sql = try expand(template)
                known.insert(name)
                commonTables.append(.init(name: name, body: .written(SQLExpression(raw: sql))))
            }
            return dialect.identifier(name)
        }
    }

    private func expand(_ template: SQLTemplate) throws(QueryError) -> String {
        var sql = ""
        for part in template.trimmedParts {
            switch part {
            case .text(let text):
                guard !Liquid.isIn(text) else {
                    throw QueryError(
                        .unsupported,
                        "The table at \(template.location) contains Liquid, which can't be evaluated yet.")
                }
                sql += text
            case .tableName(let view): sql += try name(ofView: view)
            case .table, .field:
                throw QueryError(
                    .unsupported, "The table at \(template.location) refers to a field of an explore, which it can't.")
            }
        }
        return sql
    }
}
