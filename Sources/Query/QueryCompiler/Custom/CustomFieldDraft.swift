internal import LookerExpressions
internal import SemanticModel

/// Custom fields while they are put together.
struct CustomFieldDraft {
    var result: CustomFieldResolver.Result
    /// By name: those that have not been made yet.
    var waiting: [String: DynamicField] = [:]
    private var open: [String] = []
    let model: Model
    let reader: FilterReader

    init(explore: Explore, model: Model, reader: FilterReader) {
        result = .init(explore: explore)
        self.model = model
        self.reader = reader
    }

    /// A name that nobody can give to a field of his own.
    static func hidden(_ name: String) -> String { "query__" + name }

    private var base: String { result.explore.views.first?.alias ?? "" }

    /// Makes the field of this name, and before it those that it stands on.
    mutating func add(_ name: String) throws(QueryError) {
        guard let definition = waiting[name] else { return }
        guard !open.contains(name) else {
            throw QueryError(
                .circularReference,
                "The custom field `\(name)` stands on itself: "
                    + (open + [name]).joined(separator: " → ") + ".", field: name)
        }
        open.append(name)
        defer { open.removeLast() }
        switch definition.kind {
        case .tableCalculation: return
        case .dimension(let expression):
            try addExpression(
                expression, as: name, use: .customDimension, what: "The custom dimension `\(name)`",
                definition: definition)
        case .groups(let of, let groups, let otherwise):
            let field = try dimension(of, for: name)
            var filters: [(label: String, filter: FieldFilter)] = []
            for group in groups {
                filters.append((group.label, try reader.parsed(group.filter, on: field)?.filter ?? .any))
            }
            result.dimensions[name] = .groups(of: field, filters, otherwise: otherwise)
            put(
                made(definition, type: "string", .plain(SQLTemplate(standingOn: [field.name]), .string), on: field.view)
            )
        case .bins(let of, let bins):
            let field = try dimension(of, for: name)
            guard ExpressionType(of: field) == .number else {
                throw QueryError(
                    .badExpression, "`\(name)` puts `\(of)` into ranges, and that is no number.", field: name)
            }
            let style = TierStyle(rawValue: bins.style) ?? .classic
            put(
                made(
                    definition, type: "tier",
                    .tier(SQLTemplate(standingOn: [field.name]), bounds: bins.bounds, style: style), on: field.view))
        case .measure(let measure): try add(measure, definition)
        }
        waiting[name] = nil
    }

    private mutating func add(_ measure: DynamicField.CustomMeasure, _ definition: DynamicField) throws(QueryError) {
        let name = definition.name
        result.measures.insert(name)
        var filters: [FieldFilterText] = []
        for (field, expression) in measure.filters.sorted(by: { $0.key < $1.key }) {
            filters.append(FieldFilterText(field: try named(field, for: name).name, expression: expression))
        }
        if let expression = measure.filterExpression, expression.contains(where: { !$0.isWhitespace }) {
            let condition = try addExpression(
                expression, as: Self.hidden(name + "_filter"), use: .customFilter,
                what: "The filter of the custom measure `\(name)`")
            filters.append(FieldFilterText(field: condition.name, expression: "Yes"))
        }
        var source: Field?
        if let expression = measure.expression, expression.contains(where: { !$0.isWhitespace }) {
            let what = "The custom measure `\(name)`"
            if measure.type == nil || measure.type == "number" {
                guard filters.isEmpty else {
                    throw QueryError(
                        .badExpression, "\(what) combines measures: filters belong to those.", field: name)
                }
                try addExpression(expression, as: name, use: .customMeasure, what: what, definition: definition)
                return
            }
            source = try addExpression(
                expression, as: Self.hidden(name + "_value"), use: .customDimension, what: what)
        } else if let basedOn = measure.basedOn, !basedOn.isEmpty {
            source = try named(basedOn, for: name)
        }
        if let source, case .measure(var parts) = source.kind {
            guard case .aggregate = parts.form, parts.calculation == nil else {
                throw QueryError(
                    .badExpression,
                    "`\(name)` is to filter the rows of `\(source.name)`, which is computed from other measures.",
                    field: name)
            }
            parts.filters += filters
            put(made(definition, type: source.type, .measure(parts), on: source.view, like: source))
            return
        }
        let type = measure.type ?? "count"
        guard let aggregate = Measure.Aggregate(rawValue: type), !aggregate.isDistinct else {
            throw QueryError(
                .badExpression, "`\(type)` is no type of a custom measure (`\(name)`).", field: name,
                suggestion: Suggestion.nearest(
                    to: type,
                    in: ["count", "count_distinct", "sum", "average", "min", "max", "median", "percentile", "list"]))
        }
        guard aggregate == .count || source != nil else {
            throw QueryError(
                .badExpression, "The custom measure `\(name)` needs `based_on` or `expression`.", field: name)
        }
        // A count of a field is the count of its values, as the menu offers it.
        let counted: Measure.Aggregate = aggregate == .count && source != nil ? .countDistinct : aggregate
        let parts = Measure(
            form: .aggregate(counted, sql: source.map { SQLTemplate(standingOn: [$0.name]) }), filters: filters,
            distinctKey: nil, percentile: aggregate == .percentile ? measure.percentile ?? 50 : nil)
        put(made(definition, type: type, .measure(parts), on: source?.view ?? base))
    }

