import Catalogue
import Pipelines
import SemanticModel
import Synchronization
import Warehouse

/// Where plans find what shows their tables, once somebody knows the rest of the house. A plan that builds nothing asks
/// nobody, and one that builds little looks only at what stands on that.
final class PlanDependents: Sendable {
    /// What lineage is made from.
    struct House: Sendable {
        var flows: ProjectFlows
        var lineage: DependentLineage
        /// The LookML, with a version that is another one whenever it is.
        var model: @Sendable () async throws -> (project: Project, version: String)
        /// Looks and dashboards; it is asked when explores are found.
        var content: @Sendable (Project) async throws -> ContentUse
    }

    private let house = Mutex<House?>(nil)

    func use(_ house: House) { self.house.withLock { $0 = house } }

    /// - Parameters:
    ///   - project: Knows the table of each node, and who reads it.
    ///   - isOpen: What whoever asks may know of.
    func reader(
        for project: PipelineProject, seeing isOpen: @escaping @Sendable (LineageNode) -> Bool
    ) -> DependentsReader {
        guard let house = house.withLock({ $0 }) else { return { _ in [:] } }
        return { nodes in try await Self.dependents(of: nodes, in: project, house, seeing: isOpen) }
    }

    private static func dependents(
        of nodes: [NodeID], in project: PipelineProject, _ house: House, seeing isOpen: (LineageNode) -> Bool
    ) async throws -> [NodeID: [Dependent]] {
        let (model, version) = try await house.model()
        let read = await house.lineage.tables(of: model, version: version)
        guard !read.isEmpty else { return [:] }
        let made = Set(below(nodes, in: project).compactMap { project.models[$0]?.relation }.map(DependentLineage.key))
        let explores = read.filter { !$0.value.isDisjoint(with: made) }
        guard !explores.isEmpty else { return [:] }
        let tables = explores.values.reduce(into: Set<TableName>()) { $0.formUnion($1) }
        let flows = await house.flows.flows(of: project, only: above(tables, in: project))
        let graph = try await house.lineage.graph(
            of: Set(explores.keys), flows: flows, project: model, content: try await house.content(model))
        return Self.dependents(of: nodes, in: project, Tables(graph.keeping(isOpen)))
    }

    private static func dependents(
        of nodes: [NodeID], in project: PipelineProject, _ tables: Tables
    ) -> [NodeID: [Dependent]] {
        var found: [NodeID: [Dependent]] = [:]
        for node in nodes {
            guard let table = project.models[node]?.relation else { continue }
            found[node] = tables.dependents(of: table)
        }
        return found
    }

    /// The nodes, and all that is made from them.
    private static func below(_ nodes: [NodeID], in project: PipelineProject) -> Set<NodeID> {
        var readers: [NodeID: [NodeID]] = [:]
        for model in project.models.values {
            for input in model.inputs { readers[input, default: []].append(model.id) }
        }
        return reach(nodes) { readers[$0] ?? [] }
    }

    /// The nodes that make these tables, and all that they are made from.
    private static func above(_ tables: Set<TableName>, in project: PipelineProject) -> Set<NodeID> {
        let models = project.models.values.filter { tables.contains(DependentLineage.key($0.relation)) }
        let sources = project.sources.values.filter { tables.contains(DependentLineage.key($0.relation)) }
        return reach(models.map(\.id) + sources.map(\.id)) { project.models[$0]?.inputs ?? [] }
    }

    private static func reach(_ nodes: [NodeID], _ next: (NodeID) -> [NodeID]) -> Set<NodeID> {
        var found: Set<NodeID> = []
        var waiting = nodes
        while let node = waiting.popLast() {
            if found.insert(node).inserted { waiting += next(node) }
        }
        return found
    }

    private struct Tables {
        let graph: LineageGraph
        /// The table itself and its columns, by the table's name.
        private var nodes: [TableName: [LineageNode]] = [:]

        init(_ graph: LineageGraph) {
            self.graph = graph
            for node in graph.nodes {
                switch node {
                case .table(let table), .column(let table, _):
                    nodes[DependentLineage.key(table), default: []].append(node)
                default: break
                }
            }
        }

        /// Dashboards first, then Looks, explores and fields, each by name.
        func dependents(of table: TableName) -> [Dependent] {
            var found: Set<LineageNode> = []
            for node in nodes[DependentLineage.key(table)] ?? [] { found.formUnion(graph.nodes(.down, of: node)) }
            let ranked = found.compactMap { node in
                Self.rank(node).map { (rank: $0, name: node.name, node: node) }
            }
            return ranked.sorted { ($0.rank, $0.name) < ($1.rank, $1.name) }.map { rank, name, node in
                Dependent(kind: node.kind, name: name, title: rank < 2 ? graph.details(of: node).title : nil)
            }
        }

        /// `nil` for tables and columns, which a plan names by themselves, and tiles, whose dashboards are named.
        private static func rank(_ node: LineageNode) -> Int? {
            switch node {
            case .dashboard: 0
            case .look: 1
            case .explore: 2
            case .field: 3
            case .table, .column, .tile: nil
            }
        }
    }
}
