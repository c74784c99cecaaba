internal import LookML

/// Turns an explore's merged text into views, joins and fields.
struct ExploreResolver {
    let model: String
    let scope: ModelScope
    var problems: ProblemList { scope.problems }

    /// `nil`, after a report, when there is nothing left that could be queried safely.
    func resolve(_ explore: NamedObject) -> Explore? {
        guard explore.item("required_access_grants") == nil else {
            reportGrants(explore, "the explore")
            return nil
        }
        guard var draft = ExploreDraft(base: explore, scope: scope) else { return nil }
        for item in explore.items("join") { draft.addJoin(item) }
        let access = AccessRules(explore, draft: draft, problems: problems)
        guard let accessFilters = access.filters else { return nil }
        let fields = ExploreFields(explore, draft: draft, scope: scope)
        let alwaysFilters = alwaysFilters(explore, draft)
        let always = template(explore, "sql_always_where", draft)
        let having = template(explore, "sql_always_having", draft)
        ReferenceCheck(explore: explore.name, draft: draft, scope: scope).check(
            joins: draft.references + (always?.references ?? []), having: having?.references ?? [])
        FanOutCheck(explore: explore.name, views: draft.views, problems: problems).check()
        return Explore(
            name: explore.name, model: model, label: explore.text("label") ?? Labels.humanised(explore.name),
            description: explore.text("description"), groupLabel: explore.text("group_label"),
            hidden: explore.flag("hidden") ?? false, tags: (explore.strings("tags") ?? []).map(\.value),
            views: draft.views.map(\.joined), fields: fields.offered, alwaysFilters: alwaysFilters,
            accessFilters: accessFilters, sqlAlwaysWhere: always?.sql, sqlAlwaysHaving: having?.sql,
            alwaysJoin: joinNames(explore.strings("always_join"), draft),
            caseSensitive: explore.flag("case_sensitive") ?? scope.settings.caseSensitive, location: explore.location,
            fieldsByName: fields.byName, supportingFields: fields.supporting)
    }

    private func template(_ explore: NamedObject, _ key: String, _ draft: ExploreDraft) -> CutTemplate? {
        explore.token(key).map(draft.cutter.cut)
    }

    private func alwaysFilters(_ explore: NamedObject, _ draft: ExploreDraft) -> [FieldFilterText] {
        let filters = explore.blocks("always_filter").last?.block.filters ?? []
        return filters.compactMap { filter in
            let name = draft.qualified(filter.field.value)
            guard let field = draft.field(name, at: filter.field.location) else { return nil }
            FilterCheck.check(filter.value, for: field, problems: problems)
            return FieldFilterText(field: name, expression: filter.value.value)
        }
    }

    private func joinNames(_ tokens: [LookMLToken]?, _ draft: ExploreDraft) -> [String] {
        (tokens ?? []).filter { token in draft.reportUnknownJoin(token) }.map(\.value)
    }

    private func reportGrants(_ object: NamedObject, _ what: String) {
        AccessRules.reportGrants(object, what, problems: problems)
    }
}

/// Row-level rules of an explore.
struct AccessRules {
    /// `nil` when a rule can't be read: without its rule the explore would show rows that it must not show.
    let filters: [AccessFilter]?

    init(_ explore: NamedObject, draft: ExploreDraft, problems: ProblemList) {
        var filters: [AccessFilter]? = []
        for (item, block) in explore.blocks("access_filter") {
            guard let field = block.token("field"), let attribute = block.text("user_attribute") else {
                problems.report(
                    "missing-parameter",
                    "`access_filter` needs `field` and `user_attribute`; the explore `\(explore.name)` is left out.",
                    at: item.location)
                filters = nil
                continue
            }
            let name = draft.qualified(field.value)
            if draft.field(name, at: field.location) == nil {
                filters = nil
            } else {
                filters?.append(AccessFilter(field: name, userAttribute: attribute))
            }
        }
        // The parser keeps what is not a block; a rule written wrongly is still a rule.
        if explore.items("access_filter").count != explore.blocks("access_filter").count { filters = nil }
        self.filters = filters
    }

    static func reportGrants(_ object: NamedObject, _ what: String, problems: ProblemList) {
        problems.report(
            "unsupported-parameter", .warning,
            "Access grants are not supported yet: \(what) `\(object.name)` is left out, since not everyone may see it.",
            at: object.item("required_access_grants")?.location ?? object.location)
    }
}

/// Reads the filter expressions of a project as queries will.
enum FilterCheck {
    static func check(_ value: LookMLToken, for field: Field, problems: ProblemList) {
        guard !value.value.contains("{{"), !value.value.contains("{%"), field.category != .parameter else { return }
        do {
            // Any moment will do: it is about the grammar.
            _ = try FilterParser.parse(value.value, for: field.filterGrammar, clock: FilterClock(now: 0))
        } catch {
            problems.report(
                "bad-filter", "The filter on `\(field.name)` can't be read: \(error.message)", at: value.location)
        }
    }
}
