/// Why a node has to be built, if it has.
package enum DueReason: Sendable, Hashable {
    /// It was never built.
    case new
    /// Its table or view is gone.
    case missing
    /// Its SQL or a setting that matters has changed.
    case definition
    /// The data of these has changed, by their names.
    case inputs([String])
    /// The day is another, and it asks for the time.
    case day
    /// It was marked to be built again.
    case forgotten
    /// These are built before it.
    case upstream([String])
    /// Somebody asked for it.
    case asked

    package var text: String {
        switch self {
        case .new: "new"
        case .missing: "its relation is gone"
        case .definition: "its definition has changed"
        case .inputs(let names): "inputs changed: \(names.joined(separator: ", "))"
        case .day: "a new day"
        case .forgotten: "to be built again"
        case .upstream(let names): "built before it: \(names.joined(separator: ", "))"
        case .asked: "asked for"
        }
    }
}

/// Compares what a node was built from with what it would be built from now.
struct DueReasons: Sendable {
    let reasons: [DueReason]

    var isUpToDate: Bool { reasons.isEmpty }

    init(model: ModelNode, definition: NodeDefinition, versions: DataVersions) {
        guard let built = versions.built[model.id.text] else {
            reasons = [.new]
            return
        }
        var reasons: [DueReason] = []
        if !versions.exists(model) { reasons.append(.missing) }
        if built.fingerprint != definition.fingerprint { reasons.append(.definition) }
        let now = versions.inputs(of: model, asksForTime: definition.asksForTime)
        if built.inputs["forgotten"] != nil {
            reasons.append(.forgotten)
        } else {
            let changed = Set(now.keys).union(built.inputs.keys).filter { now[$0] != built.inputs[$0] }
            if changed.contains("day") { reasons.append(.day) }
            let names = changed.subtracting(["day"]).sorted()
            if !names.isEmpty { reasons.append(.inputs(names)) }
        }
        self.reasons = reasons
    }
}
