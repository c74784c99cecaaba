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
    private var tables = MadeOnce<LineageGraph>()
    private var whole = MadeOnce<LineageGraph>()
    private var report = MadeOnce<FreshnessReport>()

    /// Ages are asked for again after this time.
    private static let reportLifetime: Int64 = 30_000_000
    /// The tables of the warehouse, whose columns `SELECT *` stands for, change without the project.
    private static let graphLifetime: Int64 = 600_000_000

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
    package func graph() async throws -> LineageGraph {
        let (version, contents) = try await contents()
        let tables = tableTask(version, contents)
        let builder = builder()
        let task = whole.task(version: version, now: now(), lifetime: Self.graphLifetime) {
            var builder = builder
            let tables = try await tables.value
            return await builder.whole(on: tables, project: contents.project, content: contents.content)
        }
        do {
            return try await task.value
        } catch {
            self.tables.forget(tables)
            whole.forget(task)
            throw error
        }
    }

    private func builder() -> LineageGraphBuilder {
        LineageGraphBuilder(
            reader: reader, dialect: warehouse.dialect,
            context: QueryContext(now: now(), projectTimezone: timezone))
    }

    /// The part that needs no LookML, and is there sooner.
    private func tableTask(_ version: String, _ contents: Contents) -> Task<LineageGraph, any Error> {
        let (warehouse, builder) = (warehouse, builder())
        return tables.task(version: version, now: now(), lifetime: Self.graphLifetime) {
            var builder = builder
            return await builder.tables(contents.flows, stored: try await warehouse.tables())
        }
    }

    /// How all sources stand, at most half a minute ago.
    /// - Throws: ``WarehouseError`` when the warehouse is away, and what reading the project throws.
    package func freshness() async throws -> FreshnessReport {
        let (version, contents) = try await contents()
        let tables = tableTask(version, contents)
        let (warehouse, moment) = (warehouse, now())
        let task = report.task(version: version, now: moment, lifetime: Self.reportLifetime) {
            try await FreshnessReader(warehouse: warehouse).report(on: try await tables.value, now: moment)
        }
        do {
            return try await task.value
        } catch {
            self.tables.forget(tables)
            report.forget(task)
            throw error
        }
    }

    /// Up to when what a query on an explore shows is complete.
    ///
    /// - Parameters:
    ///   - fields: Everything that the query names. What is no field of the explore, as custom fields are, is left out;
    ///     where nothing is left, or no query can be made of it, the whole explore counts.
    ///   - attributes: Of the user, on whom it depends which explores there are.
    /// - Returns: `nil` when there is no such explore.
    package func dataTime(
        model: String, explore: String, fields: [String], attributes: [String: String] = [:]
    ) async throws -> DataTime? {
        let project = try await contents().contents.project
        guard let found = project.model(model)?.explore(explore, attributes: attributes) else { return nil }
        // No moment, so that the text of the SQL stays the same and its tree is found again.
        let context = QueryContext(now: 0, projectTimezone: timezone, userAttributes: attributes)
        return try await freshness().dataTime(of: await tables(fields, of: found, project: project, context))
    }

    private func tables(
        _ names: [String], of explore: Explore, project: Project, _ context: QueryContext
    ) async -> [TableName] {
        let selectable = names.filter { name in explore.field(name).map(Self.isSelectable) ?? false }
        let found = await tables(ofQueryOn: selectable, of: explore, project: project, context)
        guard found.isEmpty else { return found }
        // One field of each view brings all tables of the explore in.
        var all: [TableName] = []
        for view in explore.views {
            guard let field = explore.fields.first(where: { $0.view == view.alias && Self.isSelectable($0) }) else {
                continue
            }
            all += await tables(ofQueryOn: [field.name], of: explore, project: project, context)
        }
        return all
    }

    private static func isSelectable(_ field: Field) -> Bool {
        field.category == .dimension || field.category == .measure
    }

    private func tables(
        ofQueryOn fields: [String], of explore: Explore, project: Project, _ context: QueryContext
    ) async -> [TableName] {
        let query = ExploreQuery(model: explore.model, explore: explore.name, fields: fields, sorts: [], limit: nil)
        guard !fields.isEmpty,
            let compiled = try? QueryCompiler.compile(
                query, project: project, context: context, dialect: warehouse.dialect)
        else { return [] }
        return await reader.lineage(of: compiled.sql, tables: { _ in nil }).tables
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
