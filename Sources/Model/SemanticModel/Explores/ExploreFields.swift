internal import LookML

/// The fields of an explore: which of them queries may name, and under which heading each stands.
struct ExploreFields {
    private(set) var offered: [Field] = []
    private(set) var byName: [String: Field] = [:]
    private(set) var supporting: [String: Field] = [:]
    /// Those offered, and those that are offered to whoever holds the grants that they ask for.
    private(set) var guarded: [Field] = []
    private(set) var guardedByName: [String: Field] = [:]

    init(_ explore: NamedObject, draft: ExploreDraft, grants: GrantClosure, scope: ModelScope) {
        let views = Dictionary(draft.views.map { ($0.view.alias, $0.view) }, uniquingKeysWith: { first, _ in first })
        let open = Self.openNames(explore, draft, views, scope)
        let hidesJoinedMeasures = explore.flag("symmetric_aggregates") == false
        for member in draft.views {
            let view = member.view
            let everything = view.fields.map(\.field.name)
            // Sets for drilling are shared by explores that join different views: what is not here is left out.
            let drillList = FieldList(home: view, views: views, everything: everything) { token, meaning in
                Self.report(meaning, at: token, scope, isDrill: true)
            }
            for resolved in view.fields {
                var field = resolved.field
                field.requiredGrants = grants.fields[field.name] ?? []
                if !resolved.hasOwnViewLabel { field = field.under(viewLabel: member.joined.label) }
                if !resolved.drill.isEmpty { field.drillFields = drillList.names(resolved.drill).filter(open.contains) }
                if hidesJoinedMeasures, member.joined.join != nil, field.category == .measure { field.hidden = true }
                let isOffered = open.contains(field.name) && !resolved.isInternal
                if isOffered, !grants.isEmpty {
                    guarded.append(field)
                    Self.add(field, resolved, view, to: &guardedByName)
                }
                guard isOffered, field.requiredGrants.isEmpty else {
                    supporting[field.name] = field
                    continue
                }
                offered.append(field)
                Self.add(field, resolved, view, to: &byName)
            }
        }
    }

    private static func add(
        _ field: Field, _ resolved: ResolvedField, _ view: ResolvedView, to byName: inout [String: Field]
    ) {
        byName[field.name] = field
        for old in resolved.oldNames {
            let name = "\(view.alias).\(old)"
            if view.places[old] == nil, byName[name] == nil { byName[name] = field }
        }
    }

    /// The names that `fields` of the joins and of the explore leave.
    private static func openNames(
        _ explore: NamedObject, _ draft: ExploreDraft, _ views: [String: ResolvedView], _ scope: ModelScope
    ) -> Set<String> {
        var names: [String] = []
        for member in draft.views {
            let all = member.view.fields.map(\.field.name)
            guard let tokens = member.fieldList else {
                names += all
                continue
            }
            let list = FieldList(home: member.view, views: views, everything: all) { token, meaning in
                report(meaning, at: token, scope, isDrill: false)
            }
            names += list.names(tokens)
        }
        guard let tokens = explore.strings("fields") else { return Set(names) }
        let list = FieldList(home: draft.base, views: views, everything: names) { token, meaning in
            report(meaning, at: token, scope, isDrill: false)
        }
        return Set(list.names(tokens)).intersection(names)
    }

    private static func report(
        _ meaning: FieldList.Meaning, at token: LookMLToken, _ scope: ModelScope, isDrill: Bool
    ) {
        switch meaning {
        case .field(let name, let view):
            scope.reportUnknownField(name, in: view, at: token.location, isCertain: false)
        case .set(let name, let view):
            scope.problems.report(
                "unknown-set", .warning, "The view `\(view.name)` has no set `\(name)`.", at: token.location,
                suggestion: Suggestion.nearest(to: name, in: view.sets.keys).map { $0 + "*" })
        case .view(let name):
            if isDrill, scope.views.contains(name) { return }
            scope.problems.report(
                "unknown-view", .warning, "There is no view `\(name)` here.", at: token.location,
                suggestion: Suggestion.nearest(to: name, in: scope.views.names))
        case .circularSet(let name):
            scope.problems.report("circular-reference", "The set `\(name)` contains itself.", at: token.location)
        }
    }
}
