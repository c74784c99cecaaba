import JSON

/// `dbt_project.yml`, or `pipelines:` of `soundings.yaml` with `pipelines.yaml` on it.
struct ProjectConfig: Sendable {
    var name: String
    var layout: PipelineProject.Layout
    var settings = PipelineSettings()
    /// Folders by what is in them, below the project's folder.
    var modelPaths = ["models"]
    var seedPaths = ["seeds"]
    var snapshotPaths = ["snapshots"]
    var macroPaths = ["macros"]
    var testPaths = ["tests"]
    var analysisPaths = ["analyses"]
    /// Trees of settings by resource, the more general file first.
    var trees: [ResourceType: [SettingTree]] = [:]
    /// `dispatch:` by namespace: the packages to look in, in order.
    var dispatch: [String: [String]] = [:]
    var problems: [ProjectProblem] = []

    private static let nativeKeys: Set<String> = [
        "name", "dialect", "vars", "models", "seeds", "snapshots", "tests", "data_tests", "sources", "unit_tests",
        "exposures", "timezone", "schema", "threads", "environments", "on-run-start", "on-run-end", "on_run_start",
        "on_run_end", "dispatch", "interval_seconds", "retries", "strict", "env_vars", "schedule", "alerts",
    ]
    private static let dbtKeys: Set<String> = [
        "name", "version", "config-version", "profile", "model-paths", "source-paths", "seed-paths", "data-paths",
        "test-paths", "analysis-paths", "macro-paths", "snapshot-paths", "docs-paths", "asset-paths", "function-paths",
        "target-path", "log-path", "packages-install-path", "clean-targets", "require-dbt-version", "query-comment",
        "quoting", "vars", "models", "seeds", "snapshots", "tests", "data_tests", "sources", "unit_tests", "exposures",
        "metrics", "semantic-models", "saved-queries", "functions", "on-run-start", "on-run-end", "dispatch", "flags",
        "dbt-cloud", "restrict-access", "meta", "selectors",
    ]

    init(name: String, layout: PipelineProject.Layout) {
        self.name = name
        self.layout = layout
    }

    /// Puts what a file says on what is known.
    mutating func read(_ tree: PropertyTree, file: String, isStrict: Bool) {
        guard !tree.isNull else { return }
        guard let entries = tree.entries else {
            report("bad-project-file", at: tree.position(in: file), "This must be a list of `key: value` pairs.")
            return
        }
        let known = layout == .dbt ? Self.dbtKeys : Self.nativeKeys
        for entry in entries {
            guard known.contains(entry.key) || entry.key.hasPrefix("+") else {
                report(
                    "unknown-setting", isStrict ? .error : .warning, at: entry.position(in: file),
                    "There is no setting `\(entry.key)`.",
                    suggestion: NearestName.to(entry.key, among: known).map { "Did you mean `\($0)`?" })
                continue
            }
            read(entry, file: file, isStrict: isStrict)
        }
    }

    private mutating func read(_ entry: PropertyTree.Entry, file: String, isStrict: Bool) {
        let value = entry.value
        switch entry.key {
        case "name": readName(value, file: file)
        case "model-paths", "source-paths": paths(value, \.modelPaths, file)
        case "seed-paths", "data-paths": paths(value, \.seedPaths, file)
        case "snapshot-paths": paths(value, \.snapshotPaths, file)
        case "macro-paths": paths(value, \.macroPaths, file)
        case "test-paths": paths(value, \.testPaths, file)
        case "analysis-paths": paths(value, \.analysisPaths, file)
        case "vars":
            for (key, value) in value.json.objectValue?.members ?? [] { settings.variables[key] = value }
            if value.entries == nil, !value.isNull {
                report("bad-setting", at: value.position(in: file), "`vars` must be a list of `name: value` pairs.")
            }
        case "schema": settings.schema = value.text ?? settings.schema
        case "timezone": settings.timezone = value.text ?? settings.timezone
        case "threads": settings.threads = value.int
        case "environments": settings.environments = value.text ?? settings.environments
        case "on-run-start", "on_run_start": settings.onRunStart += hooks(value, file)
        case "on-run-end", "on_run_end": settings.onRunEnd += hooks(value, file)
        case "models": tree(value, .model, file, isStrict)
        case "seeds": tree(value, .seed, file, isStrict)
        case "snapshots": tree(value, .snapshot, file, isStrict)
        case "sources": tree(value, .source, file, isStrict)
        case "tests", "data_tests": tree(value, .test, file, isStrict)
        case "dispatch":
            for rule in value.elements ?? [] {
                guard let namespace = rule["macro_namespace"]?.text else { continue }
                dispatch[namespace] = rule["search_order"]?.texts
            }
        default: settings.others[entry.key] = value.json
        }
    }

