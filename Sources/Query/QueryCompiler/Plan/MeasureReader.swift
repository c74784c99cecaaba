internal import SQL
internal import SemanticModel

/// Takes the measures of a query apart: into what aggregates rows, and what is computed from such aggregates.
final class MeasureReader {
    private let fields: FieldExpressions
    private let filters: RowFilters
    /// In the order in which they were first needed.
    private(set) var aggregates: [Aggregate] = []
    private var places: [String: Int] = [:]
    /// Measures all of whose aggregates have been noted.
    private var done: Set<String> = []

    init(fields: FieldExpressions, filters: RowFilters) {
        self.fields = fields
        self.filters = filters
    }

    /// Notes all aggregates that a measure stands on.
    func read(_ field: Field) throws(QueryError) {
        guard case .measure(let measure) = field.kind, !done.contains(field.name) else { return }
        if case .periodOverPeriod(let comparison)? = measure.calculation {
            try add(comparison, of: field)
            done.insert(field.name)
            return
        }
        switch measure.form {
        case .aggregate(let function, let sql): try add(field, measure, function, sql)
        case .expression(let sql, _):
            if try aggregatesByItself(sql) {
                try addWritten(field, sql)
            } else {
                try read(measuresOf: sql, of: field)
            }
        }
        done.insert(field.name)
    }

    /// Notes all aggregates that a condition on a measure stands on.
    func read(condition filter: ResolvedFilter) throws(QueryError) {
        if case .measure(let measure) = filter.field.kind, let calculation = measure.calculation,
            calculation.standsOnShownRows
        {
            throw QueryError(
                .badFilter,
                "`\(filter.field.name)` is computed from the rows of the result, and so they can't be filtered by it. "
                    + "Filter by the measure that it is based on.", field: filter.field.name)
        }
        try read(filter.field)
    }

    func read(measuresOf template: SQLTemplate, of field: Field? = nil) throws(QueryError) {
        for part in try fields.parts(of: template) {
            guard case .field(let name) = part else { continue }
            let other = try fields.named(name, in: template)
            guard other.category == .measure else { continue }
            guard let field else {
                try read(other)
                continue
            }
            try fields.opening(field) { () throws(QueryError) in try read(other) }
        }
    }

    /// A measure's SQL, from those of its aggregates.
    /// - Parameters:
    ///   - aggregate: What stands for an aggregate where this is used.
    ///   - dimension: What stands for a dimension there, which has to be among those that the query groups by.
    func sql(
        of field: Field, aggregate: (Aggregate) throws(QueryError) -> SQLExpression,
        dimension: (Field) throws(QueryError) -> SQLExpression
    ) throws(QueryError) -> SQLExpression {
        if let place = places[field.name] {
            guard case .earlier(let comparison) = aggregates[place].form else {
                return try aggregate(aggregates[place])
            }
            let then = try aggregate(aggregates[place])
            if comparison.kind == .previous { return then }
            let now = try sql(of: try based(comparison, of: field), aggregate: aggregate, dimension: dimension)
            return comparison.kind == .difference
                ? "\(now) - \(then)" : "1.0 * (\(now) - \(then)) / NULLIF(\(bare: then), 0)"
        }
        guard case .measure(let measure) = field.kind, case .expression(let template, _) = measure.form else {
            throw QueryError(.unsupported, "`\(field.name)` is no measure.", field: field.name)
        }
        return try fields.opening(field) { () throws(QueryError) in
            guard case .expression(let expression)? = fields.custom[field.name] else {
                return try sql(of: template, aggregate: aggregate, dimension: dimension)
            }
            var grouped: [String: SQLExpression] = [:]
            for (reference, _) in expression.fields where grouped[reference.name] == nil {
                let other = try fields.named(reference.name, in: template)
                grouped[reference.name] =
                    other.category == .measure
                    ? try sql(of: other, aggregate: aggregate, dimension: dimension) : try dimension(other)
            }
            return try CustomDimensionSQL(field: field, fields: fields).translated(expression, grouped: grouped)
        }
    }

    func sql(
        of template: SQLTemplate, aggregate: (Aggregate) throws(QueryError) -> SQLExpression,
        dimension: (Field) throws(QueryError) -> SQLExpression
    ) throws(QueryError) -> SQLExpression {
        try fields.expand(
            template,
            measure: { other throws(QueryError) in try sql(of: other, aggregate: aggregate, dimension: dimension) },
            dimension: dimension)
    }

    private func based(_ comparison: PeriodOverPeriod, of field: Field) throws(QueryError) -> Field {
        try fields.named(
            comparison.measure, in: SQLTemplate(parts: [], view: nil, location: field.location))
    }

    private func add(_ comparison: PeriodOverPeriod, of field: Field) throws(QueryError) {
        let measure = try based(comparison, of: field)
        if case .measure(let parts) = measure.kind, parts.calculation != nil {
            throw QueryError(
                .unsupported,
                "`\(field.name)` compares `\(measure.name)`, which is computed from other results itself.",
                field: field.name)
        }
        if comparison.kind != .previous { try fields.opening(field) { () throws(QueryError) in try read(measure) } }
        append(Aggregate(field: field, form: .earlier(comparison), views: [], valueViews: [], countedViews: []))
    }

