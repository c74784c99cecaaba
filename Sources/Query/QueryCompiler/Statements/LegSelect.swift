internal import SQL
internal import SemanticModel

/// A column by which a query groups: a dimension, or what it sorts by.
struct KeyColumn {
    var alias: String
    var sql: SQLExpression
}

/// Writes the SELECTs over rows.
struct LegSelect {
    let tree: JoinTree
    let fields: FieldExpressions
    let tables: DerivedTables
    let measures: MeasureReader
    let conditions: [Condition]
    let keys: [KeyColumn]
    /// The query for the aggregates of a leg whose rows are those of an earlier period.
    let earlier: ([Aggregate], TimeShift) throws(QueryError) -> QueryStatement

    private var dialect: Dialect { fields.dialect }

    /// FROM, joins and WHERE, without columns.
    func rows(of leg: QueryPlan.Leg) throws(QueryError) -> SelectStatement {
        guard let base = tree.explore.views.first else {
            throw QueryError(.unknownExplore, "The explore `\(tree.explore.name)` has no views.")
        }
        var select = SelectStatement(columns: [], from: .table(try tables.table(of: base), alias: base.alias))
        select.conditions = conditions.map(\.sql)
        for (view, join) in tree.joins(leg.views) {
            if let clause = join.rawClause {
                select.joins.append(.clause(try fields.expand(clause)))
            } else {
                let condition: SQLExpression? =
                    if let on = join.on { try fields.expand(on) } else { join.kind == .cross ? nil : "1 = 1" }
                select.joins.append(
                    .on(.init(join.kind), .table(try tables.table(of: view), alias: view.alias), condition))
            }
            if let condition = join.sqlWhere { select.conditions.append(try fields.expand(condition)) }
        }
        for view in tree.explore.views where leg.existing.contains(view.alias) {
            if let partner = try partner(view) { select.conditions.append(partner) }
        }
        return select
    }

    /// Whether a row has a partner in a view that is not joined.
    private func partner(_ view: JoinedView) throws(QueryError) -> SQLExpression? {
        guard let join = view.join, let on = join.on else { return nil }
        var conditions = [try fields.expand(on)]
        if let condition = join.sqlWhere { conditions.append(try fields.expand(condition)) }
        let table = try tables.table(of: view)
        let alias = dialect.identifier(view.alias)
        return "EXISTS (SELECT 1 FROM \(table) AS \(raw: alias) WHERE \(bare: .all(conditions) ?? "TRUE"))"
    }

    /// An aggregate over rows of these views that come once each.
    func sql(_ aggregate: Aggregate, over views: Set<String>) throws(QueryError) -> SQLExpression {
        switch aggregate.form {
        case .written(let sql): return sql
        case .earlier:
            throw QueryError(
                .unsupported, "`\(aggregate.field.name)` can't be computed inside of another measure.",
                field: aggregate.field.name)
        case .function(let function, let value, let condition, let percentile):
            guard try tree.mayBeMissing(aggregate.field.view, among: views) else {
                return Aggregate.sql(
                    function, value: value, condition: condition, percentile: percentile, marker: nil, dialect: dialect)
            }
            guard function != .count, var value else {
                return Aggregate.sql(
                    function, value: nil, condition: condition, percentile: percentile,
                    marker: try measures.primaryKey(of: aggregate.field), dialect: dialect)
            }
            // A row that is missing has no value, whatever the SQL would make of nothing.
            if !value.isColumn, tree.explore.view(aggregate.field.view)?.primaryKey != nil {
                let key = try measures.primaryKey(of: aggregate.field)
                value = "CASE WHEN \(key) IS NOT NULL THEN \(bare: value) END"
            }
            return Aggregate.sql(
                function, value: value, condition: condition, percentile: percentile, marker: nil, dialect: dialect)
        }
    }

