internal import Warehouse

extension PipelineRun {
    private typealias Failure = (message: String, sql: String?, tests: [TestOutcome], isPassing: Bool)

    /// Builds or tests one node, again when what went wrong may pass.
    /// - Parameter shared: The transaction in which all of the run is built, if it is.
    func runNode(_ node: PlannedNode, _ shared: (any WarehouseTransaction)?) async -> NodeResult {
        let started = environment.now()
        let clock = ContinuousClock.now
        var result: NodeResult
        if let model = environment.project.models[node.id] {
            _ = try? await data.current()
            switch await locks.take(node.id, since: await data.gives) {
            case .cancelled: return NodeResult(record: record(node.id, .cancelled))
            case .free: break
            // What the other run has built need not be built again.
            case .afterAnother: try? await data.refresh(isShared: shared != nil)
            }
            // Whoever has a place waits for no other node, so that places always come free.
            guard await places.take(limit: environment.threads, isLow: request.isPiece) else {
                await locks.give(node.id)
                return NodeResult(record: record(node.id, .cancelled))
            }
            result = await build(model, node.tests, node.unitTests, shared)
            await places.give()
            await locks.give(node.id)
            if let version = result.version { await data.add(version, of: model) }
        } else {
            guard await places.take(limit: environment.threads, isLow: request.isPiece) else {
                return NodeResult(record: record(node.id, .cancelled))
            }
            result = await test(node.id, shared)
            await places.give()
        }
        let elapsed = (ContinuousClock.now - clock).components
        result.record.started = started
        result.record.seconds = Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18
        return result
    }

    private func build(
        _ model: ModelNode, _ tests: [NodeID], _ unitTests: [UnitTest], _ shared: (any WarehouseTransaction)?
    ) async -> NodeResult {
        var attempts = 0
        while true {
            attempts += 1
            let failure: Failure
            do {
                return try await attempt(model, tests, unitTests, shared, attempts)
            } catch let error as NodeBuilder.Unproven {
                failure = (error.message, error.sql, error.tests, false)
            } catch let error as NodeFailure {
                failure = (error.message, error.sql, [], error.isPassing)
            } catch let error as WarehouseError {
                let known = NodeFailure(error)
                failure = (known.message, known.sql, [], known.isPassing)
            } catch {
                failure = (Self.message(of: error), nil, [], false)
            }
            // Part of it may have been published.
            environment.state.book.forget()
            if Task.isCancelled {
                var cancelled = record(model.id, .cancelled, message: "broken off")
                cancelled.attempts = attempts
                return NodeResult(record: cancelled)
            }
            guard failure.isPassing, shared == nil, attempts <= model.settings.retries else {
                var failed = record(model.id, .failed, message: failure.message)
                failed.attempts = attempts
                failed.sql = failure.sql
                return NodeResult(record: failed, tests: failure.tests)
            }
            let delay = retryDelay(model, attempts, failure.message)
            environment.logger.warning("\(model.id) is tried again in \(delay): \(failure.message)")
            tell(.message(model.id, "tried again in \(delay): \(failure.message)"))
            try? await Task.sleep(for: delay)
            // Some of its intervals may be built by now.
            try? await data.refresh(isShared: false)
        }
    }

    /// Twice as long each time; a lost race between two writers is over at once.
    private func retryDelay(_ model: ModelNode, _ attempts: Int, _ message: String) -> Duration {
        let base =
            message.contains("onflict") ? min(model.settings.retryDelay, .milliseconds(200)) : model.settings.retryDelay
        return base * (1 << min(attempts - 1, 10))
    }

    private func attempt(
        _ model: ModelNode, _ tests: [NodeID], _ unitTests: [UnitTest], _ shared: (any WarehouseTransaction)?,
        _ attempts: Int
    ) async throws -> NodeResult {
        guard let definition = await environment.definitions.definition(of: model.id) else {
            throw NodeFailure("\(model.id) has no definition.")
        }
        let versions = try await data.current()
        let why = DueReasons(model: model, definition: definition, versions: versions)
        if !request.isForced, !isRebuilt(model), why.isUpToDate {
            return NodeResult(record: record(model.id, .unchanged), version: versions.built[model.id.text])
        }
        var outcomes: [TestOutcome] = []
        for test in unitTests { outcomes.append(await unitTest(test)) }
        let failed = outcomes.filter { $0.status != .pass }
        guard failed.isEmpty else {
            throw NodeBuilder.Unproven(
                message: "Not built, because of its unit tests: "
                    + failed.map { "\($0.test): \($0.message ?? "failed")" }.joined(separator: "; "),
                sql: failed[0].sql, tests: outcomes)
        }
        let builder = NodeBuilder(
            environment: environment, request: request, run: run, model: model, definition: definition,
            versions: versions, tests: tests.compactMap { environment.project.tests[$0] }, shared: shared)
        var built = try await builder.build()
        if shared == nil { environment.state.book.note(built.version) }
        if model.settings.publish == .atOnce, !tests.isEmpty { built.tests = await testPublished(builder) }
        return finish(model, built, outcomes, attempts)
    }