    private mutating func readName(_ value: PropertyTree, file: String) {
        guard let text = value.text, text.isNodeName else {
            report(
                "bad-project-name", at: value.position(in: file),
                "A project's name has letters, digits and _ and does not begin with a digit.")
            return
        }
        name = text
    }

    private mutating func paths(
        _ value: PropertyTree, _ path: WritableKeyPath<ProjectConfig, [String]>, _ file: String
    ) {
        guard let texts = value.texts else {
            report("bad-setting", at: value.position(in: file), "This must be a list of folders.")
            return
        }
        self[keyPath: path] = texts.map { text in
            var text = Substring(text)
            while text.hasPrefix("./") { text = text.dropFirst(2) }
            while text.hasSuffix("/") { text = text.dropLast() }
            return String(text)
        }
    }

    private mutating func tree(_ value: PropertyTree, _ type: ResourceType, _ file: String, _ isStrict: Bool) {
        let tree = SettingTree(value, file: file, isRootOfProject: layout == .native)
        trees[type, default: []].append(tree)
        let known = type == .test ? SettingName.ofTests : SettingName.known
        for (name, position) in tree.unknownSettings(known: known) {
            report(
                "unknown-setting", isStrict ? .error : .warning, at: position, "There is no setting `\(name)`.",
                suggestion: NearestName.to(name, among: known).map { "Did you mean `\($0)`?" })
        }
    }

    private func hooks(_ value: PropertyTree, _ file: String) -> [Hook] {
        (value.elements ?? [value]).compactMap { element in
            element.text.map { Hook(sql: $0, isInTransaction: false, position: element.position(in: file)) }
        }
    }

    private mutating func report(
        _ code: String, _ severity: ProjectProblem.Severity = .error, at position: FilePosition, _ message: String,
        suggestion: String? = nil
    ) {
        problems.append(ProjectProblem(code, severity, at: position, message, suggestion: suggestion))
    }

    /// What a file of the project is, by its folder; `nil` for what belongs to none.
    func role(of path: String) -> (type: ResourceType, below: [String])? {
        let parts = path.split(separator: "/").map(String.init)
        func inside(_ folders: [String]) -> [String]? {
            for folder in folders {
                let names = folder.split(separator: "/").map(String.init)
                if parts.count > names.count, Array(parts.prefix(names.count)) == names {
                    return Array(parts.dropFirst(names.count))
                }
            }
            return nil
        }
        if let below = inside(seedPaths) { return (.seed, below) }
        if let below = inside(snapshotPaths) { return (.snapshot, below) }
        if let below = inside(macroPaths) { return (.macro, below) }
        if let below = inside(testPaths) { return (.test, below) }
        if let below = inside(analysisPaths) { return (.analysis, below) }
        if let below = inside(modelPaths) { return (.model, below) }
        return layout == .native ? (.model, parts) : nil
    }
}

extension String {
    /// Letters, digits and `_`, and no digit first.
    var isNodeName: Bool {
        guard let first = utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else { return false }
        return utf8.allSatisfy { byte in
            byte == UInt8(ascii: "_") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
        }
    }
}
