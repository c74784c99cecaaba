internal import Foundation
internal import JSON
internal import Warehouse

/// Builds one node: compiles it, makes its relation, proves it and records it, all in one transaction, so that readers
/// have either the old table or the whole new one.
struct NodeBuilder: Sendable {
    /// What was made.
    struct Built: Sendable {
        var version: BuiltVersion
        var rows: Int64?
        var sql: String
        var notes: [String] = []
        var tests: [TestOutcome] = []
        /// False when there was nothing to be built.
        var hasBuilt = true
    }

    /// A build that its own tests keep from being published.
    struct Unproven: Error {
        var message: String
        var sql: String
        var tests: [TestOutcome]
    }

    let environment: RunEnvironment
    let request: RunRequest
    let run: RunRecord
    let model: ModelNode
    let definition: NodeDefinition
    let versions: DataVersions
    /// To be run before anybody sees the model.
    let tests: [DataTest]
    /// The transaction of a run that is published at once; `nil` gives each node its own.
    let shared: (any WarehouseTransaction)?

    var label: String { "pipeline \(model.relation)" }
    var isByTime: Bool { IntervalReader.isByTime(model, layout: environment.project.layout) }

    func build() async throws -> Built {
        try await hooks(model.settings.preHooks, inTransaction: false)
        let built = isByTime ? try await buildByTime() : try await buildWhole()
        try await hooks(model.settings.postHooks, inTransaction: false)
        return built
    }

    private func buildWhole() async throws -> Built {
        try await inTransaction { transaction in
            let relation = relation(in: transaction)
            try await hooks(model.settings.preHooks, relation)
            let outcome = try await inTurn { try await make(relation) }
            return try await publish(relation, outcome.outcome, sql: outcome.sql)
        }
    }

    /// Views take no time, and what is built in one transaction has no neighbours.
    private func inTurn<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value {
        guard let turns = environment.turns, shared == nil, ![.view, .live].contains(model.kind) else {
            return try await body()
        }
        return try await turns.take(body)
    }

    func relation(in transaction: any WarehouseTransaction) -> Relation {
        // Hooks may make and drop what they like.
        let hasHooks = model.settings.preHooks.contains { !$0.sql.isEmpty }
        return Relation(
            transaction: transaction, name: model.relation, label: label, timeLimit: model.settings.timeout,
            known: hasHooks ? nil : versions.form(of: model))
    }

    func inTransaction(
        _ body: @Sendable @escaping (any WarehouseTransaction) async throws -> Built
    ) async throws -> Built {
        if let shared { return try await body(shared) }
        return try await environment.warehouse.transaction(label: label, body)
    }

    /// Makes the relation by its kind.
    private func make(_ relation: Relation) async throws -> (outcome: BuildOutcome, sql: String) {
        let whole = WholeBuild(relation: relation, sort: model.settings.sort)
        switch model.kind {
        case .ephemeral: return (BuildOutcome(rows: nil), "")
        case .external:
            let table = ExternalTable(relation: relation, model: model, sql: try await compile(relation).sql)
            return (try await table.check(), "")
        case .view, .live:
            let sql = try await compile(relation).sql
            return (try await whole.view(sql), sql)
        case .table:
            let sql = try await compile(relation).sql
            return (try await whole.table(sql), sql)
        case .seed:
            guard let seed = model.seed else { throw NodeFailure("\(model.path) is no CSV file.") }
            return (try await SeedBuild(relation: relation, seed: seed).build(), "")
        case .snapshot:
            guard let snapshot = model.snapshot else {
                throw NodeFailure("\(model.position): the snapshot \(model.name) has no strategy.")
            }
            let sql = try await compile(relation).sql
            let build = SnapshotBuild(
                relation: relation, settings: model.settings, definition: snapshot, now: run.started)
            return (try await build.build(sql), sql)
        case .incremental:
            guard try await relation.form() == .table, !isRebuilt else {
                let sql = try await compile(relation).sql
                let outcome = try await whole.table(sql)
                if !model.settings.key.isEmpty, model.settings.strategy != .append {
                    try await IncrementalBuild(relation: relation, settings: model.settings)
                        .checkKeys(of: model.relation.quoted)
                }
                return (outcome, sql)
            }
            let sql = try await compile(relation, isIncremental: true).sql
            return (try await IncrementalBuild(relation: relation, settings: model.settings).add(sql), sql)
        }
    }

    /// Whether the table is to be made from scratch though it is there.
    var isRebuilt: Bool {
        if model.settings.fullRefresh == true { return true }
        return request.isFullRefresh && model.settings.fullRefresh != false
            && (!model.settings.isProtected || request.overridden.contains(model.id))
    }

    /// The context in which the node's templates are compiled inside a transaction.
    func context(_ relation: Relation, isIncremental: Bool = false, interval: TimeRange? = nil) -> CompilationContext {
        var context = environment.context
        context.warehouse = TransactionWarehouse(relation.transaction, base: environment.warehouse)
        context.isIncremental = isIncremental
        context.isFullRefresh = request.isFullRefresh
        context.runStartedAt = Self.date(run.started)
        context.invocationID = run.id
        context.interval = interval.map {
            CompilationContext.Interval(start: Self.date($0.from), end: Self.date($0.to))
        }
        return context
    }