    /// By how much the times of an earlier period are moved to stand beside the present ones.
    func shift(of comparison: PeriodOverPeriod, for field: Field) throws(QueryError) -> TimeShift {
        let time = try fields.named(
            comparison.time, in: SQLTemplate(parts: [], view: nil, location: field.location))
        let (interval, count): (TimeFunctions.Interval, Int) =
            switch comparison.period {
            case .year, .fiscalYear: (.year, 1)
            case .quarter, .fiscalQuarter: (.quarter, 1)
            case .month: (.month, 1)
            case .week: (.week, 1)
            case .date: (.day, 1)
            }
        return TimeShift(
            time: time.dimensionGroup ?? time.name, field: time.name, interval: interval, count: count,
            end: comparison.isToDate ? filters.query.clocks.query.now : nil)
    }

    private func append(_ aggregate: Aggregate) {
        places[aggregate.field.name] = aggregates.count
        aggregates.append(aggregate)
    }

    private func add(
        _ field: Field, _ measure: Measure, _ function: Measure.Aggregate, _ sql: SQLTemplate?
    ) throws(QueryError) {
        var views: Set<String> = [field.view]
        var valueViews: Set<String> = []
        var value: SQLExpression?
        if function != .count, let sql {
            value = try fields.expand(sql)
            valueViews = try fields.views(of: sql)
            views.formUnion(valueViews)
        }
        var conditions: [SQLExpression] = []
        for filter in measure.filters {
            let other = try fields.named(filter.field, in: SQLTemplate(parts: [], view: nil, location: field.location))
            let reader = filters.query.reader
            let isGiven = filters.query.customMeasures.contains(field.name)
            guard
                let read = isGiven
                    ? try reader.read(given: filter.expression, on: other)
                    : try reader.read(filter.expression, on: other),
                let condition = try filters.condition(read.filter, on: other)
            else { continue }
            conditions.append(condition.sql)
            views.formUnion(condition.views)
        }
        var key: SQLExpression?
        if function.isDistinct {
            guard let distinct = measure.distinctKey else {
                throw QueryError(
                    .missingPrimaryKey, "`\(field.name)` counts each key once and has no `sql_distinct_key`.",
                    field: field.name)
            }
            key = try fields.expand(distinct)
            views.formUnion(try fields.views(of: distinct))
        }
        let condition = SQLExpression.all(conditions)
        var form = Aggregate.Form.function(
            function, value: value, condition: condition, percentile: measure.percentile)
        if function == .countDistinct, measure.approximation.isWanted, let value {
            form = .written(fields.dialect.aggregates.approximateCountDistinct(Aggregate.passing(value, condition)))
        }
        append(
            Aggregate(
                field: field, form: form, views: views, valueViews: valueViews,
                countedViews: function.isSensitive ? [field.view] : [],
                distinctKey: key))
    }

    /// Whether the text holds aggregates of its own, so that it can only be computed from rows.
    private func aggregatesByItself(_ template: SQLTemplate) throws(QueryError) -> Bool {
        try fields.parts(of: template).contains { part in
            switch part {
            case .text(let text): WrittenAggregates.areIn(text)
            case .table, .tableName, .field: false
            }
        }
    }

    private func addWritten(_ field: Field, _ template: SQLTemplate) throws(QueryError) {
        let text = try fields.parts(of: template).map { part in
            if case .text(let text) = part { text } else { "x" }
        }.joined()
        var views = try fields.views(of: template)
        views.insert(field.view)
        // Measures inside of it are aggregated with it.
        let inner = MeasureReader(fields: fields, filters: filters)
        try inner.read(measuresOf: template, of: field)
        for aggregate in inner.aggregates { views.formUnion(aggregate.views) }
        guard !inner.aggregates.contains(where: { $0.distinctKey != nil }) else {
            throw QueryError(
                .unsupported, "`\(field.name)` mixes aggregates of its own with a measure that counts each key once.",
                field: field.name)
        }
        let aggregateSQL = { [self] (aggregate: Aggregate) throws(QueryError) -> SQLExpression in
            switch aggregate.form {
            case .written(let sql): return sql
            case .earlier:
                throw QueryError(
                    .unsupported,
                    "`\(field.name)` mixes aggregates of its own with a measure of an earlier period.",
                    field: field.name)
            case .function(let function, let value, let condition, let percentile):
                let mayBeMissing =
                    aggregate.field.view != fields.explore.views.first?.alias
                    || fields.explore.views.contains { $0.join?.kind == .fullOuter }
                let marker = function == .count && mayBeMissing ? try primaryKey(of: aggregate.field) : nil
                return Aggregate.sql(
                    function, value: value, condition: condition, percentile: percentile, marker: marker,
                    dialect: fields.dialect)
            }
        }
        let sql = try inner.sql(
            of: template, aggregate: aggregateSQL,
            dimension: { field throws(QueryError) in try fields.reference(field) })
        var counted: Set<String> = WrittenAggregates.areSensitive(text) ? [field.view] : []
        for aggregate in inner.aggregates { counted.formUnion(aggregate.countedViews) }
        append(
            Aggregate(field: field, form: .written(sql), views: views, valueViews: views, countedViews: counted))
    }

    /// - Throws: ``QueryError`` when the measure's view has no primary key.
    func primaryKey(of measure: Field) throws(QueryError) -> SQLExpression {
        guard let view = fields.explore.view(measure.view), let name = view.primaryKey,
            let key = fields.explore.reference("\(view.alias).\(name)")
        else {
            throw QueryError(
                .missingPrimaryKey,
                "`\(measure.name)` can't be computed here: rows of `\(measure.view)` may come more than once or not at "
                    + "all, and the view has no primary key to tell. Add `primary_key: yes` to one of its dimensions.",
                field: measure.name)
        }
        return try fields.reference(key)
    }
}