    /// A field whose values an expression gives: one for each row, or for each group where it combines measures.
    @discardableResult
    mutating func addExpression(
        _ text: String, as name: String, use: ExpressionUse, what: String, definition: DynamicField? = nil
    ) throws(QueryError) -> Field {
        let (parsed, problems) = ExpressionParser.parse(text)
        if let problem = problems.first(where: { $0.severity == .error }) { throw Self.error(problem, what, name) }
        guard let parsed else { throw QueryError(.badExpression, "\(what) is empty.", field: name) }
        var scope = ExpressionScope(use: use, fields: [:])
        var standing: [String] = []
        for (reference, _) in parsed.fields where scope.fields[reference.name] == nil {
            let field = try named(reference.name, for: name)
            guard field.category != .measure || use == .customMeasure else {
                throw QueryError(
                    .badExpression,
                    "\(what) looks at one row of the data at a time, and `\(field.name)` is a measure.", field: name,
                    suggestion: "a filter on the measure, or a table calculation")
            }
            scope.fields[reference.name] = ExpressionScope.Field(field)
            standing.append(field.name)
        }
        let (type, found) = ExpressionChecker.check(parsed, in: scope)
        if let problem = found.first(where: { $0.severity == .error }) { throw Self.error(problem, what, name) }
        let template = SQLTemplate(standingOn: standing)
        if use == .customMeasure {
            let value: ValueType = type == .number ? .number : type == .yesNo ? .yesno : .string
            let parts = Measure(form: .expression(template, value), filters: [], distinctKey: nil, percentile: nil)
            let view = standing.first.flatMap { result.explore.reference($0)?.view } ?? base
            let field = made(
                definition ?? DynamicField(name: name, kind: .dimension(expression: text)), type: value.rawValue,
                .measure(parts), on: view)
            result.dimensions[name] = .expression(parsed)
            put(field)
            return field
        }
        let (typeName, kind): (String, FieldKind) =
            switch type {
            case .number: ("number", .plain(template, .number))
            case .yesNo: ("yesno", .yesno(template))
            case .date:
                (
                    "date_time",
                    .timeframe(.time, template, TimeColumn(dataType: .datetime, convertsZone: false))
                )
            case .string, .list, .any: ("string", .plain(template, .string))
            }
        let view = standing.first.flatMap { result.explore.reference($0)?.view } ?? base
        let field = made(
            definition ?? DynamicField(name: name, kind: .dimension(expression: text)), type: typeName, kind, on: view)
        result.dimensions[name] = .expression(parsed)
        put(field)
        return field
    }

    /// The field that a custom field names: the explore's, or another custom one.
    private mutating func named(_ name: String, for own: String) throws(QueryError) -> Field {
        try add(name)
        guard let field = result.explore.field(name) else {
            throw QueryError(
                .unknownField, "The custom field `\(own)` uses `\(name)`, which is not in the explore.", field: name,
                suggestion: Suggestion.nearest(
                    to: name, in: Array(result.explore.fieldsByName.keys) + Array(waiting.keys)))
        }
        return field
    }

    private mutating func dimension(_ name: String, for own: String) throws(QueryError) -> Field {
        let field = try named(name, for: own)
        guard field.category == .dimension else {
            throw QueryError(.badExpression, "`\(own)` is made from a dimension, and `\(name)` is none.", field: own)
        }
        return field
    }

    private mutating func put(_ field: Field) { result.explore.fieldsByName[field.name] = field }

    private func made(
        _ definition: DynamicField, type: String, _ kind: FieldKind, on view: String, like source: Field? = nil
    ) -> Field {
        let label = definition.label ?? definition.name
        let isMeasure = if case .measure = kind { true } else { false }
        let format =
            definition.valueFormat ?? definition.valueFormatName.flatMap { model.valueFormat(named: $0) }
            ?? source?.valueFormat
        return Field(
            name: definition.name, view: view, shortName: definition.name, category: isMeasure ? .measure : .dimension,
            type: type, kind: kind, label: label, labelShort: label, viewLabel: "Custom Fields", fieldGroupLabel: nil,
            fieldGroupVariant: nil, dimensionGroup: nil, description: definition.description, hidden: false,
            primaryKey: false, valueFormat: format, valueFormatName: definition.valueFormatName,
            drillFields: source?.drillFields ?? [], tags: [], suggestions: nil,
            location: SQLTemplate(standingOn: []).location)
    }

    private static func error(_ problem: ExpressionProblem, _ what: String, _ name: String) -> QueryError {
        QueryError(
            .badExpression,
            "\(what) can't be read: \(problem.message) (character \(problem.span.lowerBound + 1)).", field: name,
            suggestion: problem.suggestion)
    }
}
