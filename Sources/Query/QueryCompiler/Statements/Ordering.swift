internal import SQL
internal import SemanticModel

/// Sorts and limits a result.
struct Ordering {
    let sorts: [AppliedSort]
    /// What fields sort by where that is not their own column, by the field's name.
    let sortAliases: [String: String]
    let limit: Int?
    /// Pivot columns at most; one more is kept, which tells that there are more.
    let columnLimit: Int
    let dialect: Dialect

    func ordered(_ statement: QueryStatement) -> QueryStatement {
        var statement = statement
        statement.select.order = sorts.map { order(column($0.field), descending: $0.descending) }
        statement.select.limit = limit
        return statement
    }

    /// The rows of a pivoted result: of each row of the pivoted table all cells, one after the other. The limit counts rows
    /// of that table, and a measure sorts them by its cells in one pivot column.
    func pivoted(_ statement: QueryStatement, fields: [Field], pivots: [Field]) -> QueryStatement {
        let pivotNames = Set(pivots.map(\.name))
        let aliases = statement.select.columns.map(\.alias)
        let rowDimensions = fields.filter { $0.category != .measure && !pivotNames.contains($0.name) }
        let measureNames = Set(fields.filter { $0.category == .measure }.map(\.name))
        let (pivotRank, rowRank, firstRank) = ("pivot_rank", "row_rank", "first_rank")
        // No table has these names, as it has none of the legs'.
        let (result, pivoted) = ("query__result", "query__pivoted")
        let (keyed, numbered) = ("query__keyed", "query__numbered")

        var ranked = select(aliases, from: result)
        let pivotOrder = pivots.map { pivot in
            let descending = sorts.first { $0.field == pivot.name }?.descending ?? false
            return order(column(pivot.name), descending: descending, nullsFirst: false)
        }
        ranked.columns.append(.init("DENSE_RANK() OVER (\(bare: orderBy(pivotOrder)))", as: pivotRank))

        var keys = select(aliases + [pivotRank], from: pivoted)
        let partition = SQLExpression.list(rowDimensions.map { dialect.windowKey(quoted($0.name)) })
        let row: SQLExpression = rowDimensions.isEmpty ? "()" : "(PARTITION BY \(bare: partition))"
        var rowOrder: [SelectStatement.Order] = []
        for (place, sort) in sorts.enumerated() where !pivotNames.contains(sort.field) {
            guard measureNames.contains(sort.field) else {
                rowOrder.append(order(column(sort.field), descending: sort.descending))
                continue
            }
            let alias = "sort_\(place + 1)"
            let cell: SQLExpression =
                "CASE WHEN \(quoted(pivotRank)) - 1 = \(sort.pivotColumn) THEN \(quoted(sort.field)) END"
            keys.columns.append(.init("MAX(\(bare: cell)) OVER \(bare: row)", as: alias))
            rowOrder.append(order(quoted(alias), descending: sort.descending, nullsFirst: false))
        }
        keys.columns.append(.init("MIN(\(quoted(pivotRank))) OVER \(bare: row)", as: firstRank))
        // Rows that the sorts leave equal are told apart by their dimensions.
        rowOrder += rowDimensions.map { order(quoted($0.name), descending: false) }

        var rows = select(keys.columns.map(\.alias), from: keyed)
        rows.columns.append(
            .init(rowOrder.isEmpty ? "1" : "DENSE_RANK() OVER (\(bare: orderBy(rowOrder)))", as: rowRank))

        var final = select(aliases, from: numbered)
        // A row all of whose cells are in columns that are left out is still a row.
        final.conditions = ["\(quoted(pivotRank)) <= \(columnLimit + 1) OR \(quoted(pivotRank)) = \(quoted(firstRank))"]
        if let limit { final.conditions.append("\(quoted(rowRank)) <= \(limit)") }
        final.order = [rowRank, pivotRank].map { .init(quoted($0), descending: false, nullsFirst: false) }
        return QueryStatement(
            commonTables: statement.commonTables + [
                .init(name: result, body: .select(statement.select)),
                .init(name: pivoted, body: .select(ranked)),
                .init(name: keyed, body: .select(keys)),
                .init(name: numbered, body: .select(rows)),
            ],
            select: final)
    }

    private func select(_ aliases: [String], from table: String) -> SelectStatement {
        SelectStatement(
            columns: aliases.map { .init(quoted($0), as: $0) },
            from: .table(SQLExpression(raw: dialect.identifier(table)), alias: table))
    }

    private func order(_ column: SQLExpression, descending: Bool, nullsFirst: Bool? = nil) -> SelectStatement.Order {
        .init(column, descending: descending, nullsFirst: nullsFirst ?? (dialect.nullsSortLow != descending))
    }

    private func orderBy(_ orders: [SelectStatement.Order]) -> SQLExpression {
        "ORDER BY \(list: orders.map { dialect.order($0.expression, $0.descending, $0.nullsFirst) })"
    }

    private func column(_ field: String) -> SQLExpression { quoted(sortAliases[field] ?? field) }

    private func quoted(_ alias: String) -> SQLExpression { "\(column: alias)" }
}
