internal import SemanticModel

/// What a template of a cell can ask of its row.
protocol LiquidRow {
    /// The value of a field; `nil` when the row has no such field.
    func value(of field: Field) -> LiquidValue?
    /// The value as people read it.
    func rendered(_ field: Field) -> LiquidValue?
    /// The filter expression that lets through this value and no other.
    func filterText(of field: Field) -> String?
    /// Where a click on the cell leads; empty where it leads nowhere.
    func link(of field: Field) -> String?
}

/// What Liquid outside of SQL can ask: of a label, a link or the HTML of a cell (LookML's variables).
struct PageLiquidContext<Escaper: LiquidEscaper>: LiquidContext {
    let facts: QueryFacts
    /// The field whose text this is.
    let field: Field
    /// `nil` where there is no row, as in labels.
    let row: (any LiquidRow)?
    let escaper: Escaper

    var now: Int64 { facts.now }

    func value(at path: [String]) throws(LiquidRefusal) -> LiquidValue? {
        guard let first = path.first, let last = path.last else { return nil }
        switch (first, path.count) {
        case ("_filters", 2): return .user(named(last).map(facts.filter) ?? facts.filters[last] ?? "")
        case ("_user_attributes", 2): return facts.userAttributes[last].map { .user($0) }
        case ("_access_filters", 2):
            let rule = facts.explore.accessFilters.first { $0.field == last }
            return (rule.flatMap { facts.userAttributes[$0.userAttribute] }).map { .user($0) }
        case ("_model", 2) where last == "_name": return .author(facts.model.name)
        case ("_explore", 2) where last == "_name": return .author(facts.explore.name)
        case ("_view", 2) where last == "_name": return .author(field.view)
        case ("_field", 2) where last == "_name": return .author(field.name)
        case ("_dialect", 2) where last == "_name": return .author(facts.dialect)
        case ("_query", 2) where last == "_query_timezone": return .author(facts.timezone)
        case ("row", 2): return named(last).flatMap { row?.value(of: $0) }
        case (_, 1): return property("_" + first, of: field)
        default: return try ofField(path)
        }
    }

    private func ofField(_ path: [String]) throws(LiquidRefusal) -> LiquidValue? {
        let subject = path.dropLast().joined(separator: ".")
        guard let last = path.last, last.hasPrefix("_") else {
            return named(path.joined(separator: ".")).flatMap { row?.value(of: $0) }
        }
        guard let other = named(subject) else {
            guard last == "_in_query", facts.explore.view(subject) != nil else { return nil }
            let used = facts.selected.union(facts.filters.filter { !$0.value.isEmpty }.keys)
            return .boolean(used.contains { $0.hasPrefix(subject + ".") })
        }
        switch last {
        case "_in_query": return .boolean(facts.selected.contains(other.name) || facts.isFiltered(other))
        case "_is_selected": return .boolean(facts.selected.contains(other.name))
        case "_is_filtered": return .boolean(facts.isFiltered(other))
        case "_parameter_value":
            return other.category == .parameter
                ? .user(other.parameterLiteral(chosen: facts.filters[other.name])) : nil
        default: return property(last, of: other)
        }
    }

    /// What a cell of the row is made of.
    private func property(_ name: String, of field: Field) -> LiquidValue? {
        guard let row else { return nil }
        switch name {
        case "_value": return row.value(of: field)
        case "_rendered_value": return row.rendered(field)
        case "_filterable_value": return row.filterText(of: field).map { .user($0) }
        case "_link": return row.link(of: field).map { .author($0) }
        case "_linked_value":
            guard let rendered = row.rendered(field) else { return nil }
            guard let link = row.link(of: field), !link.isEmpty, case .text(let text) = rendered else {
                return rendered
            }
            return .html("<a href=\"\(HTMLText.escaped(link))\">\(HTMLText.escaped(text.text))</a>")
        default: return nil
        }
    }

    /// A field by its name, the own view's before others.
    private func named(_ name: String) -> Field? {
        facts.explore.reference("\(field.view).\(name)") ?? facts.explore.reference(name)
    }
}

extension LiquidTemplate {
    /// A text without Liquid as it is; `nil` when the Liquid in it can't be evaluated.
    static func shown(
        _ text: String, facts: QueryFacts, field: Field, row: (any LiquidRow)? = nil,
        as escaper: some LiquidEscaper = LiquidPlainText()
    ) -> String? {
        guard isIn(text) else { return text }
        return try? parse(text).render(
            PageLiquidContext(facts: facts, field: field, row: row, escaper: escaper))
    }
}
