internal import SQL
internal import SemanticModel

/// The SQL of fields. Each field is put together once for a query.
///
/// A class, since all parts of one compilation share what has been put together; it never leaves that compilation.
final class FieldExpressions {
    /// Characters of SQL that one field may become, with all that it stands on.
    static let longestField = 1_000_000
    /// Fields that stand on fields on fields …
    static let deepestChain = 200

    let explore: Explore
    let dialect: Dialect
    let zone: QueryZone
    let weekStart: Int
    let fiscalMonthOffset: Int
    let custom: [String: CustomDimension]
    let writer: FilterSQL
    let reader: FilterReader
    /// Names of all that the query asks for.
    let asked: Set<String>
    /// The query's clock.
    let now: Int64
    let shift: TimeShift?
    private let tables: DerivedTables
    private let liquid: LiquidExpansion
    private var references: [String: SQLExpression] = [:]
    /// By the field's name: what ``views(of:)`` has found.
    var foundViews: [String: Set<String>] = [:]
    /// The fields that are being put together, from the outside in.
    private var open: [String] = []

    init(
        _ query: ResolvedQuery, dialect: Dialect, tables: DerivedTables, liquid: LiquidExpansion, writer: FilterSQL,
        shift: TimeShift?
    ) {
        custom = query.custom
        now = query.clocks.query.now
        reader = query.reader
        asked = Set(query.asked.map(\.name) + query.filters.map(\.field.name))
        self.writer = writer
        self.shift = shift
        explore = query.explore
        self.dialect = dialect
        self.tables = tables
        self.liquid = liquid
        zone = query.zone
        weekStart = query.model.weekStartDay.rawValue
        fiscalMonthOffset = query.model.fiscalMonthOffset ?? 0
    }

    /// What `${view.field}` becomes: for a yesno its condition, for everything else the value that is shown.
    func reference(_ field: Field) throws(QueryError) -> SQLExpression {
        if let known = references[field.name] { return known }
        let sql = try opening(field) { () throws(QueryError) in try DimensionSQL(field: field, fields: self).reference()
        }
        references[field.name] = sql
        return sql
    }

    /// The value that a query shows.
    func selected(_ field: Field) throws(QueryError) -> SQLExpression {
        let reference = try reference(field)
        return field.isCondition ? Self.yesOrNo(reference) : reference
    }

    /// The value that SQL which stands on this query gets: a date as a date, a time as a time, a yesno as a condition.
    func tableValue(_ field: Field) throws(QueryError) -> SQLExpression {
        guard case .timeframe(let timeframe, let sql, let column) = field.kind else { return try reference(field) }
        switch timeframe {
        case .date, .week: return "CAST(\(bare: try reference(field)) AS DATE)"
        case .time, .second, .millisecond, .microsecond:
            let (source, column) = try time(of: field, sql, column)
            return TimeframeSQL(fields: self, column: column).wallClock(source)
        default: return try reference(field)
        }
    }

    /// A date of any timeframe as a timestamp of the query's clock: the month of July is its first moment.
    func timestamp(_ field: Field) throws(QueryError) -> SQLExpression {
        guard case .timeframe(let timeframe, let sql, let column) = field.kind else {
            return dialect.time.timestamp(try reference(field))
        }
        let (source, stored) = try time(of: field, sql, column)
        if custom[field.name] != nil { return source }
        return TimeframeSQL(fields: self, column: stored).start(of: timeframe, source)
    }

    /// The column under a timeframe, moved if the query asks for an earlier period of it.
    func time(
        of field: Field, _ sql: SQLTemplate, _ column: TimeColumn
    ) throws(QueryError) -> (SQLExpression, TimeColumn) {
        if case .expression(let expression)? = custom[field.name] {
            let value = try opening(field) { () throws(QueryError) in
                try CustomDimensionSQL(field: field, fields: self).translated(expression)
            }
            return (value, column)
        }
        let source = try expand(sql)
        guard let shift, shift.moves(field) else { return (source, column) }
        let functions = dialect.time
        let timestamp =
            switch column.dataType {
            case .datetime, .timestamp, .date: functions.timestamp(source)
            case .epoch: functions.fromEpoch(source)
            case .yyyymmdd: functions.fromDigits(source)
            }
        let hasZone = column.convertsZone && column.dataType != .date && column.dataType != .yyyymmdd
        return (
            functions.add(timestamp, shift.interval, "\(shift.count)"),
            TimeColumn(dataType: .datetime, convertsZone: hasZone)
        )
    }

