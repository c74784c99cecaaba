internal import LookerExpressions
internal import SemanticModel

/// Finds for what a query uses the columns of an aggregate table.
struct AggregateTableMatcher {
    let query: ResolvedQuery
    let base: FieldExpressions
    /// As of the moment at which it was built.
    let table: AggregateTableQuery.Resolved
    private var cover = AggregateTableCover()
    /// What has to be right about a dimension, by its name.
    private var needs: [String: Need] = [:]

    private struct Need {
        /// Whether its value is used, and not only compared with dates.
        var isShown = false
        var dates: [DateFilter] = []
    }

    init(query: ResolvedQuery, base: FieldExpressions, table: AggregateTableQuery.Resolved) {
        self.query = query
        self.base = base
        self.table = table
    }

    private var own: ResolvedQuery { table.query }
    private var isSameZone: Bool { query.zone.isSame(as: own.zone) }

    mutating func match() throws(Misfit) -> AggregateTableCover {
        if query.measures.isEmpty,
            query.dimensions.contains(where: { query.explore.cancelGroupingFields.contains($0.name) })
        {
            throw Misfit("has groups, and this query has none (`cancel_grouping_fields`)")
        }
        for field in query.dimensions {
            try use(field)
            if let name = field.details.orderByField, let other = query.explore.reference(name),
                other.category != .measure
            {
                try use(other)
            }
        }
        for field in query.measures { try use(measure: field) }
        for field in query.customFilters { try use(field) }
        for rule in query.explore.accessFilters {
            guard let field = query.explore.reference(rule.field) else { continue }
            guard field.filterGrammar != .date else {
                throw Misfit("can't hold the access filter on the time `\(field.name)`")
            }
            try use(field)
        }
        if let having = query.explore.sqlAlwaysHaving { try use(having, of: nil) }
        for filter in query.filters { try use(filter) }
        for filter in own.filters { try checkImplied(filter) }
        return cover
    }

    // MARK: Dimensions

    private mutating func use(_ field: Field) throws(Misfit) {
        guard own.explore.reference(field.name) != nil else { return try use(custom: field) }
        try use(field, Need(isShown: true))
    }

    private mutating func use(_ field: Field, _ more: Need) throws(Misfit) {
        var need = needs[field.name] ?? Need()
        need.isShown = need.isShown || more.isShown
        need.dates += more.dates
        cover.dimensions[field.name] = try source(of: field, need)
        needs[field.name] = need
    }

    private func source(of field: Field, _ need: Need) throws(Misfit) -> Field {
        let dimensions = table.dimensions
        let same = dimensions.filter { $0.name == field.name }
        let times = dimensions.filter { $0.name != field.name && $0.isSameTime(as: field) }
        var reason = "has no dimension `\(field.name)`"
        for candidate in same + times {
            if let obstacle = obstacle(to: candidate, for: field, need) { reason = obstacle } else { return candidate }
        }
        throw Misfit(reason)
    }

    /// Why a dimension of the table does not give one of the query's; `nil` when it does.
    private func obstacle(to candidate: Field, for field: Field, _ need: Need) -> String? {
        guard case .timeframe(let own, _, let column) = candidate.kind, case .timeframe(let asked, _, _) = field.kind
        else { return candidate.name == field.name ? nil : "has no dimension `\(field.name)`" }
        guard let stored = StoredTime(own) else {
            return candidate.name == field.name && need.dates.isEmpty ? nil : "has no dimension `\(field.name)`"
        }
        if need.isShown, candidate.name != field.name, !stored.gives(asked) {
            return "keeps `\(candidate.name)`, from which `\(field.name)` can't be had"
        }
        if own == .raw { return nil }
        let converts = column.convertsZone && column.dataType != .date && column.dataType != .yyyymmdd
        for case .interval(let start, let end) in need.dates.flatMap(\.terms) {
            for bound in [start, end].compactMap(\.self) {
                let isStart = stored.starts(
                    at: bound, weekStart: query.model.weekStartDay.rawValue,
                    fiscalMonthOffset: query.model.fiscalMonthOffset ?? 0)
                guard isStart, !converts || query.zone.isPlain(at: bound) else {
                    return "keeps `\(candidate.name)`, and the filter on `\(field.name)` starts or ends within one"
                }
            }
        }
        return nil
    }

    private mutating func use(custom field: Field) throws(Misfit) {
        guard !cover.custom.contains(field.name) else { return }
        cover.custom.insert(field.name)
        switch query.custom[field.name] {
        case .groups(let of, let groups, _)?:
            guard own.explore.reference(of.name) != nil else { return try use(custom: of) }
            var need = Need(isShown: true)
            for case .date(let dates) in groups.map(\.filter) { need.dates.append(dates) }
            if groups.contains(where: { Self.asksForUnknown($0.filter, on: of) }) {
                throw Misfit("keeps `\(of.name)` as yes or no, and the query asks where it is unknown")
            }
            try use(of, need)
        case .expression(let expression)?:
            for (reference, _) in expression.fields {
                guard let part = query.explore.reference(reference.name) else { continue }
                if case .timeframe = part.kind {
                    throw Misfit("keeps no times as exact as the custom field `\(field.name)` may want them")
                }
                try checkKnown(part, in: field)
                try use(part)
            }
        case nil:
            guard case .tier(let template, _, _) = field.kind else {
                throw Misfit("has no field `\(field.name)`")
            }
            for case .field(let name) in template.parts {
                guard let part = query.explore.reference(name) else { continue }
                try use(part)
            }
        }
    }

