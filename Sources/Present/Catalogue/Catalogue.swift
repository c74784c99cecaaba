import QueryCompiler
import SQL
import SQLLineage
package import SemanticModel
package import Warehouse

/// What a project's data comes from and how fresh it is, kept until the project changes.
package actor Catalogue {
    /// What the lineage is made from.
    package struct Contents: Sendable {
        package var flows: [TableFlow]
        package var project: Project
        package var content: ContentUse

        package init(flows: [TableFlow], project: Project, content: ContentUse) {
            self.flows = flows
            self.project = project
            self.content = content
        }
    }

    private let warehouse: any Warehouse
    private let reader: SQLLineageReader
    private let timezone: String
    private let now: @Sendable () -> Int64
    private let contents: @Sendable () async throws -> (version: String, contents: Contents)
    private var built: (version: String, graph: Task<LineageGraph, any Error>)?
    private var report: (at: Int64, version: String, report: FreshnessReport)?

    /// Ages are asked for again after this time.
    private static let reportLifetime: Int64 = 30_000_000

    /// - Parameters:
    ///   - warehouse: Where the data is; its engine parses the SQL.
    ///   - contents: The project as it is, with a version that is another whenever something of it is.
    package init(
        warehouse: any Warehouse, timezone: String, now: @escaping @Sendable () -> Int64,
        contents: @escaping @Sendable () async throws -> (version: String, contents: Contents)
    ) {
        self.warehouse = warehouse
        reader = SQLLineageReader(parser: warehouse)
        self.timezone = timezone
        self.now = now
        self.contents = contents
    }

    /// The lineage of the project as it is now. Those who ask while it is put together wait for the same one.
    /// - Throws: ``WarehouseError`` when the warehouse is away, and what reading the project throws.
    package func graph() async throws -> LineageGraph { try await current().graph }

    private func current() async throws -> (version: String, graph: LineageGraph, project: Project) {
        let (version, contents) = try await contents()
        if let built, built.version == version {
            do {
                return (version, try await built.graph.value, contents.project)
            } catch {
                if self.built?.version == version { self.built = nil }
                throw error
            }
        }
        let (warehouse, reader) = (warehouse, reader)
        let context = QueryContext(now: now(), projectTimezone: timezone)
        let task = Task {
            let stored = try await warehouse.tables()
            var builder = LineageGraphBuilder(reader: reader, dialect: warehouse.dialect, context: context)
            return await builder.build(
                flows: contents.flows, stored: stored, project: contents.project, content: contents.content)
        }
        built = (version, task)
        return (version, try await task.value, contents.project)
    }

    /// How all sources stand, at most half a minute ago.
    /// - Throws: ``WarehouseError`` when the warehouse is away, and what reading the project throws.
    package func freshness() async throws -> FreshnessReport {
        let (version, graph, _) = try await current()
        let moment = now()
        if let report, report.version == version, moment - report.at < Self.reportLifetime { return report.report }
        let fresh = try await FreshnessReader(warehouse: warehouse).report(on: graph, now: moment)
        report = (moment, version, fresh)
        return fresh
    }

    /// Up to when what a query on an explore shows is complete.
    ///
    /// - Parameter fields: Everything that the query names. What is no field of the explore, as custom fields are, is left
    ///   out; where nothing is left, or no query can be made of it, the whole explore counts.
    /// - Returns: `nil` when there is no such explore.
    package func dataTime(model: String, explore: String, fields: [String]) async throws -> DataTime? {
        let (_, graph, project) = try await current()
        guard let found = project.model(model)?.explore(explore) else { return nil }
        return try await freshness().dataTime(of: await tables(fields, of: found, project: project, graph: graph))
    }

    private func tables(
        _ names: [String], of explore: Explore, project: Project, graph: LineageGraph
    ) async -> [TableName] {
        let fields = names.filter { name in
            guard let field = explore.field(name) else { return false }
            return field.category == .dimension || field.category == .measure
        }
        let query = ExploreQuery(
            model: explore.model, explore: explore.name, fields: fields, sorts: [], limit: nil)
        let context = QueryContext(now: 0, projectTimezone: timezone)
        if !fields.isEmpty,
            let compiled = try? QueryCompiler.compile(
                query, project: project, context: context, dialect: warehouse.dialect)
        {
            let tables = await reader.lineage(of: compiled.sql, tables: { _ in nil }).tables
            if !tables.isEmpty { return tables }
        }
        return graph.tables(of: .explore(model: explore.model, explore: explore.name))
    }
}

extension LineageGraph {
    /// The tables on which something stands, directly.
    package func tables(of node: LineageNode) -> [TableName] {
        switch node {
        case .table(let table), .column(let table, _): return [table]
        default:
            var tables: [TableName] = []
            for edge in inputs(of: node) {
                switch edge.node {
                case .table(let table), .column(let table, _): if !tables.contains(table) { tables.append(table) }
                default: for table in self.tables(of: edge.node) where !tables.contains(table) { tables.append(table) }
                }
            }
            return tables
        }
    }

    /// The explores that stand on a table, by way of any number of others, as `model::explore`.
    package func explores(on table: TableName) -> [String] {
        nodes(.down, of: .table(table)).compactMap { node in
            if case .explore = node { node.name } else { nil }
        }
    }
}
