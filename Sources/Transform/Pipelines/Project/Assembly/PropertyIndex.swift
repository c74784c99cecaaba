import JSON

/// What the property files of a package say, by the kind and name of the thing.
struct PropertyIndex: Sendable {
    struct Item: Sendable {
        var tree: PropertyTree
        var file: ParsedFileName
        var position: FilePosition { tree.position(in: file.shown) }
    }

    struct ParsedFileName: Sendable, Hashable {
        var path: String
        var shown: String
    }

    private(set) var models: [String: Item] = [:]
    private(set) var seeds: [String: Item] = [:]
    private(set) var snapshots: [String: Item] = [:]
    private(set) var analyses: [String: Item] = [:]
    private(set) var macros: [String: Item] = [:]
    private(set) var singularTests: [String: Item] = [:]
    private(set) var sources: [Item] = []
    private(set) var exposures: [Item] = []
    private(set) var unitTests: [Item] = []
    private(set) var problems: [ProjectProblem] = []

    private static let keys: Set<String> = [
        "version", "models", "seeds", "snapshots", "analyses", "macros", "sources", "exposures", "unit_tests",
        "data_tests", "tests", "groups", "metrics", "semantic_models", "saved_queries", "functions", "fixtures",
        "anchors",
    ]

    mutating func read(_ tree: PropertyTree, file: ParsedFileName) {
        guard !tree.isNull else { return }
        guard let entries = tree.entries else {
            return report(
                "bad-properties", at: tree.position(in: file.shown), "This must hold `models:`, `sources:` and so on.")
        }
        for entry in entries {
            guard Self.keys.contains(entry.key) else {
                report(
                    "unknown-property", .warning, at: entry.position(in: file.shown),
                    "There is no property `\(entry.key)`.",
                    suggestion: NearestName.to(entry.key, among: Self.keys).map { "Did you mean `\($0)`?" })
                continue
            }
            switch entry.key {
            case "models": named(entry.value, \.models, "model", file)
            case "seeds": named(entry.value, \.seeds, "seed", file)
            case "snapshots": named(entry.value, \.snapshots, "snapshot", file)
            case "analyses": named(entry.value, \.analyses, "analysis", file)
            case "macros": named(entry.value, \.macros, "macro", file)
            case "data_tests", "tests": named(entry.value, \.singularTests, "test", file)
            case "sources": listed(entry.value, \.sources, file)
            case "exposures": listed(entry.value, \.exposures, file)
            case "unit_tests": listed(entry.value, \.unitTests, file)
            default: break
            }
        }
    }

    private mutating func named(
        _ list: PropertyTree, _ path: WritableKeyPath<PropertyIndex, [String: Item]>, _ word: String,
        _ file: ParsedFileName
    ) {
        for element in elements(list, file) {
            guard let name = element["name"]?.text else {
                report("bad-properties", at: element.position(in: file.shown), "This \(word) has no `name`.")
                continue
            }
            if let first = self[keyPath: path][name] {
                report(
                    "duplicate-properties", at: element.position(in: file.shown),
                    "The \(word) `\(name)` is described twice; first at \(first.position).")
                continue
            }
            self[keyPath: path][name] = Item(tree: element, file: file)
        }
    }

    private mutating func listed(
        _ list: PropertyTree, _ path: WritableKeyPath<PropertyIndex, [Item]>, _ file: ParsedFileName
    ) {
        for element in elements(list, file) {
            guard element["name"]?.text != nil else {
                report("bad-properties", at: element.position(in: file.shown), "This has no `name`.")
                continue
            }
            self[keyPath: path].append(Item(tree: element, file: file))
        }
    }

    private mutating func elements(_ list: PropertyTree, _ file: ParsedFileName) -> [PropertyTree] {
        if list.isNull { return [] }
        guard let elements = list.elements else {
            report("bad-properties", at: list.position(in: file.shown), "This must be a list.")
            return []
        }
        return elements
    }

    private mutating func report(
        _ code: String, _ severity: ProjectProblem.Severity = .error, at position: FilePosition, _ message: String,
        suggestion: String? = nil
    ) {
        problems.append(ProjectProblem(code, severity, at: position, message, suggestion: suggestion))
    }
}
