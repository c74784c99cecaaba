package import Logging
internal import QueryCompiler
package import SemanticModel
package import Warehouse

/// Builds the tables that a project keeps, and builds them anew when their triggers say so.
///
/// A build fills a table of a new name; then the registry and ``live`` name the new one, and the old one stays until no
/// query can read it any more. While a build runs or fails, the old table serves.
package actor TableBuilder {
    /// What queries read.
    package nonisolated let live: LiveTables
    let warehouse: any Warehouse
    let registry: TableRegistry
    let project: @Sendable () -> Project
    let timezone: String
    let settings: TableBuilderSettings
    let logger: Logger
    let now: @Sendable () -> Int64

    /// By the keys of their definitions.
    var entries: [String: RegistryEntry] = [:]
    var datagroups: [DatagroupState] = []
    /// Tables that were replaced, and when.
    var retired: [(table: String, at: Int64)] = []
    /// Since when no definition in the project has this key.
    var unusedSince: [String: Int64] = [:]
    /// What queries have asked for, by key.
    var requests: [String: TableRequest] = [:]
    /// Builds that somebody asked for by name, by their ids.
    var orders: [String: TableOrder] = [:]
    /// Those of them that have not ended.
    var orderTasks: [String: Task<Void, Never>] = [:]
    /// The key of what is being built.
    var building: String?
    /// What can't be defined or looked at, in sentences, as of the last check.
    var problems: [String] = []
    var lastBuild: Int64 = 0
    /// `nil` is at once.
    var nextCheck: ContinuousClock.Instant?
    var isPrepared = false
    private var notes: Set<String> = []
    private var isTaken = false
    private var turns: [CheckedContinuation<Void, Never>] = []

    /// - Parameters:
    ///   - project: The project that is served at the moment.
    ///   - timezone: The zone of queries that name none.
    ///   - now: Microseconds since 1970-01-01 00:00:00 UTC.
    package init(
        warehouse: any Warehouse, project: @escaping @Sendable () -> Project, timezone: String,
        settings: TableBuilderSettings = TableBuilderSettings(), logger: Logger, now: @escaping @Sendable () -> Int64
    ) {
        live = LiveTables()
        self.warehouse = warehouse
        registry = TableRegistry(warehouse: warehouse, schema: settings.schema)
        self.project = project
        self.timezone = timezone
        self.settings = settings
        self.logger = logger
        self.now = now
    }

    /// Finds what was built before, and drops what a build left behind that did not end. Nothing is built yet.
    package func start() async throws(WarehouseError) {
        await takeTurn()
        defer { giveTurn() }
        let present = try await warehouse.tables().filter { $0.name.schema == settings.schema }
        let names = Set(present.map(\.name.name))
        if names.contains("built_tables"), names.contains("datagroups") {
            isPrepared = true
            for var entry in try await registry.entries() {
                lastBuild = max(lastBuild, entry.build)
                if let table = entry.table, !names.contains(table) { entry.table = nil }
                entries[entry.key] = entry
            }
            datagroups = try await registry.datagroupStates()
        }
        let used = Set(entries.values.compactMap(\.table))
        for table in present where !table.isView && BuiltTableName.isOne(table.name.name) {
            if let number = table.name.name.split(separator: "_").last.flatMap({ Int64($0) }) {
                lastBuild = max(lastBuild, number)
            }
            if !used.contains(table.name.name) { await drop(table.name.name) }
        }
        publish()
    }

    /// Checks until the task is cancelled: what queries ask for within a second, triggers in each interval.
    package func run() async {
        while !Task.isCancelled {
            if nextCheck.map({ ContinuousClock.now >= $0 }) ?? true {
                nextCheck = ContinuousClock.now.advanced(by: settings.checkInterval)
                await check()
            }
            if !requests.isEmpty { await buildRequested() }
            if hasExpired { await dropExpired() }
            guard (try? await Task.sleep(for: .seconds(1))) != nil else { return }
        }
    }

    /// Looks at all triggers, builds what is due, and drops what is no longer needed.
    package func check() async {
        await takeTurn()
        defer { giveTurn() }
        problems = []
        let project = project()
        await checkDatagroups(of: project)
        let definitions = definitions(in: project)
        var triggers = TriggerReadings()
        let (due, held) = await due(definitions, in: project, &triggers)
        await build(due, held: held, in: project)
        await clean(definitions, in: project, &triggers)
    }

    /// What a definition is put together for: nobody in particular, unless a query has asked for it.
    func context(for request: TableRequest? = nil, at moment: Int64? = nil) -> QueryContext {
        var context = QueryContext(
            now: moment ?? now(), projectTimezone: request?.timezone ?? timezone,
            userAttributes: request?.userAttributes ?? [:])
        context.built = live.built
        return context
    }

    /// All tables that the project keeps.
    func definitions(in project: Project) -> [TableDefinition] {
        var definitions: [TableDefinition] = []
        for model in project.models {
            let tables = QueryCompiler.keptTables(
                ofModel: model.name, project: project, context: context(), dialect: warehouse.dialect)
            let aggregates = QueryCompiler.aggregateTables(
                ofModel: model.name, project: project, context: context(), dialect: warehouse.dialect)
            definitions += tables.definitions + aggregates.definitions
            for problem in tables.problems + aggregates.problems { note(problem: problem.message) }
        }
        return definitions
    }

    func prepare() async throws(WarehouseError) {
        guard !isPrepared else { return }
        try await registry.prepare()
        isPrepared = true
    }

    /// Lets queries see what there is now.
    func publish() {
        var tables: [String: BuiltTable] = [:]
        for (key, entry) in entries {
            guard let table = entry.table, entry.expiresAt.map({ $0 > now() }) ?? true else { continue }
            tables[key] = BuiltTable(
                name: registry.qualified(table), rows: Int(clamping: entry.rows), builtAt: entry.builtAt)
        }
        live.publish(BuiltTables(tables))
    }

    /// Remembers what somebody has to mend, and logs it once.
    func note(problem: String) {
        if !problems.contains(problem) { problems.append(problem) }
        if isNew(problem) { logger.warning("\(problem)") }
    }

    /// Logs what is worth knowing, once.
    func note(_ message: String) {
        if isNew(message) { logger.info("\(message)") }
    }

    private func isNew(_ message: String) -> Bool {
        // Messages of databases may be new each time.
        if notes.count >= 1_000 { notes = [] }
        return notes.insert(message).inserted
    }

    // MARK: Turns

    func takeTurn() async {
        guard isTaken else {
            isTaken = true
            return
        }
        await withCheckedContinuation { turns.append($0) }
    }

    func giveTurn() {
        if turns.isEmpty { isTaken = false } else { turns.removeFirst().resume() }
    }
}