    /// A table keeps yes and no, and no third value.
    private func checkKnown(_ part: Field, in field: Field) throws(Misfit) {
        if part.isCondition { throw Misfit("keeps `\(part.name)` as yes or no, and `\(field.name)` computes with it") }
    }

    private static func asksForUnknown(_ filter: FieldFilter, on field: Field) -> Bool {
        field.isCondition && (filter == .boolean(.isNull) || filter == .boolean(.isNotNull))
    }

    // MARK: Measures

    private mutating func use(measure field: Field) throws(Misfit) {
        guard cover.measures[field.name] == nil, case .measure(let measure) = field.kind else { return }
        if case .periodOverPeriod? = measure.calculation {
            throw Misfit("knows nothing of the earlier period of `\(field.name)`")
        }
        if let form = table.measures.forms[field.name] {
            cover.measures[field.name] = .kept(form)
            if case .fixed = form { cover.fixed.append(field.name) }
            return
        }
        guard case .expression(let template, _) = measure.form else {
            throw Misfit("has no measure `\(field.name)`")
        }
        // The placeholder stops circles, which the query itself has reported already.
        cover.measures[field.name] = .computed(template)
        cover.measures[field.name] = .computed(try use(template, of: field))
    }

    /// SQL over measures.
    @discardableResult
    private mutating func use(_ template: SQLTemplate, of field: Field?) throws(Misfit) -> SQLTemplate {
        let name = field.map { "`\($0.name)`" } ?? "`sql_always_having`"
        var rendered = template
        rendered.parts = try Misfit.catching { () throws(QueryError) in try base.parts(of: template) }
        // Once is enough.
        guard !rendered.containsLiquid || !template.containsLiquid else {
            throw Misfit("can't tell what Liquid makes of \(name)")
        }
        for part in rendered.parts {
            switch part {
            case .text:
                guard !KeptMeasures.aggregates(part) else {
                    throw Misfit(field == nil ? "has no rows for \(name)" : "has no measure \(name)")
                }
            case .table, .tableName: throw Misfit("has no rows for \(name)")
            case .field(let reference):
                let other = try Misfit.catching { () throws(QueryError) in try base.named(reference, in: template) }
                if other.category == .measure {
                    try use(measure: other)
                } else {
                    guard !other.isCondition else {
                        throw Misfit("keeps `\(other.name)` as yes or no, and \(name) computes with it")
                    }
                    try use(other)
                }
            }
        }
        return rendered
    }

    // MARK: Filters

    private mutating func use(_ filter: ResolvedFilter) throws(Misfit) {
        let field = filter.field
        switch field.category {
        case .measure: try use(measure: field)
        case .parameter: return
        case .filter:
            guard case .filterOnly(_, nil) = field.kind else {
                throw Misfit("has no rows for the condition of the filter `\(field.name)`")
            }
            return
        case .dimension:
            do {
                try use(dimensionOf: filter)
            } catch {
                let holds = own.filters.contains { own in
                    isOn(own.field, field) && FilterImplication.same(own.filter, filter.filter)
                }
                if holds { return }
                throw error
            }
        }
        cover.filters.append(filter)
    }

    private mutating func use(dimensionOf filter: ResolvedFilter) throws(Misfit) {
        let field = filter.field
        switch filter.filter {
        case .location: throw Misfit("has no coordinates for the filter on `\(field.name)`")
        case .date(let dates):
            guard case .timeframe = field.kind, own.explore.reference(field.name) != nil else { return try use(field) }
            try use(field, Need(dates: [dates]))
        case _ where Self.asksForUnknown(filter.filter, on: field):
            throw Misfit("keeps `\(field.name)` as yes or no, and the query asks where it is unknown")
        default: try use(field)
        }
    }

    private func checkImplied(_ own: ResolvedFilter) throws(Misfit) {
        let isImplied = query.filters.contains { filter in
            isOn(own.field, filter.field) && FilterImplication.holds(filter.filter, implies: own.filter)
        }
        guard isImplied else {
            throw Misfit(
                "has only rows where `\(own.field.name)` is `\(own.expression)`, and the query wants others too")
        }
    }

    /// Whether filters on two fields are on the same values.
    private func isOn(_ own: Field, _ other: Field) -> Bool {
        guard case .timeframe(_, _, let column) = own.kind, own.filterGrammar == .date else {
            return own.name == other.name
        }
        guard isSameZone || !column.convertsZone else { return false }
        return own.name == other.name || other.filterGrammar == .date && own.isSameTime(as: other)
    }
}
