internal import Warehouse

extension NodeBuilder {
    /// What there is to do for a model that is built by time.
    struct TimeWork: Sendable {
        var steps: TimeSteps
        var plan: IntervalPlan
        var inputs: [IntervalReader.TimeInput]
        /// Set for daily snapshots.
        var daily: DailySnapshot?
        var historyColumns: [String] = []
        /// The table is made from scratch.
        var isFresh: Bool
        var completeTo: Int64?
        var first: Int64
        var known: [BuiltInterval]

        /// The column by which intervals are told in the result.
        func timeColumn(of model: ModelNode) -> String { daily?.dayColumn ?? model.settings.time ?? "" }
    }

    func buildByTime() async throws -> Built {
        let work = try await work(query: { sql throws(NodeFailure) in try await ask(sql) })
        let size = model.settings.chunk ?? IntervalPlan.usualChunk(of: work.steps.step)
        let chunks = work.plan.chunks(of: size)
        if work.isFresh {
            return try await inTransaction { transaction in
                let relation = relation(in: transaction)
                return try await buildFresh(work, chunks, relation)
            }
        }
        if chunks.isEmpty, request.isPiece, let old = versions.built[model.id.text] {
            return Built(version: old, rows: nil, sql: "", hasBuilt: false)
        }
        guard !chunks.isEmpty else {
            return try await inTransaction { transaction in try await recordOnly(work, relation(in: transaction)) }
        }
        var total: Built?
        for (index, chunk) in chunks.enumerated() {
            try Task.checkCancellation()
            let isLast = index == chunks.count - 1
            let done = chunks.prefix(index).flatMap { $0.map(\.range) }
            let built = try await inTransaction { transaction in
                // A part of a backfill leaves the rest of the node as due as it was.
                try await add(
                    work, chunk, done: done, relation(in: transaction), isLast: isLast && !request.isPiece)
            }
            let before = total
            total = built
            total?.rows = (before?.rows ?? 0) + (built.rows ?? 0)
            total?.notes = (before?.notes ?? []) + built.notes
            total?.tests = Self.joined(before?.tests ?? [], built.tests)
        }
        guard let total else { throw NodeFailure("\(model.relation) has no intervals to build.") }
        return total
    }

    /// One outcome for each test: the worst.
    private static func joined(_ before: [TestOutcome], _ now: [TestOutcome]) -> [TestOutcome] {
        guard !before.isEmpty else { return now }
        let old = Dictionary(before.map { ($0.test, $0) }) { first, _ in first }
        return now.map { outcome in
            guard let known = old[outcome.test], known.status != .pass, outcome.status == .pass else { return outcome }
            return known
        }
    }

    private func ask(_ sql: String) async throws(NodeFailure) -> ResultTable {
        do throws(WarehouseError) {
            let statement = Statement(sql, label: label, timeLimit: model.settings.timeout)
            if let shared { return ResultTable(try await shared.rows(statement)) }
            return ResultTable(try await environment.warehouse.rows(statement))
        } catch {
            throw NodeFailure(error)
        }
    }

    /// - Parameter query: Reads the warehouse.
    func work(
        query: @escaping @Sendable (String) async throws(NodeFailure) -> ResultTable
    ) async throws(NodeFailure) -> TimeWork {
        guard
            let steps = TimeSteps(
                model.kind == .snapshot ? .day : model.settings.step,
                timezone: model.settings.timezone ?? environment.project.settings.timezone)
        else {
            throw NodeFailure(
                "\(model.position): there is no time zone \(model.settings.timezone ?? ""). "
                    + "Write one such as Europe/Berlin or UTC.")
        }
        let reader = IntervalReader(environment: environment, model: model, steps: steps, query: query)
        let old = versions.built[model.id.text]
        let isSame = old?.fingerprint == definition.fingerprint
        let keepsTable =
            model.settings.isForwardOnly || model.settings.isProtected || model.settings.fullRefresh == false
        let isFresh = !versions.exists(model) || isRebuilt || old == nil || (!isSame && !keepsTable)
        let inputs = model.kind == .snapshot ? [] : reader.inputs()
        var work = TimeWork(
            steps: steps, plan: IntervalPlan(), inputs: inputs, isFresh: isFresh, completeTo: nil, first: 0,
            known: isFresh ? [] : try await recorded())
        if model.kind == .snapshot { try await readHistory(&work, query) }
        let limit = try await limit(work, reader)
        let given = try start()
        let first = given != nil ? given : try await firstOfInputs(work, reader, query)
        guard let first, let limit else { return work }
        work.first = steps.floor(first)
        if request.isPiece, !isFresh, let range = request.range {
            work.plan = IntervalPlan(steps: steps, start: first, completeTo: limit, touching: range)
            work.completeTo = limit
            return work
        }
        let hasNews =
            isFresh || !isSame || request.isForced
            || old?.inputs != versions.inputs(of: model, asksForTime: definition.asksForTime)
        let late = IntervalReader.microseconds(model.settings.late ?? .seconds(30 * 86_400))
        let watched = hasNews ? work.known.filter { $0.range.to > limit - late && $0.range.to <= limit } : []
        let now = try await signatures(work, reader, watched.map(\.range), query)
        work.plan = IntervalPlan(
            steps: steps, start: first, completeTo: limit, built: work.known, lookback: model.settings.lookback,
            hasNews: hasNews, isPartialAllowed: model.settings.isPartialAllowed && model.kind != .snapshot,
            lateSince: limit - late,
            isRewritten: { now[$0.range].map { [inputs = $0.inputs] in $0 != inputs } ?? false })
        work.completeTo = limit
        return work
    }

