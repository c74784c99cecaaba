internal import Content
internal import FrontDoor
internal import HTTPTypes
internal import Hummingbird
internal import JSON
internal import QueryDesk

/// Merged results: queries whose results stand side by side.
struct MergeQueryRoutes: Sendable {
    let services: LookerServices

    func add(to routes: RouterGroup<SoundingsRequestContext>) {
        routes.post("merge_queries", use: create)
        routes.get("merge_queries/:merge", use: show)
        routes.get("merge_queries/:merge/run/:format", use: run)
    }

    private static let writable = [
        "column_limit", "dynamic_fields", "pivots", "sorts", "source_queries", "total", "limit", "vis_config",
    ]

    @Sendable func create(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "access_data")
        guard let body = try await request.json().objectValue else {
            throw RequestFailure.badRequest("A merge query is a JSON object with `source_queries`.")
        }
        var definition = JSONObject()
        for name in Self.writable {
            if let value = body[name], !value.isNull { definition[name] = value }
        }
        // Ids are texts, whatever the client wrote.
        if let sources = definition["source_queries"]?.arrayValue {
            definition["source_queries"] = .array(
                sources.map { source in
                    guard var source = source.objectValue else { return source }
                    if let id = source["query_id"], id.stringValue == nil, !id.isNull {
                        source["query_id"] = .string(id.text)
                    }
                    return .object(source)
                })
        }
        _ = try MergeDefinition(definition, queries: try await queries(of: definition, for: caller))
        let saved = try await services.content.createMergeQuery(definition)
        return .json(selecting(json(saved), request))
    }

    @Sendable func show(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "access_data")
        return .json(selecting(json(try await find(context, for: caller).saved), request))
    }

    /// Beyond Looker's API: the merged rows.
    @Sendable func run(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "access_data")
        let format = try QueryRoutes.format(context)
        let options = try RunOptions(request)
        let stored = try await find(context, for: caller)
        var merge = try MergeDefinition(stored.saved.definition, queries: stored.queries)
        for source in merge.sources { try await services.questions.check(source.query, for: caller) }
        if let limit = options.limit { merge.limit = limit < 0 ? nil : limit }
        return try await context.whileClientWaits { [desk = services.desk, merge] in
            // The limit is that of the merged rows.
            var inner = options
            inner.limit = nil
            return try await desk.answer(
                merge, as: format, inner, for: caller, origin: QueryOrigin(.merge, id: stored.saved.id))
        }.response
    }

    private func find(_ context: SoundingsRequestContext, for caller: Caller) async throws -> StoredMerge {
        let id = try context.name("merge")
        guard let merge = try await StoredMerge.find(id, in: services.content, for: caller) else {
            throw RequestFailure.notFound("merge query")
        }
        return merge
    }

    private func queries(of definition: JSONObject, for caller: Caller) async throws -> [SavedQuery] {
        guard let found = try await StoredMerge.queries(of: definition, in: services.content, for: caller) else {
            throw RequestFailure.invalid(
                "Validation Failed",
                [
                    .init(
                        field: "source_queries", code: "missing",
                        message: "Each of source_queries needs query_id or query_slug of a query that exists.")
                ])
        }
        return found
    }

    private func json(_ saved: SavedMergeQuery) -> JSONValue {
        var json = saved.definition
        json["id"] = .string(saved.id)
        json["result_maker_id"] = .string("merge-" + saved.id)
        json["can"] = ["show": true, "run": true]
        return .object(json)
    }
}
