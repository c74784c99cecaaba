import Foundation

/// Picks nodes by dbt's selection syntax: `+orders`, `tag:nightly,path:models/marts`, `2+orders+1`, `@orders`.
package struct NodeSelector: Sendable {
    /// What the methods `state:` and `result:` speak of; empty where nothing is known.
    package struct History: Sendable {
        /// Nodes that differ from the state compared with (`state:modified`), and those that it does not have
        /// (`state:new`).
        package var modified: Set<NodeID> = []
        package var new: Set<NodeID> = []
        /// The result of each node in the last run, by dbt's word (`error`, `fail`, `skipped`, `success`, `warn`).
        package var results: [NodeID: String] = [:]

        package init() {}
    }

    /// Which tests come with the nodes that they read.
    package enum IndirectTests: String, Sendable, Hashable, CaseIterable {
        /// Those that read any selected node.
        case eager
        /// Those of which every input is selected.
        case cautious
        /// Those of which every input is selected or upstream of what is.
        case buildable
        case empty
    }

    private let project: PipelineProject
    private let graph: NodeGraph
    private let history: History
    private let all: [Candidate]

    package init(project: PipelineProject, graph: NodeGraph, history: History = History()) {
        self.project = project
        self.graph = graph
        self.history = history
        all = Candidate.all(of: project)
    }

    /// The nodes that `select` names without those that `exclude` names, with tests and unit tests of them.
    /// - Parameters:
    ///   - select: Criteria, as words of a command line; each may hold several, between spaces. None means everything.
    ///   - exclude: Criteria of the same form. None means nothing.
    ///   - tests: Which tests come with the nodes that they read.
    /// - Throws: ``SelectionError`` for an unknown method. A name that matches nothing gives no nodes.
    package func nodes(
        select: [String], exclude: [String] = [], tests: IndirectTests = .eager
    ) throws(SelectionError) -> Set<NodeID> {
        var selected: Set<NodeID> = []
        let words = Self.words(select)
        if words.isEmpty { selected = Set(all.map(\.id)) }
        for word in words { selected.formUnion(try union(word, tests)) }
        for word in Self.words(exclude) { selected.subtract(try union(word, tests)) }
        return selected
    }

    /// Criteria that match nothing, for a warning.
    package func unmatched(_ select: [String]) throws(SelectionError) -> [String] {
        var found: [String] = []
        for word in Self.words(select) where try union(word, .eager).isEmpty { found.append(word) }
        return found
    }

    private static func words(_ texts: [String]) -> [String] {
        texts.flatMap { $0.split(whereSeparator: \.isWhitespace).map(String.init) }
    }

    /// The nodes that satisfy every criterion between the commas, and tests of them.
    private func union(_ word: String, _ tests: IndirectTests) throws(SelectionError) -> Set<NodeID> {
        var result: Set<NodeID>?
        for part in word.split(separator: ",") {
            let found = withTests(expanded(try SelectionCriterion(String(part))), tests)
            result = result.map { $0.intersection(found) } ?? found
        }
        return result ?? []
    }

    private func expanded(_ criterion: SelectionCriterion) -> Set<NodeID> {
        let direct = Set(all.filter { matches($0, criterion) }.map(\.id))
        var found = direct
        if criterion.includesChildrensParents {
            let down = graph.descendants(of: direct).union(direct)
            return down.union(graph.ancestors(of: down))
        }
        if let depth = criterion.parents { found.formUnion(graph.ancestors(of: direct, depth: depth)) }
        if let depth = criterion.children { found.formUnion(graph.descendants(of: direct, depth: depth)) }
        return found
    }

    private func withTests(_ nodes: Set<NodeID>, _ mode: IndirectTests) -> Set<NodeID> {
        guard mode != .empty else { return nodes }
        let known = mode == .buildable ? nodes.union(graph.ancestors(of: nodes)) : nodes
        var result = nodes
        for node in nodes {
            for child in graph.children(of: node) where project.tests[child] != nil || project.unitTests[child] != nil {
                if mode == .eager || graph.parents(of: child).allSatisfy(known.contains) { result.insert(child) }
            }
        }
        return result
    }

    // MARK: Methods

    private func matches(_ node: Candidate, _ criterion: SelectionCriterion) -> Bool {
        let value = criterion.value
        switch criterion.method {
        case "fqn": return node.type != .source && node.type != .exposure && node.isNamed(value)
        case "name": return Glob.matches(node.name, value)
        case "path": return node.isBelow(value)
        case "file":
            let file = node.path.split(separator: "/").last.map(String.init) ?? ""
            return Glob.matches(file, value) || Glob.matches(String(file.prefix { $0 != "." }), value)
        case "tag": return node.tags.contains { Glob.matches($0, value) }
        case "source": return node.type == .source && node.isSource(value)
        case "exposure": return node.type == .exposure && (Glob.matches(node.name, value))
        case "unit_test": return node.type == .unitTest && Glob.matches(node.name, value)
        case "resource_type":
            return node.type.rawValue == value || value == "data_test" && node.type == .test
                || value == "all"
        case "package": return Glob.matches(node.project, value == "this" ? project.name : value)
        case "owner": return node.owners.contains { Glob.matches($0, value) }
        case "state": return hasState(node.id, value)
        case "result": return history.results[node.id] == value
        case "test_type": return node.isTest(ofType: value)
        case "test_name": return node.testName.map { Glob.matches($0, value) } ?? false
        case "kind", "config", "access", "group", "version":
            return hasSetting(node, criterion)
        default: return false
        }
    }

    private func hasState(_ id: NodeID, _ value: String) -> Bool {
        switch value.split(separator: ".").first {
        case "modified": history.modified.contains(id) || history.new.contains(id)
        case "new": history.new.contains(id)
        case "old": !history.new.contains(id)
        case "unmodified": !history.modified.contains(id) && !history.new.contains(id)
        default: false
        }
    }

    private func hasSetting(_ node: Candidate, _ criterion: SelectionCriterion) -> Bool {
        guard let model = project.models[node.id] else {
            guard criterion.method == "config", let name = criterion.detail, let test = project.tests[node.id] else {
                return false
            }
            if name == "severity" { return test.settings.severity.rawValue == criterion.value.lowercased() }
            return test.settings.values[name].map { PythonText.of($0.value) } == criterion.value
        }
        switch criterion.method {
        case "kind": return model.kind.rawValue == criterion.value
        case "access": return (model.settings.access ?? "protected") == criterion.value
        case "group": return model.settings.group == criterion.value
        case "version": return model.version == criterion.value
        default: break
        }
        let path = (criterion.detail ?? "").split(separator: ".").map(String.init)
        guard let first = path.first else { return false }
        let name = SettingName.canonical(first)
        if name == "kind" { return model.kind.rawValue == criterion.value }
        guard var found = model.settings.values[name]?.value else { return false }
        for key in path.dropFirst() {
            guard let next = found.objectValue?[key] else { return false }
            found = next
        }
        return SettingLayers.list(found).contains {
            PythonText.of($0) == criterion.value || PythonText.of($0).lowercased() == criterion.value.lowercased()
        }
    }
}

/// Shell patterns: `*`, `?`, `[a-z]`.
enum Glob {
    static func matches(_ text: String, _ pattern: String) -> Bool {
        guard pattern.contains(where: { "*?[".contains($0) }) else { return text == pattern }
        return fnmatch(pattern, text, 0) == 0
    }
}
