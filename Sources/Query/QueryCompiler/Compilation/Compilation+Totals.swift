internal import SQL
internal import SemanticModel

extension Compilation {
    /// - Parameters:
    ///   - kept: Views whose joins drop or add rows, so that the rows are the same as those of the groups.
    ///   - shown: The rows of the result where a limit or a filter on measures may have cut it; `nil` when it is whole.
    func addTotals(
        _ query: ExploreQuery, to compiled: inout CompiledQuery, kept: Set<String>, shown: QueryStatement?
    ) throws(QueryError) {
        let rows = resolved.rowDimensions
        let pivots = resolved.pivots
        if query.total { compiled.totals = try columnTotals(pivots, kept: kept) }
        if !pivots.isEmpty, query.rowTotal {
            compiled.rowTotals = try totals(of: rows, kept: kept, shown: shown)
            if query.total { compiled.grandTotals = try columnTotals([], kept: kept) }
        }
        for length in subtotalLengths(query) where length < rows.count {
            let dimensions = Array(rows.prefix(length))
            compiled.subtotals.append(
                Subtotal(
                    dimensions: dimensions, statement: try totals(of: dimensions + pivots, kept: kept, shown: shown)))
        }
    }

    /// How many of the row dimensions each kind of subtotal still groups by, from the fewest.
    private func subtotalLengths(_ query: ExploreQuery) -> [Int] {
        let names = resolved.subtotals
        return resolved.rowDimensions.indices.filter { names.contains(resolved.rowDimensions[$0].name) }.map { $0 + 1 }
    }

    /// The measures over all rows that the filters let through, whatever is shown of them: for Liquid nothing but the pivots
    /// is selected there.
    private func columnTotals(_ pivots: [Field], kept: Set<String>) throws(QueryError) -> CompiledStatement {
        var narrowed = resolved
        narrowed.fields = pivots + resolved.measures
        let compilation = try Compilation(narrowed, from: source)
        return compilation.rendered(try compilation.plainTotals(of: pivots, kept: kept))
    }

    /// The measures by some of the dimensions, for the groups that are shown.
    private func totals(
        of dimensions: [Field], kept: Set<String>, shown: QueryStatement?
    ) throws(QueryError) -> CompiledStatement {
        let all = try plainTotals(of: dimensions, kept: kept)
        guard let shown, !dimensions.isEmpty else { return rendered(all) }
        let (rows, groups, totals) = ("query__shown", "query__groups", "query__totals")
        func select(_ aliases: [String], from table: String) -> SelectStatement {
            SelectStatement(
                columns: aliases.map { .init("\(column: $0)", as: $0) },
                from: .table(SQLExpression(raw: dialect.identifier(table)), alias: table))
        }
        var distinct = select(dimensions.map(\.name), from: rows)
        distinct.isDistinct = true
        func column(_ alias: String, of table: String) -> SQLExpression {
            "\(raw: dialect.identifier(table)).\(column: alias)"
        }
        var joined = SelectStatement(
            columns: all.select.columns.map { .init(column($0.alias, of: totals), as: $0.alias) },
            from: .table(SQLExpression(raw: dialect.identifier(totals)), alias: totals))
        joined.joins = [
            .on(
                .inner, .table(SQLExpression(raw: dialect.identifier(groups)), alias: groups),
                .all(dimensions.map { dialect.isSame(column($0.name, of: totals), column($0.name, of: groups)) }))
        ]
        return rendered(
            QueryStatement(
                commonTables: shown.commonTables + [.init(name: rows, body: .select(shown.select))] + all.commonTables
                    + [
                        .init(name: groups, body: .select(distinct)),
                        .init(name: totals, body: .select(all.select)),
                    ],
                select: joined))
    }

    private func plainTotals(of dimensions: [Field], kept: Set<String>) throws(QueryError) -> QueryStatement {
        var keys: [KeyColumn] = []
        for field in dimensions { keys.append(KeyColumn(alias: field.name, sql: try fields.selected(field))) }
        var scope = Scope(dimensions: dimensions, keys: keys, shown: dimensions + resolved.measures)
        scope.isFiltered = false
        scope.kept = kept
        scope.name = "query__total"
        return try result(of: scope).statement
    }

    private func rendered(_ statement: QueryStatement) -> CompiledStatement {
        let (sql, parameters) = SQLRenderer.render(withDerivedTables(statement), dialect: dialect)
        return CompiledStatement(sql: sql, parameters: parameters)
    }
}
