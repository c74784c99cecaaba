internal import Logging
internal import QueryCompiler
internal import SQL
internal import SemanticModel
internal import Warehouse

extension TableBuilder {
    /// Builds tables, each after those on which it stands. One that stands on a table which is old and stays so waits: it
    /// would have old rows under a new trigger.
    func build(_ due: [DueTable], held: Set<String> = [], in project: Project) async {
        var failed = held
        let byKey = Dictionary(due.map { ($0.definition.key, $0) }, uniquingKeysWith: { first, _ in first })
        for definition in BuildOrder.ordered(due.map(\.definition)) {
            guard !Task.isCancelled, let table = byKey[definition.key] else { return }
            if definition.dependsOn.contains(where: failed.contains) {
                failed.insert(definition.key)
                note("The table `\(definition.name)` waits for one on which it stands.")
                continue
            }
            if await !build(table, in: project) { failed.insert(definition.key) }
        }
    }

    /// - Returns: Whether the table was built.
    private func build(_ due: DueTable, in project: Project) async -> Bool {
        let started = now()
        building = due.definition.key
        defer { building = nil }
        var entry =
            entries[due.definition.key] ?? RegistryEntry(key: due.definition.key, name: due.definition.name)
        let old = entry.table
        do {
            try await prepare()
            let definition = try current(due, at: started, in: project)
            guard definition.key == entry.key else { return false }
            if let table = entry.table, !due.isWhole, let start = try await growthStart(of: definition, in: table) {
                entry = try await grown(entry, definition, since: start, due, started: started, in: project)
            } else {
                entry = try await built(entry, definition, due, started: started)
            }
        } catch let error where Task.isCancelled || error is CancellationError {
            logger.info("The build of `\(due.definition.name)` was broken off.")
            return false
        } catch {
            await noteFailure(of: due, error)
            return false
        }
        entries[entry.key] = entry
        if let old, old != entry.table { retired.append((old, now())) }
        publish()
        logger.info(
            "Built the table `\(entry.name)`.",
            metadata: ["rows": "\(entry.rows)", "ms": "\(entry.duration / 1_000)"])
        return true
    }

    /// The definition with its SQL as of now: it reads what was built meanwhile.
    private func current(
        _ due: DueTable, at moment: Int64, in project: Project
    ) throws(QueryError) -> TableDefinition {
        try definition(
            due.definition.subject, explore: due.definition.explore, model: due.definition.model, in: project,
            context: context(for: due.request, at: moment))
    }

    /// The table as a whole, under a new name, in one transaction with its entry.
    private func built(
        _ entry: RegistryEntry, _ definition: TableDefinition, _ due: DueTable, started: Int64
    ) async throws -> RegistryEntry {
        lastBuild += 1
        let name = BuiltTableName.name(for: definition.key, of: definition.subject.name, build: lastBuild)
        let table = registry.qualified(name)
        let layout = TableLayoutSQL(layout: definition.storage.layout, dialect: warehouse.dialect)
        for message in layout.notes { note("The table `\(definition.name)`: \(message)") }
        var filled = entry
        filled.table = name
        filled.build = lastBuild
        filled.publishedAs = due.request == nil ? try await viewName(of: definition) : nil
        let view = filled.publishedAs.map { registry.qualified($0) }
        return try await write(filled, definition, due, started: started) { transaction in
            try await transaction.execute("CREATE TABLE \(table) AS\n\(definition.sql)")
            for statement in layout.statements(on: table) { try await transaction.execute(statement) }
            guard let view else { return }
            try await transaction.execute("DROP VIEW IF EXISTS \(view)")
            try await transaction.execute("CREATE VIEW \(view) AS SELECT * FROM \(table)")
        }
    }

