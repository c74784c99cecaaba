internal import Foundation
internal import Logging
internal import Warehouse

/// One run: builds nodes in the order of who reads whom, some at once, and tells what becomes of them.
struct PipelineRun: Sendable {
    let environment: RunEnvironment
    let request: RunRequest
    let run: RunRecord
    let locks: NodeLocks
    let places: BuildPlaces
    let data: RunData
    let journal: RunJournal
    let tell: @Sendable (RunEvent) -> Void

    /// What became of a node, for the nodes behind it.
    struct NodeResult: Sendable {
        var record: RunNodeRecord
        var tests: [TestOutcome] = []
        var version: BuiltVersion?
        /// Whether nodes that read it can be built.
        var isUsable: Bool { [.ok, .warned, .unchanged].contains(record.state) }
    }

    /// A node and what is proved of it when it is built.
    struct PlannedNode: Sendable {
        var id: NodeID
        var tests: [NodeID] = []
        var unitTests: [UnitTest] = []
    }

    private struct Work: Sendable {
        var order: [NodeID] = []
        var inputs: [NodeID: Set<NodeID>] = [:]
        var tests: [NodeID: [NodeID]] = [:]
        var unitTests: [NodeID: [UnitTest]] = [:]
        /// Nodes that can't be built at all, or are not to be, and why.
        var broken: [(node: NodeID, state: RunState, because: NodeID?, message: String)] = []

        func planned(_ node: NodeID) -> PlannedNode {
            PlannedNode(id: node, tests: tests[node] ?? [], unitTests: unitTests[node] ?? [])
        }

        /// Whether `other` comes before `node`, directly or not.
        func waits(_ node: NodeID, for other: NodeID) -> Bool {
            var waiting = Array(inputs[node] ?? [])
            var seen: Set<NodeID> = []
            while let next = waiting.popLast() {
                if next == other { return true }
                if seen.insert(next).inserted { waiting += inputs[next] ?? [] }
            }
            return false
        }
    }

    /// Runs everything. Never throws: what goes wrong is part of the summary.
    func execute() async -> RunSummary {
        var summary = RunSummary(run: run)
        let work = plan()
        tell(.began(run, total: work.order.count + work.broken.count))
        do {
            try await environment.state.begin(run)
            try await forget(work)
            try await makeSchemas(work)
            try await hooks(environment.project.settings.onRunStart)
            await executeNodes(work, &summary)
            try await hooks(environment.project.settings.onRunEnd)
        } catch {
            summary.run.state = Task.isCancelled ? .cancelled : .failed
            let message = Self.message(of: error)
            environment.logger.error("The pipelines' run \(run.id) failed: \(message)")
            tell(.message(nil, message))
        }
        if summary.run.state == .running { summary.run.state = Self.state(of: summary) }
        await journal.flush()
        let finished = environment.now()
        summary.run.finished = finished
        // A cancelled run is recorded all the same.
        let (state, id, outcome) = (environment.state, run.id, summary.run.state)
        await Task { try? await state.finish(id, outcome, at: finished) }.value
        tell(.ended(summary))
        return summary
    }

    private static func state(of summary: RunSummary) -> RunState {
        if Task.isCancelled || summary.count(.cancelled) > 0 { return .cancelled }
        let isBroken = summary.nodes.contains { $0.state == .failed || $0.state == .skipped && $0.because != nil }
        if isBroken { return .failed }
        if summary.count(.warned) > 0 { return .warned }
        if summary.count(.ok) > 0 { return .ok }
        return summary.count(.skipped) > 0 ? .skipped : .unchanged
    }

    static func message(of error: any Error) -> String {
        switch error {
        case let error as WarehouseError: NodeFailure(error).message
        case let error as any CustomStringConvertible: error.description
        default: error.localizedDescription
        }
    }

    // MARK: What is to be done

    private func plan() -> Work {
        var work = Work()
        let project = environment.project
        let isWanted: (ModelNode) -> Bool = { model in
            switch request.command {
            case .seed: model.kind == .seed
            case .snapshot: model.kind == .snapshot
            case .test: false
            case .run: model.kind != .seed && model.id.text.hasPrefix("model.") || model.kind == .snapshot
            case .build, .backfill: true
            }
        }
        for id in environment.graph.order where request.nodes.contains(id) {
            guard let model = project.models[id], model.kind != .ephemeral, model.type != .analysis, isWanted(model)
            else { continue }
            work.order.append(id)
        }
        work.order.removeAll { request.held[$0] != nil }
        for (node, held) in request.held.sorted(by: { $0.key < $1.key }) {
            work.broken.append((node, held.state, nil, held.message))
        }
        let placed = Set(work.order)
        for id in work.order { work.inputs[id] = environment.builtInputs(of: id).intersection(placed) }
        for id in request.nodes.sorted() {
            guard let blamed = environment.graph.leftOut[id], let model = project.models[id], isWanted(model) else {
                continue
            }
            let problem = (environment.graph.problems + project.problems).first { $0.node == blamed }
            let message = problem?.description ?? "\(blamed) can't be built."
            work.broken.append((id, blamed == id ? .failed : .skipped, blamed == id ? nil : blamed, message))
        }
        placeTests(&work)
        return work
    }

