internal import LookML

/// Reads the queries that an explore holds itself: quick starts, and those of aggregate tables.
struct SavedQueryReader {
    let draft: ExploreDraft
    private var scope: ModelScope { draft.scope }
    private var problems: ProblemList { draft.scope.problems }

    init(draft: ExploreDraft) { self.draft = draft }

    func quickStarts(_ explore: NamedObject) -> [ExploreQueryText] {
        explore.blocks("query").compactMap { item, block in
            guard let name = block.name?.value else {
                problems.report("missing-name", "This query has no name.", at: item.location)
                return nil
            }
            return query(item, block, name: name)
        }
    }

    func aggregateTables(_ explore: NamedObject) -> [AggregateTable] {
        explore.blocks("aggregate_table").compactMap { item, block in
            guard let name = block.name?.value else {
                problems.report("missing-name", "This aggregate table has no name.", at: item.location)
                return nil
            }
            guard let query = block.blocks("query").last, let kept = block.blocks("materialization").last else {
                problems.report(
                    "missing-parameter", "The aggregate table `\(name)` needs `query` and `materialization`.",
                    at: item.location)
                return nil
            }
            let reader = TableStorageReader(settings: scope.settings, problems: problems)
            guard let storage = reader.storage(kept.block, at: kept.item.location) else {
                problems.report(
                    "missing-parameter", "The aggregate table `\(name)` does not say how long it is kept.",
                    at: kept.item.location, suggestion: "datagroup_trigger: …")
                return nil
            }
            guard let text = self.query(query.item, query.block, name: "") else { return nil }
            return AggregateTable(name: name, query: text, storage: storage, location: item.location)
        }
    }

    /// `conditionally_filter`
    func conditionalFilter(_ explore: NamedObject) -> ConditionalFilter? {
        guard let block = explore.blocks("conditionally_filter").last?.block else { return nil }
        let filters = filters(block)
        guard !filters.isEmpty else { return nil }
        return ConditionalFilter(filters: filters, unless: names(block, "unless"))
    }

    /// Filters whose fields the explore has, checked.
    func filters(_ block: LookMLBlock) -> [FieldFilterText] {
        block.filters.compactMap { filter in
            guard let field = field(filter.field) else { return nil }
            FilterCheck.check(filter.value, for: field, problems: problems)
            return FieldFilterText(field: field.name, expression: filter.value.value)
        }
    }

    /// The full names of a list of fields; unknown ones are reported and left out.
    func names(_ scope: some LookMLScope, _ key: String) -> [String] {
        (scope.strings(key) ?? []).compactMap { field($0)?.name }
    }

    private func field(_ token: LookMLToken) -> Field? {
        draft.field(draft.qualified(token.value), at: token.location)
    }

    /// `nil`, after a report, when it names a field that is not here: half a query would answer another question.
    private func query(_ item: LookMLItem, _ block: LookMLBlock, name: String) -> ExploreQueryText? {
        let keys = ["dimensions", "measures", "pivots"]
        let found = keys.map { names(block, $0) }
        let isWhole = zip(keys, found).allSatisfy { key, names in names.count == (block.strings(key) ?? []).count }
        let filters = filters(block)
        guard isWhole, filters.count == block.filters.count else { return nil }
        return ExploreQueryText(
            name: name, label: block.text("label"), description: block.text("description"), dimensions: found[0],
            measures: found[1], pivots: found[2], filters: filters,
            sorts: block.sorts.compactMap { sort in field(sort.field).map { $0.name + sort.suffix } },
            limit: block.text("limit").flatMap { Int($0) }, timezone: block.text("timezone"), location: item.location)
    }
}
