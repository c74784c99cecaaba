internal import LookML

/// Finds every problem of a model, for which all of it is resolved.
struct ModelCheck: Sendable {
    let views: ModelViews
    let explores: ExploreTable
    let exploreTexts: MergedObjects
    let standing: Lazy<DerivedTables>

    var problems: [Diagnostic] {
        let scope = ModelScope(views)
        let problems = scope.problems
        let resolutions = explores.resolutions
        for resolution in resolutions { problems.report(resolution.problems) }
        let unused = unusedViews(besides: resolutions)
        for view in unused { problems.report(view.problems) }
        problems.report(standing.value.problems)
        let all = Self.distinct(resolutions.flatMap(\.views) + unused)
        for token in all.flatMap(\.viewsInSets) { checkView(token, problems) }
        checkSuggestions(of: all, problems)
        checkDerivedTables(of: all, problems)
        return problems.all
    }

    /// Views that no explore uses; not those that exist only to be extended.
    private func unusedViews(besides resolutions: [ExploreResolution]) -> [ViewOutline] {
        let used = resolutions.reduce(into: Set<String>()) { $0.formUnion($1.usedViews) }
        let objects = views.objects
        let unused = objects.names.filter { !used.contains($0) && !objects.isTemplate($0) }
        return Parallel.map(unused.compactMap(objects.object)) { [views] object in
            views.view(object, alias: object.name).outline.value
        }
    }

    /// Each view once under each of its aliases.
    private static func distinct(_ views: [ViewOutline]) -> [ViewOutline] {
        var seen: Set<[String]> = []
        return views.filter { seen.insert([$0.name, $0.alias]).inserted }
    }

    /// A view that a set names.
    private func checkView(_ token: LookMLToken, _ problems: ProblemList) {
        guard !views.objects.contains(token.value) else { return }
        problems.report(
            "unknown-view", .warning, "There is no view `\(token.value)` in this model.", at: token.location,
            suggestion: Suggestion.nearest(to: token.value, in: views.objects.names))
    }

    /// Suggestions that are asked of another explore.
    private func checkSuggestions(of views: [ViewOutline], _ problems: ProblemList) {
        for suggestion in views.flatMap(\.suggestions) {
            let asked = suggestion.explore
            guard exploreTexts.contains(asked.value) else {
                problems.report(
                    "unknown-explore", .warning, "There is no explore `\(asked.value)` in this model.",
                    at: asked.location, suggestion: Suggestion.nearest(to: asked.value, in: exploreTexts.names))
                continue
            }
            guard let dimension = suggestion.dimension, let explore = explores.explore(asked.value) else { continue }
            let name = self.views.settings.qualified(dimension.value, inExplore: explore.name)
            guard explore.existing(name) == nil else { continue }
            problems.report(
                "unknown-field", .warning, "The explore `\(explore.name)` has no field `\(name)`.",
                at: dimension.location, suggestion: Suggestion.nearest(to: name, in: explore.fieldsByName.keys))
        }
    }

    /// Derived tables that stand on each other.
    private func checkDerivedTables(of resolved: [ViewOutline], _ problems: ProblemList) {
        var edges = standing.value.tables.compactMapValues { table -> [String]? in
            guard case .explore(let source) = table.form, let explore = explores.explore(source.explore) else {
                return nil
            }
            return DerivedTableResolver.views(of: source, in: explore)
        }
        let nativeTables = Set(edges.keys)
        var locations: [String: SourceLocation] = [:]
        for view in resolved {
            if nativeTables.contains(view.name) { locations[view.name] = view.source }
            for reference in view.sourceReferences {
                guard case .table(let name) = reference.target else {
                    problems.report(
                        "bad-reference", "A table can't stand on a field of an explore.", at: reference.location,
                        suggestion: "Write the column, or ${view.SQL_TABLE_NAME}.")
                    continue
                }
                guard views.objects.contains(name) else {
                    problems.report(
                        "unknown-view", reference.isCertain ? .error : .warning,
                        "There is no view `\(name)` in this model.", at: reference.location,
                        suggestion: Suggestion.nearest(to: name, in: views.objects.names))
                    continue
                }
                edges[view.name, default: []].append(name)
                locations[view.name] = reference.location
            }
        }
        for cycle in CycleFinder.cycles(from: edges.keys.sorted(), edges: { edges[$0] ?? [] }) {
            guard let first = cycle.first, let location = locations[first] else { continue }
            problems.report(
                "circular-reference",
                "Derived tables stand on each other: \((cycle + [first]).joined(separator: " → ")).", at: location)
        }
    }
}
