internal import LookML

/// Resolves one model: its views and explores with what they inherit, then every explore.
struct ModelResolver {
    let name: String
    let location: SourceLocation
    let problems: ProblemList

    func resolve(_ text: ModelFiles) -> Model {
        var settings = ModelSettings(text, problems: problems)
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
        for name in explores.names {
            guard let explore = explores.object(name) else { continue }
            settings.baseAliases[name] = explore.text("view_name") ?? name
        }
        let scope = ModelScope(settings: settings, views: views, problems: problems)
        let resolver = ExploreResolver(model: name, scope: scope)
        let resolved = explores.names.compactMap { name -> Explore? in
            guard let explore = explores.object(name), !explores.isTemplate(name) else { return nil }
            return resolver.resolve(explore)
        }
        scope.resolveUnused()
        let byName = Dictionary(resolved.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        let sources = ExploreSourceReader(
            settings: settings, problems: problems, explores: byName,
            templates: Set(explores.names.filter(explores.isTemplate)))
        let derived = DerivedTableResolver(scope: scope, reader: sources)
        let tables = derived.tables()
        scope.checkViews(
            nativeTables: tables.compactMapValues { table in
                guard case .explore(let source) = table.form, let explore = byName[source.explore] else { return nil }
                return DerivedTableResolver.views(of: source, in: explore)
            })
        scope.checkSuggestions(sources, known: explores)
        var model = Model(
            name: name, label: settings.label ?? Labels.humanised(name), connection: settings.connection,
            explores: resolved.filter { $0.guarded?.requiredGrants.isEmpty ?? true }, viewSources: scope.viewSources,
            weekStartDay: settings.weekStartDay, fiscalMonthOffset: settings.fiscalMonthOffset,
            namedValueFormats: settings.formats.ofModel, caseSensitive: settings.caseSensitive, location: location)
        model.guardedExplores = resolved.filter { !($0.guarded?.requiredGrants.isEmpty ?? true) }
        model.exploreOrder = resolved.map(\.name)
        model.accessGrants = settings.accessGrants
        model.datagroups = settings.datagroups
        model.cachePolicy = settings.cachePolicy
        model.mapLayers = settings.mapLayers
        model.derivedTables = tables
        model.tests = derived.tests(text.items("test"))
        model.strictValueFormats = settings.formats.strict
        model.sqlPreamble = settings.sqlPreamble
        return model
    }
}
