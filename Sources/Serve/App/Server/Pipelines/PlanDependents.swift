import Catalogue
import Pipelines
import Synchronization
import Warehouse

/// Where plans find what shows their tables: the lineage of the whole project, once somebody can make it.
final class PlanDependents: Sendable {
    typealias Reader = @Sendable () async throws -> LineageGraph

    private let graph = Mutex<Reader?>(nil)

    /// Says where the lineage comes from. It is asked once for each plan.
    func use(_ reader: @escaping Reader) { graph.withLock { $0 = reader } }

    /// - Parameter project: Knows the table of each node.
    func reader(for project: PipelineProject) -> DependentsReader {
        guard let graph = graph.withLock({ $0 }) else { return { _ in [] } }
        let plan = OfOnePlan(graph)
        return { node in
            guard let table = project.models[node]?.relation else { return [] }
            return try await plan.dependents(of: table)
        }
    }

    private actor OfOnePlan {
        private let read: Reader
        private var reading: Task<Tables, any Error>?

        init(_ read: @escaping Reader) { self.read = read }

        func dependents(of table: TableName) async throws -> [Dependent] {
            let read = read
            let task = reading ?? Task { Tables(try await read()) }
            reading = task
            return try await task.value.dependents(of: table)
        }
    }

    private struct Tables: Sendable {
        let graph: LineageGraph
        /// The table itself and its columns, by the table's name.
        var nodes: [String: [LineageNode]] = [:]

        init(_ graph: LineageGraph) {
            self.graph = graph
            for node in graph.nodes {
                switch node {
                case .table(let table), .column(let table, _): nodes[Self.key(table), default: []].append(node)
                default: break
                }
            }
        }

        /// Dashboards first, then Looks, explores and fields, each by name.
        func dependents(of table: TableName) -> [Dependent] {
            var found: Set<LineageNode> = []
            for node in nodes[Self.key(table)] ?? [] { found.formUnion(graph.nodes(.down, of: node)) }
            let ranked = found.compactMap { node in
                Self.rank(node).map { (rank: $0, name: node.name, node: node) }
            }
            return ranked.sorted { ($0.rank, $0.name) < ($1.rank, $1.name) }.map { _, name, node in
                let isContent = Self.rank(node).map { $0 < 2 } ?? false
                return Dependent(
                    kind: node.kind, name: name, title: isContent ? graph.details(of: node).title : nil)
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

        private static func key(_ table: TableName) -> String {
            "\(table.schema ?? "main").\(table.name)".lowercased()
        }
    }
}
