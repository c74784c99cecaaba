internal import LookML
internal import SQL
internal import SemanticModel

/// Rewrites a query onto an aggregate table: an explore of one view, in which each field that the query uses has its own
/// name and reads the table's columns. Everything after that works as for any other query.
struct AggregateTableExplore {
    let query: ResolvedQuery
    let table: AggregateTableQuery.Resolved
    let cover: AggregateTableCover
    /// Of the aggregate table in the model; the alias in the statement.
    let name: String
    /// As it stands in FROM.
    let builtName: String
    let location: SourceLocation
    let dialect: Dialect

    func rewritten() throws(Misfit) -> ResolvedQuery {
        var fields: [String: Field] = [:]
        for (name, source) in cover.dimensions {
            guard let field = query.explore.reference(name) else { continue }
            fields[name] = moved(field, try dimension(field, from: source))
        }
        for (name, source) in cover.measures {
            guard let field = query.explore.reference(name), case .measure(let measure) = field.kind else { continue }
            fields[name] = moved(field, .measure(self.measure(measure, field, source)))
        }
        for name in cover.custom {
            guard let field = query.explore.reference(name) else { continue }
            fields[name] = moved(field, field.kind)
        }
        var result = query
        result.explore = explore(fields)
        result.fields = query.fields.compactMap { fields[$0.name] }
        result.asked = query.asked.compactMap { fields[$0.name] }
        result.pivots = query.pivots.compactMap { fields[$0.name] }
        result.customFilters = query.customFilters.compactMap { fields[$0.name] }
        result.filters = cover.filters.compactMap { filter in
            fields[filter.field.name].map {
                ResolvedFilter(field: $0, expression: filter.expression, filter: filter.filter)
            }
        }
        result.custom = query.custom.compactMapValues { custom in
            guard case .groups(let of, let groups, let otherwise) = custom else { return custom }
            return fields[of.name].map { .groups(of: $0, groups, otherwise: otherwise) }
        }
        // No condition may get lost.
        guard result.filters.count == cover.filters.count, result.fields.count == query.fields.count,
            result.customFilters.count == query.customFilters.count
        else { throw Misfit("does not have all of the query's fields") }
        return result
    }

    private func explore(_ fields: [String: Field]) -> Explore {
        var explore = query.explore
        explore.views = [
            JoinedView(
                // No view of the model has a name with blanks.
                alias: name, view: "aggregate table " + name, label: name,
                source: .table(template([.text(builtName)])), primaryKey: nil, join: nil)
        ]
        explore.fields = explore.fields.compactMap { fields[$0.name] }
        explore.fieldsByName = fields
        explore.supportingFields = [:]
        explore.alwaysJoin = []
        explore.sqlAlwaysWhere = nil
        explore.cancelGroupingFields = []
        explore.usesSymmetricAggregates = true
        explore.aggregateTables = []
        return explore
    }

    private func moved(_ field: Field, _ kind: FieldKind) -> Field {
        var field = field
        field.view = name
        field.kind = kind
        if !field.details.requiredFields.isEmpty { field.details.requiredFields = [] }
        if field.details.geography != nil { field.details.geography = nil }
        return field
    }

    // MARK: Dimensions

    private func dimension(_ field: Field, from source: Field) throws(Misfit) -> FieldKind {
        let column = column(source.name)
        switch field.kind {
        case .plain(_, let type): return .plain(column, type)
        case .yesno: return .yesno(column)
        case .duration: return .plain(column, .number)
        case .timeframe(let asked, _, _):
            guard case .timeframe(let kept, _, let original) = source.kind else { return .plain(column, .string) }
            if let stored = StoredTime(kept) { return .timeframe(asked, column, stored.column(from: original)) }
            return part(asked, column)
        case .tier(_, let bounds, let style): return .tier(values(column, bounds, style), bounds: bounds, style: style)
        case .cases(let cases, let otherwise):
            return .cases(try cases.map { ($0.condition, $0.label) }.labels(of: column, self), otherwise: otherwise)
        case .measure, .filterOnly: throw Misfit("has no dimension `\(field.name)`")
        }
    }

