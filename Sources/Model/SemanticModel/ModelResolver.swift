internal import LookML

/// Resolves one model: its views and explores with what they inherit, then every explore.
struct ModelResolver {
    let name: String
    let location: SourceLocation
    let problems: ProblemList

    func resolve(_ text: ModelFiles) -> Model {
        let settings = ModelSettings(text, problems: problems)
        let views = Inheritance(kind: "view", problems: problems)
        let explores = Inheritance(kind: "explore", problems: problems)
        for item in text.items {
            let kind = item.key.value
            guard kind == "view" || kind == "explore" else { continue }
            guard let object = NamedObject(item) else {
                if case .block = item.value {
                    problems.report("missing-name", "This \(kind) has no name.", at: item.location)
                }
                continue
            }
            if kind == "view" { views.add(object) } else { explores.add(object) }
        }
        views.checkRefinements()
        explores.checkRefinements()
        let scope = ModelScope(settings: settings, views: views, problems: problems)
        let resolver = ExploreResolver(model: name, scope: scope)
        let resolved = explores.names.compactMap { name -> Explore? in
            guard let explore = explores.object(name), !explores.isTemplate(name) else { return nil }
            return resolver.resolve(explore)
        }
        scope.resolveUnused()
        scope.checkViews()
        return Model(
            name: name, label: settings.label ?? Labels.humanised(name), connection: settings.connection,
            explores: resolved, viewSources: scope.viewSources, weekStartDay: settings.weekStartDay,
            fiscalMonthOffset: settings.fiscalMonthOffset, namedValueFormats: settings.formats.ofModel,
            caseSensitive: settings.caseSensitive, location: location)
    }
}
