internal import LookML

/// An explore while its joins are put together.
struct ExploreDraft {
    struct View: Sendable {
        var view: ResolvedView
        var usage: ViewUsage
        var joined: JoinedView
        /// Names in `fields` of the join; `nil` is all.
        var fieldList: [LookMLToken]?
        /// The other views that its condition names.
        var parents: [String] = []
        /// Whether its condition names no other view.
        var namesNoOther = false
        /// All other views without which it can't be joined.
        var needs: [String] = []
        /// Access grants that the join asks for.
        var joinGrants: [String] = []
    }

    let scope: ModelScope
    let base: ResolvedView
    private(set) var views: [View]
    private(set) var references: [Reference] = []
    private let joinNames: [String]

    /// `nil`, after a report, without a usable base view.
    init?(base explore: NamedObject, scope: ModelScope) {
        let viewName = explore.token("view_name")
        let from = explore.token("from")
        let alias = viewName?.value ?? explore.name
        let source = from ?? viewName
        guard
            let (base, usage) = scope.view(
                source?.value ?? explore.name, alias: alias, tableName: explore.token("sql_table_name"),
                at: source?.location ?? explore.location)
        else { return nil }
        guard base.isUsable else {
            scope.problems.report(
                "unsupported-parameter", .warning,
                "The explore `\(explore.name)` is left out: the derived table of `\(base.name)` is not supported.",
                at: explore.location)
            return nil
        }
        self.scope = scope
        self.base = base
        joinNames = explore.items("join").compactMap { NamedObject($0)?.name }
        let label = explore.text("view_label") ?? base.label
        let joined = JoinedView(
            alias: alias, view: base.name, label: label, source: base.source, primaryKey: base.primaryKey, join: nil)
        views = [View(view: base, usage: usage, joined: joined)]
    }

    /// SQL outside of views: names without a view belong to the base.
    var cutter: TemplateCutter { TemplateCutter(view: base.alias, isInView: false, problems: scope.problems) }

    func view(_ alias: String) -> ResolvedView? {
        views.firstIndex { $0.view.alias == alias }.map { views[$0].view }
    }

    /// `status` → `orders.status`
    func qualified(_ name: String) -> String {
        base.has(name) || !name.contains(".") ? "\(base.alias).\(name)" : name
    }

    /// The field of this full name; `nil` after a report.
    func field(_ name: String, at location: SourceLocation) -> Field? {
        let alias = name.prefix { $0 != "." }
        let short = String(name.dropFirst(alias.count + 1))
        guard let view = view(String(alias)) else {
            scope.problems.report(
                "unknown-view", "The explore has no view `\(alias)`.", at: location,
                suggestion: Suggestion.nearest(to: String(alias), in: views.map(\.view.alias)))
            return nil
        }
        guard let field = view.field(short) else {
            scope.problems.reportUnknownField(short, in: view, at: location, isCertain: true)
            return nil
        }
        return field.field
    }

    mutating func addJoin(_ item: LookMLItem) {
        let problems = scope.problems
        guard let join = NamedObject(item) else {
            return problems.report("missing-name", "This join has no name.", at: item.location)
        }
        guard view(join.name) == nil else {
            return problems.report(
                "duplicate-name", "The explore has a view `\(join.name)` already.", at: join.location,
                suggestion: "Give the join another name, and say `from: \(join.name)`.")
        }
        let source = join.token("from")
        guard
            let (view, usage) = scope.view(
                source?.value ?? join.name, alias: join.name, tableName: join.token("sql_table_name"),
                at: source?.location ?? join.location)
        else { return }
        guard view.isUsable else {
            return problems.report(
                "unsupported-parameter", .warning,
                "The join `\(join.name)` is left out: its derived table is not supported.", at: join.location)
        }
        add(join, view, usage)
    }

    private mutating func add(_ join: NamedObject, _ view: ResolvedView, _ usage: ViewUsage) {
        let on = condition(join, view)
        let raw = join.token("sql").map(cutter.cut)
        let sqlWhere = join.token("sql_where").map(cutter.cut)
        let kind = join.text("type").flatMap(Join.Kind.init(rawValue:)) ?? .leftOuter
        if on == nil, raw == nil, kind != .cross, join.item("foreign_key") == nil {
            return scope.problems.report(
                "missing-join-condition", "The join `\(join.name)` needs `sql_on`, `foreign_key` or `sql`.",
                at: join.location)
        }
        if on == nil, join.item("foreign_key") != nil { return }
        let required = (join.strings("required_joins") ?? []).filter { reportUnknownJoin($0) }.map(\.value)
        var resolved = Join(
            kind: kind,
            relationship: join.text("relationship").flatMap(Join.Relationship.init(rawValue:)) ?? .manyToOne,
            on: on?.sql, rawClause: raw?.sql, sqlWhere: sqlWhere?.sql, requiredJoins: required, location: join.location)
        resolved.isOuterOnly = join.flag("outer_only") ?? false
        references += (on?.references ?? []) + (raw?.references ?? []) + (sqlWhere?.references ?? [])
        let inCondition = Self.views(in: (on ?? raw)?.references ?? [], besides: join.name)
        let label = join.text("view_label") ?? view.label
        let joined = JoinedView(
            alias: join.name, view: view.name, label: label, source: view.source, primaryKey: view.primaryKey,
            join: resolved)
        var member = View(view: view, usage: usage, joined: joined, fieldList: join.strings("fields"))
        member.parents = required + inCondition.filter { !required.contains($0) }
        member.namesNoOther = inCondition.isEmpty
        member.needs = member.parents + Self.views(in: sqlWhere?.references ?? [], besides: join.name)
        member.joinGrants = scope.settings.ofViews.grants(of: join, problems: scope.problems)
        views.append(member)
    }

    /// The views of fields that SQL names, each once.
    private static func views(in references: [Reference], besides own: String) -> [String] {
        var views: [String] = []
        for reference in references {
            guard case .field(let name) = reference.target else { continue }
            let alias = String(name.prefix { $0 != "." })
            if alias != own, !views.contains(alias) { views.append(alias) }
        }
        return views
    }

    /// `sql_on`, or `foreign_key` written as one.
    private func condition(_ join: NamedObject, _ view: ResolvedView) -> CutTemplate? {
        if let on = join.token("sql_on") { return cutter.cut(on) }
        guard let foreign = join.token("foreign_key") else { return nil }
        guard let key = view.primaryKey else {
            scope.problems.report(
                "missing-primary-key", "`foreign_key` joins to a primary key, and `\(view.name)` has none.",
                at: foreign.location, suggestion: "Add `primary_key: yes` to a dimension, or use sql_on.")
            return nil
        }
        let own = qualified(foreign.value)
        let other = "\(view.alias).\(key)"
        let references = [own, other].map {
            Reference(target: .field($0), location: foreign.location, isCertain: true)
        }
        return CutTemplate(
            sql: SQLTemplate(
                parts: [.field(own), .text(" = "), .field(other)], view: nil, location: foreign.location),
            references: references)
    }

    /// Whether the explore has a join of this name, wherever it stands; reports it otherwise.
    func reportUnknownJoin(_ token: LookMLToken) -> Bool {
        if joinNames.contains(token.value) { return true }
        scope.problems.report(
            "unknown-join", "The explore has no join `\(token.value)`.", at: token.location,
            suggestion: Suggestion.nearest(to: token.value, in: joinNames))
        return false
    }
}
