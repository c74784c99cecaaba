/// Finds the node that a `ref` or `source` means.
struct ReferenceIndex: Sendable {
    private var byName: [String: [(project: String, version: String?, id: NodeID)]] = [:]
    private var latest: [String: NodeID] = [:]
    private var sources: [String: [(project: String, id: NodeID)]] = [:]
    private var disabledNames: Set<String> = []
    private let root: String

    init(root: String) { self.root = root }

    mutating func add(_ model: ModelNode, isLatest: Bool) {
        byName[model.name, default: []].append((model.project, model.version, model.id))
        if isLatest { latest[model.project + "." + model.name] = model.id }
    }

    mutating func add(_ source: SourceTable) {
        sources[source.source + "." + source.name, default: []].append((source.project, source.id))
    }

    mutating func addDisabled(_ name: String) { disabledNames.insert(name) }

    func isDisabled(_ name: String) -> Bool { disabledNames.contains(name) }

    /// - Parameter project: Whose file holds the reference; its own nodes are meant first.
    func resolve(_ target: NodeReference.Target, from project: String) -> NodeID? {
        switch target {
        case .ref(let package, let name, let version):
            guard let all = byName[name] else { return nil }
            for owner in package.map({ [$0] }) ?? [project, root] {
                if version == nil, let id = latest[owner + "." + name] { return id }
                if let match = all.first(where: { $0.project == owner && (version == nil || $0.version == version) }) {
                    return match.id
                }
            }
            guard package == nil else { return nil }
            return all.first { version == nil || $0.version == version }?.id
        case .source(let source, let table):
            guard let all = sources[source + "." + table] else { return nil }
            return (all.first { $0.project == project } ?? all.first { $0.project == root } ?? all.first)?.id
        case .table: return nil
        }
    }

    /// Why a reference leads nowhere, and what was probably meant.
    func explanation(_ target: NodeReference.Target) -> (message: String, suggestion: String?) {
        switch target {
        case .ref(let package, let name, let version):
            if disabledNames.contains(name) { return ("The model `\(name)` is switched off (`enabled: false`).", nil) }
            if let version, byName[name] != nil {
                let versions = (byName[name] ?? []).compactMap(\.version).sorted().joined(separator: ", ")
                return (
                    "The model `\(name)` has no version \(version).", versions.isEmpty ? nil : "It has \(versions)."
                )
            }
            let place = package.map { " in the package `\($0)`" } ?? ""
            return (
                "There is no model, seed or snapshot `\(name)`\(place).",
                NearestName.to(name, among: byName.keys).map { "Did you mean `\($0)`?" }
            )
        case .source(let source, let table):
            let known = sources.keys.filter { $0.hasPrefix(source + ".") }.map {
                String($0.dropFirst(source.count + 1))
            }
            guard known.isEmpty else {
                return (
                    "The source `\(source)` has no table `\(table)`.",
                    NearestName.to(table, among: known).map { "Did you mean `\($0)`?" }
                )
            }
            let names = Set(sources.keys.map { String($0.prefix { $0 != "." }) })
            return (
                "There is no source `\(source)`.", NearestName.to(source, among: names).map { "Did you mean `\($0)`?" }
            )
        case .table(let name): return ("There is no table \(name).", nil)
        }
    }
}

extension ReferenceIndex {
    /// Takes out a node that turned out to be switched off.
    mutating func remove(_ model: ModelNode) {
        byName[model.name]?.removeAll { $0.id == model.id }
        if byName[model.name]?.isEmpty == true { byName[model.name] = nil }
        if latest[model.project + "." + model.name] == model.id { latest[model.project + "." + model.name] = nil }
        disabledNames.insert(model.name)
    }
}
