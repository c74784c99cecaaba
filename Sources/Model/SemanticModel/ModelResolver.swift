internal import LookML

/// Resolves one model: what it says of itself, and its views and explores with what they inherit, at once; each explore
/// and view once it is asked for.
struct ModelResolver {
    let name: String
    let location: SourceLocation
    let pool: ViewPool

    func resolve(_ text: ModelFiles) -> ProjectCache.ResolvedModel {
        let problems = ProblemList()
        var settings = ModelSettings(text, problems: problems)
        let (views, explores) = objects(text, problems)
        for name in explores.names {
            settings.baseAliases[name] = explores.object(name)?.text("view_name") ?? name
        }
        let resolvedViews = ModelViews(settings: settings, objects: views, pool: pool)
        let table = ExploreTable(explores, model: name, views: resolvedViews)
        let tests = text.items("test")
        let standing = Lazy { [settings] in
            let reader = ExploreSourceReader(
                settings: settings, problems: ProblemList(), explores: table, objects: explores)
            return DerivedTableResolver.resolve(reader, views: resolvedViews, tests: tests)
        }
        let check = ModelCheck(views: resolvedViews, explores: table, exploreTexts: explores, standing: standing)
        return ProjectCache.ResolvedModel(
            files: text.files, settings: settings.ofViews,
            model: Model(
                name: name, settings: settings, explores: table, views: resolvedViews, standing: standing,
                location: location),
            problems: Lazy { [found = problems.all] in found + check.problems })
    }

    /// The views and the explores, merged.
    private func objects(_ text: ModelFiles, _ problems: ProblemList) -> (views: MergedObjects, explores: MergedObjects)
    {
        let views = Inheritance(kind: "view", problems: problems)
        let explores = Inheritance(kind: "explore", problems: problems)
        for item in text.items {
            let kind = item.name
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
        let mergedExplores = explores.merged()
        // In the order in which explores need them.
        let needed = mergedExplores.names.filter { !mergedExplores.isTemplate($0) }.compactMap(mergedExplores.object)
            .flatMap { explore in
                [explore.text("from") ?? explore.text("view_name") ?? explore.name]
                    + explore.items("join").compactMap { item in
                        NamedObject(item).map { $0.text("from") ?? $0.name }
                    }
            }
        return (views.merged(beginningWith: needed), mergedExplores)
    }
}
