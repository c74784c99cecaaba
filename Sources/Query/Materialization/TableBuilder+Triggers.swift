internal import QueryCompiler
internal import SemanticModel
internal import Warehouse

extension TableBuilder {
    /// Looks at every datagroup of the project, and forgets those that are gone.
    func checkDatagroups(of project: Project) async {
        let declared = project.models.flatMap { model in model.datagroups.map { (model, $0) } }
        let before = datagroups
        guard !declared.isEmpty || !before.isEmpty else { return }
        var readings = TriggerReadings()
        var states: [DatagroupState] = []
        for (model, group) in declared {
            var state =
                before.first { $0.model == model.name && $0.name == group.name }
                ?? DatagroupState(
                    id: ((before + states).map(\.id).max() ?? 0) + 1, model: model.name, name: group.name,
                    createdAt: now(), triggeredAt: 0, checkedAt: 0, staleBefore: 0)
            await check(&state, group, of: model, in: project, &readings)
            states.append(state)
        }
        // Somebody may have triggered one meanwhile.
        for (place, state) in states.enumerated() {
            guard let old = before.first(where: { $0.id == state.id }),
                let current = datagroups.first(where: { $0.id == state.id })
            else { continue }
            if current.triggeredAt != old.triggeredAt { states[place].triggeredAt = current.triggeredAt }
            if current.staleBefore != old.staleBefore { states[place].staleBefore = current.staleBefore }
        }
        datagroups = states.sorted { $0.id < $1.id }
        publishDatagroups(of: project)
        await saveDatagroups()
    }

    private func check(
        _ state: inout DatagroupState, _ group: Datagroup, of model: Model, in project: Project,
        _ readings: inout TriggerReadings
    ) async {
        state.checkedAt = now()
        state.error = nil
        var isTriggered = state.triggeredAt == 0
        if let sql = group.sqlTrigger {
            do {
                let value = try await value(of: sql, model: model.name, in: project, &readings)
                if let last = state.triggerValue, last != value { isTriggered = true }
                state.triggerValue = value
            } catch {
                state.error = error.message
                note(problem: "The datagroup `\(group.name)` of `\(model.name)`: \(error.message)")
            }
        }
        // Without another trigger the age of its results is one.
        if let interval = group.interval ?? (group.sqlTrigger == nil ? group.maxCacheAge : nil),
            now() - state.triggeredAt >= Int64(interval) * 1_000_000
        {
            isTriggered = true
        }
        // Tables tell triggers apart by their moments.
        if isTriggered { state.triggeredAt = max(now(), state.triggeredAt + 1) }
    }

    /// Results may be used again as long as this says so.
    func publishDatagroups(of project: Project) {
        var freshness: [String: LiveTables.Freshness] = [:]
        for state in datagroups {
            let group = project.model(state.model)?.datagroups.first { $0.name == state.name }
            freshness[LiveTables.key(state.model, state.name)] = LiveTables.Freshness(
                since: max(state.triggeredAt, state.staleBefore),
                maxAge: group?.maxCacheAge.map { Int64($0) * 1_000_000 })
        }
        live.publish(freshness)
    }

    func saveDatagroups() async {
        do {
            try await prepare()
            let states = datagroups
            let registry = registry
            try await warehouse.transaction(label: "datagroups") { transaction in
                try await registry.write(states, in: transaction)
            }
        } catch {
            logger.warning("The states of the datagroups were not saved: \(error)")
        }
    }

    /// What a table has to be built for: as long as it stays the same, the table stays.
    /// - Returns: `nil` for a table that only its age makes old.
    func token(
        for persistence: TablePersistence?, model: String, in project: Project, _ readings: inout TriggerReadings
    ) async throws(TriggerFailure) -> String? {
        switch persistence {
        case .datagroup(let name):
            guard let state = datagroups.first(where: { $0.model == model && $0.name == name }) else {
                throw TriggerFailure(message: "The model `\(model)` has no datagroup `\(name)`.")
            }
            return String(state.triggeredAt)
        case .sqlTrigger(let sql): return try await value(of: sql, model: model, in: project, &readings)
        case .interval, .lifetime, nil: return nil
        }
    }

    /// The one value of a trigger's query.
    private func value(
        of template: SQLTemplate, model: String, in project: Project, _ readings: inout TriggerReadings
    ) async throws(TriggerFailure) -> String {
        let sql: String
        do {
            sql = try QueryCompiler.statement(
                template, model: model, project: project, context: context(), dialect: warehouse.dialect)
        } catch {
            throw TriggerFailure(message: "The trigger at \(template.location) can't be read: \(error.message)")
        }
        let result: Result<String, TriggerFailure>
        if let known = readings.values[sql] {
            result = known
        } else {
            result = await read(sql, template)
            readings.values[sql] = result
        }
        return try result.get()
    }

    private func read(_ sql: String, _ template: SQLTemplate) async -> Result<String, TriggerFailure> {
        do {
            let rows = try await warehouse.rows(
                Statement(sql, label: "trigger at \(template.location)", timeLimit: settings.triggerTimeLimit)
            ).rows
            guard rows.count <= 1, rows.first.map({ $0.batch.columns.count == 1 }) ?? true else {
                return .failure(
                    TriggerFailure(
                        message: "The trigger at \(template.location) has to give one value: one row of one column."))
            }
            return .success(rows.first?.text(0) ?? "NULL")
        } catch {
            return .failure(
                TriggerFailure(message: "The trigger at \(template.location) failed: \(error.description)"))
        }
    }
}