    private func finish(
        _ model: ModelNode, _ built: NodeBuilder.Built, _ unitTests: [TestOutcome], _ attempts: Int
    ) -> NodeResult {
        for note in built.notes {
            environment.logger.info("\(model.id): \(note)")
            tell(.message(model.id, note))
        }
        let warns = built.tests.filter { $0.status != .pass }
        let hasFailed = built.tests.contains { $0.status == .fail || $0.status == .error }
        var ended = record(
            model.id, built.hasBuilt ? (hasFailed ? .failed : warns.isEmpty ? .ok : .warned) : .unchanged)
        ended.rows = built.rows
        ended.sql = built.sql.isEmpty ? nil : built.sql
        ended.attempts = attempts
        ended.message =
            warns.isEmpty
            ? (built.notes.isEmpty ? nil : built.notes.joined(separator: "; "))
            : warns.map { "\(environment.project.tests[$0.test]?.name ?? $0.test.text): \($0.message ?? "")" }
                .joined(separator: "; ")
        return NodeResult(record: ended, tests: unitTests + built.tests, version: built.version)
    }

    private func isRebuilt(_ model: ModelNode) -> Bool {
        request.isFullRefresh && model.kind == .incremental || request.range != nil
    }

    private func testPublished(_ builder: NodeBuilder) async -> [TestOutcome] {
        let outcomes = try? await environment.warehouse.transaction(label: builder.label) { transaction in
            await builder.runTests(builder.relation(in: transaction))
        }
        return outcomes ?? []
    }

    // MARK: Tests by themselves

    private func test(_ id: NodeID, _ shared: (any WarehouseTransaction)?) async -> NodeResult {
        if let unitTest = environment.project.unitTests[id] { return result(await self.unitTest(unitTest)) }
        guard let test = environment.project.tests[id] else {
            return NodeResult(record: record(id, .failed, message: "There is no node \(id)."))
        }
        if let shared { return result(await run(test, shared)) }
        do {
            let outcome = try await environment.warehouse.transaction(label: "test \(test.name)") { transaction in
                let outcome = await run(test, transaction)
                // A failed statement has ended the transaction, and committing it is an error of its own.
                if outcome.status == .error { throw TestEnded(outcome: outcome) }
                return outcome
            }
            if outcome.status != .pass, request.storesFailures || test.settings.storesFailures == true {
                try await StoredFailures(warehouse: environment.warehouse).store(test, sql: outcome.sql)
            }
            return result(outcome)
        } catch let ended as TestEnded {
            return result(ended.outcome)
        } catch {
            return NodeResult(
                record: record(id, Task.isCancelled ? .cancelled : .failed, message: Self.message(of: error)))
        }
    }

    private struct TestEnded: Error { var outcome: TestOutcome }

    private func run(_ test: DataTest, _ transaction: any WarehouseTransaction) async -> TestOutcome {
        let relation = Relation(
            transaction: transaction, name: TableName(test.name), label: "test \(test.name)",
            timeLimit: .seconds(1_800))
        let model = test.attachedTo.flatMap { environment.project.models[$0] }
        return await DataTestRun(
            relation: relation, compiler: NodeCompiler(project: environment.project, context: environment.context),
            previousRows: nil, time: model?.settings.time
        ).run(test)
    }

    private func unitTest(_ test: UnitTest) async -> TestOutcome {
        await UnitTestRun(
            project: environment.project, context: environment.context, warehouse: environment.warehouse,
            database: environment.emptyDatabase
        ).run(test)
    }

    private func result(_ outcome: TestOutcome) -> NodeResult {
        var ended = record(outcome.test, outcome.state, message: outcome.message)
        ended.failures = outcome.failures
        ended.sql = outcome.sql
        ended.attempts = 1
        return NodeResult(record: ended, tests: [outcome])
    }
}