    private func placeTests(_ work: inout Work) {
        guard request.runsTests else { return }
        let project = environment.project
        let tests = request.nodes.compactMap { project.tests[$0] }.filter(\.settings.isEnabled)
        var unitTests: [NodeID] = []
        for test in project.unitTests.values where test.isEnabled && request.nodes.contains(test.id) {
            if request.command == .test || test.model.map(isEphemeral) == true {
                unitTests.append(test.id)
            } else if let model = test.model, work.inputs[model] != nil {
                work.unitTests[model, default: []].append(test)
            }
        }
        // What is part of others' SQL is never built, so that its tests have no build to be in.
        let ofEphemeral = tests.filter { $0.attachedTo.map(isEphemeral) == true }
        let placement = TestPlacement(
            tests.filter { $0.attachedTo.map(isEphemeral) != true }, inputs: work.inputs, reads: builtInputs)
        work.tests = placement.tests
        for (node, inputs) in placement.extraInputs { work.inputs[node, default: []].formUnion(inputs) }
        let alone = placement.others + ofEphemeral.map(\.id).sorted() + unitTests.sorted()
        // Tests of sources come before the models that read those.
        for test in alone {
            work.inputs[test] = []
            let read = project.tests[test]?.inputs ?? []
            for source in read where project.sources[source] != nil {
                guard project.tests[test]?.settings.severity == .error else { continue }
                // Its tests are children of a source, too.
                for node in environment.graph.children(of: source)
                where project.models[node] != nil && work.inputs[node] != nil { work.inputs[node]?.insert(test) }
            }
        }
        for test in ofEphemeral { placeBetween(test.id, of: test.attachedTo, &work) }
        for test in unitTests { placeBetween(test, of: project.unitTests[test]?.model, &work) }
        work.order = alone + work.order
        sort(&work)
    }

    private func isEphemeral(_ node: NodeID) -> Bool { environment.project.models[node]?.kind == .ephemeral }

    /// The nodes that are built and that a test reads, in its order, past the ephemeral ones.
    private func builtInputs(_ test: DataTest) -> [NodeID] {
        test.inputs.flatMap { isEphemeral($0) ? environment.builtInputs(of: $0).sorted() : [$0] }
    }

    /// Puts the test of an ephemeral model behind what the model reads and before what reads the model.
    private func placeBetween(_ test: NodeID, of model: NodeID?, _ work: inout Work) {
        guard let model, isEphemeral(model), work.inputs[test] != nil else { return }
        let read = environment.project.tests[test].map(builtInputs) ?? environment.builtInputs(of: model).sorted()
        let placed = Set(read.filter { work.inputs[$0] != nil })
        work.inputs[test]?.formUnion(placed)
        guard environment.project.tests[test]?.settings.severity != .warn else { return }
        for reader in readers(of: model) where work.inputs[reader] != nil {
            if !work.waits(test, for: reader) { work.inputs[reader]?.insert(test) }
        }
    }

    /// The nodes that are built and have the ephemeral model in their SQL.
    private func readers(of model: NodeID) -> Set<NodeID> {
        var found: Set<NodeID> = []
        var waiting = environment.graph.children(of: model)
        while let next = waiting.popLast() {
            guard environment.project.models[next] != nil else { continue }
            if isEphemeral(next) { waiting += environment.graph.children(of: next) } else { found.insert(next) }
        }
        return found
    }

    /// Puts the order right for what nodes wait for beside what they read.
    private func sort(_ work: inout Work) {
        var placed: Set<NodeID> = []
        var order: [NodeID] = []
        var rest = work.order
        while !rest.isEmpty {
            let ready = rest.filter { work.inputs[$0]?.isSubset(of: placed) ?? true }
            guard !ready.isEmpty else {
                order += rest
                break
            }
            order += ready
            placed.formUnion(ready)
            rest.removeAll(where: placed.contains)
        }
        work.order = order
    }

    /// Intervals that a backfill names are missing from now on.
    private func forget(_ work: Work) async throws {
        guard let range = request.range, !request.isPiece else { return }
        for id in work.order {
            guard let model = environment.project.models[id],
                IntervalReader.isByTime(model, layout: environment.project.layout)
            else { continue }
            try await environment.state.forget(range, of: id.text)
        }
    }

    private func makeSchemas(_ work: Work) async throws {
        var schemas = Set(
            work.order.compactMap { environment.project.models[$0] }.filter { $0.kind != .external }
                .compactMap(\.relation.schema))
        if request.storesFailures
            || environment.project.tests.values.contains(where: { $0.settings.storesFailures == true })
        {
            schemas.insert(StoredFailures.schema)
        }
        for schema in schemas.sorted() {
            try await environment.warehouse.execute(
                Statement("CREATE SCHEMA IF NOT EXISTS \(SQLName.quoted(schema))", label: "pipelines: schemas"))
        }
    }

