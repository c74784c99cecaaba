package import LookML

/// Turns the files of a project into what queries compile against. Pure: the same files give the same project.
package enum ProjectResolver {
    /// Never fails: what can't be used is left out and reported, and everything else works.
    ///
    /// - Parameters:
    ///   - files: LookML files and LookML dashboards, in any order.
    ///   - problems: Found while reading the files, to be listed with the others.
    package static func resolve(name: String, files: [SourceFile], problems readingProblems: [Diagnostic] = [])
        -> Project
    {
        let problems = ProblemList()
        problems.report(readingProblems)
        let files = files.sorted { $0.path < $1.path }
        let (documents, manifest) = parse(files, problems)
        let includes = IncludeFinder(paths: files.map(\.path), problems: problems)
        var models: [Model] = []
        var dashboards: [String: [String]] = [:]
        for (modelName, roots) in modelRoots(files, project: name, problems) {
            let text = ModelFiles(roots: roots, documents: documents, includes: includes)
            models.append(
                ModelResolver(
                    name: modelName, location: SourceLocation(file: roots.first ?? "", line: 1, column: 1),
                    problems: problems
                ).resolve(text))
            for path in text.dashboards { dashboards[path, default: []].append(modelName) }
            if roots.count > 1 {
                for file in files where file.isDashboard { dashboards[file.path] = [modelName] }
            }
        }
        let dashboardFiles = files.filter(\.isDashboard).map {
            DashboardFile(path: $0.path, text: $0.text, models: dashboards[$0.path] ?? [])
        }
        var project = Project(
            name: name, models: models, dashboardFiles: dashboardFiles, diagnostics: problems.sorted)
        project.manifest = manifest
        return project
    }

    /// The text of each model, by the model's name.
    static func modelTexts(
        project: String, files: [SourceFile], problems: ProblemList
    ) -> [(name: String, text: ModelFiles)] {
        let files = files.sorted { $0.path < $1.path }
        let (documents, _) = parse(files, problems)
        let includes = IncludeFinder(paths: files.map(\.path), problems: problems)
        return modelRoots(files, project: project, problems).map { name, roots in
            (name, ModelFiles(roots: roots, documents: documents, includes: includes))
        }
    }

    /// Syntax trees by path, constants expanded and checked against the vocabulary, and the manifest.
    private static func parse(
        _ files: [SourceFile], _ problems: ProblemList
    ) -> (documents: [String: LookMLDocument], manifest: Manifest) {
        var documents: [String: LookMLDocument] = [:]
        for file in files {
            guard file.isLookML else {
                if !file.isDashboard, file.path.hasSuffix(".lookml") {
                    problems.report(
                        "old-lookml", .warning, "This is LookML of the old kind, in YAML; it is not read.",
                        at: SourceLocation(file: file.path, line: 1, column: 1))
                }
                continue
            }
            let document = LookMLParser.parse(file.text, file: file.path)
            problems.report(document.diagnostics)
            documents[file.path] = document
        }
        let manifest = documents.removeValue(forKey: "manifest.lkml")
        if let manifest { VocabularyCheck.check(manifest, isManifest: true, problems: problems) }
        let constants = Constants(manifest: manifest, problems: problems)
        for file in files {
            guard var document = documents[file.path] else { continue }
            if file.text.contains("@{") { document = constants.expanding(document) }
            VocabularyCheck.check(document, isManifest: false, problems: problems)
            documents[file.path] = document
        }
        return (documents, ManifestReader.manifest(manifest, problems: problems))
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
        let others = files.filter { $0.isLookML && $0.path != "manifest.lkml" }.map(\.path)
        return models.isEmpty && !others.isEmpty ? [(project, others)] : models
    }
}