    /// The table with its last periods built again, in one transaction.
    private func grown(
        _ entry: RegistryEntry, _ definition: TableDefinition, since: Int64, _ due: DueTable, started: Int64,
        in project: Project
    ) async throws -> RegistryEntry {
        guard let increment = definition.increment, let name = entry.table else { return entry }
        let table = registry.qualified(name)
        let sql = try QueryCompiler.growth(
            of: definition, since: since, project: project, context: context(for: due.request, at: started),
            dialect: warehouse.dialect)
        let start = warehouse.dialect.literal(.timestamp(since))
        do {
            return try await write(entry, definition, due, started: started) { transaction in
                try await transaction.execute(
                    "DELETE FROM \(table) AS \(increment.alias) WHERE \(increment.time) >= \(start)")
                try await transaction.execute("INSERT INTO \(table)\n\(sql)")
            }
        } catch WarehouseError.rejected(_, let message, _) {
            logger.warning("The table `\(entry.name)` could not grow and is built as a whole: \(message)")
            return try await built(entry, definition, due, started: started)
        }
    }

    /// Where the periods begin that are built again; `nil` when the table has to be built as a whole.
    private func growthStart(of definition: TableDefinition, in table: String) async throws -> Int64? {
        guard let increment = definition.increment else { return nil }
        let sql = "SELECT \(increment.start) FROM \(registry.qualified(table)) AS \(increment.alias)"
        return try await warehouse.rows(
            Statement(sql, label: "table \(definition.name)", timeLimit: settings.buildTimeLimit)
        ).rows.first?.int(0)
    }

    /// Runs `body` and writes the entry in one transaction: both are there afterwards, or neither.
    private func write(
        _ entry: RegistryEntry, _ definition: TableDefinition, _ due: DueTable, started: Int64,
        _ body: @Sendable @escaping (BuildTransaction) async throws -> Void
    ) async throws -> RegistryEntry {
        var entry = entry
        entry.builtAt = started
        entry.trigger = due.token
        entry.expiresAt = due.expiresAt
        entry.failures = 0
        entry.failedAt = nil
        entry.error = nil
        let label = "table \(entry.name)"
        let (registry, timeLimit, now) = (registry, settings.buildTimeLimit, now)
        let table = registry.qualified(entry.table ?? "")
        let draft = entry
        return try await warehouse.transaction(label: label) { transaction in
            let build = BuildTransaction(transaction: transaction, label: label, timeLimit: timeLimit)
            try await body(build)
            var entry = draft
            entry.rows =
                try await transaction.rows(Statement("SELECT COUNT(*) FROM \(table)", label: label))
                .rows.first?.int(0) ?? 0
            entry.duration = now() - started
            try await registry.write(entry, in: transaction)
            return entry
        }
    }

    private func noteFailure(of due: DueTable, _ error: any Error) async {
        let message =
            switch error {
            case let error as QueryError: error.message
            case let error as WarehouseError: error.description
            default: "\(error)"
            }
        var entry =
            entries[due.definition.key] ?? RegistryEntry(key: due.definition.key, name: due.definition.name)
        entry.failures += 1
        entry.failedAt = now()
        entry.error = message
        entries[entry.key] = entry
        let consequence = entry.table == nil ? "queries compute it" : "the old one serves"
        logger.error("The table `\(entry.name)` was not built; \(consequence): \(message)")
        let (registry, failed) = (registry, entry)
        do {
            try await warehouse.transaction(label: "table \(entry.name)") { transaction in
                try await registry.write(failed, in: transaction)
            }
        } catch {
            logger.warning("The failure of `\(entry.name)` was not saved: \(error)")
        }
    }

    func definition(
        _ subject: TableDefinition.Subject, explore: String, model: String, in project: Project, context: QueryContext
    ) throws(QueryError) -> TableDefinition {
        switch subject {
        case .derivedTable(let view):
            try QueryCompiler.definition(
                ofDerivedTable: view, explore: explore, model: model, project: project, context: context,
                dialect: warehouse.dialect)
        case .aggregateTable(let explore, let name):
            try QueryCompiler.definition(
                ofAggregateTable: name, explore: explore, model: model, project: project, context: context,
                dialect: warehouse.dialect)
        }
    }
}

/// A transaction in which a table is built.
struct BuildTransaction: Sendable {
    let transaction: any WarehouseTransaction
    let label: String
    let timeLimit: Duration

    func execute(_ sql: String) async throws(WarehouseError) {
        try await transaction.execute(Statement(sql, label: label, timeLimit: timeLimit))
    }
}

extension TableDefinition.Subject {
    /// The view, or the aggregate table.
    var name: String {
        switch self {
        case .derivedTable(let view): view
        case .aggregateTable(_, let name): name
        }
    }
}