    private func recorded() async throws(NodeFailure) -> [BuiltInterval] {
        do throws(WarehouseError) {
            return try await PipelineState(warehouse: warehouseSeen).intervals(of: model.id.text)
        } catch {
            throw NodeFailure(error)
        }
    }

    private var warehouseSeen: any Warehouse {
        shared.map { TransactionWarehouse($0, base: environment.warehouse) } ?? environment.warehouse
    }

    private func limit(_ work: TimeWork, _ reader: IntervalReader) async throws(NodeFailure) -> Int64? {
        if work.daily != nil {
            guard let history = history else { return nil }
            return versions.completeTo(of: history.id) ?? versions.built[history.id.text]?.built
        }
        guard !work.inputs.isEmpty else { return versions.leastCompleteTo(of: model) ?? run.started }
        return try await reader.completeTo(of: work.inputs, versions)
    }

    private func start() throws(NodeFailure) -> Int64? {
        guard let text = model.settings.start else { return nil }
        if text == "today" {
            return versions.built[model.id.text] == nil ? run.started : nil
        }
        guard let start = UTCTime.parse(text) else {
            throw NodeFailure("\(model.position): start '\(text)' is no date; write it as 2026-01-31.")
        }
        return start
    }

    private func firstOfInputs(
        _ work: TimeWork, _ reader: IntervalReader,
        _ query: @Sendable (String) async throws(NodeFailure) -> ResultTable
    ) async throws(NodeFailure) -> Int64? {
        if let daily = work.daily {
            if model.settings.start == "today", let first = work.known.first { return first.range.from }
            let from = SQLName.quoted(daily.columns.validFrom)
            return try await query("SELECT epoch_us(min(\(from))::TIMESTAMP) FROM \(daily.history)").int(0, 0)
        }
        guard !work.inputs.isEmpty else { return work.known.first?.range.from ?? run.started }
        return try await reader.first(of: work.inputs)
    }

    private func signatures(
        _ work: TimeWork, _ reader: IntervalReader, _ ranges: [TimeRange],
        _ query: @Sendable (String) async throws(NodeFailure) -> ResultTable
    ) async throws(NodeFailure) -> [TimeRange: String] {
        guard let daily = work.daily else { return try await reader.signatures(of: work.inputs, for: ranges) }
        guard !ranges.isEmpty else { return [:] }
        let table = try await query(daily.signatures(of: ranges, present: work.historyColumns))
        var signatures: [TimeRange: String] = [:]
        for row in 0..<table.count {
            guard let number = table.int(row, 0), ranges.indices.contains(Int(number)) else { continue }
            signatures[ranges[Int(number)]] = table.text(row, 1)
        }
        return signatures
    }

    /// The model whose versions a daily snapshot reads.
    var history: ModelNode? {
        guard let name = model.settings.snapshotOf else { return nil }
        let candidates = environment.project.models.values.filter { $0.name == name && $0.id != model.id }
        return candidates.first { $0.project == model.project } ?? candidates.min { $0.id < $1.id }
    }

    private func readHistory(
        _ work: inout TimeWork, _ query: @Sendable (String) async throws(NodeFailure) -> ResultTable
    ) async throws(NodeFailure) {
        guard let history else {
            throw NodeFailure(
                "\(model.position): there is no snapshot \(model.settings.snapshotOf ?? "") for snapshot_of.")
        }
        guard let columns = history.snapshot?.columns else {
            throw NodeFailure("\(model.position): \(history.name) is no snapshot, so it has no versions to pick from.")
        }
        let text = model.settings.snapshotAt ?? "23:59:59"
        guard let time = DailySnapshot.seconds(text) else {
            throw NodeFailure("\(model.position): snapshot_at '\(text)' is no time of day; write it as 23:59:59.")
        }
        work.daily = DailySnapshot(
            history: history.relation.quoted, columns: columns, time: time,
            dayColumn: model.settings.time ?? DailySnapshot.usualDayColumn, steps: work.steps)
        let found = try await query("DESCRIBE SELECT * FROM \(history.relation.quoted)")
        work.historyColumns = (0..<found.count).compactMap { found.text($0, 0) }
    }

