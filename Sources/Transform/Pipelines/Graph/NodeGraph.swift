/// Who reads whom, and in which order everything is built.
package struct NodeGraph: Sendable {
    /// Models, seeds and snapshots that can be built, each after all that it reads. Ephemeral models are among them:
    /// nothing is built for them, and what reads them waits for what they read. Analyses are not.
    package private(set) var order: [NodeID] = []
    /// Cycles; missing references are among the project's own problems.
    package private(set) var problems: [ProjectProblem] = []
    /// The nodes that are not in `order` though they are enabled, and the node that is to blame (perhaps itself).
    package private(set) var leftOut: [NodeID: NodeID] = [:]
    private var parentsByNode: [NodeID: [NodeID]] = [:]
    private var childrenByNode: [NodeID: [NodeID]] = [:]

    package init(_ project: PipelineProject) {
        for model in project.models.values { connect(model.id, to: model.inputs) }
        for test in project.tests.values { connect(test.id, to: test.inputs) }
        for test in project.unitTests.values { connect(test.id, to: test.model.map { [$0] } ?? []) }
        for exposure in project.exposures.values {
            connect(exposure.id, to: exposure.references.compactMap(\.resolved))
        }
        for node in childrenByNode.keys { childrenByNode[node]?.sort() }
        let broken = Set(project.problems.filter { $0.severity == .error }.compactMap(\.node))
        order(project, broken: broken)
    }

    /// What the node reads, directly; sources too. In the order of its text.
    package func parents(of node: NodeID) -> [NodeID] { parentsByNode[node] ?? [] }

    /// What reads the node, directly: models, tests, unit tests and exposures, by name.
    package func children(of node: NodeID) -> [NodeID] { childrenByNode[node] ?? [] }

    /// Everything upstream of the nodes, without them, at most `depth` edges away.
    package func ancestors(of nodes: Set<NodeID>, depth: Int = .max) -> Set<NodeID> {
        reach(from: nodes, depth: depth) { parentsByNode[$0] ?? [] }
    }

    /// Everything downstream of the nodes, without them, at most `depth` edges away.
    package func descendants(of nodes: Set<NodeID>, depth: Int = .max) -> Set<NodeID> {
        reach(from: nodes, depth: depth) { childrenByNode[$0] ?? [] }
    }

    private func reach(from nodes: Set<NodeID>, depth: Int, _ next: (NodeID) -> [NodeID]) -> Set<NodeID> {
        var found = nodes
        var edge = Array(nodes)
        var depth = depth
        while !edge.isEmpty, depth > 0 {
            edge = edge.flatMap(next).filter { found.insert($0).inserted }
            depth -= 1
        }
        return found.subtracting(nodes)
    }

    private mutating func connect(_ node: NodeID, to parents: [NodeID]) {
        var seen: Set<NodeID> = []
        parentsByNode[node] = parents.filter { seen.insert($0).inserted }
        for parent in seen { childrenByNode[parent, default: []].append(node) }
    }

    // MARK: Order

    /// Takes node after node whose inputs are all in place, by name among equals. What is left is a cycle or reads one.
    private mutating func order(_ project: PipelineProject, broken: Set<NodeID>) {
        let buildable = project.models.values.filter { $0.type != .analysis }
        var missing: [NodeID: Int] = [:]
        var ready: [NodeID] = []
        for node in buildable {
            let count = parents(of: node.id).count { project.models[$0] != nil }
            missing[node.id] = count
            if count == 0 { ready.append(node.id) }
        }
        ready.sort(by: >)
        var placed: [NodeID] = []
        while let node = ready.popLast() {
            placed.append(node)
            var freed: [NodeID] = []
            for child in children(of: node) {
                guard let count = missing[child] else { continue }
                missing[child] = count - 1
                if count == 1 { freed.append(child) }
            }
            ready.append(contentsOf: freed.sorted(by: >))
        }
        let unplaced = Set(buildable.map(\.id)).subtracting(placed)
        for node in unplaced { leftOut[node] = node }
        reportCycles(among: unplaced, project)
        for node in placed {
            if broken.contains(node) {
                leftOut[node] = node
            } else if let blamed = parents(of: node).compactMap({ leftOut[$0] }).first {
                leftOut[node] = blamed
            } else {
                order.append(node)
            }
        }
    }

    private mutating func reportCycles(among nodes: Set<NodeID>, _ project: PipelineProject) {
        var done: Set<NodeID> = []
        for start in nodes.sorted() where !done.contains(start) {
            var trail = [start]
            while let last = trail.last {
                guard let next = parents(of: last).first(where: nodes.contains) else { break }
                guard let place = trail.firstIndex(of: next) else {
                    if done.contains(next) { break }
                    trail.append(next)
                    continue
                }
                report(Array(trail[place...]), project)
                break
            }
            done.formUnion(trail)
        }
        // What only reads a cycle is left out because of it.
        let cycles = Set(problems.compactMap(\.node))
        for node in nodes where !cycles.contains(node) {
            leftOut[node] = ancestors(of: [node]).intersection(cycles).min() ?? node
        }
    }

    /// The loop, each node reading the next one, with the place where the first of them does.
    private mutating func report(_ cycle: [NodeID], _ project: PipelineProject) {
        guard let first = cycle.min(), let start = cycle.firstIndex(of: first) else { return }
        let ordered = Array(cycle[start...] + cycle[..<start])
        let names = (ordered + [first]).map { project.models[$0]?.name ?? $0.text }
        for (place, node) in ordered.enumerated() {
            let next = ordered[(place + 1) % ordered.count]
            let position = project.models[node]?.references.first { $0.resolved == next }?.position
            problems.append(
                ProjectProblem(
                    "circular-reference", at: position ?? FilePosition(file: node.text),
                    "\(project.models[node]?.name ?? node.text) reads itself: \(names.joined(separator: " → ")).",
                    node: node))
        }
    }
}
