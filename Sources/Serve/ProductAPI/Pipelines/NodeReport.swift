internal import JSON
internal import Pipelines

/// Every model, seed and snapshot: what it is, when it was built, up to when it is complete and when it is due.
struct NodeReport: Sendable {
    private let environment: RunEnvironment
    private let versions: [String: BuiltVersion]
    private let last: [String: RunNodeRecord]
    private let completeness: Completeness
    private let timetable: PipelineTimetable
    private let building: Set<NodeID>
    private let waits: [NodeID: ScheduledWait]

    init(_ environment: RunEnvironment, building: Set<NodeID>) async throws {
        self.environment = environment
        self.building = building
        waits = Dictionary(try await environment.state.waits().map { ($0.node, $0) }) { $1 }
        versions = try await environment.state.versions()
        last = try await environment.state.lastRecords()
        completeness = try await Completeness(environment)
        timetable = PipelineTimetable(project: environment.project, graph: environment.graph)
    }

    /// - Parameter onlyFailed: Leaves out what was built well.
    func json(onlyFailed: Bool) -> [JSONValue] {
        environment.project.models.values
            .filter { $0.type != .analysis && (!onlyFailed || failed($0)) }
            .sorted { $0.id < $1.id }.map(json)
    }

    /// Its last build failed, or it can't be built as it stands.
    private func failed(_ model: ModelNode) -> Bool {
        last[model.id.text]?.state == .failed || environment.graph.leftOut[model.id] != nil
    }

    private func json(_ model: ModelNode) -> JSONValue {
        let version = versions[model.id.text]
        let last = last[model.id.text]
        let complete = completeness[model.id]
        func texts(_ texts: [String]) -> JSONValue { .array(texts.map(JSONValue.string)) }
        let problem = environment.graph.leftOut[model.id]
        return .object(
            JSONObject([
                ("id", .string(model.id.text)), ("name", .string(model.name)),
                ("type", .string(model.type.rawValue)), ("kind", .string(model.kind.rawValue)),
                ("table", .string(model.relation.description)), ("path", .string(model.path)),
                ("description", .string(model.properties.description)), ("owner", JSONValue(model.properties.owner)),
                ("tags", texts(model.settings.tags)), ("schedules", texts(model.settings.schedules)),
                (
                    "next_due",
                    timetable.next(of: model.id, after: environment.now()).map(RunJSON.instant) ?? .null
                ),
                ("wait", JSONValue(timetable.wait(of: model.id)?.text)),
                ("waiting_since", waits[model.id].map { RunJSON.instant($0.due) } ?? .null),
                ("waiting_for", texts(waits[model.id]?.unmet ?? [])), ("last_why", JSONValue(last?.why)),
                ("inputs", texts(model.inputs.map(\.text))),
                ("read_by", texts(environment.graph.children(of: model.id).map(\.text))),
                ("is_building", .bool(building.contains(model.id))),
                ("built", version.map { RunJSON.instant($0.built) } ?? .null),
                ("rows", version.map { .int($0.rows) } ?? .null),
                ("complete_to", complete.map { RunJSON.instant($0.completeTo) } ?? .null),
                ("held_back_by", JSONValue(complete?.heldBackBy)),
                ("last_state", JSONValue(last?.state.rawValue)), ("last_message", JSONValue(last?.message)),
                ("last_seconds", last.map { .double($0.seconds) } ?? .null),
                ("last_run", JSONValue(last?.run)), ("needs", JSONValue(problem?.text)),
            ]))
    }
}
