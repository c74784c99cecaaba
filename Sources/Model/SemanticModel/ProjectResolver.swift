package import LookML

/// Turns the files of a project into what queries compile against. Pure: the same files give the same project.
package enum ProjectResolver {
    /// Never fails: what can't be used is left out and reported, and everything else works.
    ///
    /// All files are parsed, and put together to models. Explores and views are resolved when they are first asked for,
    /// all of them when ``Project/diagnostics`` are; who asks sees nothing of it but the time that it takes.
    ///
    /// - Parameters:
    ///   - files: LookML files and LookML dashboards, in any order.
    ///   - problems: Found while reading the files, to be listed with the others.
    ///   - cache: Of the same folder: what did not change since is taken from it.
    package static func resolve(
        name: String, files: [SourceFile], problems readingProblems: [Diagnostic] = [],
        reusing cache: ProjectCache? = nil
    ) -> Project {
        let problems = ProblemList()
        problems.report(readingProblems)
        let files = files.sorted { $0.path < $1.path }
        let before = cache?.resolution ?? ProjectCache.Resolution()
        var resolution = ProjectCache.Resolution()
        let (changed, manifest) = parse(files, before: before, into: &resolution, problems)
        resolution.views = ViewPool(before.views, without: changed)
        let includes = IncludeFinder(paths: files.map(\.path))
        var waiting: [WaitingModel] = []
        var dashboards: [String: [String]] = [:]
        for (modelName, roots) in modelRoots(files, project: name, problems) {
            includes.problems = problems
            let text = ModelFiles(roots: roots, documents: resolution.files, includes: includes)
            let old = before.models[modelName].flatMap { old in
                old.files == text.files && changed.isDisjoint(with: old.files) ? old : nil
            }
            let location = SourceLocation(file: roots.first ?? "", line: 1, column: 1)
            waiting.append(
                WaitingModel(name: modelName, location: location, text: text, views: resolution.views, old: old))
            for path in text.dashboards { dashboards[path, default: []].append(modelName) }
            if roots.count > 1 {
                for file in files where file.isDashboard { dashboards[file.path] = [modelName] }
            }
        }
        var models = Parallel.map(waiting) { $0.resolved() }
        for index in models.indices {
            models[index].model.mayHaveGuards = models[index].files.contains {
                resolution.files[$0]?.mayHaveGuards ?? false
            }
            resolution.models[models[index].model.name] = models[index]
        }
        resolution.views.keep(Set(models.map(\.settings)))
        let dashboardFiles = files.filter(\.isDashboard).map {
            DashboardFile(path: $0.path, text: $0.text, models: dashboards[$0.path] ?? [])
        }
        let ofFiles = resolution.files.values.map(\.problems)
        let ofModels = models.map(\.problems)
        var project = Project(
            name: name, models: models.map(\.model), dashboardFiles: dashboardFiles,
            diagnostics: Lazy { [found = problems.all] in all(found, ofFiles, ofModels) })
        project.manifest = manifest
        cache?.resolution = resolution
        return project
    }

    /// The text of each model, by the model's name.
    static func modelTexts(
        project: String, files: [SourceFile], problems: ProblemList
    ) -> [(name: String, text: ModelFiles)] {
        let files = files.sorted { $0.path < $1.path }
        var resolution = ProjectCache.Resolution()
        _ = parse(files, before: ProjectCache.Resolution(), into: &resolution, problems)
        let includes = IncludeFinder(paths: files.map(\.path))
        includes.problems = problems
        return modelRoots(files, project: project, problems).map { name, roots in
            (name, ModelFiles(roots: roots, documents: resolution.files, includes: includes))
        }
    }

    private static func all(
        _ found: [Diagnostic], _ files: [Lazy<[Diagnostic]>], _ models: [Lazy<[Diagnostic]>]
    ) -> [Diagnostic] {
        let problems = ProblemList()
        problems.report(found)
        // Apart, since a model takes as long as hundreds of files, and work is handed out in pieces of equal numbers.
        for lazy in [models, files] {
            for found in Parallel.map(lazy, { $0.value }) where !found.isEmpty { problems.report(found) }
        }
        return problems.sorted
    }

    /// A model that is to be resolved, unless nothing of it has changed.
    private struct WaitingModel: Sendable {
        var name: String
        var location: SourceLocation
        var text: ModelFiles
        var views: ViewPool
        var old: ProjectCache.ResolvedModel?

        func resolved() -> ProjectCache.ResolvedModel {
            old ?? ModelResolver(name: name, location: location, pool: views).resolve(text)
        }
    }

    /// Parses the files, constants expanded.
    ///
    /// - Returns: Which syntax trees are not those of before, and the manifest.
    private static func parse(
        _ files: [SourceFile], before: ProjectCache.Resolution, into resolution: inout ProjectCache.Resolution,
        _ problems: ProblemList
    ) -> (changed: Set<String>, manifest: Manifest) {
        let manifestFile = files.first { $0.path == "manifest.lkml" }
        let manifest = manifestFile.map { LookMLParser.parse($0.text, file: $0.path) }
        if let manifest {
            problems.report(manifest.diagnostics)
            VocabularyCheck.check(manifest, isManifest: true, problems: problems)
        }
        let constants = Constants(manifest: manifest, problems: problems)
        resolution.manifest = manifestFile?.text
        let old = before.manifest == manifestFile?.text ? before.files : [:]
        var waiting: [SourceFile] = []
        for file in files where file.path != "manifest.lkml" {
            guard file.isLookML else {
                if !file.isDashboard, file.path.hasSuffix(".lookml") {
                    problems.report(
                        "old-lookml", .warning, "This is LookML of the old kind, in YAML; it is not read.",
                        at: SourceLocation(file: file.path, line: 1, column: 1))
                }
                continue
            }
            if let parsed = old[file.path], parsed.text == file.text {
                resolution.files[file.path] = parsed
            } else {
                waiting.append(file)
            }
        }
        let values = constants.values
        for parsed in Parallel.map(waiting, { parsed($0, values) }) {
            resolution.files[parsed.document.file] = parsed
        }
        return (Set(waiting.map(\.path)), ManifestReader.manifest(manifest, problems: problems))
    }

    private static func parsed(_ file: SourceFile, _ constants: Constants.Values) -> ProjectCache.ParsedFile {
        let problems = ProblemList()
        var document = LookMLParser.parse(file.text, file: file.path)
        problems.report(document.diagnostics)
        if file.holds("@{") { document = Constants(constants, problems: problems).expanding(document) }
        return ProjectCache.ParsedFile(
            text: file.text, document: document,
            problems: Lazy { [document, found = problems.all] in
                let problems = ProblemList()
                problems.report(found)
                VocabularyCheck.check(document, isManifest: false, problems: problems)
                return problems.all
            }, mayHaveGuards: file.holds("required_access_grants"))
    }

    /// The models by name with the files that they begin with. A project without a model file is one model of all its
    /// files.
    private static func modelRoots(
        _ files: [SourceFile], project: String, _ problems: ProblemList
    ) -> [(name: String, roots: [String])] {
        var models: [(name: String, roots: [String])] = []
        for file in files {
            guard let name = file.modelName else { continue }
            if let first = models.first(where: { $0.name == name }) {
                problems.report(
                    "duplicate-name", "There is a model `\(name)` already: \(first.roots.joined()).",
                    at: SourceLocation(file: file.path, line: 1, column: 1), suggestion: "Rename one of the files.")
            } else {
                models.append((name, [file.path]))
            }
        }
        guard models.isEmpty else { return models }
        let others = files.filter { $0.isLookML && $0.path != "manifest.lkml" }.map(\.path)
        return others.isEmpty ? [] : [(project, others)]
    }
}
