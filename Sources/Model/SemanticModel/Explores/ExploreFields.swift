internal import LookML

/// The fields of an explore: which of them queries may name, and under which heading each stands.
struct ExploreFields: Sendable {
    private(set) var offered: [Field] = []
    private(set) var byName: [String: Field] = [:]
    private(set) var supporting: [String: Field] = [:]
    /// Those offered, and those that are offered to whoever holds the grants that they ask for.
    private(set) var guarded: [Field] = []
    private(set) var guardedByName: [String: Field] = [:]

    init(_ lists: ExploreFieldLists, grants: GrantClosure, settings: ModelSettings) {
        let views = lists.byAlias
        let open = lists.openNames { _, _ in }
        for member in lists.views {
            let view = member.view
            let isJoined = member.joined.join != nil
            let drillList = FieldList(home: view, views: views, everything: { view.fields.map(\.field.name) }) { _, _ in
            }
            var drill: (tokens: [LookMLToken], names: [String]) = ([], [])
            for resolved in view.fields {
                var field = resolved.field
                field.requiredGrants = grants.fields[field.name] ?? []
                if !resolved.hasOwnViewLabel { field = field.under(viewLabel: member.joined.label) }
                if !resolved.drill.isEmpty {
                    // Most fields of a view drill into the same.
                    if drill.tokens != resolved.drill {
                        drill = (resolved.drill, drillList.names(resolved.drill).filter { open?.contains($0) ?? true })
                    }
                    field.drillFields = drill.names
                }
                if let suggestion = resolved.suggestion, let dimension = suggestion.dimension {
                    field.details.suggestions.dimension = settings.qualified(
                        dimension.value, inExplore: suggestion.explore.value)
                }
                if lists.hidesJoinedMeasures, isJoined, field.category == .measure { field.hidden = true }
                let isOffered = !resolved.isInternal && open?.contains(field.name) ?? true
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
}
