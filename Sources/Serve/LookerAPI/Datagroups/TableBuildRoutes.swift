internal import FrontDoor
internal import HTTPTypes
internal import Hummingbird
internal import JSON
internal import Materialization

/// Building a persistent derived table by name, following the build, and breaking it off.
struct TableBuildRoutes: Sendable {
    let services: LookerServices

    func add(to routes: RouterGroup<SoundingsRequestContext>) {
        routes.get("derived_table/:name/:view/start", use: start)
        routes.get("derived_table/:name/status", use: status)
        routes.get("derived_table/:name/stop", use: stop)
    }

    /// `force_rebuild` builds anew what the table stands on, `force_full_incremental` builds growing tables as a whole.
    @Sendable func start(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        try requireDeveloper(context, request)
        let order = await services.tables.order(
            view: try context.name("view"), model: try context.name("name"), id: services.newID(),
            withDependencies: request.flag("force_rebuild") ?? false,
            isWhole: request.flag("force_full_incremental") ?? false)
        guard let order else { throw RequestFailure.notFound("derived table") }
        return .json(json(order))
    }

    @Sendable func status(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        _ = try context.requireCaller(may: "develop")
        guard let order = await services.tables.order(try context.name("name")) else {
            throw RequestFailure.notFound("materialization")
        }
        return .json(json(order))
    }

    @Sendable func stop(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        try requireDeveloper(context, request)
        guard let order = await services.tables.stopOrder(try context.name("name")) else {
            throw RequestFailure.notFound("materialization")
        }
        return .json(json(order))
    }

    /// Looker has `GET` for what changes something, so a page of another site could make a browser ask it; only what comes
    /// with a token, or with the proof of our own page, is heard.
    private func requireDeveloper(_ context: SoundingsRequestContext, _ request: Request) throws {
        let caller = try context.requireCaller(may: "develop")
        let hasProof = HTTPField.Name(Authentication.proofHeader).map { request.headers[$0] != nil } ?? false
        guard caller.credential == .token || hasProof else { throw RequestFailure.forged }
    }

    private func json(_ order: TableOrder) -> JSONValue {
        let (status, error): (String, String?) =
            switch order.state {
            case .running: ("running", nil)
            case .complete: ("complete", nil)
            case .failed(let why): ("error", why)
            case .stopped: ("killed", nil)
            }
        let details: JSONValue = [
            "table": .string(order.table), "status": .string(status), "error": JSONValue(error),
            "started_at": .int(order.startedAt / 1_000_000),
            "ended_at": order.endedAt.map { .int($0 / 1_000_000) } ?? .null,
        ]
        return ["materialization_id": .string(order.id), "resp_text": .string(details.text)]
    }
}
