/// Who reads whom, and in which order everything is built.
package struct NodeGraph: Sendable {
    /// Models, seeds and snapshots that can be built, each after all that it reads. Ephemeral models are among them:
    /// nothing is built for them, and what reads them waits for what they read.
    package private(set) var order: [NodeID] = []
    /// Cycles and missing references; the nodes of them are not in `order`, nor is what reads them.
    package private(set) var problems: [ProjectProblem] = []
    /// The nodes that are not in `order` though they are enabled, and the node that is to blame (perhaps itself).
    package private(set) var leftOut: [NodeID: NodeID] = [:]
    private var parentsByNode: [NodeID: [NodeID]] = [:]
    private var childrenByNode: [NodeID: [NodeID]] = [:]

    package init(_ project: PipelineProject) {}

    /// What the node reads, directly; sources too. In the order of its text.
    package func parents(of node: NodeID) -> [NodeID] { parentsByNode[node] ?? [] }

    /// What reads the node, directly: models, tests, unit tests and exposures, by name.
    package func children(of node: NodeID) -> [NodeID] { childrenByNode[node] ?? [] }

    /// Everything upstream of the nodes, without them, at most `depth` edges away.
    package func ancestors(of nodes: Set<NodeID>, depth: Int = .max) -> Set<NodeID> { [] }

    /// Everything downstream of the nodes, without them, at most `depth` edges away.
    package func descendants(of nodes: Set<NodeID>, depth: Int = .max) -> Set<NodeID> { [] }
}
