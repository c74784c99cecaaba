internal import LookML

/// Reads `explore_source`: the query of a native derived table or of a test.
struct ExploreSourceReader {
    let settings: ModelSettings
    let problems: ProblemList
    /// The explores of the model, guarded ones included.
    let explores: ExploreTable
    /// Their texts.
    let objects: MergedObjects

    /// `nil`, after a report, when there is no such explore or a column can't be had.
    func source(_ item: LookMLItem, _ block: LookMLBlock) -> ExploreSource? {
        guard let name = block.name else {
            problems.report(
                "missing-name", "`explore_source` has to name an explore.", at: item.location,
                suggestion: "explore_source: orders { … }")
            return nil
        }
        guard let explore = explores.explore(name.value) else {
            if objects.isTemplate(name.value) {
                problems.report(
                    "extension-required", "The explore `\(name.value)` exists only to be extended.", at: name.location)
            } else {
                problems.report(
                    "unknown-explore", "There is no explore `\(name.value)` in this model.", at: name.location,
                    suggestion: Suggestion.nearest(to: name.value, in: explores.all.map(\.name)))
            }
            return nil
        }
        guard let columns = columns(block, explore) else { return nil }
        return ExploreSource(
            explore: explore.name, columns: columns, derivedColumns: derivedColumns(block, columns),
            filters: filters(block, explore), bindings: bindings(block, explore),
            bindsAllFilters: block.flag("bind_all_filters") ?? false,
            customFilter: block.text("expression_custom_filter"), sorts: sorts(block, explore),
            limit: block.text("limit").flatMap { Int($0) }, timezone: block.text("timezone"), location: item.location)
    }

    /// The field of an explore, by what somebody wrote; `nil` after a report.
    func field(_ token: LookMLToken, in explore: Explore) -> Field? {
        let name = settings.qualified(token.value, inExplore: explore.name)
        if let field = explore.existing(name) { return field }
        problems.report(
            "unknown-field", "The explore `\(explore.name)` has no field `\(name)`.", at: token.location,
            suggestion: Suggestion.nearest(to: name, in: explore.fieldsByName.keys))
        return nil
    }

    private func columns(_ block: LookMLBlock, _ explore: Explore) -> [ExploreSource.Column]? {
        var columns: [ExploreSource.Column] = []
        var isWhole = true
        for (item, column) in block.blocks("column") {
            guard let name = column.name else {
                problems.report("missing-name", "This column has no name.", at: item.location)
                continue
            }
            guard !columns.contains(where: { $0.name == name.value }) else {
                reportDuplicate(name)
                continue
            }
            guard let field = field(column.token("field") ?? name, in: explore) else {
                isWhole = false
                continue
            }
            columns.append(.init(name: name.value, field: field.name))
        }
        return isWhole ? columns : nil
    }

    private func derivedColumns(
        _ block: LookMLBlock, _ columns: [ExploreSource.Column]
    ) -> [ExploreSource.DerivedColumn] {
        var derived: [ExploreSource.DerivedColumn] = []
        for (item, column) in block.blocks("derived_column") {
            guard let name = column.name, let sql = column.text("sql") else {
                problems.report("missing-parameter", "`derived_column` needs a name and `sql`.", at: item.location)
                continue
            }
            let isTaken = columns.contains { $0.name == name.value } || derived.contains { $0.name == name.value }
            guard !isTaken else {
                reportDuplicate(name)
                continue
            }
            derived.append(.init(name: name.value, sql: sql))
        }
        return derived
    }

    private func reportDuplicate(_ name: LookMLToken) {
        problems.report(
            "duplicate-name", "There is a column `\(name.value)` already.", at: name.location,
            suggestion: "Rename one of them.")
    }

    private func filters(_ block: LookMLBlock, _ explore: Explore) -> [FieldFilterText] {
        block.filters.compactMap { filter in
            guard let field = field(filter.field, in: explore) else { return nil }
            FilterCheck.check(filter.value, for: field, problems: problems)
            return FieldFilterText(field: field.name, expression: filter.value.value)
        }
    }

    private func bindings(_ block: LookMLBlock, _ explore: Explore) -> [ExploreSource.Binding] {
        block.blocks("bind_filters").compactMap { item, binding in
            guard let from = binding.token("from_field"), let to = binding.token("to_field") else {
                problems.report(
                    "missing-parameter", "`bind_filters` needs `from_field` and `to_field`.", at: item.location)
                return nil
            }
            guard let field = field(to, in: explore) else { return nil }
            return .init(from: from.value, to: field.name)
        }
    }

    private func sorts(_ block: LookMLBlock, _ explore: Explore) -> [String] {
        block.sorts.compactMap { sort in field(sort.field, in: explore).map { $0.name + sort.suffix } }
    }
}

extension Explore {
    /// The field of this name, also one behind an access grant.
    func existing(_ name: String) -> Field? { fieldsByName[name] ?? guarded?.fieldsByName[name] }
}

extension LookMLScope {
    /// `sorts: [orders.total: desc, status]`; the suffix is " desc" or nothing.
    var sorts: [(field: LookMLToken, suffix: String)] {
        guard let item = item("sorts") else { return [] }
        guard case .list(let list) = item.value else { return (strings("sorts") ?? []).map { ($0, "") } }
        return list.elements.map { element in
            switch element.content {
            case .literal(let token), .string(let token): (token, "")
            case .pair(let key, _, let value): (key, value.value.lowercased() == "desc" ? " desc" : "")
            }
        }
    }
}