    /// The common table expressions of a leg: its keys and aggregates, under their names.
    func commonTables(of leg: QueryPlan.Leg) throws(QueryError) -> [QueryStatement.CommonTable] {
        if let shift = leg.shift {
            return [.init(name: leg.name, body: .query(try earlier(leg.aggregates, shift)))]
        }
        guard let distinctKey = leg.distinctKey else {
            var select = try rows(of: leg)
            select.columns = keys.map { .init($0.sql, as: $0.alias) }
            for aggregate in leg.aggregates {
                select.columns.append(.init(try sql(aggregate, over: leg.views), as: aggregate.field.name))
            }
            if select.columns.isEmpty { select.columns.append(.init("COUNT(*)", as: "rows")) }
            select.grouping = .columns(Array(keys.indices.map { $0 + 1 }))
            return [.init(name: leg.name, body: .select(select))]
        }
        let rowsName = leg.name + "_rows"
        var distinct = try rows(of: leg)
        distinct.isDistinct = true
        distinct.columns = keys.map { .init($0.sql, as: $0.alias) } + [.init(distinctKey, as: Self.keyAlias)]
        if let only = leg.aggregates.first, leg.aggregates.count == 1, case .written(let sql) = only.form {
            return try [.init(name: rowsName, body: .select(distinct))] + [found(again: only, sql, leg, rowsName)]
        }
        var total = SelectStatement(
            columns: keys.map { .init(column($0.alias), as: $0.alias) },
            from: .table(SQLExpression(raw: dialect.identifier(rowsName)), alias: rowsName))
        for (place, aggregate) in leg.aggregates.enumerated() {
            guard case .function(let function, let value, let condition, let percentile) = aggregate.form else {
                continue
            }
            let (valueAlias, conditionAlias) = ("value_\(place + 1)", "counts_\(place + 1)")
            if let value { distinct.columns.append(.init(value, as: valueAlias)) }
            if let condition { distinct.columns.append(.init(condition, as: conditionAlias)) }
            total.columns.append(
                .init(
                    Aggregate.sql(
                        function, value: value == nil ? nil : guarded(column(valueAlias)),
                        condition: condition == nil ? nil : column(conditionAlias), percentile: percentile,
                        marker: column(Self.keyAlias), dialect: dialect),
                    as: aggregate.field.name))
        }
        total.grouping = .columns(Array(keys.indices.map { $0 + 1 }))
        return [.init(name: rowsName, body: .select(distinct)), .init(name: leg.name, body: .select(total))]
    }

    /// SQL that aggregates by itself, over the rows of its view whose keys have been found.
    private func found(
        again aggregate: Aggregate, _ sql: SQLExpression, _ leg: QueryPlan.Leg, _ rows: String
    ) throws(QueryError) -> QueryStatement.CommonTable {
        guard let view = tree.explore.view(aggregate.field.view), let key = leg.distinctKey else {
            throw QueryError(.unsupported, "`\(aggregate.field.name)` is in no view.", field: aggregate.field.name)
        }
        func column(_ alias: String) -> SQLExpression { "\(raw: dialect.identifier(rows)).\(column: alias)" }
        var select = SelectStatement(
            columns: keys.map { .init(column($0.alias), as: $0.alias) } + [.init(sql, as: aggregate.field.name)],
            from: .table(SQLExpression(raw: dialect.identifier(rows)), alias: rows))
        select.joins = [
            .on(.left, .table(try tables.table(of: view), alias: view.alias), "\(column(Self.keyAlias)) = \(key)")
        ]
        select.grouping = .columns(Array(keys.indices.map { $0 + 1 }))
        return .init(name: leg.name, body: .select(select))
    }

    private static let keyAlias = "key"

    /// Rows without a key are rows that an outer join has left empty.
    private func guarded(_ value: SQLExpression) -> SQLExpression {
        "CASE WHEN \(column(Self.keyAlias)) IS NOT NULL THEN \(bare: value) END"
    }

    private func column(_ alias: String) -> SQLExpression { "\(column: alias)" }
}

extension SelectStatement.JoinKind {
    init(_ kind: Join.Kind) {
        self =
            switch kind {
            case .leftOuter: .left
            case .inner: .inner
            case .fullOuter: .full
            case .cross: .cross
            }
    }
}
