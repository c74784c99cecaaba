internal import Content
internal import FrontDoor
internal import HTTPTypes
internal import Hummingbird
internal import JSON
internal import Presentation
internal import QueryDesk

/// Queries: keeping and finding them, and running them.
struct QueryRoutes: Sendable {
    let services: LookerServices

    func add(to routes: RouterGroup<SoundingsRequestContext>) {
        routes.post("queries", use: create)
        routes.get("queries/:query", use: show)
        routes.get("queries/slug/:slug", use: bySlug)
        routes.get("queries/:query/run/:format", use: run)
        routes.post("queries/run/:format", use: runInline)
        routes.get("queries/models/:model/views/:explore/run/:format", use: runAddress)
    }

    /// Keeps a query, or finds the equal one: queries never change.
    @Sendable func create(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        _ = try context.requireCaller(may: "access_data")
        guard let object = try await request.json().objectValue else {
            throw RequestFailure.badRequest("A query is a JSON object with `model`, `view` and `fields`.")
        }
        let clientID = object["client_id"]?.stringValue.flatMap { $0.isEmpty ? nil : $0 }
        let saved = try await services.content.createQuery(try QueryDefinition(json: object), clientSlug: clientID)
        return .json(selecting(ContentJSON.json(saved, baseURL: services.baseURL), request))
    }

    @Sendable func show(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "access_data")
        let saved = try await find(context, for: caller)
        return .json(selecting(ContentJSON.json(saved, baseURL: services.baseURL), request))
    }

    @Sendable func bySlug(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "access_data")
        guard let saved = try await services.content.query(slug: try context.name("slug")),
            caller.may("access_data", in: saved.model)
        else { throw RequestFailure.notFound("query") }
        return .json(selecting(ContentJSON.json(saved, baseURL: services.baseURL), request))
    }

    @Sendable func run(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "access_data")
        let saved = try await find(context, for: caller)
        return try await answer(
            try QueryBody(.object(saved.definition.json)), request, context, for: caller, id: saved.id)
    }

    @Sendable func runInline(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "access_data")
        _ = try Self.format(context)
        return try await answer(try QueryBody(try await request.json()), request, context, for: caller)
    }

    /// The same parameters as an explore's address.
    @Sendable func runAddress(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "access_data")
        _ = try Self.format(context)
        let body = try QueryBody(
            model: try context.name("model"), explore: try context.name("explore"),
            parameters: AddressParameters.read(request.uri.query ?? ""))
        return try await answer(body, request, context, for: caller)
    }

    private func answer(
        _ body: QueryBody, _ request: Request, _ context: SoundingsRequestContext, for caller: Caller, id: String = ""
    ) async throws -> Response {
        let format = try Self.format(context)
        let options = try RunOptions(request)
        try await services.questions.check(body.query, for: caller)
        return try await context.whileClientWaits { [desk = services.desk] in
            try await desk.answer(body, as: format, options, for: caller, origin: QueryOrigin(.query, id: id))
        }.response
    }

    /// What is asked of a model says something of it, so it is there for those who may ask that model.
    private func find(_ context: SoundingsRequestContext, for caller: Caller) async throws -> SavedQuery {
        guard let saved = try await services.content.query(try context.name("query")),
            caller.may("access_data", in: saved.model)
        else { throw RequestFailure.notFound("query") }
        return saved
    }

    /// The last part of the path.
    static func format(_ context: SoundingsRequestContext) throws -> ResultFormat {
        try format(named: try context.name("format"))
    }

    static func format(named name: String) throws -> ResultFormat {
        if let format = ResultFormat(rawValue: name) { return format }
        let known = ResultFormat.allCases.map(\.rawValue).joined(separator: ", ")
        if ["png", "jpg"].contains(name) {
            throw RequestFailure.badRequest("Pictures are not made by the server. There are: \(known).")
        }
        throw RequestFailure.badRequest("There is no result format '\(name)'. There are: \(known).")
    }
}
