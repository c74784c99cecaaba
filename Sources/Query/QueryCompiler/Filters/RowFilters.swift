internal import SQL
internal import SemanticModel

/// A condition with the views that it reads.
struct Condition {
    var sql: SQLExpression
    var views: Set<String>
}

/// The conditions on rows of a query: the explore's own, the user's rules, and the query's filters.
struct RowFilters {
    let query: ResolvedQuery
    let context: QueryContext
    let fields: FieldExpressions
    let writer: FilterSQL

    func conditions() throws(QueryError) -> [Condition] {
        var conditions: [Condition] = []
        if let always = query.explore.sqlAlwaysWhere {
            conditions.append(Condition(sql: try fields.expand(always), views: try fields.views(of: always)))
        }
        for rule in query.explore.accessFilters { conditions.append(try condition(rule)) }
        for field in query.customFilters {
            conditions.append(Condition(sql: try fields.reference(field), views: try fields.views(of: field)))
        }
        if let end = try endOfEarlierPeriod() { conditions.append(end) }
        for filter in query.filters where filter.field.category != .measure {
            if let condition = try condition(filter.filter, on: filter.field) { conditions.append(condition) }
        }
        return conditions
    }

    /// An earlier period counts only as far as the present one has come, where its measure says so.
    private func endOfEarlierPeriod() throws(QueryError) -> Condition? {
        guard let shift = fields.shift, let end = shift.end, let field = query.explore.reference(shift.field),
            case .timeframe(_, let template, let column) = field.kind
        else { return nil }
        let (source, stored) = try fields.time(of: field, template, column)
        let past = DateFilter(terms: [.interval(start: nil, end: end)])
        guard let sql = writer.condition(past, on: source, stored: stored) else { return nil }
        return Condition(sql: sql, views: try fields.views(of: field))
    }

    /// `nil` when every row passes.
    func condition(_ filter: FieldFilter, on field: Field) throws(QueryError) -> Condition? {
        switch field.category {
        case .parameter: return nil
        case .filter:
            // The condition that its author wrote holds as soon as the filter has a value.
            guard case .filterOnly(_, let template?) = field.kind else { return nil }
            return Condition(sql: try fields.expand(template), views: try fields.views(of: field))
        case .dimension, .measure: break
        }
        guard let sql = try fields.condition(filter, on: field) else { return nil }
        return Condition(sql: sql, views: try fields.views(of: field))
    }

    /// The rule of one `access_filter`. Without a value for the attribute nobody may see anything.
    private func condition(_ rule: AccessFilter) throws(QueryError) -> Condition {
        guard let field = query.explore.reference(rule.field) else {
            throw QueryError(
                .unknownField, "The explore's access_filter names `\(rule.field)`, which it does not have.",
                field: rule.field)
        }
        let nothing = Condition(sql: "1 = 0", views: [])
        guard let value = context.userAttributes[rule.userAttribute], !value.isEmpty else { return nothing }
        // One value or several, separated by commas. Text is compared as it is: wildcards in an attribute must not open
        // more than was meant.
        if field.filterGrammar == .string {
            let values = value.split(separator: ",").map(Self.trimmed).filter { !$0.isEmpty }
            guard !values.isEmpty else { return nothing }
            let filter = FieldFilter.string(StringFilter(including: values.map { .equals($0) }, excluding: []))
            return try condition(filter, on: field) ?? nothing
        }
        guard let filter = try query.reader.parsed(value, on: field) else { return nothing }
        if case .number(let numbers) = filter.filter {
            let areExact = numbers.including.allSatisfy { if case .equals = $0 { true } else { false } }
            guard areExact, numbers.excluding.isEmpty else { return nothing }
        }
        return try condition(filter.filter, on: field) ?? nothing
    }

    private static func trimmed(_ text: Substring) -> String {
        let front = text.drop(while: \.isWhitespace)
        return String(front.reversed().drop(while: \.isWhitespace).reversed())
    }
}
