package import QueryCompiler
package import SQL
package import SQLLineage
package import SemanticModel
package import Warehouse

/// Puts the lineage of a whole project together.
package struct LineageGraphBuilder {
    let reader: SQLLineageReader
    let dialect: Dialect
    let context: QueryContext
    var graph = LineageGraph()
    /// Fields by explore, `model::explore` → `view.field`, as far as they were found.
    var fields: [String: Set<String>] = [:]

    /// - Parameters:
    ///   - dialect: Of the warehouse, whose SQL the reader can parse.
    ///   - context: The zone and moment for which fields are compiled.
    package init(reader: SQLLineageReader, dialect: Dialect, context: QueryContext) {
        self.reader = reader
        self.dialect = dialect
        self.context = context
    }

    /// The lineage of tables and their columns.
    /// - Parameter stored: The tables that exist, for the columns of those that no query makes.
    package mutating func tables(_ flows: [TableFlow], stored: [TableDescription]) async -> LineageGraph {
        await addFlows(flows, stored: stored)
        graph.order()
        return graph
    }

    /// The same and what stands on it.
    /// - Parameters:
    ///   - tables: What ``tables(_:stored:)`` has given.
    ///   - explores: Only these, as `model::explore`; `nil` for all.
    package mutating func whole(
        on tables: LineageGraph, project: Project, content: ContentUse, explores: Set<String>? = nil
    ) async -> LineageGraph {
        graph = tables
        await addExplores(of: project, only: explores)
        addContent(content)
        graph.order()
        return graph
    }

    /// Tables in the order in which they are made, so that each query finds the columns of what it reads.
    private mutating func addFlows(_ flows: [TableFlow], stored: [TableDescription]) async {
        var flows = flows
        for place in flows.indices {
            let table = graph.register.enter(flows[place].table)
            flows[place].table = table
            graph.enter(flows[place])
        }
        for table in stored {
            let name = graph.register.enter(table.name)
            graph.register.setColumns(table.columns.map(\.name), isComplete: true, of: name)
        }
        // Property files list the columns that somebody had something to say about.
        for flow in flows where graph.register.columns(of: flow.table) == nil && !flow.columns.isEmpty {
            graph.register.setColumns(flow.columns, isComplete: false, of: flow.table)
        }
        for place in flows.indices {
            guard let sql = flows[place].sql else { continue }
            let read = await reader.lineage(of: sql, tables: { _ in nil }).tables
            flows[place].inputs += read
        }
        for place in flows.indices {
            var seen: Set<TableName> = []
            flows[place].inputs = flows[place].inputs.map { graph.register.enter($0) }
                .filter { seen.insert($0).inserted }
        }
        for flow in Self.ordered(flows) { await add(flow) }
    }

    private static func ordered(_ flows: [TableFlow]) -> [TableFlow] {
        let byTable = Dictionary(flows.map { ($0.table, $0) }, uniquingKeysWith: { first, _ in first })
        var placed: Set<TableName> = []
        var result: [TableFlow] = []
        // Tables whose inputs are placed before them; a stack of its own, since chains may be long.
        for start in flows {
            var stack = [(table: start.table, isOpen: false)]
            while let (table, isOpen) = stack.popLast() {
                if isOpen {
                    if let flow = byTable[table] { result.append(flow) }
                } else if placed.insert(table).inserted {
                    stack.append((table, true))
                    for input in byTable[table]?.inputs.reversed() ?? [] where !placed.contains(input) {
                        stack.append((input, false))
                    }
                }
            }
        }
        return result
    }

    private mutating func add(_ flow: TableFlow) async {
        let node = LineageNode.table(flow.table)
        for input in flow.inputs { graph.connect(.table(input), .reads, to: node) }
        var details = LineageDetails(path: flow.path)
        if flow.label != flow.table.description { details.title = flow.label }
        defer { graph.describe(node, details) }
        guard let sql = flow.sql else { return }
        let lineage = await reader.lineage(of: sql, tables: graph.register.resolver)
        details.problem = lineage.problem
        for table in lineage.tables { graph.connect(.table(graph.register.enter(table)), .reads, to: node) }
        for column in lineage.columns {
            // Of a star over unknown columns the table as a whole is made.
            let target = column.name == "*" ? node : LineageNode.column(flow.table, column.name)
            for input in column.inputs { connect(input, to: target) }
        }
        for condition in lineage.conditions where condition.column != nil { connect(condition, to: node) }
        let isComplete = lineage.problem == nil && !lineage.columns.contains { $0.name == "*" }
        if isComplete || graph.register.columns(of: flow.table) == nil {
            let names = lineage.columns.map(\.name).filter { $0 != "*" }
            graph.register.setColumns(names, isComplete: isComplete, of: flow.table)
        }
    }

    /// An edge from what SQL reads.
    mutating func connect(_ input: LineageInput, to target: LineageNode) {
        let table = graph.register.enter(input.table)
        switch input.part {
        case .column(let name):
            graph.connect(.column(table, spelled(name, in: table)), Self.step(input.use), to: target)
        case .rows: graph.connect(.table(table), .rows, to: target)
        case .unknown: graph.connect(.table(table), .unknown, to: target)
        }
    }

    private func spelled(_ column: String, in table: TableName) -> String {
        graph.register.columns(of: table)?.first { $0.lowercased() == column.lowercased() } ?? column
    }

    private static func step(_ use: LineageInput.Use) -> LineageStep {
        switch use {
        case .copied: .copied
        case .renamed: .renamed
        case .computed: .computed
        case .aggregated: .aggregated
        case .condition: .condition
        }
    }
}
