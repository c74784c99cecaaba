internal import LookML

/// Checks every name that the SQL and the filters of an explore use.
struct ReferenceCheck {
    /// Fields that stand on fields on fields … : deeper chains than this are refused, since compiling walks along them.
    static let deepestChain = 200

    let explore: String
    let draft: ExploreDraft
    let scope: ModelScope
    private var problems: ProblemList { scope.problems }

    init(explore: String, draft: ExploreDraft, scope: ModelScope) {
        self.explore = explore
        self.draft = draft
        self.scope = scope
    }

    /// - Parameters:
    ///   - joins: Where only rows can be meant: join conditions, `sql_where`, `sql_always_where`.
    ///   - having: Where measures can be meant.
    func check(joins: [Reference], having: [Reference]) {
        for reference in joins { check(reference, level: .row, isField: false) }
        for reference in having { check(reference, level: .calculation, isField: false) }
        for member in draft.views {
            for field in member.view.fields {
                for reference in field.references { check(reference, level: field.level, isField: true) }
                for filter in field.filters { check(filter) }
                for mention in field.mentions { check(mention) }
            }
        }
        checkCycles()
    }

    private func check(_ reference: Reference, level: ResolvedField.Level, isField: Bool) {
        let severity: Diagnostic.Severity = reference.isCertain ? .error : .warning
        switch reference.target {
        case .table(let name):
            guard !scope.views.contains(name), draft.view(name) == nil else { return }
            problems.report(
                "unknown-view", severity, "There is no view `\(name)` in this model.", at: reference.location,
                suggestion: Suggestion.nearest(to: name, in: scope.views.names))
        case .field(let name):
            guard let found = find(name, at: reference.location, severity) else { return }
            checkLevel(found, of: reference, at: level, isField: isField)
        }
    }

    private func find(_ name: String, at location: SourceLocation, _ severity: Diagnostic.Severity) -> ResolvedField? {
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
        if let field = view.field(short) { return field }
        scope.reportUnknownField(short, in: view, at: location, isCertain: severity == .error)
        return nil
    }

    private func checkLevel(
        _ found: ResolvedField, of reference: Reference, at level: ResolvedField.Level, isField: Bool
    ) {
        switch found.field.category {
        case .filter, .parameter:
            problems.report(
                "bad-reference",
                "`\(found.field.name)` takes a value and is no column; use Liquid to read it.", at: reference.location)
        case .measure where level == .row:
            problems.report(
                "measure-in-dimension", "`\(found.field.name)` is a measure and can't be used row by row.",
                at: reference.location)
        case .measure where level == .aggregate:
            problems.report(
                "measure-in-measure", "`\(found.field.name)` is a measure and can't be aggregated again.",
                at: reference.location, suggestion: "Use a measure of type number.")
        default: break
        }
    }

    private func check(_ filter: CheckedFilter) {
        guard let field = find(filter.text.field, at: filter.fieldLocation, .error) else { return }
        guard field.field.category != .measure else {
            return problems.report(
                "measure-in-measure", "`\(field.field.name)` is a measure; rows can't be filtered by it.",
                at: filter.fieldLocation)
        }
        FilterCheck.check(filter.value, for: field.field, problems: problems)
    }

    /// A field that another one names outside of its SQL. Views are shared by explores that join different ones, so that
    /// a view of the model which is not here is no problem, unless a value is computed from it.
    private func check(_ mention: Mention) {
        let alias = String(mention.name.prefix { $0 != "." })
        let isNeeded = mention.use == .location || mention.use == .measure
        if draft.view(alias) == nil, scope.views.contains(alias), !isNeeded { return }
        guard let found = find(mention.name, at: mention.location, isNeeded ? .error : .warning)?.field else { return }
        let expected: String
        switch mention.use {
        case .anything: return
        case .dimension where found.category == .dimension: return
        case .measure where found.category == .measure: return
        case .parameter where found.category == .parameter: return
        case .location where found.type == "location": return
        case .dimension: expected = "a dimension"
        case .measure: expected = "a measure"
        case .parameter: expected = "a parameter"
        case .location: expected = "a dimension of type location"
        }
        problems.report(
            "bad-reference", "`\(mention.parameter)` names \(expected), and `\(found.name)` is none.",
            at: mention.location)
    }

    private func checkCycles() {
        var edges: [String: [String]] = [:]
        var locations: [String: SourceLocation] = [:]
        var names: [String] = []
        for field in draft.views.flatMap(\.view.fields) {
            let name = field.field.name
            names.append(name)
            locations[name] = field.field.location
            let targets = field.references.compactMap { reference in
                if case .field(let target) = reference.target { target } else { nil }
            }
            if !targets.isEmpty { edges[name] = targets }
        }
        let cycles = CycleFinder.cycles(from: names, edges: { edges[$0] ?? [] })
        for cycle in cycles {
            guard let first = cycle.first, let location = locations[first] else { continue }
            problems.report(
                "circular-reference",
                "`\(first)` stands on itself: \((cycle + [first]).joined(separator: " → ")).", at: location)
        }
        if cycles.isEmpty { checkDepth(names, edges, locations) }
    }

    /// Walks the graph, which has no circles, from its ends.
    private func checkDepth(_ names: [String], _ edges: [String: [String]], _ locations: [String: SourceLocation]) {
        var depths: [String: Int] = [:]
        for root in names where depths[root] == nil {
            var stack = [root]
            while let name = stack.last {
                let open = (edges[name] ?? []).filter { depths[$0] == nil }
                guard open.isEmpty else {
                    stack += open
                    continue
                }
                stack.removeLast()
                let depth = 1 + ((edges[name] ?? []).compactMap { depths[$0] }.max() ?? 0)
                depths[name] = depth
                guard depth == Self.deepestChain + 1, let location = locations[name] else { continue }
                problems.report(
                    "reference-too-deep",
                    "`\(name)` stands on a chain of more than \(Self.deepestChain) fields.", at: location)
            }
        }
    }
}
