internal import SQLLineage
internal import Warehouse

/// Finds out what is missing, the same way as a run does, and says so instead of building it.
package struct BuildPlanner: Sendable {
    private let environment: RunEnvironment
    private let dependents: DependentsReader

    /// - Parameter dependents: What of the rest of the house shows a node; exposures are known here.
    package init(_ environment: RunEnvironment, dependents: @escaping DependentsReader) {
        self.environment = environment
        self.dependents = dependents
    }

    /// - Throws: `WarehouseError` when the state can't be read.
    package func plan(_ request: RunRequest) async throws -> BuildPlan {
        var plan = BuildPlan()
        let versions = try await environment.dataVersions()
        let run = RunRecord(
            id: "plan", command: request.command.rawValue, trigger: request.trigger, selection: request.selection,
            started: environment.now(), finished: nil, state: .running)
        var due: [NodeID] = []
        var found: [NodeID: (builder: NodeBuilder, reasons: [DueReason])] = [:]
        for id in environment.graph.order where request.nodes.contains(id) {
            guard let model = environment.project.models[id], model.kind != .ephemeral,
                let definition = await environment.definitions.definition(of: id)
            else { continue }
            let builder = NodeBuilder(
                environment: environment, request: request, run: run, model: model, definition: definition,
                versions: versions, tests: [], shared: nil)
            let upstream = environment.builtInputs(of: id).filter { found[$0] != nil }
            let reasons = reasons(builder, upstream: upstream)
            guard !reasons.isEmpty else {
                plan.unchanged.append(id)
                continue
            }
            due.append(id)
            found[id] = (builder, reasons)
        }
        let last = due.isEmpty ? [:] : try await environment.state.lastRecords(of: Set(due.map(\.text)))
        for id in due {
            guard let (builder, reasons) = found[id] else { continue }
            plan.builds.append(try await entry(builder, reasons, last[id.text]))
        }
        await addDependents(&plan)
        for id in request.nodes.sorted() {
            guard let blamed = environment.graph.leftOut[id], environment.project.models[id] != nil else { continue }
            let problem = (environment.graph.problems + environment.project.problems).first { $0.node == blamed }
            plan.broken.append((id, problem?.description ?? "it needs \(blamed), which can't be built"))
        }
        plan.removed = versions.built.values.filter { version in
            let id = NodeID(version.node)
            return environment.project.models[id] == nil && !environment.project.disabled.contains(id)
        }.sorted { $0.node < $1.node }
        return plan
    }

    /// - Returns: None when the node is as it would become.
    private func reasons(_ builder: NodeBuilder, upstream: Set<NodeID>) -> [DueReason] {
        var reasons = DueReasons(model: builder.model, definition: builder.definition, versions: builder.versions)
            .reasons
        if !upstream.isEmpty { reasons.append(.upstream(upstream.sorted().map(\.text))) }
        if builder.request.isForced || builder.isRebuilt || builder.request.range != nil { reasons.append(.asked) }
        return reasons
    }

    private func entry(
        _ builder: NodeBuilder, _ reasons: [DueReason], _ last: RunNodeRecord?
    ) async throws -> BuildPlan.Entry {
        let (model, definition) = (builder.model, builder.definition)
        let old = builder.versions.built[model.id.text]
        var entry = BuildPlan.Entry(
            node: model.id, kind: model.kind, reasons: reasons, oldSQL: old?.definition, newSQL: definition.sql,
            lastRows: old?.rows, estimatedSeconds: last?.seconds, dependents: [], notes: [],
            lastState: last?.state)
        if let problem = definition.problem { entry.notes.append(problem) }
        if let old, reasons.contains(.definition), model.kind != .seed {
            entry.change = await SQLLineageReader(parser: environment.warehouse).changeClass(
                old: old.definition, new: definition.sql, tables: { _ in nil })
        }
        note(builder, reasons, &entry)
        if builder.isByTime { try await addIntervals(builder, &entry) }
        return entry
    }

    /// A plan without them is better than none.
    private func addDependents(_ plan: inout BuildPlan) async {
        for index in plan.builds.indices {
            let node = plan.builds[index].node
            let exposures = environment.graph.descendants(of: [node]).compactMap { environment.project.exposures[$0] }
            plan.builds[index].dependents = exposures.sorted { $0.id < $1.id }
                .map { Dependent(kind: "exposure", name: $0.name, title: $0.label) }
        }
        guard !plan.builds.isEmpty else { return }
        do {
            let found = try await dependents(plan.builds.map(\.node))
            for index in plan.builds.indices { plan.builds[index].dependents += found[plan.builds[index].node] ?? [] }
        } catch {
            plan.notes.append("What shows these tables could not be found: \(PipelineRun.message(of: error))")
        }
    }

    private func note(_ builder: NodeBuilder, _ reasons: [DueReason], _ entry: inout BuildPlan.Entry) {
        let model = builder.model
        guard model.kind == .incremental else { return }
        if builder.isRebuilt {
            entry.notes.append("the table is made from scratch")
        } else if reasons.contains(.definition) {
            let keeps = !builder.isByTime || model.settings.isForwardOnly || model.settings.isProtected
            entry.notes.append(
                keeps
                    ? "the table is kept and the new definition holds from now on; --full-refresh makes it from scratch"
                    : "the table is made from scratch, because its definition has changed")
        }
    }

    private func addIntervals(_ builder: NodeBuilder, _ entry: inout BuildPlan.Entry) async throws {
        let warehouse = environment.warehouse
        let label = builder.label
        do throws(NodeFailure) {
            let work = try await builder.work { sql throws(NodeFailure) in
                do throws(WarehouseError) {
                    return ResultTable(try await warehouse.rows(Statement(sql, label: label)))
                } catch {
                    throw NodeFailure(error)
                }
            }
            var plan = work.plan
            if let range = builder.request.range {
                let known = Set(plan.intervals.map(\.range))
                plan.intervals += work.known.map(\.range).filter { $0.overlaps(range) && !known.contains($0) }
                    .map { IntervalPlan.Interval(range: $0, reason: .missing) }
                plan.intervals.sort { $0.range < $1.range }
            }
            entry.intervals = plan
            if let seconds = entry.estimatedSeconds, let rows = entry.lastRows, !work.known.isEmpty, rows > 0 {
                entry.estimatedSeconds = seconds * Double(plan.intervals.count) / Double(work.known.count)
            }
        } catch {
            // What its inputs hold is not there to be asked before they are built for the first time.
            entry.notes.append("its intervals are known once its inputs are built")
        }
    }
}
