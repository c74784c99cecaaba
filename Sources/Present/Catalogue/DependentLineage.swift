import QueryCompiler
import SQL
import SQLLineage
package import SemanticModel
package import Warehouse

/// The lineage of what is made from some tables, for those who ask about a few of many: only the explores that stand on
/// them are read, and only the tables that those explores stand on.
package actor DependentLineage {
    private let warehouse: any Warehouse
    private let reader: SQLLineageReader
    private let timezone: String
    private let now: @Sendable () -> Int64
    private var read: (version: String, tables: Task<[String: Set<TableName>], Never>)?

    /// - Parameter warehouse: Where the data is; its engine parses the SQL.
    package init(warehouse: any Warehouse, timezone: String, now: @escaping @Sendable () -> Int64) {
        self.warehouse = warehouse
        reader = SQLLineageReader(parser: warehouse)
        self.timezone = timezone
        self.now = now
    }

    /// How names of tables are told apart: neither by case nor by leaving out the schema `main`.
    package static func key(_ table: TableName) -> TableName { TableRegister.key(table) }

    /// The tables that each explore reads directly, as ``key(_:)`` has them, by `model::explore`.
    /// - Parameter version: Another one whenever the project is. What was found for the last one is kept.
    package func tables(of project: Project, version: String) async -> [String: Set<TableName>] {
        if let read, read.version == version { return await read.tables.value }
        let builder = builder()
        let task = Task {
            var builder = builder
            return await builder.exploreTables(of: project)
        }
        read = (version, task)
        return await task.value
    }

    /// The lineage of some explores.
    /// - Parameters:
    ///   - explores: As `model::explore`.
    ///   - flows: Of the tables that they stand on.
    /// - Throws: ``WarehouseError`` when the warehouse is away.
    package func graph(
        of explores: Set<String>, flows: [TableFlow], project: Project, content: ContentUse
    ) async throws -> LineageGraph {
        var below = builder()
        let tables = await below.tables(flows, stored: try await warehouse.tables())
        var above = builder()
        return await above.whole(on: tables, project: project, content: content, explores: explores)
    }

    private func builder() -> LineageGraphBuilder {
        LineageGraphBuilder(
            reader: reader, dialect: warehouse.dialect, context: QueryContext(now: now(), projectTimezone: timezone))
    }
}

extension LineageGraphBuilder {
    /// The tables that each explore reads directly, by `model::explore`.
    mutating func exploreTables(of project: Project) async -> [String: Set<TableName>] {
        await addExplores(of: project)
        var tables: [String: Set<TableName>] = [:]
        for model in project.models {
            for explore in model.explores {
                let node = LineageNode.explore(model: explore.model, explore: explore.name)
                for edge in graph.inputs(of: node) {
                    guard case .table(let table) = edge.node else { continue }
                    tables[Self.key(explore), default: []].insert(TableRegister.key(table))
                }
            }
        }
        return tables
    }
}
