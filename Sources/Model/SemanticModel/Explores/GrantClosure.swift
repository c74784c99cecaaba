internal import LookML

/// Which access grants the parts of an explore ask for, with all that they stand on: what needs something that a user
/// may not see does not exist for that user either.
struct GrantClosure: Sendable {
    /// Of each view by its alias: its own, its join's, and those of the views that its join needs.
    private(set) var views: [String: [String]] = [:]
    /// Of fields by full name; those without any are left out.
    private(set) var fields: [String: [String]] = [:]
    /// Of the explore: its own, its base view's, and those of views that its rules read.
    private(set) var explore: [String]

    /// Whether everybody may see everything.
    var isEmpty: Bool { explore.isEmpty && fields.isEmpty && views.values.allSatisfy(\.isEmpty) }

    /// - Parameters:
    ///   - own: What the explore itself asks for.
    ///   - rules: Full names of the fields without which the explore can't be queried.
    init(own: [String], rules: [String], draft: ExploreDraft) {
        explore = own
        addViews(draft)
        addFields(draft)
        var all = Set(own).union(views[draft.base.alias] ?? [])
        for name in rules { all.formUnion(views[String(name.prefix { $0 != "." })] ?? []) }
        explore = all.sorted()
    }

    private mutating func addViews(_ draft: ExploreDraft) {
        var grants = Dictionary(
            draft.views.map { ($0.view.alias, Set($0.view.grants + $0.joinGrants)) }, uniquingKeysWith: { $0.union($1) }
        )
        guard grants.values.contains(where: { !$0.isEmpty }) else { return }
        var changed = true
        while changed {
            changed = false
            for member in draft.views {
                let alias = member.view.alias
                let before = grants[alias] ?? []
                let all = member.needs.reduce(before) { $0.union(grants[$1] ?? []) }
                if all != before {
                    grants[alias] = all
                    changed = true
                }
            }
        }
        views = grants.mapValues { $0.sorted() }
    }

    private mutating func addFields(_ draft: ExploreDraft) {
        guard draft.views.contains(where: { $0.view.hasGuardedFields || !(views[$0.view.alias] ?? []).isEmpty }) else {
            return
        }
        var grants: [String: Set<String>] = [:]
        var dependents: [String: [String]] = [:]
        for member in draft.views {
            let ofView = views[member.view.alias] ?? []
            for field in member.view.fields {
                let own = Set(field.field.requiredGrants + ofView)
                if !own.isEmpty { grants[field.field.name] = own }
            }
        }
        guard !grants.isEmpty else { return }
        for field in draft.views.flatMap(\.view.fields) {
            for name in field.needs { dependents[name, default: []].append(field.field.name) }
        }
        var waiting = Array(grants.keys)
        while let name = waiting.popLast() {
            let needed = grants[name] ?? []
            for dependent in dependents[name] ?? [] where !(grants[dependent] ?? []).isSuperset(of: needed) {
                grants[dependent, default: []].formUnion(needed)
                waiting.append(dependent)
            }
        }
        fields = grants.mapValues { $0.sorted() }
    }
}

extension ResolvedField {
    /// The full names of the fields whose values its own value gives away.
    fileprivate var needs: [String] {
        let inSQL = references.compactMap { reference in
            if case .field(let name) = reference.target { name } else { nil }
        }
        let inParameters = mentions.filter { $0.use == .location || $0.parameter == "based_on_time" }
        return inSQL + filters.map(\.text.field) + inParameters.map(\.name)
    }
}
