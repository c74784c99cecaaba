internal import LookML

/// What became of an explore's text.
struct ExploreResolution: Sendable {
    /// `nil` when there is nothing left that could be queried safely.
    var explore: Explore?
    var problems: [Diagnostic]
    /// The views that it was made of, and the names of all that it asked for.
    var views: [ViewOutline]
    var usedViews: Set<String>
}

/// Turns an explore's merged text into views, joins and fields.
struct ExploreResolver {
    private let model: String
    private let scope: ModelScope
    private var problems: ProblemList { scope.problems }

    static func resolve(_ explore: NamedObject, model: String, views: ModelViews) -> ExploreResolution {
        let scope = ModelScope(views)
        let resolved = ExploreResolver(model: model, scope: scope).resolve(explore)
        return ExploreResolution(
            explore: resolved, problems: scope.problems.all, views: scope.resolved, usedViews: scope.used)
    }

    private func resolve(_ explore: NamedObject) -> Explore? {
        guard var draft = ExploreDraft(base: explore, scope: scope) else { return nil }
        for item in explore.items("join") { draft.addJoin(item) }
        let access = AccessRules(explore, draft: draft, problems: problems)
        guard let accessFilters = access.filters else { return nil }
        let saved = SavedQueryReader(draft: draft)
        let alwaysFilters = explore.blocks("always_filter").last.map { saved.filters($0.block) } ?? []
        let alwaysJoin = joinNames(explore.strings("always_join"), draft)
        let always = template(explore, "sql_always_where", draft)
        let having = template(explore, "sql_always_having", draft)
        let conditional = saved.conditionalFilter(explore)
        let grants = GrantClosure(
            own: scope.settings.ofViews.grants(of: explore, problems: problems),
            rules: ((always?.references ?? []) + (having?.references ?? [])).compactMap(\.field)
                + accessFilters.map(\.field) + alwaysFilters.map(\.field)
                + (conditional?.filters ?? []).map(\.field), draft: draft)
        let lists = ExploreFieldLists(explore, draft: draft)
        lists.check(scope)
        let settings = scope.settings
        let fields = Lazy { ExploreFields(lists, grants: grants, settings: settings) }
        ReferenceCheck(explore: explore.name, draft: draft, scope: scope).check(
            joins: draft.references + (always?.references ?? []), having: having?.references ?? [])
        FanOutCheck(explore: explore.name, views: draft.views, problems: problems).check()
        JoinCheck(explore: explore.name, views: draft.views, problems: problems).check()
        let views = draft.views.map { member in
            var view = member.joined
            view.requiredGrants = grants.views[view.alias] ?? []
            return view
        }
        var resolved = Explore(
            name: explore.name, model: model, label: explore.text("label") ?? Labels.humanised(explore.name),
            description: explore.text("description"), groupLabel: explore.text("group_label"),
            hidden: explore.flag("hidden") ?? false, tags: (explore.strings("tags") ?? []).map(\.value),
            views: views.filter(\.requiredGrants.isEmpty), fields: [], alwaysFilters: alwaysFilters,
            accessFilters: accessFilters, sqlAlwaysWhere: always?.sql, sqlAlwaysHaving: having?.sql,
            alwaysJoin: alwaysJoin,
            caseSensitive: explore.flag("case_sensitive") ?? scope.settings.caseSensitive, location: explore.location,
            fieldsByName: [:])
        resolved.defer(fields)
        resolved.cachePolicy =
            scope.settings.cachePolicy(of: explore, problems: problems) ?? scope.settings.cachePolicy
        resolved.conditionalFilter = conditional
        resolved.cancelGroupingFields = saved.names(explore, "cancel_grouping_fields")
        resolved.usesSymmetricAggregates = explore.flag("symmetric_aggregates") ?? true
        resolved.quickStarts = saved.quickStarts(explore)
        resolved.aggregateTables = saved.aggregateTables(explore)
        resolved.sqlPreamble = template(explore, "sql_preamble", draft)?.sql ?? scope.settings.sqlPreamble
        if !grants.isEmpty {
            let fields = fields.value
            resolved.guarded = GuardedExplore(
                requiredGrants: grants.explore, views: views, fields: fields.guarded,
                fieldsByName: fields.guardedByName, alwaysJoin: alwaysJoin, quickStarts: resolved.quickStarts,
                cancelGroupingFields: resolved.cancelGroupingFields)
            resolved.narrow()
        }
        return resolved
    }

    private func template(_ explore: NamedObject, _ key: String, _ draft: ExploreDraft) -> CutTemplate? {
        explore.token(key).map(draft.cutter.cut)
    }

    private func joinNames(_ tokens: [LookMLToken]?, _ draft: ExploreDraft) -> [String] {
        (tokens ?? []).filter { token in draft.reportUnknownJoin(token) }.map(\.value)
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
