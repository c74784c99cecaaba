package import Logging
package import Warehouse

/// Everything that runs need to know of their surroundings.
package struct RunEnvironment: Sendable {
    package let project: PipelineProject
    package let graph: NodeGraph
    package let definitions: NodeDefinitions
    package let warehouse: any Warehouse
    package let state: PipelineState
    /// What templates may ask for, but for what each node's build sets.
    package var context: CompilationContext
    package var watermarks: WatermarkReader
    /// Makes an empty database for unit tests.
    package var emptyDatabase: @Sendable () throws -> any Warehouse
    /// How many nodes are built at once.
    package var threads: Int
    /// Whose turn it is to make a table, over all runs; `nil` where any number may.
    package var turns: MakingTurns?
    package var logger: Logger
    /// The time, in microseconds since 1970.
    package var now: @Sendable () -> Int64

    /// - Parameters:
    ///   - definitions: Has what is known of the nodes from other readings of the project.
    ///   - book: Has what is built, for all that use this warehouse.
    ///   - before: That of the reading before, whose graph holds on while only SQL is edited.
    package init(
        project: PipelineProject, warehouse: any Warehouse, context: CompilationContext = CompilationContext(),
        logger: Logger, now: @escaping @Sendable () -> Int64,
        emptyDatabase: @escaping @Sendable () throws -> any Warehouse, definitions: NodeDefinitionCache? = nil,
        book: VersionBook = VersionBook(), before: RunEnvironment? = nil
    ) {
        var context = context
        context.warehouse = warehouse
        self.project = project
        self.warehouse = warehouse
        self.context = context
        self.logger = logger
        self.now = now
        self.emptyDatabase = emptyDatabase
        if let before, before.project.assembly === project.assembly {
            graph = before.graph
        } else {
            graph = NodeGraph(project)
        }
        self.definitions = NodeDefinitions(project: project, context: context, cache: definitions)
        state = PipelineState(warehouse: warehouse, book: book)
        let tables = TableWatermarks(warehouse: warehouse)
        watermarks = { await tables.read($0) }
        threads = max(1, project.settings.threads ?? 2)
    }

    /// What the data of every node is now.
    /// - Parameter needsVersions: Whether sources are to be told apart from what they were before, which may take a
    /// look at   all of their rows.
    func dataVersions(needsVersions: Bool = true) async throws(WarehouseError) -> DataVersions {
        var watermarks: [String: Watermark] = [:]
        var names: [TableName: [String]] = [:]
        let sources = project.sources.values + project.models.values.compactMap(\.external)
        var questions = await questions(about: sources, needsVersions: needsVersions)
        for source in sources { names[source.relation, default: []].append(source.id.text) }
        for table in tablesWithoutNode() where names[table] == nil {
            questions.append(WatermarkQuestion(table: table))
        }
        for table in tablesWithoutNode() { names[table, default: []].append(table.description) }
        for index in questions.indices { questions[index].needsVersion = needsVersions }
        for (table, watermark) in await self.watermarks(questions) {
            for name in names[table] ?? [] { watermarks[name] = watermark }
        }
        var fingerprints: [NodeID: String] = [:]
        for model in project.models.values where [.view, .ephemeral, .live].contains(model.kind) {
            fingerprints[model.id] = await definitions.definition(of: model.id)?.fingerprint
        }
        return DataVersions(
            project: project, built: try await state.versions(), watermarks: watermarks,
            relations: try await relations(), fingerprints: fingerprints,
            day: String(UTCTime.text(now()).prefix(10)))
    }

    /// What to ask of tables that are not made here, each table once.
    func questions(about sources: [SourceTable], needsVersions: Bool) async -> [WatermarkQuestion] {
        let compiler = NodeCompiler(project: project, context: context)
        var seen: Set<TableName> = []
        var questions: [WatermarkQuestion] = []
        for source in sources where seen.insert(source.relation).inserted {
            var question = WatermarkQuestion(table: source.relation, loadedAt: source.loadedAtField, time: source.time)
            question.needsVersion = needsVersions
            if let query = source.loadedAtQuery {
                question.completeQuery = try? await compiler.render(query, at: source.position, for: source.id)
            }
            questions.append(question)
        }
        return questions
    }

    /// Which of the nodes are not as they would become, and what each would be built from: another text when that is
    /// something else.
    package func due(_ nodes: Set<NodeID>) async throws(WarehouseError) -> [NodeID: String] {
        let versions = try await dataVersions()
        var due: [NodeID: String] = [:]
        for id in graph.order where nodes.contains(id) {
            guard let model = project.models[id], model.kind != .ephemeral,
                let definition = await definitions.definition(of: id)
            else { continue }
            let isBehind = builtInputs(of: id).contains { due[$0] != nil }
            let reasons = DueReasons(model: model, definition: definition, versions: versions)
            guard isBehind || !reasons.isUpToDate else { continue }
            let inputs = versions.inputs(of: model, asksForTime: definition.asksForTime).sorted { $0.key < $1.key }
            let above = builtInputs(of: id).sorted().compactMap { due[$0] }
            due[id] = NodeDefinitions.hash([definition.fingerprint] + inputs.map { "\($0.key)=\($0.value)" } + above)
        }
        return due
    }

    private func tablesWithoutNode() -> Set<TableName> {
        var tables: Set<TableName> = []
        for model in project.models.values {
            for reference in model.references where reference.resolved == nil {
                if case .table(let table) = reference.target { tables.insert(table) }
            }
        }
        return tables
    }

    /// The tables and views that there are, in lower case.
    func relations() async throws(WarehouseError) -> [String: Relation.Form] {
        let sql = """
            SELECT lower(table_schema || '.' || table_name), table_type = 'VIEW' FROM information_schema.tables
            WHERE table_catalog = current_database()
            """
        let table = ResultTable(try await warehouse.rows(Statement(sql, label: "pipelines: relations")))
        var relations: [String: Relation.Form] = [:]
        for row in 0..<table.count {
            if let name = table.text(row, 0) { relations[name] = table.int(row, 1) == 1 ? .view : .table }
        }
        return relations
    }

    /// The nodes that are built and that a node reads, past the ephemeral ones, which are part of its SQL.
    func builtInputs(of node: NodeID) -> Set<NodeID> {
        var found: Set<NodeID> = []
        var waiting = graph.parents(of: node)
        var seen: Set<NodeID> = []
        while let next = waiting.popLast() {
            guard seen.insert(next).inserted, let model = project.models[next] else { continue }
            if model.kind == .ephemeral { waiting += graph.parents(of: next) } else { found.insert(next) }
        }
        return found
    }
}
