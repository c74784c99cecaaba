internal import Synchronization

/// What the data of every node is at an instant: what is built, and how far the sources have come.
struct DataVersions: Sendable {
    let project: PipelineProject
    /// What is built, by node.
    var built: [String: BuiltVersion] { didSet { known = Known() } }
    /// Of sources by node, and of tables that no node describes by name.
    var watermarks: [String: Watermark]
    /// The relations that there are, in lower case.
    var relations: [String: Relation.Form]
    /// The definitions of views and ephemeral models, whose data is that of what they read.
    var fingerprints: [NodeID: String]
    /// Something that is another one when the day is.
    var day: String
    /// Of views, whose inputs may be views that read the same ones.
    private var known = Known()

    private final class Known: Sendable {
        let versions = Mutex<[NodeID: String]>([:])
        let instants = Mutex<[NodeID: Int64?]>([:])
    }

    init(
        project: PipelineProject, built: [String: BuiltVersion], watermarks: [String: Watermark],
        relations: [String: Relation.Form], fingerprints: [NodeID: String], day: String
    ) {
        self.project = project
        self.built = built
        self.watermarks = watermarks
        self.relations = relations
        self.fingerprints = fingerprints
        self.day = day
    }

    /// The data of each thing that a node reads, by its name.
    func inputs(of model: ModelNode, asksForTime: Bool) -> [String: String] {
        var inputs: [String: String] = [:]
        for reference in model.references {
            if let id = reference.resolved {
                inputs[id.text] = version(of: id)
            } else if case .table(let table) = reference.target {
                inputs[table.description] = watermarks[table.description]?.version ?? "missing"
            }
        }
        inputs[model.id.text] = model.kind == .external ? version(of: model.id) : nil
        if asksForTime { inputs["day"] = day }
        return inputs
    }

    /// Something that is another one whenever the node's data is.
    func version(of id: NodeID, _ path: Set<NodeID> = []) -> String {
        guard let model = project.models[id] else { return watermarks[id.text]?.version ?? "missing" }
        switch model.kind {
        case .external: return watermarks[id.text]?.version ?? "missing"
        case .view, .ephemeral, .live:
            guard !path.contains(id) else { return "" }
            if let found = known.versions.withLock({ $0[id] }) { return found }
            let below = model.references.compactMap { reference -> String? in
                if let input = reference.resolved { return version(of: input, path.union([id])) }
                guard case .table(let table) = reference.target else { return nil }
                return watermarks[table.description]?.version ?? "missing"
            }
            let found = String(NodeDefinitions.hash([fingerprints[id] ?? model.checksum] + below).prefix(16))
            known.versions.withLock { $0[id] = found }
            return found
        case .table, .incremental, .snapshot, .seed:
            return built[id.text]?.dataVersion ?? "missing"
        }
    }

    /// Up to when the data of a node is complete; `nil` where nobody knows, and of what people keep up by hand: nothing of
    /// it has to have changed, so that it has an age and holds nothing back.
    func completeTo(of id: NodeID, _ path: Set<NodeID> = []) -> Int64? {
        guard !isKeptByHand(id) else { return nil }
        guard let model = project.models[id], model.kind != .external else { return watermarks[id.text]?.completeTo }
        if [.table, .incremental, .snapshot, .seed].contains(model.kind) { return built[id.text]?.completeTo }
        guard !path.contains(id) else { return nil }
        if let instant = known.instants.withLock({ $0[id] }) { return instant }
        let instant = leastCompleteTo(of: model, path.union([id]))
        known.instants.withLock { $0[id] = .some(instant) }
        return instant
    }

    /// Whether `meta: {kept_by_hand: true}` says that people keep it up.
    private func isKeptByHand(_ id: NodeID) -> Bool {
        let meta = project.models[id]?.settings.meta ?? project.sources[id]?.meta
        return meta?["kept_by_hand"]?.boolValue ?? false
    }

    /// The least over all that a node reads.
    func leastCompleteTo(of model: ModelNode, _ path: Set<NodeID> = []) -> Int64? {
        if model.kind == .external { return completeTo(of: model.id, path) }
        return model.references.compactMap { reference -> Int64? in
            if let input = reference.resolved {
                return input == model.id ? nil : completeTo(of: input, path)
            }
            guard case .table(let table) = reference.target else { return nil }
            return watermarks[table.description]?.completeTo
        }.min()
    }

    func exists(_ model: ModelNode) -> Bool { relations[Self.key(model)] != nil }

    /// What there is under the model's name.
    func form(of model: ModelNode) -> Relation.Form { relations[Self.key(model)] ?? .missing }

    static func key(_ model: ModelNode) -> String {
        "\(model.relation.schema ?? "main").\(model.relation.name)".lowercased()
    }
}
