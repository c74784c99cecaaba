package import Warehouse

/// What comes from what, over the whole house: source tables, the models of the pipelines, the fields and explores of
/// the LookML, Looks and dashboards.
///
/// There are edges between values (columns, fields, content that shows them) and edges between tables. A walk from a
/// column or field follows the former, one from a table or explore the latter. What only decides which rows there are
/// is named, and not followed further.
package struct LineageGraph: Sendable {
    package struct Edge: Sendable, Hashable {
        package var node: LineageNode
        package var step: LineageStep
    }

    private(set) var upstream: [LineageNode: [Edge]] = [:]
    private(set) var downstream: [LineageNode: [Edge]] = [:]
    private(set) var details: [LineageNode: LineageDetails] = [:]
    private(set) var flows: [TableName: TableFlow] = [:]
    var register = TableRegister()
    private var known: Set<EdgeKey> = []

    private struct EdgeKey: Hashable {
        var from: LineageNode
        var to: LineageNode
        var step: LineageStep
    }

    init() {}

    mutating func connect(_ from: LineageNode, _ step: LineageStep, to: LineageNode) {
        guard from != to, known.insert(EdgeKey(from: from, to: to, step: step)).inserted else { return }
        upstream[to, default: []].append(Edge(node: from, step: step))
        downstream[from, default: []].append(Edge(node: to, step: step))
    }

    mutating func describe(_ node: LineageNode, _ details: LineageDetails) { self.details[node] = details }

    mutating func enter(_ flow: TableFlow) { flows[flow.table] = flow }

    package func details(of node: LineageNode) -> LineageDetails { details[node] ?? LineageDetails() }

    /// How a table comes to be; `nil` for one that no file describes.
    package func flow(of table: TableName) -> TableFlow? { register.known(table).flatMap { flows[$0] } }

    /// Every table there is, described or not.
    package var tables: [TableName] { register.tables }

    /// Every node, in an order that stays.
    package private(set) var nodes: [LineageNode] = []

    /// Lists ``nodes``, once all are there.
    mutating func order() {
        nodes = Set(upstream.keys).union(downstream.keys).union(details.keys)
            .map { (kind: $0.kind, name: $0.name, node: $0) }
            .sorted { ($0.kind, $0.name) < ($1.kind, $1.name) }.map(\.node)
    }

    /// The graph without some of its nodes, and without the edges to and from them.
    package func keeping(_ isOpen: (LineageNode) -> Bool) -> LineageGraph {
        let closed = Set(nodes.filter { !isOpen($0) })
        guard !closed.isEmpty else { return self }
        func kept(_ edges: [LineageNode: [Edge]]) -> [LineageNode: [Edge]] {
            edges.filter { !closed.contains($0.key) }.mapValues { $0.filter { !closed.contains($0.node) } }
        }
        var graph = self
        (graph.upstream, graph.downstream) = (kept(upstream), kept(downstream))
        graph.details = details.filter { !closed.contains($0.key) }
        graph.nodes = nodes.filter { !closed.contains($0) }
        return graph
    }

    package func inputs(of node: LineageNode) -> [Edge] { upstream[node] ?? [] }
    package func uses(of node: LineageNode) -> [Edge] { downstream[node] ?? [] }

    /// The tables that a table is made from, directly.
    package func tables(readBy table: TableName) -> [TableName] {
        inputs(of: .table(table)).compactMap { edge in
            guard edge.step == .reads, case .table(let input) = edge.node else { return nil }
            return input
        }
    }
}
