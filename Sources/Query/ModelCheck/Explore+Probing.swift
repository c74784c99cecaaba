import SemanticModel

extension Explore {
    /// The explore with these of its views alone and without any condition of its own, and with a column in each view
    /// that reads nothing: asking for it brings the view's rows in.
    ///
    /// - Parameter change: Puts conditions back that are to be looked at.
    func probe(_ views: [JoinedView], _ change: (inout Explore) -> Void = { _ in }) -> Explore {
        var probe = self
        probe.views = views
        probe.alwaysFilters = []
        probe.accessFilters = []
        probe.conditionalFilter = nil
        probe.sqlAlwaysWhere = nil
        probe.sqlAlwaysHaving = nil
        probe.alwaysJoin = []
        probe.cancelGroupingFields = []
        for view in views {
            let row = view.rowField(at: self)
            probe.fieldsByName[row.name] = row
        }
        change(&probe)
        return probe
    }
}

extension Explore {
    /// The full names of all fields on which some SQL stands, directly or by way of others.
    func fieldsBelow(_ templates: [SQLTemplate]) -> Set<String> {
        var found: Set<String> = []
        var waiting = templates.flatMap(\.fieldNames)
        while let name = waiting.popLast() {
            guard found.insert(name).inserted, let field = reference(name) else { continue }
            waiting += named(by: field)
        }
        return found
    }

    /// The full names of all fields on which a field stands, without itself.
    func fieldsBelow(_ field: Field) -> Set<String> {
        var found = fieldsBelow(field.sqlTemplates)
        for name in named(by: field) where found.insert(name).inserted {
            if let other = reference(name) { found.formUnion(fieldsBelow(other.sqlTemplates)) }
        }
        found.remove(field.name)
        return found
    }

    /// The key by which rows of a measure are told apart where joins repeat them.
    func key(of field: Field) -> String? {
        guard field.category == .measure, let key = view(field.view)?.primaryKey else { return nil }
        return "\(field.view).\(key)"
    }

    private func named(by field: Field) -> [String] {
        var names = field.sqlTemplates.flatMap(\.fieldNames)
        if case .measure(let measure) = field.kind { names += measure.filters.map(\.field) }
        return names
    }
}

extension JoinedView {
    /// The name of the column that reads nothing. No author's field has it: names hold no blanks.
    var rowFieldName: String { alias + ".any row" }

    fileprivate func rowField(at explore: Explore) -> Field {
        let sql = SQLTemplate(parts: [.text("1")], view: alias, location: explore.location)
        return Field(
            name: rowFieldName, view: alias, shortName: "any row", category: .dimension, type: "number",
            kind: .plain(sql, .number), label: "", labelShort: "", viewLabel: "", fieldGroupLabel: nil,
            fieldGroupVariant: nil, dimensionGroup: nil, description: nil, hidden: true, primaryKey: false,
            valueFormat: nil, valueFormatName: nil, drillFields: [], tags: [], suggestions: nil,
            location: explore.location)
    }
}

/// Which views of an explore a piece of its SQL needs, all fields on the way included.
struct ViewNeeds {
    private let explore: Explore
    private var known: [String: Set<String>] = [:]

    init(_ explore: Explore) { self.explore = explore }

    mutating func views(of templates: [SQLTemplate]) -> Set<String> {
        templates.reduce(into: []) { views, template in
            if let view = template.view { views.insert(view) }
            for name in template.fieldNames { views.formUnion(self.views(of: name)) }
        }
    }

    mutating func views(of field: Field) -> Set<String> { views(of: field.name, field) }

    private mutating func views(of name: String) -> Set<String> {
        guard let field = explore.reference(name) else { return [String(name.prefix { $0 != "." })] }
        return views(of: field.name, field)
    }

    private mutating func views(of name: String, _ field: Field) -> Set<String> {
        if let known = known[name] { return known }
        // Stands for the answer while it is found, so that a circle ends.
        known[name] = [field.view]
        var found = views(of: field.sqlTemplates)
        if case .measure(let measure) = field.kind {
            for filter in measure.filters { found.formUnion(views(of: filter.field)) }
        }
        found.insert(field.view)
        known[name] = found
        return found
    }

    mutating func views(of view: JoinedView) -> Set<String> {
        guard let join = view.join else { return [] }
        var found = views(of: [join.on, join.rawClause, join.sqlWhere].compactMap(\.self))
        found.formUnion(join.requiredJoins)
        found.remove(view.alias)
        return found
    }
}
