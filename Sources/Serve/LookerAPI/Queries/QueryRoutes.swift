internal import FrontDoor
internal import HTTPTypes
internal import Hummingbird
internal import JSON
internal import Presentation

/// Running queries.
struct QueryRoutes: Sendable {
    let services: LookerServices

    func add(to routes: RouterGroup<SoundingsRequestContext>) {
        routes.post("queries/run/:format", use: runInline)
        routes.get("queries/models/:model/views/:explore/run/:format", use: runAddress)
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
