package import Content
package import FrontDoor
internal import HTTPTypes
package import Hummingbird
internal import JSON
internal import Pipelines

/// `/api/v1/pipelines`: the models and when they were built, runs, plans, and runs by hand.
///
/// Who may see LookML may look. Who may refresh what others see (`clear_cache_refresh`) may run what there is; what
/// makes tables from scratch or fills the past again is for those who may `develop`.
package struct PipelineRoutes: Sendable {
    private let control: any PipelineControl
    private let content: ContentStore

    package init(_ control: any PipelineControl, content: ContentStore) {
        self.control = control
        self.content = content
    }

    package func add(to router: Router<SoundingsRequestContext>) {
        let routes = router.group("api/v1/pipelines").add(middleware: ProductErrors())
        routes.get("nodes", use: nodes)
        routes.get("plan", use: plan)
        routes.get("runs", use: runs)
        routes.post("runs", use: start)
        routes.get("runs/:id", use: run)
        routes.delete("runs/:id", use: cancel)
        BackfillRoutes(control, selection: selection, range: range).add(to: routes)
    }

    @Sendable func nodes(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        _ = try context.requireCaller(may: "see_lookml")
        let environment = try await control.environment()
        let report = try await NodeReport(environment, building: await control.engine.building)
        return .json(["nodes": .array(report.json(onlyFailed: request.flag("failed") ?? false))])
    }

    @Sendable func plan(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "see_lookml")
        let environment = try await control.environment()
        let nodes = try selection(environment, select: words(request.parameter("select")), exclude: [])
        let sight = try await LineageSight(content, caller)
        let planner = BuildPlanner(
            environment, dependents: control.dependents(in: environment.project, seeing: sight.sees))
        var asked = RunRequest(.build, nodes, trigger: RunTrigger(.manual, who: caller.email))
        asked.isForced = request.parameter("force") == "true"
        let plan = try await planner.plan(asked)
        return .json(plan.json(environment.project))
    }

    @Sendable func runs(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "see_lookml")
        let limit = min(500, max(1, request.parameter("limit").flatMap(Int.init) ?? 50))
        let offset = max(0, request.parameter("offset").flatMap(Int.init) ?? 0)
        let environment = try await control.environment()
        let runs = try await environment.state.runs(limit: limit, offset: offset)
        return .json(["runs": .array(runs.map { RunJSON.run($0, showsPeople: caller.may("develop")) })])
    }

    @Sendable func run(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "see_lookml")
        let id = try context.parameters.require("id")
        let showsPeople = caller.may("develop")
        if let progress = await control.engine.progress.first(where: { $0.run.id == id }) {
            return .json(RunJSON.progress(progress, showsPeople: showsPeople))
        }
        let environment = try await control.environment()
        guard let run = try await environment.state.run(id) else { throw RequestFailure.notFound("run") }
        let nodes = try await environment.state.nodes(ofRun: id)
        // Rows that tests found are data: whoever may not query may not read them here.
        let failures = showsPeople ? try await environment.state.failures(ofRun: id) : []
        return .json(RunJSON.detail(run, nodes, failures, showsPeople: showsPeople))
    }

    @Sendable func start(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller()
        guard caller.may("develop") || caller.may("clear_cache_refresh") else {
            throw RequestFailure.forbidden("clear_cache_refresh")
        }
        let body = try await request.json(upTo: 64 * 1_024)
        let name = body["command"]?.stringValue ?? "build"
        guard let command = RunRequest.Command(rawValue: name) else {
            throw Self.invalid("command", "command must be run, build, test, seed or snapshot.")
        }
        guard command != .backfill else {
            throw Self.invalid("command", "Begin a backfill by POST /api/v1/pipelines/backfills.")
        }
        let environment = try await control.environment()
        let select = body["select"]?.stringValue ?? ""
        let nodes = try selection(
            environment, select: words(select), exclude: words(body["exclude"]?.stringValue))
        guard !nodes.isEmpty else { throw Self.invalid("select", "Nothing is named '\(select)'.") }
        var asked = RunRequest(
            command, nodes, selection: select,
            trigger: RunTrigger(.manual, who: caller.email ?? caller.displayName, note: body["note"]?.stringValue))
        asked.isFullRefresh = body["full_refresh"]?.boolValue ?? false
        asked.isForced = body["force"]?.boolValue ?? false
        asked.isBlueGreen = body["blue_green"]?.boolValue ?? false
        if asked.isFullRefresh, !caller.may("develop") {
            throw RequestFailure.forbidden("develop")
        }
        do {
            let handle = try await control.start(asked)
            return .json(["id": .string(handle.id), "joined": .bool(handle.hasJoined)], status: .accepted)
        } catch let refusal as RunRefusal {
            throw RequestFailure.invalid(refusal.description, [])
        }
    }

    @Sendable func cancel(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        _ = try context.requireCaller(may: "develop")
        let id = try context.parameters.require("id")
        guard await control.engine.cancel(id) else { throw RequestFailure.notFound("run") }
        return .empty(.noContent)
    }

    // MARK: Parts

    func words(_ text: String?) -> [String] {
        (text ?? "").split(separator: " ").map(String.init)
    }

    @Sendable func selection(
        _ environment: RunEnvironment, select: [String], exclude: [String]
    ) throws -> Set<NodeID> {
        do {
            return try NodeSelector(project: environment.project, graph: environment.graph)
                .nodes(select: select, exclude: exclude)
        } catch {
            throw Self.invalid("select", error.description)
        }
    }

    @Sendable func range(_ body: JSONValue) throws -> TimeRange {
        func instant(_ name: String) throws -> Int64? {
            guard let text = body[name]?.stringValue else { return nil }
            guard let instant = UTCTime.parse(text) else {
                throw Self.invalid(name, "\(name) must be a date such as 2026-01-31.")
            }
            return instant
        }
        let from = try instant("from") ?? 0
        let to = try instant("to").map { $0 % UTCTime.day == 0 ? $0 + UTCTime.day : $0 } ?? .max / 2
        guard from < to else { throw Self.invalid("from", "from must be before to.") }
        return TimeRange(from: from, to: to)
    }

    static func invalid(_ field: String, _ message: String) -> RequestFailure {
        .invalid("Validation Failed", [.init(field: field, code: "invalid", message: message)])
    }
}