    /// A part of a date, which the table keeps as it is shown.
    private func part(_ timeframe: Timeframe, _ column: SQLTemplate) -> FieldKind {
        switch timeframe {
        case .yesno: return .yesno(column)
        case .dayOfWeek:
            let days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
            let first = query.model.weekStartDay.rawValue - 1
            return .cases((days[first...] + days[..<first]).map { (self.is($0, column), $0) }, otherwise: nil)
        case .monthName:
            let months = [
                "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
                "November", "December",
            ]
            return .cases(months.map { (self.is($0, column), $0) }, otherwise: nil)
        case .timeOfDay, .quarterOfYear, .fiscalQuarterOfYear: return .plain(column, .string)
        default: return .plain(column, .number)
        }
    }

    /// For each label of a tier a number within its range, so that the tier is the same and sorts as before.
    private func values(_ column: SQLTemplate, _ bounds: [Double], _ style: TierStyle) -> SQLTemplate {
        let labels = TierLabels(bounds: bounds, style: style)
        var parts: [SQLTemplate.Part] = [.text("CASE ")] + column.parts
        let below = bounds.first.map { $0 - max(1, abs($0)) }
        for (place, label) in (labels.below + [labels.last]).enumerated() {
            let value = place == 0 ? below : bounds[place - 1]
            let (text, number) = (dialect.literal(.text(label)), dialect.literal(.double(value ?? 0)))
            parts.append(.text(" WHEN \(text) THEN \(number)"))
        }
        return template(parts + [.text(" END")])
    }

    /// The condition that a column is a text.
    fileprivate func `is`(_ text: String, _ column: SQLTemplate) -> SQLTemplate {
        template(column.parts + [.text(" = " + dialect.literal(.text(text)))])
    }

    // MARK: Measures

    private func measure(_ measure: Measure, _ field: Field, _ source: AggregateTableCover.MeasureSource) -> Measure {
        var result = measure
        result.filters = []
        result.distinctKey = nil
        result.percentile = nil
        switch source {
        case .computed(let template):
            if case .expression(_, let type) = measure.form { result.form = .expression(template, type) }
        case .kept(.sum): result.form = .aggregate(.sum, sql: column(field.name))
        case .kept(.min): result.form = .aggregate(.min, sql: column(field.name))
        case .kept(.max): result.form = .aggregate(.max, sql: column(field.name))
        case .kept(.average(let sum, let count)):
            let parts: [SQLTemplate.Part] =
                [.text("1.0 * SUM(")] + column(sum).parts + [.text(") / NULLIF(SUM(")] + column(count).parts
                + [.text("), 0)")]
            result.form = .expression(template(parts), .number)
        case .kept(.fixed):
            // One row for each group: any aggregate gives its value.
            let value = template([.text("MIN(")] + column(field.name).parts + [.text(")")])
            result.form = .expression(value, Self.type(of: measure))
        }
        return result
    }

    private static func type(of measure: Measure) -> ValueType {
        switch measure.form {
        case .aggregate(.list, _): .string
        case .aggregate: .number
        case .expression(_, let type): type
        }
    }

    // MARK: SQL

    private func column(_ alias: String) -> SQLTemplate {
        let aliases = (table.dimensions + table.measures.columns).map(\.name)
        let names = AggregateTableQuery.columnNames(aliases, dialect)
        let column = aliases.firstIndex(of: alias).map { names[$0] } ?? alias
        return template([.table, .text("." + dialect.quoted(column))])
    }

    private func template(_ parts: [SQLTemplate.Part]) -> SQLTemplate {
        SQLTemplate(parts: parts, view: name, location: location)
    }
}

extension [(SQLTemplate, String)] {
    /// Each label once, by the column that holds it.
    fileprivate func labels(
        of column: SQLTemplate, _ explore: AggregateTableExplore
    ) throws(Misfit) -> [(condition: SQLTemplate, label: String)] {
        var labels: [(condition: SQLTemplate, label: String)] = []
        for (_, label) in self where !labels.contains(where: { $0.label == label }) {
            let condition = explore.is(label, column)
            guard !condition.containsLiquid else { throw Misfit("keeps the label `\(label)`, which looks like Liquid") }
            labels.append((condition, label))
        }
        return labels
    }
}
