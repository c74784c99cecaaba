internal import SQL
internal import SemanticModel

/// One query on its way from fields to SQL.
struct Compilation {
    /// Who reads the columns.
    enum Output {
        /// People and programs: times as text, conditions as Yes and No, and what to sort by beside them.
        case shown
        /// SQL that stands on this query: dates, times and conditions as such.
        case table
    }

    let resolved: ResolvedQuery
    let source: QuerySource
    let output: Output
    let tables: DerivedTables
    let fields: FieldExpressions
    let writer: FilterSQL
    let rowFilters: RowFilters
    let tree: JoinTree

    var dialect: Dialect { source.dialect }

    /// - Parameter asker: The query that Liquid and derived tables see, where that is another one.
    init(
        _ resolved: ResolvedQuery, from source: QuerySource, output: Output = .shown, shift: TimeShift? = nil,
        asker: ResolvedQuery? = nil
    ) throws(QueryError) {
        self.resolved = resolved
        self.source = source
        self.output = output
        let dialect = source.dialect
        writer = FilterSQL(dialect: dialect, zone: resolved.zone, ignoresCase: !resolved.explore.caseSensitive)
        let asker = asker ?? resolved
        let liquid = LiquidExpansion(query: asker, context: source.context, dialect: dialect, writer: writer)
        tables = DerivedTables(query: asker, source: source, liquid: liquid)
        fields = FieldExpressions(
            resolved, dialect: dialect, tables: tables, liquid: liquid, writer: writer, shift: shift)
        rowFilters = RowFilters(query: resolved, context: source.context, fields: fields, writer: writer)
        tree = try JoinTree(resolved.explore, fields: fields)
    }

    /// Over which rows measures are computed, and what of them is shown.
    struct Scope {
        /// What rows are grouped by.
        var dimensions: [Field]
        var keys: [KeyColumn]
        /// Dimensions among `dimensions` and measures, in the order of the columns.
        var shown: [Field]
        /// Whether conditions on measures hold.
        var isFiltered = true
        /// Views whose joins drop or add rows, and that stay although nothing here reads them.
        var kept: Set<String> = []
        /// Whether every row is left as it is.
        var keepsRows = false
        /// What the names of its common tables begin with.
        var name = "query"
    }

    /// The query's own groups.
    func groups() throws(QueryError) -> Scope {
        Scope(dimensions: resolved.dimensions, keys: try keys(resolved.dimensions), shown: resolved.fields)
    }

    /// Columns for dimensions, and for what they sort by.
    func keys(_ dimensions: [Field]) throws(QueryError) -> [KeyColumn] {
        var keys: [KeyColumn] = []
        for field in dimensions {
            let sql = output == .shown ? try fields.selected(field) : try fields.tableValue(field)
            keys.append(KeyColumn(alias: field.name, sql: sql))
        }
        guard output == .shown else { return keys }
        for field in dimensions {
            guard let sql = try fields.sortKey(field) else { continue }
            keys.append(KeyColumn(alias: Self.sortAlias(field), sql: sql))
        }
        return keys
    }

    static func sortAlias(_ field: Field) -> String { field.name + "__sort_" }

    /// A result that is neither sorted nor limited: the shown fields, then the keys that are only sorted by.
    func result(of scope: Scope) throws(QueryError) -> (statement: QueryStatement, plan: QueryPlan) {
        let conditions = try rowFilters.conditions()
        let having = scope.isFiltered ? resolved.filters.filter { $0.field.category == .measure } : []
        let alwaysHaving = scope.isFiltered ? resolved.explore.sqlAlwaysHaving : nil
        let measures = MeasureReader(fields: fields, filters: rowFilters)
        for field in scope.shown { try measures.read(field) }
        for filter in having { try measures.read(condition: filter) }
        var keyViews: Set<String> = []
        if let alwaysHaving {
            try measures.read(measuresOf: alwaysHaving)
            keyViews.formUnion(try fields.views(of: alwaysHaving))
        }
        for condition in conditions { keyViews.formUnion(condition.views) }
        for field in scope.dimensions { keyViews.formUnion(try fields.views(of: field)) }
        let plan = try QueryPlanner(tree: tree, measures: measures, name: scope.name)
            .plan(keyViews: keyViews, kept: scope.kept)
        let legs = LegSelect(
            tree: tree, fields: fields, tables: tables, measures: measures, conditions: conditions, keys: scope.keys,
            earlier: { leg, shift throws(QueryError) in try earlier(leg, shift, scope: scope) })
        let select = ResultSelect(
            shown: scope.shown, having: having, alwaysHaving: alwaysHaving, isGrouped: isGrouped(scope), plan: plan,
            legs: legs, writer: writer, output: output)
        return (try select.statement(), plan)
    }

    /// Whether rows with equal keys are put together. Rows of which a key tells that they are single are left as they are
    /// (`cancel_grouping_fields`), as long as no measure wants groups.
    private func isGrouped(_ scope: Scope) -> Bool {
        if scope.keepsRows { return false }
        return scope.shown.contains { $0.category == .measure }
            || !scope.dimensions.contains { resolved.explore.cancelGroupingFields.contains($0.name) }
    }

    /// The same groups one period earlier, under the names of the measures that compare with them.
    private func earlier(
        _ aggregates: [Aggregate], _ shift: TimeShift, scope: Scope
    ) throws(QueryError) -> QueryStatement {
        var earlier = resolved
        var columns: [(alias: String, measure: Field)] = []
        for aggregate in aggregates {
            guard case .earlier(let comparison) = aggregate.form,
                let measure = resolved.explore.reference(comparison.measure)
            else { continue }
            columns.append((aggregate.field.name, measure))
        }
        earlier.fields = scope.dimensions
        for (_, measure) in columns where !earlier.fields.contains(where: { $0.name == measure.name }) {
            earlier.fields.append(measure)
        }
        let compilation = try Compilation(earlier, from: source, output: output, shift: shift)
        var groups = Scope(
            dimensions: scope.dimensions, keys: try compilation.keys(scope.dimensions), shown: earlier.fields)
        groups.isFiltered = false
        groups.kept = scope.kept
        var statement = compilation.withDerivedTables(try compilation.result(of: groups).statement)
        for (alias, measure) in columns {
            guard let column = statement.select.columns.first(where: { $0.alias == measure.name }) else { continue }
            statement.select.columns.append(.init(column.expression, as: alias))
        }
        return statement
    }

    func withDerivedTables(_ statement: QueryStatement) -> QueryStatement {
        QueryStatement(commonTables: tables.commonTables + statement.commonTables, select: statement.select)
    }
}
