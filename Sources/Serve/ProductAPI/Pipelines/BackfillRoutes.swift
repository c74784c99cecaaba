internal import Content
internal import FrontDoor
internal import HTTPTypes
internal import Hummingbird
internal import JSON
internal import Pipelines

/// `/api/v1/pipelines/backfills`: stretches of time that are built again while nothing else is to be done.
///
/// Who may see LookML may look; all else is for those who may `develop`.
struct BackfillRoutes: Sendable {
    private let control: any PipelineControl
    private let selection: @Sendable (RunEnvironment, [String], [String]) throws -> Set<NodeID>
    private let range: @Sendable (JSONValue) throws -> TimeRange

    init(
        _ control: any PipelineControl,
        selection: @escaping @Sendable (RunEnvironment, [String], [String]) throws -> Set<NodeID>,
        range: @escaping @Sendable (JSONValue) throws -> TimeRange
    ) {
        self.control = control
        self.selection = selection
        self.range = range
    }

    func add(to routes: RouterGroup<SoundingsRequestContext>) {
        routes.get("backfills", use: list)
        routes.post("backfills", use: begin)
        routes.post("backfills/:id/:order", use: change)
        routes.delete("backfills/:id", use: cancel)
    }

    @Sendable func list(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "see_lookml")
        let showsPeople = caller.may("develop")
        let backfills = try await control.backfills.list()
        return .json(["backfills": .array(backfills.map { $0.json(showsPeople: showsPeople) })])
    }

    @Sendable func begin(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "develop")
        let body = try await request.json(upTo: 64 * 1_024)
        let environment = try await control.environment()
        let select = body["select"]?.stringValue ?? ""
        let words = select.split(separator: " ").map(String.init)
        guard !words.isEmpty else { throw PipelineRoutes.invalid("select", "Name the models to be filled again.") }
        var nodes = try selection(environment, words, [])
        guard !nodes.isEmpty else { throw PipelineRoutes.invalid("select", "Nothing is named '\(select)'.") }
        if body["downstream"]?.boolValue == true { nodes.formUnion(environment.graph.descendants(of: nodes)) }
        let range = try range(body)
        return try await answer(.accepted) {
            try await control.backfills.add(
                nodes, range, selection: select,
                trigger: RunTrigger(
                    .manual, who: caller.email ?? caller.displayName, note: body["note"]?.stringValue))
        }
    }

    /// `pause` and `resume`.
    @Sendable func change(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        _ = try context.requireCaller(may: "develop")
        let id = try context.parameters.require("id")
        switch try context.parameters.require("order") {
        case "pause": return try await answer { try await control.backfills.pause(id) }
        case "resume": return try await answer { try await control.backfills.resume(id) }
        default: throw RequestFailure.notFound("backfill order")
        }
    }

    @Sendable func cancel(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        _ = try context.requireCaller(may: "develop")
        let id = try context.parameters.require("id")
        return try await answer { try await control.backfills.cancel(id) }
    }

    private func answer(
        _ status: HTTPResponse.Status = .ok, _ change: () async throws -> Backfill
    ) async throws -> Response {
        do {
            return .json(try await change().json, status: status)
        } catch let refusal as RunRefusal {
            throw RequestFailure.invalid(refusal.description, [])
        }
    }
}