    /// The condition that a filter on a dimension makes; `nil` when every row passes.
    func condition(_ filter: FieldFilter, on field: Field) throws(QueryError) -> SQLExpression? {
        if case .date(let dates) = filter, case .timeframe(_, let template, let column) = field.kind {
            let (source, stored) = try time(of: field, template, column)
            return writer.condition(dates, on: source, stored: stored)
        }
        if case .location(let places) = filter, case .location(let latitude, let longitude)? = field.details.geography {
            return LocationFilterSQL(latitude: try expand(latitude), longitude: try expand(longitude)).condition(places)
        }
        return writer.condition(
            filter, on: try reference(field), ignoresCase: field.details.caseSensitive.map { !$0 })
    }

    static func yesOrNo(_ condition: SQLExpression) -> SQLExpression {
        "CASE WHEN \(bare: condition) THEN \(value: .text("Yes")) ELSE \(value: .text("No")) END"
    }

    /// What a field sorts by where that is not its value.
    func sortKey(_ field: Field) throws(QueryError) -> SQLExpression? {
        try DimensionSQL(field: field, fields: self).sortKey()
    }

    /// SQL over rows from the model with its references filled in; measures have no place there.
    func expand(_ template: SQLTemplate) throws(QueryError) -> SQLExpression {
        try expand(
            template,
            measure: { measure throws(QueryError) in
                throw QueryError(
                    .unsupported,
                    "`\(measure.name)` is a measure and can't be used row by row, as at \(template.location).",
                    field: measure.name)
            }, dimension: { field throws(QueryError) in try reference(field) })
    }

    /// SQL from the model with its references filled in.
    /// - Parameters:
    ///   - measure: What a reference to a measure becomes.
    ///   - dimension: What a reference to any other field becomes.
    func expand(
        _ template: SQLTemplate, measure: (Field) throws(QueryError) -> SQLExpression,
        dimension: (Field) throws(QueryError) -> SQLExpression
    ) throws(QueryError) -> SQLExpression {
        var result = SQLExpression()
        for part in try parts(of: template) {
            switch part {
            case .text(let text): result.append(SQLExpression(raw: text))
            case .table:
                guard let view = template.view else {
                    throw QueryError(.unsupported, "`${TABLE}` at \(template.location) stands outside of a view.")
                }
                result.append(SQLExpression(raw: dialect.identifier(view)))
            case .tableName(let view):
                result.append(SQLExpression(raw: try tables.name(ofView: view)))
            case .field(let name):
                let field = try named(name, in: template)
                let sql = field.category == .measure ? try measure(field) : try dimension(field)
                result.append(sql.enclosed)
            }
            try checkLength(result, template)
        }
        return result
    }

    /// The template's parts once its Liquid has run.
    func parts(of template: SQLTemplate) throws(QueryError) -> [SQLTemplate.Part] { try liquid.parts(of: template) }

    func named(_ name: String, in template: SQLTemplate) throws(QueryError) -> Field {
        guard let field = explore.reference(name) else {
            throw QueryError(
                .unknownField, "The SQL at \(template.location) uses `\(name)`, which is not in the explore.",
                field: name, suggestion: Suggestion.nearest(to: name, in: explore.fieldsByName.keys))
        }
        return field
    }

    private func checkLength(_ sql: SQLExpression, _ template: SQLTemplate) throws(QueryError) {
        let length = sql.pieces.reduce(0) { sum, piece in
            if case .text(let text) = piece { sum + text.utf8.count } else { sum + 1 }
        }
        guard length <= Self.longestField else {
            throw QueryError(
                .unsupported,
                "The SQL at \(template.location) becomes longer than \(Self.longestField) characters with the fields it uses."
            )
        }
    }

    /// Runs `body` for a field and notices when it comes back to itself.
    func opening<Value>(
        _ field: Field, _ body: () throws(QueryError) -> Value
    ) throws(QueryError) -> Value {
        if let start = open.firstIndex(of: field.name) {
            let circle = (open[start...] + [field.name]).joined(separator: " → ")
            throw QueryError(.circularReference, "`\(field.name)` stands on itself: \(circle).", field: field.name)
        }
        guard open.count < Self.deepestChain else {
            throw QueryError(
                .circularReference,
                "`\(open.first ?? field.name)` stands on a chain of more than \(Self.deepestChain) fields.",
                field: field.name)
        }
        open.append(field.name)
        defer { open.removeLast() }
        return try body()
    }
}