    // MARK: Building

    private func buildFresh(
        _ work: TimeWork, _ chunks: [[IntervalPlan.Interval]], _ relation: Relation
    ) async throws -> Built {
        try await hooks(model.settings.preHooks, relation)
        let first = chunks.first?.first?.range ?? TimeRange(from: work.first, to: work.steps.next(work.first))
        let build = intervalBuild(work, relation)
        var sql = try await self.sql(work, [first], relation)
        try await build.makeEmpty(sql)
        try await PipelineState.forgetIntervals(of: model.id.text, in: relation.transaction)
        var outcome = BuildOutcome(rows: 0)
        for chunk in chunks {
            try Task.checkCancellation()
            let ranges = chunk.map(\.range)
            sql = try await self.sql(work, ranges, relation)
            let built = try await fill(work, chunk, sql, build, relation)
            outcome.rows = (outcome.rows ?? 0) + built.total
            outcome.notes += built.notes
        }
        return try await publish(
            relation, outcome, sql: sql, completeTo: .some(complete(work, chunks.flatMap { $0.map(\.range) })))
    }

    private func add(
        _ work: TimeWork, _ chunk: [IntervalPlan.Interval], done: [TimeRange], _ relation: Relation, isLast: Bool
    ) async throws -> Built {
        try await hooks(model.settings.preHooks, relation)
        let ranges = chunk.map(\.range)
        let sql = try await self.sql(work, ranges, relation, isIncremental: true)
        let built = try await fill(work, chunk, sql, intervalBuild(work, relation), relation)
        let outcome = BuildOutcome(rows: built.total, notes: built.notes)
        let span = TimeRange(from: ranges[0].from, to: ranges[ranges.count - 1].to)
        return try await publish(
            relation, outcome, sql: sql, isNew: span, completeTo: .some(complete(work, done + ranges)), isWhole: isLast)
    }

    /// Nothing is missing; only the inputs are others than when that was last found.
    private func recordOnly(_ work: TimeWork, _ relation: Relation) async throws -> Built {
        var version = versions.built[model.id.text]
        let inputs = versions.inputs(of: model, asksForTime: definition.asksForTime)
        version?.inputs = inputs
        version?.fingerprint = definition.fingerprint
        version?.definition = definition.sql
        version?.completeTo = complete(work, [])
        guard let version else { throw NodeFailure("\(model.relation) was never built.") }
        try await PipelineState.record(version, in: relation.transaction)
        return Built(version: version, rows: nil, sql: "", hasBuilt: false)
    }

    private func intervalBuild(_ work: TimeWork, _ relation: Relation) -> IntervalBuild {
        IntervalBuild(
            relation: relation, settings: model.settings, time: work.timeColumn(of: model), steps: work.steps)
    }

    private func sql(
        _ work: TimeWork, _ ranges: [TimeRange], _ relation: Relation, isIncremental: Bool = false
    ) async throws(NodeFailure) -> String {
        if let daily = work.daily { return daily.sql(for: ranges, present: work.historyColumns) }
        let span = TimeRange(from: ranges.first?.from ?? 0, to: ranges.last?.to ?? 0)
        return try await compile(relation, isIncremental: isIncremental, interval: span).sql
    }

    private func fill(
        _ work: TimeWork, _ chunk: [IntervalPlan.Interval], _ sql: String, _ build: IntervalBuild, _ relation: Relation
    ) async throws -> IntervalBuild.Built {
        let ranges = chunk.map(\.range)
        let query: @Sendable (String) async throws(NodeFailure) -> ResultTable = { sql throws(NodeFailure) in
            try await relation.rows(sql)
        }
        let reader = IntervalReader(environment: environment, model: model, steps: work.steps, query: query)
        let inputs = try await signatures(work, reader, ranges, query)
        let built = try await build.build(sql, ranges)
        let now = environment.now()
        try await PipelineState.record(
            chunk.map { interval in
                BuiltInterval(
                    range: interval.range, version: definition.fingerprint, rows: built.rows[interval.range] ?? 0,
                    run: run.id, built: now, isPartial: interval.reason == .partial,
                    inputs: inputs[interval.range] ?? "")
            }, of: model.id.text, in: relation.transaction)
        return built
    }

    /// Up to when the table has everything: to the first interval that is missing.
    private func complete(_ work: TimeWork, _ added: [TimeRange]) -> Int64? {
        var ranges = Set(added.filter { $0.to <= work.completeTo ?? .min })
        ranges.formUnion(work.known.filter { !$0.isPartial }.map(\.range))
        guard !ranges.isEmpty else { return nil }
        var end = work.first
        for range in ranges.sorted() {
            if range.from > end { break }
            end = max(end, range.to)
        }
        let partial = added.contains { $0.to > work.completeTo ?? .max && $0.from <= end }
        return partial ? work.completeTo : end
    }
}
