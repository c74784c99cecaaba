internal import Content
internal import FrontDoor
internal import HTTPTypes
internal import Hummingbird
internal import JSON
internal import Presentation
internal import QueryDesk

/// Looks: reading, running, saving, moving, copying, throwing away.
struct LookRoutes: Sendable {
    let services: LookerServices

    func add(to routes: RouterGroup<SoundingsRequestContext>) {
        routes.get("looks", use: all)
        routes.get("looks/search", use: search)
        routes.post("looks", use: create)
        routes.get("looks/:look", use: show)
        routes.patch("looks/:look", use: update)
        routes.delete("looks/:look", use: delete)
        routes.get("looks/:look/run/:format", use: run)
        routes.post("looks/:look/copy", use: copy)
        routes.patch("looks/:look/move", use: move)
    }

    @Sendable func all(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let (gate, json) = try await open(context)
        let looks = try await services.content.looks().filter { gate.sees($0.folderID) }
        return try await ListAnswer.respond(looks, request) { $0.map { json.json($0, withQuery: false) } }
    }

    private static let searchable: [(String, SearchMatch.Kind)] = [
        ("id", .id), ("title", .text), ("description", .text), ("content_favorite_id", .id), ("folder_id", .id),
        ("space_id", .id), ("user_id", .id), ("view_count", .number), ("query_id", .id), ("last_viewed_at", .text),
        ("tags", .text),
    ]

    @Sendable func search(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let (gate, json) = try await open(context)
        let match = SearchMatch(request, Self.searchable)
        let deleted = request.flag("deleted") ?? false
        let found = try await services.content.looks(deleted: deleted).filter { look in
            gate.finds(in: look.folderID, deletedAt: look.deletedAt)
                && match.matches { name in Self.value(name, of: look, json) }
        }
        return try await ListAnswer.respond(found, request) { $0.map { json.json($0, withQuery: true) } }
    }

    private static func value(_ name: String, of look: Look, _ json: ContentJSON) -> JSONValue {
        switch name {
        case "id": .string(look.id)
        case "title": .string(look.title)
        case "description": .string(look.description)
        case "content_favorite_id": JSONValue(json.favorites.own[ContentReference.look(look.id).key])
        case "folder_id", "space_id": .string(look.folderID)
        case "user_id": JSONValue(look.ownerID)
        case "view_count": .int(Int64(look.viewCount))
        case "query_id": .string(look.query.id)
        case "last_viewed_at": APITime.json(look.lastViewedAt)
        case "tags": .string(look.marks.tags.joined(separator: ","))
        default: .null
        }
    }

    @Sendable func show(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let (gate, json) = try await open(context)
        let look = try await find(context, gate, orDeleted: true)
        return versioned(.json(selecting(json.json(look, withQuery: true), request)), look.version)
    }

    @Sendable func run(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let (gate, _) = try await open(context)
        let look = try await find(context, gate)
        let format = try QueryRoutes.format(context)
        let body = try QueryBody(.object(look.query.definition.json))
        let options = try RunOptions(request)
        try await services.content.recordView(of: .look(look.id), by: gate.caller.userID)
        return try await context.whileClientWaits { [desk = services.desk] in
            try await desk.answer(
                body, as: format, options, for: gate.caller, origin: QueryOrigin(.look, id: look.id))
        }.response
    }

    @Sendable func create(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let gate = try await ContentGate(services, try context.requireCaller(may: "save_looks"))
        let body = try await LookBody(try await request.json(), services, gate)
        let look = try await services.content.createLook(try body.draft(), by: gate.editor())
        return try await answer(look, gate, request)
    }

    @Sendable func update(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let gate = try await ContentGate(services, try context.requireCaller(may: "save_looks"))
        let body = try await LookBody(try await request.json(), services, gate)
        let look = try await services.content.changeLook(
            try context.name("look"), by: try gate.editor(request)
        ) { draft in try body.apply(to: &draft) }
        return try await answer(look, gate, request)
    }

    @Sendable func delete(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let gate = try await ContentGate(services, try context.requireCaller(may: "save_looks"))
        try await services.content.deleteLook(try context.name("look"), by: try gate.editor(request))
        return .empty(.noContent)
    }

    /// Also of a Look that comes from a file: the copy can be changed.
    @Sendable func copy(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let gate = try await ContentGate(services, try context.requireCaller(may: "save_looks"))
        let original = try await find(context, gate)
        let look = try await services.content.copyLook(
            original, to: request.parameter("folder_id"), by: gate.editor())
        return try await answer(look, gate, request)
    }

    @Sendable func move(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let gate = try await ContentGate(services, try context.requireCaller(may: "save_looks"))
        guard let folder = request.parameter("folder_id"), !folder.isEmpty else {
            throw ContentError(.missingField, "folder_id is required.", field: "folder_id")
        }
        let look = try await services.content.changeLook(
            try context.name("look"), by: try gate.editor(request)
        ) { $0.folderID = folder }
        return try await answer(look, gate, request)
    }

    private func open(_ context: SoundingsRequestContext) async throws -> (ContentGate, ContentJSON) {
        let gate = try await ContentGate(services, try context.requireCaller(may: "see_looks"))
        return (gate, try await ContentJSON(services, gate))
    }

    private func find(
        _ context: SoundingsRequestContext, _ gate: ContentGate, orDeleted: Bool = false
    ) async throws -> Look {
        guard let look = try await services.content.look(try context.name("look"), orDeleted: orDeleted),
            gate.finds(in: look.folderID, deletedAt: look.deletedAt)
        else { throw RequestFailure.notFound("look") }
        return look
    }

    private func answer(_ look: Look, _ gate: ContentGate, _ request: Request) async throws -> Response {
        let json = try await ContentJSON(services, gate)
        return versioned(.json(selecting(json.json(look, withQuery: true), request)), look.version)
    }
}

/// The answer with the version of what it shows, to be sent back as `If-Match` with a change.
func versioned(_ response: Response, _ version: Int) -> Response {
    var response = response
    response.headers[.eTag] = "\"\(version)\""
    return response
}
