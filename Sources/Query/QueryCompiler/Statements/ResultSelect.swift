internal import SQL
internal import SemanticModel

/// What a statement shows: columns that may be computed from aggregates, and conditions on them.
struct ResultSelect {
    /// Dimensions and measures, in the order of the columns.
    let shown: [Field]
    let having: [ResolvedFilter]
    let alwaysHaving: SQLTemplate?
    /// Whether rows with equal keys are put together.
    let isGrouped: Bool
    let plan: QueryPlan
    let legs: LegSelect
    let writer: FilterSQL
    let output: Compilation.Output

    private var fields: FieldExpressions { legs.fields }
    private var measures: MeasureReader { legs.measures }
    private var dialect: Dialect { fields.dialect }

    /// The legs' common table expressions and the SELECT on top of them, not sorted. Its columns are the shown fields and
    /// then the keys that are only sorted by.
    func statement() throws(QueryError) -> QueryStatement {
        if let only = plan.legs.first, plan.legs.count == 1, only.distinctKey == nil, only.shift == nil {
            return try plain(only)
        }
        var commonTables: [QueryStatement.CommonTable] = []
        var places: [String: String] = [:]
        for leg in plan.legs {
            commonTables += try legs.commonTables(of: leg)
            for aggregate in leg.aggregates { places[aggregate.field.name] = leg.name }
        }
        guard let first = plan.legs.first else { throw QueryError(.noFields, "There is nothing to compute.") }
        var select = SelectStatement(
            columns: [], from: .table(SQLExpression(raw: dialect.identifier(first.name)), alias: first.name))
        for leg in plan.legs.dropFirst() {
            let source = SelectStatement.Source.table(SQLExpression(raw: dialect.identifier(leg.name)), alias: leg.name)
            let same = legs.keys.map {
                dialect.isSame(column($0.alias, of: first.name), column($0.alias, of: leg.name))
            }
            // Every leg has every key: the same rows of the base under the same conditions gave them.
            // An earlier period has keys of its own, and none for some.
            let kind: SelectStatement.JoinKind = leg.shift == nil ? .inner : .left
            select.joins.append(legs.keys.isEmpty ? .on(.cross, source, nil) : .on(kind, source, .all(same)))
        }
        let parts = Parts(
            key: { column($0.alias, of: first.name) },
            aggregate: { aggregate throws(QueryError) in
                guard let leg = places[aggregate.field.name] else {
                    throw QueryError(.unsupported, "`\(aggregate.field.name)` is in no part of the query.")
                }
                return column(aggregate.field.name, of: leg)
            },
            dimension: { field throws(QueryError) in
                // Only the keys are left of the rows.
                guard legs.keys.contains(where: { $0.alias == field.name }) else {
                    throw QueryError(
                        .unsupported,
                        "A measure or condition of this query stands on `\(field.name)`, which the query does not group "
                            + "by. Add it to the fields.", field: field.name)
                }
                let key = column(field.name, of: first.name)
                return field.isCondition ? "\(key) = \(value: .text("Yes"))" : key
            })
        select.columns = try columns(parts)
        select.conditions = try conditions(parts)
        return QueryStatement(commonTables: commonTables, select: select)
    }

    private func plain(_ leg: QueryPlan.Leg) throws(QueryError) -> QueryStatement {
        let parts = Parts(
            key: \.sql, aggregate: { aggregate throws(QueryError) in try legs.sql(aggregate, over: leg.views) },
            dimension: { field throws(QueryError) in try fields.reference(field) })
        var select = try legs.rows(of: leg)
        select.columns = try columns(parts)
        select.groupConditions = try conditions(parts)
        guard isGrouped else { return QueryStatement(commonTables: [], select: select) }
        let keys = Set(legs.keys.map(\.alias))
        select.grouping = .columns(
            select.columns.indices.filter { keys.contains(select.columns[$0].alias) }.map { $0 + 1 })
        return QueryStatement(commonTables: [], select: select)
    }

    /// What keys, aggregates and dimensions are called where columns and conditions are computed.
    private struct Parts {
        var key: (KeyColumn) -> SQLExpression
        var aggregate: (Aggregate) throws(QueryError) -> SQLExpression
        var dimension: (Field) throws(QueryError) -> SQLExpression
    }

    private func columns(_ parts: Parts) throws(QueryError) -> [SelectStatement.Column] {
        var columns: [SelectStatement.Column] = []
        var waiting = legs.keys
        for field in shown {
            if let place = waiting.firstIndex(where: { $0.alias == field.name }) {
                columns.append(.init(parts.key(waiting.remove(at: place)), as: field.name))
            } else {
                columns.append(.init(try shownValue(of: field, parts), as: field.name))
            }
        }
        return columns + waiting.map { .init(parts.key($0), as: $0.alias) }
    }

    private func shownValue(of measure: Field, _ parts: Parts) throws(QueryError) -> SQLExpression {
        let sql = try measures.sql(of: measure, aggregate: parts.aggregate, dimension: parts.dimension)
        if measure.isCondition { return output == .table ? sql : FieldExpressions.yesOrNo(sql) }
        guard output == .shown, let (timeframe, column) = try time(of: measure) else { return sql }
        return TimeframeSQL(fields: fields, column: column).value(timeframe, of: sql)
    }

    private func conditions(_ parts: Parts) throws(QueryError) -> [SQLExpression] {
        var conditions: [SQLExpression] = []
        if let alwaysHaving {
            conditions.append(
                try measures.sql(of: alwaysHaving, aggregate: parts.aggregate, dimension: parts.dimension))
        }
        for filter in having {
            let sql = try measures.sql(of: filter.field, aggregate: parts.aggregate, dimension: parts.dimension)
            let condition: SQLExpression? =
                if case .date(let dates) = filter.filter, let (_, column) = try time(of: filter.field) {
                    writer.condition(dates, on: dialect.time.timestamp(sql), stored: column)
                } else {
                    writer.condition(filter.filter, on: sql)
                }
            if let condition { conditions.append(condition) }
        }
        return conditions
    }

    /// How a measure of type `date` is shown; `nil` for other measures. Moments are those that come from a raw column.
    private func time(of measure: Field) throws(QueryError) -> (Timeframe, TimeColumn)? {
        guard case .measure(let parts) = measure.kind, case .expression(let sql, .date) = parts.form else { return nil }
        let name = measure.type.hasPrefix("date_") ? String(measure.type.dropFirst(5)) : measure.type
        if let column = parts.time { return (Timeframe(name: name) ?? .date, column) }
        var convertsZone = false
        for case .field(let name) in try fields.parts(of: sql) {
            if case .timeframe(.raw, _, let column) = try fields.named(name, in: sql).kind, column.convertsZone {
                convertsZone = true
            }
        }
        return (Timeframe(name: name) ?? .date, TimeColumn(dataType: .datetime, convertsZone: convertsZone))
    }

    private func column(_ alias: String, of table: String) -> SQLExpression {
        "\(raw: dialect.identifier(table)).\(column: alias)"
    }
}