    private func hooks(_ hooks: [Hook]) async throws {
        for hook in hooks {
            let compiler = NodeCompiler(project: environment.project, context: environment.context)
            let sql = try await compiler.render(hook.sql, at: hook.position, for: nil)
                .trimmingCharacters(in: .whitespacesAndNewlines)
            guard !sql.isEmpty else { continue }
            do {
                try await environment.warehouse.execute(Statement(sql, label: "pipelines: \(hook.position)"))
            } catch {
                throw NodeFailure("\(hook.position): \(NodeFailure(error).message)")
            }
        }
    }

    // MARK: Doing it

    private func executeNodes(_ work: Work, _ summary: inout RunSummary) async {
        for broken in work.broken {
            await end(
                NodeResult(
                    record: record(
                        broken.node, broken.state, message: broken.message, because: broken.because)), &summary)
        }
        if request.isBlueGreen {
            for result in await buildTogether(work.order.map(work.planned)) { await end(result, &summary) }
            return
        }
        var results: [NodeID: NodeResult] = [:]
        for broken in work.broken {
            results[broken.node] = NodeResult(record: record(broken.node, .failed, message: broken.message))
        }
        var waiting = work.order
        var running = 0
        var number = 0
        await withTaskGroup(of: NodeResult.self) { group in
            while true {
                var index = waiting.startIndex
                while index < waiting.endIndex, running < environment.threads {
                    let node = waiting[index]
                    guard !Task.isCancelled, !(request.stopsAtFailure && results.values.contains { !$0.isUsable })
                    else { break }
                    guard (work.inputs[node] ?? []).allSatisfy({ results[$0] != nil }) else {
                        index += 1
                        continue
                    }
                    waiting.remove(at: index)
                    if let cause = (work.inputs[node] ?? []).sorted().first(where: { results[$0]?.isUsable == false }) {
                        let skipped = skipped(node, cause, results)
                        results[node] = skipped
                        await end(skipped, &summary)
                        index = waiting.startIndex
                        continue
                    }
                    number += 1
                    running += 1
                    tell(.nodeBegan(node, number: number))
                    let planned = work.planned(node)
                    group.addTask { await self.runNode(planned, nil) }
                }
                guard running > 0, let result = await group.next() else { break }
                running -= 1
                results[NodeID(result.record.node)] = result
                await end(result, &summary)
            }
        }
        let rest: RunState = Task.isCancelled ? .cancelled : .skipped
        for node in waiting {
            let missing = (work.inputs[node] ?? []).sorted().first { results[$0] == nil }
            let message = missing.map { "it waits for \($0), which did not run" } ?? "the run ended before"
            await end(NodeResult(record: record(node, rest, message: message)), &summary)
        }
    }

    private func skipped(_ node: NodeID, _ cause: NodeID, _ results: [NodeID: NodeResult]) -> NodeResult {
        let root = results[cause]?.record.because.map { NodeID($0) } ?? cause
        let state: RunState = results[cause]?.record.state == .cancelled ? .cancelled : .skipped
        return NodeResult(record: record(node, state, message: "\(root) failed", because: root))
    }

    func record(
        _ node: NodeID, _ state: RunState, message: String? = nil, because: NodeID? = nil
    ) -> RunNodeRecord {
        RunNodeRecord(
            run: run.id, node: node.text, state: state, rows: nil, started: environment.now(), seconds: 0, sql: nil,
            message: message, attempts: 0, because: because?.text, failures: nil, why: request.reasons[node])
    }

    private func end(_ result: NodeResult, _ summary: inout RunSummary) async {
        summary.nodes.append(result.record)
        summary.tests += result.tests
        log(result)
        let now = environment.now()
        let tests = result.tests.filter { $0.test.text != result.record.node }.map { testRecord($0, now) }
        let failures = result.tests.flatMap { outcome in
            outcome.rows.enumerated().map { index, row in
                TestFailureRow(
                    test: outcome.test.text, node: result.record.node, number: index + 1, value: row)
            }
        }
        await journal.add([result.record] + tests, failures, at: now)
        tell(.nodeEnded(result.record, tests: result.tests))
    }

    private func testRecord(_ outcome: TestOutcome, _ now: Int64) -> RunNodeRecord {
        RunNodeRecord(
            run: run.id, node: outcome.test.text, state: outcome.state, rows: nil, started: now,
            seconds: outcome.seconds, sql: outcome.sql, message: outcome.message, attempts: 1, because: nil,
            failures: outcome.failures)
    }

    private func log(_ result: NodeResult) {
        let record = result.record
        let logger = environment.logger
        switch record.state {
        case .ok: logger.debug("Built \(record.node)", metadata: ["seconds": "\(record.seconds)"])
        case .warned: logger.warning("\(record.node): \(record.message ?? "a test warns")")
        case .failed: logger.error("\(record.node) failed: \(record.message ?? "")")
        case .skipped: logger.warning("\(record.node) was skipped: \(record.message ?? "")")
        case .cancelled: logger.info("\(record.node) was broken off.")
        case .queued, .waiting, .running, .unchanged: break
        }
    }
}

extension TestOutcome {
    var state: RunState {
        switch status {
        case .pass: .ok
        case .warn: .warned
        case .fail, .error: .failed
        }
    }
}
