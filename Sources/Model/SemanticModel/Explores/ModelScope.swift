internal import LookML

/// The views of one model, resolved when an explore first needs them.
final class ModelScope {
    let settings: ModelSettings
    let views: Inheritance
    let problems: ProblemList
    private let resolver: ViewResolver
    private var resolved: [String: ResolvedView] = [:]
    private(set) var used: Set<String> = []

    init(settings: ModelSettings, views: Inheritance, problems: ProblemList) {
        self.settings = settings
        self.views = views
        self.problems = problems
        resolver = ViewResolver(settings: settings, problems: problems)
    }

    /// The view under an alias; `nil`, after a report at `location`, when the model has none of this name.
    func view(
        _ name: String, alias: String, tableName: LookMLToken? = nil, at location: SourceLocation
    ) -> ResolvedView? {
        guard let object = views.object(name) else {
            problems.report(
                "unknown-view", "There is no view `\(name)` in this model.", at: location,
                suggestion: Suggestion.nearest(to: name, in: views.names))
            return nil
        }
        if views.isTemplate(name) {
            problems.report(
                "extension-required", "The view `\(name)` exists only to be extended.", at: location)
        }
        used.insert(name)
        if tableName != nil { return resolver.resolve(object, alias: alias, tableName: tableName) }
        let key = "\(name) \(alias)"
        if let view = resolved[key] { return view }
        let view = resolver.resolve(object, alias: alias)
        resolved[key] = view
        return view
    }

    func reportUnknownField(_ name: String, in view: ResolvedView, at location: SourceLocation, isCertain: Bool) {
        resolver.reportUnknown(name, in: view, at: location, isCertain: isCertain)
    }

    /// Views that no explore uses, for checking; not those that exist only to be extended.
    func resolveUnused() {
        for name in views.names where !used.contains(name) {
            guard let object = views.object(name), !views.isTemplate(name) else { continue }
            resolved["\(name) \(name)"] = resolver.resolve(object, alias: name)
        }
    }

    /// Where the rows of every view come from that can be queried.
    var viewSources: [String: ViewSource] {
        var sources: [String: ViewSource] = [:]
        for name in views.names where !views.isTemplate(name) {
            guard let object = views.object(name), let source = resolver.source(of: object) else { continue }
            sources[name] = source
        }
        return sources
    }

    /// Checks what can be said of views without any explore: their sets, and derived tables that stand on each other.
    ///
    /// - Parameter nativeTables: By view, the views on which its native derived table stands.
    func checkViews(nativeTables: [String: [String]]) {
        for view in resolved.values {
            let list = FieldList(home: view, views: [:], everything: view.fields.map(\.field.name)) {
                self.report($1, at: $0)
            }
            for tokens in view.sets.values { _ = list.names(tokens) }
        }
        checkDerivedTables(nativeTables)
    }

    /// A warning for an element of a field list that means nothing. Fields of other views are left to explores.
    private func report(_ meaning: FieldList.Meaning, at token: LookMLToken) {
        switch meaning {
        case .field(let name, let view):
            reportUnknownField(name, in: view, at: token.location, isCertain: false)
        case .set(let name, let view):
            problems.report(
                "unknown-set", .warning, "The view `\(view.name)` has no set `\(name)`.", at: token.location,
                suggestion: Suggestion.nearest(to: name, in: view.sets.keys).map { $0 + "*" })
        case .view(let name):
            guard !views.contains(name) else { return }
            problems.report(
                "unknown-view", .warning, "There is no view `\(name)` in this model.", at: token.location,
                suggestion: Suggestion.nearest(to: name, in: views.names))
        case .circularSet(let name):
            problems.report(
                "circular-reference", "The set `\(name)` contains itself.", at: token.location)
        }
    }

    /// Checks the suggestions that are asked of another explore.
    func checkSuggestions(_ reader: ExploreSourceReader, known explores: Inheritance) {
        for suggestion in resolved.values.flatMap(\.fields).compactMap(\.suggestion) {
            guard explores.contains(suggestion.explore.value) else {
                problems.report(
                    "unknown-explore", .warning, "There is no explore `\(suggestion.explore.value)` in this model.",
                    at: suggestion.explore.location,
                    suggestion: Suggestion.nearest(to: suggestion.explore.value, in: explores.names))
                continue
            }
            guard let dimension = suggestion.dimension, let explore = reader.explores[suggestion.explore.value] else {
                continue
            }
            let name = settings.qualified(dimension.value, inExplore: explore.name)
            guard explore.existing(name) == nil else { continue }
            problems.report(
                "unknown-field", .warning, "The explore `\(explore.name)` has no field `\(name)`.",
                at: dimension.location, suggestion: Suggestion.nearest(to: name, in: explore.fieldsByName.keys))
        }
    }

    private func checkDerivedTables(_ nativeTables: [String: [String]]) {
        var edges: [String: [String]] = nativeTables
        var locations: [String: SourceLocation] = [:]
        for view in resolved.values {
            if nativeTables[view.name] != nil { locations[view.name] = view.source.location }
            for reference in view.sourceReferences {
                guard case .table(let name) = reference.target else {
                    problems.report(
                        "bad-reference", "A table can't stand on a field of an explore.", at: reference.location,
                        suggestion: "Write the column, or ${view.SQL_TABLE_NAME}.")
                    continue
                }
                guard views.contains(name) else {
                    problems.report(
                        "unknown-view", reference.isCertain ? .error : .warning,
                        "There is no view `\(name)` in this model.", at: reference.location,
                        suggestion: Suggestion.nearest(to: name, in: views.names))
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

extension ViewSource {
    var location: SourceLocation {
        switch self {
        case .table(let sql), .derivedSQL(let sql): sql.location
        }
    }
}