    func compile(
        _ relation: Relation, isIncremental: Bool = false, interval: TimeRange? = nil
    ) async throws(NodeFailure) -> CompiledNode {
        let context = context(relation, isIncremental: isIncremental, interval: interval)
        do throws(CompilationError) {
            return try await NodeCompiler(project: environment.project, context: context).compile(model.id)
        } catch {
            throw NodeFailure(error.description)
        }
    }

    static func date(_ microseconds: Int64) -> Date { Date(timeIntervalSince1970: Double(microseconds) / 1_000_000) }

    /// Proves what was made, and records it.
    /// - Parameters:
    ///   - isNew: The intervals that were built, for tests that look at new rows only.
    ///   - isWhole: False when more is to be done: what reads the table has other rows in it, and it is still due.
    func publish(
        _ relation: Relation, _ outcome: BuildOutcome, sql: String, isNew: TimeRange? = nil,
        completeTo: Int64?? = .none, isWhole: Bool = true
    ) async throws -> Built {
        try await Contract(relation: relation, model: model).check()
        try await hooks(model.settings.postHooks, relation)
        let tests = try await prove(relation, sql: sql, isNew: isNew)
        if model.kind != .external { try await Comments(relation: relation, model: model).write() }
        var version = BuiltVersion(
            node: model.id.text, fingerprint: definition.fingerprint, definition: definition.sql,
            table: model.relation.description, built: environment.now(), run: run.id,
            rows: try await rows(outcome, relation),
            completeTo: completeTo ?? versions.leastCompleteTo(of: model),
            inputs: versions.inputs(of: model, asksForTime: definition.asksForTime), kind: model.kind.rawValue)
        if !isWhole, let old = versions.built[model.id.text] {
            version.fingerprint = old.fingerprint
            version.definition = old.definition
            version.inputs = old.inputs
        }
        try await PipelineState.record(version, in: relation.transaction)
        return Built(version: version, rows: outcome.rows, sql: sql, notes: outcome.notes, tests: tests)
    }

    /// The rows of the relation as it is now.
    private func rows(_ outcome: BuildOutcome, _ relation: Relation) async throws(NodeFailure) -> Int64 {
        if [.view, .live].contains(model.kind) { return 0 }
        if outcome.isWhole, let rows = outcome.rows, model.settings.postHooks.isEmpty { return rows }
        return try await relation.count()
    }

    /// - Throws: ``Unproven`` when a test of severity error fails.
    private func prove(_ relation: Relation, sql: String, isNew: TimeRange?) async throws -> [TestOutcome] {
        guard model.settings.publish == .afterTests else { return [] }
        let outcomes = await runTests(relation, isNew: isNew)
        let failed = outcomes.filter { $0.status == .fail || $0.status == .error }
        guard failed.isEmpty else {
            let names = failed.prefix(5).map { outcome in
                let name = environment.project.tests[outcome.test]?.name ?? outcome.test.text
                return "\(name): \(outcome.message ?? "failed")"
            }
            throw Unproven(
                message:
                    "Not published, because of its tests: \(names.joined(separator: "; ")). Readers keep the old rows.",
                sql: sql, tests: outcomes)
        }
        return outcomes
    }

    /// Runs the tests one after the other on what the relation's transaction sees.
    func runTests(_ relation: Relation, isNew: TimeRange? = nil) async -> [TestOutcome] {
        var outcomes: [TestOutcome] = []
        for test in tests {
            var context = context(relation)
            if let isNew, test.settings.scope == .new, !Self.isOfWholeModel(test), test.attachedTo == model.id,
                let time = model.settings.time
            {
                let column = SQLName.quoted(time)
                context.relations[model.id] =
                    "(SELECT * FROM \(model.relation.quoted) WHERE \(column) >= \(SQLName.timestamp(isNew.from)) "
                    + "AND \(column) < \(SQLName.timestamp(isNew.to)))"
            }
            let outcome = await DataTestRun(
                relation: relation, compiler: NodeCompiler(project: environment.project, context: context),
                previousRows: versions.built[model.id.text]?.rows, time: model.settings.time
            ).run(test)
            outcomes.append(outcome)
            // A statement that failed ends the transaction: nothing more can be asked.
            if outcome.status == .error { break }
        }
        return outcomes
    }

    private static func isOfWholeModel(_ test: DataTest) -> Bool {
        guard case .generic(let generic) = test.definition, generic.macro == nil else { return false }
        return BuiltInTests.ofWholeModels.contains(generic.name)
    }

    func hooks(_ hooks: [Hook], _ relation: Relation) async throws(NodeFailure) {
        for hook in hooks where hook.isInTransaction {
            let sql = try await render(hook, context(relation))
            if !sql.isEmpty { try await relation.execute(sql) }
        }
    }

    private func hooks(_ hooks: [Hook], inTransaction: Bool) async throws {
        for hook in hooks where !hook.isInTransaction {
            let sql = try await render(hook, environment.context)
            guard !sql.isEmpty else { continue }
            do throws(WarehouseError) {
                try await environment.warehouse.execute(Statement(sql, label: label, timeLimit: model.settings.timeout))
            } catch {
                throw NodeFailure(error)
            }
        }
    }

    private func render(_ hook: Hook, _ context: CompilationContext) async throws(NodeFailure) -> String {
        do throws(CompilationError) {
            let compiler = NodeCompiler(project: environment.project, context: context)
            return try await compiler.render(hook.sql, at: hook.position, for: model.id)
                .trimmingCharacters(in: .whitespacesAndNewlines)
        } catch {
            throw NodeFailure(error.description)
        }
    }
}
