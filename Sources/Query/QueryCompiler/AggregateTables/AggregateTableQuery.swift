internal import SQL
internal import SemanticModel

/// The query that fills an aggregate table.
///
/// It is the query that the explore holds, compiled for all users: row-level rules are left to the queries that read the
/// table, and so are the explore's default filters on the table's dimensions. It has no limit.
struct AggregateTableQuery {
    let table: AggregateTable
    let model: String
    let explore: String
    let source: QuerySource

    /// The query at one moment, with its names resolved.
    struct Resolved {
        /// Its fields are what Liquid sees selected: the dimensions, and the measures as the model names them.
        var query: ResolvedQuery
        var measures: KeptMeasures

        var dimensions: [Field] { query.dimensions }
    }

    /// - Parameters:
    ///   - moment: "Now" for relative dates, microseconds since 1970-01-01 00:00:00 UTC.
    ///   - zone: Another zone than the table's own.
    func resolved(at moment: Int64, zone: String? = nil) throws(QueryError) -> Resolved {
        let text = table.query
        if text.timezone == "query_timezone" {
            throw QueryError(
                .badTimezone,
                "The aggregate table `\(table.name)` (\(table.location)) is built for many queries, so that it can't "
                    + "have the zone of one: name a zone.", field: table.name)
        }
        var filters: [String: String] = [:]
        for filter in text.filters { filters[filter.field] = filter.expression }
        let query = ExploreQuery(
            model: model, explore: explore, fields: text.dimensions + text.measures, filters: filters, limit: nil,
            // Without one, times are as the database has them.
            timezone: zone ?? text.timezone ?? "UTC")
        var context = source.context
        context.now = moment
        var resolved = try QueryResolver(query: query, project: source.project, context: context)
            .resolve(sortsByDefault: false)
        if let filter = resolved.filters.first(where: { $0.field.category == .measure }) {
            throw QueryError(
                .unsupported,
                "The aggregate table `\(table.name)` (\(table.location)) filters by the measure "
                    + "`\(filter.field.name)`, and so can't answer for fewer groups than its own.",
                field: filter.field.name)
        }
        let dimensions = resolved.dimensions
        resolved.filters.removeAll { filter in
            resolved.texts[filter.field.name] == nil
                && dimensions.contains { $0.name == filter.field.name || $0.isSameTime(as: filter.field) }
        }
        resolved.explore.accessFilters = []
        resolved.explore.sqlAlwaysHaving = nil
        let measures = KeptMeasures(of: resolved.measures, in: resolved.explore)
        for column in measures.columns where resolved.explore.reference(column.name) == nil {
            resolved.explore.fieldsByName[column.name] = column
        }
        return Resolved(query: resolved, measures: measures)
    }

    /// A statement whose columns are the table's, and how it was planned.
    struct Statement {
        var statement: QueryStatement
        var plan: QueryPlan
        var tree: JoinTree
        var fields: FieldExpressions
    }

    /// - Parameters:
    ///   - names: The columns that are wanted; all by default.
    ///   - kept: Views that stay although none of these columns reads them.
    ///   - isFiltered: Whether the table's own filters hold.
    ///   - asker: The query that Liquid sees; by default the table's own.
    func statement(
        _ resolved: Resolved, only names: Set<String>? = nil, keeping kept: Set<String> = [], isFiltered: Bool = true,
        askedBy asker: ResolvedQuery? = nil, from source: QuerySource
    ) throws(QueryError) -> Statement {
        var query = resolved.query
        if !isFiltered { query.filters = [] }
        let compilation = try Compilation(query, from: source, output: .table, asker: asker ?? resolved.query)
        let isWanted = { (field: Field) in names?.contains(field.name) ?? true }
        let dimensions = resolved.dimensions.filter(isWanted)
        var keys: [KeyColumn] = []
        for field in dimensions {
            keys.append(KeyColumn(alias: field.name, sql: try Self.key(field, compilation.fields)))
        }
        var scope = Compilation.Scope(
            dimensions: dimensions, keys: keys, shown: dimensions + resolved.measures.columns.filter(isWanted))
        scope.kept = kept
        let (statement, plan) = try compilation.result(of: scope)
        return Statement(
            statement: named(compilation.withDerivedTables(statement), source.dialect), plan: plan,
            tree: compilation.tree, fields: compilation.fields)
    }

    /// The value that the table keeps for a dimension.
    private static func key(_ field: Field, _ fields: FieldExpressions) throws(QueryError) -> SQLExpression {
        if case .timeframe(let timeframe, let sql, let column) = field.kind, let stored = StoredTime(timeframe) {
            let (source, column) = try fields.time(of: field, sql, column)
            return stored.sql(of: source, column, in: fields)
        }
        let value = try fields.reference(field)
        // What is unknown is shown as No, and one group must not become two.
        return field.isCondition ? "COALESCE(\(bare: value), FALSE)" : value
    }

    /// The statement under names that the database takes as they are.
    private func named(_ statement: QueryStatement, _ dialect: Dialect) -> QueryStatement {
        let aliases = statement.select.columns.map(\.alias)
        let names = Self.columnNames(aliases, dialect)
        guard names != aliases.map({ Self.written($0, dialect) }) else { return statement }
        let rows = "query__rows"
        var select = SelectStatement(
            columns: [], from: .table(SQLExpression(raw: dialect.identifier(rows)), alias: rows))
        for (alias, name) in zip(aliases, names) { select.columns.append(.init("\(column: alias)", as: name)) }
        return QueryStatement(
            commonTables: statement.commonTables + [.init(name: rows, body: .select(statement.select))], select: select)
    }

    /// What the table's columns are called: as their fields, or by their place where the database can't have that.
    static func columnNames(_ aliases: [String], _ dialect: Dialect) -> [String] {
        var taken: Set<String> = []
        return aliases.enumerated().map { place, alias in
            let name = written(alias, dialect)
            let isFree = taken.insert(name.lowercased()).inserted && name.utf8.count <= dialect.columnNames.longest
            return isFree ? name : "column_\(place + 1)"
        }
    }

    private static func written(_ alias: String, _ dialect: Dialect) -> String {
        alias.split(separator: ".", omittingEmptySubsequences: false).joined(separator: dialect.columnNames.point)
    }
}

extension Field {
    /// Whether both are timeframes of one column.
    func isSameTime(as other: Field) -> Bool {
        guard case .timeframe(_, let sql, let column) = kind,
            case .timeframe(_, let otherSQL, let otherColumn) = other.kind
        else { return false }
        return sql == otherSQL && column == otherColumn
    }
}
