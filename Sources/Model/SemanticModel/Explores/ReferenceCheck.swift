internal import LookML

/// Checks every name that the SQL and the filters of an explore use.
struct ReferenceCheck {
    let explore: String
    let draft: ExploreDraft
    let scope: ModelScope
    private let names: NameCheck
    private var problems: ProblemList { scope.problems }

    init(explore: String, draft: ExploreDraft, scope: ModelScope) {
        self.explore = explore
        self.draft = draft
        self.scope = scope
        names = NameCheck(problems: scope.problems)
    }

    /// - Parameters:
    ///   - joins: Where only rows can be meant: join conditions, `sql_where`, `sql_always_where`.
    ///   - having: Where measures can be meant.
    func check(joins: [Reference], having: [Reference]) {
        for reference in joins { check(reference, level: .row) }
        for reference in having { check(reference, level: .calculation) }
        let usages = draft.views.map(\.usage)
        for usage in usages {
            problems.report(usage.problems)
            for name in usage.outside {
                switch name {
                case .reference(let reference, let level): check(reference, level: level)
                case .filter(let filter): check(filter)
                case .mention(let mention): check(mention)
                }
            }
        }
        guard usages.contains(where: \.refersOutside) else {
            let circles = usages.flatMap(\.circles)
            return problems.report(circles.isEmpty ? usages.flatMap(\.deepChains) : circles)
        }
        let graph = ReferenceGraph(of: draft.views.map(\.view))
        let circles = graph.circles()
        problems.report(circles.isEmpty ? graph.deepChains() : circles)
    }

    private func check(_ reference: Reference, level: ResolvedField.Level) {
        let severity: Diagnostic.Severity = reference.isCertain ? .error : .warning
        switch reference.target {
        case .table(let name):
            guard !scope.views.contains(name), draft.view(name) == nil else { return }
            problems.report(
                "unknown-view", severity, "There is no view `\(name)` in this model.", at: reference.location,
                suggestion: Suggestion.nearest(to: name, in: scope.views.names))
        case .field(let name):
            guard let (view, short) = find(name, at: reference.location, severity),
                let category = view.category(of: short)
            else { return }
            names.check(reference, from: level, to: name, category)
        }
    }

    /// The view that has the field of this full name, and the name there; `nil` after a report.
    private func find(
        _ name: String, at location: SourceLocation, _ severity: Diagnostic.Severity
    ) -> (view: ResolvedView, short: String)? {
        let alias = String(name.prefix { $0 != "." })
        let short = String(name.dropFirst(alias.count + 1))
        guard let view = draft.view(alias) else {
            let isKnown = scope.views.contains(alias)
            problems.report(
                "unknown-view", severity,
                isKnown
                    ? "The view `\(alias)` is not joined in the explore `\(explore)`."
                    : "There is no view `\(alias)` in this model.",
                at: location,
                suggestion: isKnown
                    ? "join: \(alias) { … }"
                    : Suggestion.nearest(to: alias, in: draft.views.map(\.view.alias) + scope.views.names))
            return nil
        }
        if view.has(short) { return (view, short) }
        problems.reportUnknownField(short, in: view, at: location, isCertain: severity == .error)
        return nil
    }

    private func check(_ filter: CheckedFilter) {
        guard let (view, short) = find(filter.text.field, at: filter.fieldLocation, .error),
            let field = view.field(short)
        else { return }
        names.check(filter, on: field.field)
    }

    /// A field that another one names outside of its SQL. Views are shared by explores that join different ones, so that
    /// a view of the model which is not here is no problem, unless a value is computed from it.
    private func check(_ mention: Mention) {
        let alias = String(mention.name.prefix { $0 != "." })
        if draft.view(alias) == nil, scope.views.contains(alias), !mention.isNeeded { return }
        guard
            let (view, short) = find(mention.name, at: mention.location, mention.isNeeded ? .error : .warning),
            let field = view.field(short)
        else { return }
        names.check(mention, of: field.field)
    }
}
