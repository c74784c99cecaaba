internal import SemanticModel

/// Where a click on a cell leads: to the rows behind a measure, or to a dimension's value by another dimension.
struct Drills: Sendable {
    private let facts: QueryFacts
    private let columns: CellColumns
    private let pivots: [String]
    /// What a dimension's value is taken apart by, and the fields of that query, by the dimension's column.
    private let steps: [Int: [(field: Field, fields: [String])]]

    init(_ columns: CellColumns, pivots: [String], facts: QueryFacts) {
        self.columns = columns
        self.pivots = pivots
        self.facts = facts
        var steps: [Int: [(field: Field, fields: [String])]] = [:]
        let names = columns.fields.map(\.name).filter { facts.explore.field($0) != nil }
        for (place, field) in columns.fields.enumerated() where field.category == .dimension {
            let targets = Self.targets(of: field, in: facts.explore).filter { !names.contains($0.name) }
            if !targets.isEmpty {
                steps[place] = targets.map { target in
                    (ShownLabels.applied(to: target, facts), names.map { $0 == field.name ? target.name : $0 })
                }
            }
        }
        self.steps = steps
    }

    /// Whether cells of the field may lead to anything: to what it is made of, to other addresses, to actions.
    ///
    /// - Parameter names: The fields of the query; what they show already is no step.
    static func areThere(for field: Field, in explore: Explore, beside names: [String]) -> Bool {
        if !field.details.links.isEmpty || !field.details.actions.isEmpty { return true }
        switch field.category {
        case .measure: return !field.drillFields.isEmpty
        case .dimension: return targets(of: field, in: explore).contains { !names.contains($0.name) }
        case .filter, .parameter: return false
        }
    }

    func links(of place: Int, in row: CellRow) -> [CellLink] {
        guard place < row.batch.columns.count else { return [] }
        let field = columns.fields[place]
        switch field.category {
        case .measure: return measure(field, place, row).map { [$0] } ?? []
        case .dimension: return dimension(field, place, row)
        case .filter, .parameter: return []
        }
    }

    /// `drill_fields`, then the finer timeframes of the same group.
    static func targets(of field: Field, in explore: Explore) -> [Field] {
        var targets: [Field] = []
        func add(_ field: Field) { if !targets.contains(where: { $0.name == field.name }) { targets.append(field) } }
        for name in field.drillFields where name != field.name {
            if let target = explore.field(name), target.category == .dimension { add(target) }
        }
        guard let group = field.dimensionGroup, case .timeframe(let own, _, _) = field.kind, let rank = own.fineness
        else { return targets }
        let finer = explore.fields.compactMap { other -> (Int, Field)? in
            guard other.dimensionGroup == group, !other.hidden, case .timeframe(let timeframe, _, _) = other.kind,
                let fineness = timeframe.fineness, fineness > rank
            else { return nil }
            return (fineness, other)
        }
        for (_, target) in finer.sorted(by: { $0.0 < $1.0 }) { add(target) }
        return targets
    }

    private func measure(_ field: Field, _ place: Int, _ row: CellRow) -> CellLink? {
        guard !field.drillFields.isEmpty, let text = row.text(place) else { return nil }
        var url = url(fields: field.drillFields)
        for (place, dimension) in columns.fields.enumerated()
        where dimension.category == .dimension && place < row.batch.columns.count {
            guard !dimension.details.skipsDrillFilter, facts.explore.field(dimension.name) != nil,
                let expression = ValueFilter.expression(for: row.text(place), of: dimension)
            else { continue }
            url.filters.append((dimension.name, expression))
        }
        var counts = false
        if case .measure(let measure) = field.kind {
            for filter in measure.filters { add(filter.field, filter.expression, to: &url) }
            if case .aggregate(let aggregate, _) = measure.form { counts = aggregate == .count }
        }
        addQueryFilters(to: &url)
        let shown = columns.renderers[place].text(of: row.batch.columns[place], row: row.row) ?? text
        return CellLink(kind: .measure, label: counts ? "Show All \(shown)" : "Show All", url: url.path)
    }

    private func dimension(_ field: Field, _ place: Int, _ row: CellRow) -> [CellLink] {
        guard let steps = steps[place], let expression = ValueFilter.expression(for: row.text(place), of: field) else {
            return []
        }
        return steps.map { target, fields in
            var url = url(fields: fields)
            url.filters.append((field.name, expression))
            addQueryFilters(to: &url)
            url.pivots = pivots.filter(fields.contains)
            let name =
                target.dimensionGroup != nil && target.dimensionGroup == field.dimensionGroup
                ? target.fieldGroupVariant ?? target.labelShort : target.labelShort
            return CellLink(
                kind: .drill, label: "by \(name)", url: url.path, heading: "Drill into \(field.labelShort)")
        }
    }

    private func url(fields: [String]) -> ExploreURL {
        ExploreURL(
            model: facts.model.name, explore: facts.explore.name, fields: fields, limit: ExploreURL.usualLimit,
            timezone: facts.hasOwnTimezone ? facts.timezone : nil)
    }

    /// The query's filters where the row doesn't say more. Conditions on measures belong to the groups of the query that
    /// was asked, and not to what they are made of.
    private func addQueryFilters(to url: inout ExploreURL) {
        for (name, expression) in facts.filters.sorted(by: { $0.key < $1.key }) {
            guard facts.explore.field(name).map({ $0.category != .measure }) ?? false else { continue }
            add(name, expression, to: &url)
        }
    }

    private func add(_ field: String, _ expression: String, to url: inout ExploreURL) {
        guard !url.filters.contains(where: { $0.field == field }) else { return }
        url.filters.append((field, expression))
    }
}
