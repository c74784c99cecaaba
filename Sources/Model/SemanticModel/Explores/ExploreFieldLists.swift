internal import LookML

/// What an explore and its joins say about which fields there are: all that its fields are made of once they are asked
/// for, and nothing of the text beyond it.
struct ExploreFieldLists: Sendable {
    /// The base view first.
    let views: [ExploreDraft.View]
    /// `fields` of the explore; `nil` is all.
    private let tokens: [LookMLToken]?
    /// Whether measures of joined views would count rows that the join repeats.
    let hidesJoinedMeasures: Bool

    init(_ explore: NamedObject, draft: ExploreDraft) {
        views = draft.views
        tokens = explore.strings("fields")
        hidesJoinedMeasures = explore.flag("symmetric_aggregates") == false
    }

    /// The names that `fields` of the joins and of the explore leave; `nil` for all.
    ///
    /// - Parameter unknown: Called with every element that means nothing.
    func openNames(unknown: @escaping (LookMLToken, FieldList.Meaning) -> Void) -> Set<String>? {
        guard let base = views.first, tokens != nil || views.contains(where: { $0.fieldList != nil }) else {
            return nil
        }
        let byAlias = self.byAlias
        var names: [String] = []
        for member in views {
            let all = member.view.fields.map(\.field.name)
            guard let tokens = member.fieldList else {
                names += all
                continue
            }
            names += FieldList(home: member.view, views: byAlias, everything: { all }, unknown: unknown).names(tokens)
        }
        guard let tokens else { return Set(names) }
        let list = FieldList(home: base.view, views: byAlias, everything: { [names] in names }, unknown: unknown)
        return Set(list.names(tokens)).intersection(names)
    }

    /// Reports what the lists name wrongly.
    func check(_ scope: ModelScope) {
        _ = openNames { Self.report($1, at: $0, scope, isDrill: false) }
        // Views have checked what names only their own fields.
        for member in views where member.usage.drillsOutside {
            let view = member.view
            let list = FieldList(home: view, views: byAlias, everything: { view.fields.map(\.field.name) }) {
                Self.report($1, at: $0, scope, isDrill: true)
            }
            for drill in view.drills { _ = list.names(drill) }
        }
    }

    var byAlias: [String: ResolvedView] {
        Dictionary(views.map { ($0.view.alias, $0.view) }, uniquingKeysWith: { first, _ in first })
    }

    /// - Parameter isDrill: Sets for drilling are shared by explores that join different views: what is not here is left
    ///   out.
    private static func report(
        _ meaning: FieldList.Meaning, at token: LookMLToken, _ scope: ModelScope, isDrill: Bool
    ) {
        guard case .view(let name) = meaning else { return scope.problems.report(meaning, at: token) }
        if isDrill, scope.views.contains(name) { return }
        scope.problems.report(
            "unknown-view", .warning, "There is no view `\(name)` here.", at: token.location,
            suggestion: Suggestion.nearest(to: name, in: scope.views.names))
    }
}
