internal import Content
internal import FrontDoor
internal import HTTPTypes
internal import Hummingbird
internal import JSON
internal import Presentation

/// Running queries.
struct QueryRoutes: Sendable {
    let services: LookerServices

    func add(to routes: RouterGroup<SoundingsRequestContext>) {
        routes.post("queries", use: create)
        routes.get("queries/:query", use: show)
        routes.get("queries/slug/:slug", use: bySlug)
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
        _ = try context.requireCaller(may: "access_data")
        guard let saved = try await services.content.query(try context.name("query")) else {
            throw RequestFailure.notFound("query")
        }
        return .json(selecting(ContentJSON.json(saved, baseURL: services.baseURL), request))
    }

    @Sendable func bySlug(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        _ = try context.requireCaller(may: "access_data")
        guard let saved = try await services.content.query(slug: try context.name("slug")) else {
            throw RequestFailure.notFound("query")
        }
        return .json(selecting(ContentJSON.json(saved, baseURL: services.baseURL), request))
    }

    @Sendable func runInline(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "access_data")
        let format = try Self.format(context)
        var body = try QueryBody(try await request.json())
        try body.apply(request)
        return try await QueryAnswerer(services: services).answer(
            body, as: format, request: request, caller: caller,
            label: "query on \(body.query.model).\(body.query.explore)")
    }

    /// The same parameters as an explore's address.
    @Sendable func runAddress(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "access_data")
        let format = try Self.format(context)
        let body = try QueryBody(
            model: try context.name("model"), explore: try context.name("explore"),
            parameters: AddressParameters.read(request.uri.query ?? ""))
        return try await QueryAnswerer(services: services).answer(
            body, as: format, request: request, caller: caller,
            label: "query on \(body.query.model).\(body.query.explore)")
    }

    /// The last part of the path.
    static func format(_ context: SoundingsRequestContext) throws -> ResultFormat {
        let name = try context.name("format")
        guard let format = ResultFormat(rawValue: name) else {
            let known = ResultFormat.allCases.map(\.rawValue).joined(separator: ", ")
            throw RequestFailure.badRequest("There is no result format '\(name)'. There are: \(known).")
        }
        return format
    }
}
