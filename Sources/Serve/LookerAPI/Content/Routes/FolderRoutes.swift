internal import Content
internal import FrontDoor
internal import Hummingbird
internal import JSON

/// Folders, and what lies in them.
struct FolderRoutes: Sendable {
    let services: LookerServices

    func add(to routes: RouterGroup<SoundingsRequestContext>) {
        routes.get("folders", use: all)
        routes.get("folders/search", use: search)
        routes.post("folders", use: create)
        routes.get("folders/:folder", use: show)
        routes.patch("folders/:folder", use: update)
        routes.delete("folders/:folder", use: delete)
        routes.get("folders/:folder/children", use: children)
        routes.get("folders/:folder/children/search", use: searchChildren)
        routes.get("folders/:folder/parent", use: parent)
        routes.get("folders/:folder/ancestors", use: ancestors)
        routes.get("folders/:folder/looks", use: looks)
        routes.get("folders/:folder/dashboards", use: dashboards)
    }

    @Sendable func all(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let (gate, json) = try await open(context)
        return try await list(try await services.content.folders(), gate, json, request)
    }

    private static let searchable: [(String, SearchMatch.Kind)] = [
        ("name", .text), ("id", .id), ("parent_id", .id), ("creator_id", .id), ("is_shared_root", .flag),
        ("is_users_root", .flag),
    ]

    @Sendable func search(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let (gate, json) = try await open(context)
        let match = SearchMatch(request, Self.searchable)
        let found = try await services.content.folders().filter { match.matches(json.json($0)) }
        return try await list(found, gate, json, request)
    }

    /// A folder with what lies in it.
    @Sendable func show(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let (gate, json) = try await open(context)
        let folder = try await find(context, gate)
        guard var object = json.json(folder).objectValue else { throw RequestFailure.notFound("folder") }
        object["looks"] = .array(try await shownLooks(in: folder, gate).map { json.json($0, withQuery: false) })
        object["dashboards"] = .array(try await shownDashboards(in: folder, gate).map { json.json($0) })
        return .json(selecting(.object(object), request))
    }

    @Sendable func children(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let (gate, json) = try await open(context)
        let folder = try await find(context, gate)
        return try await list(try await services.content.folders(in: folder.id), gate, json, request)
    }

    @Sendable func searchChildren(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let (gate, json) = try await open(context)
        let folder = try await find(context, gate)
        let match = SearchMatch(request, [("name", .text)])
        let found = try await services.content.folders(in: folder.id).filter { match.matches(json.json($0)) }
        return try await list(found, gate, json, request)
    }

    @Sendable func parent(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let (gate, json) = try await open(context)
        let folder = try await find(context, gate)
        guard let id = folder.parentID, gate.sees(id), let parent = try await services.content.folder(id) else {
            throw RequestFailure.notFound("folder")
        }
        return .json(selecting(json.json(parent), request))
    }

    @Sendable func ancestors(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let (gate, json) = try await open(context)
        let folder = try await find(context, gate)
        return try await list(try await services.content.ancestors(of: folder.id), gate, json, request)
    }

    @Sendable func looks(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let (gate, json) = try await open(context)
        let folder = try await find(context, gate)
        return try await ListAnswer.respond(try await shownLooks(in: folder, gate), request) {
            $0.map { json.json($0, withQuery: true) }
        }
    }

    @Sendable func dashboards(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let (gate, json) = try await open(context)
        let folder = try await find(context, gate)
        let found = try await shownDashboards(in: folder, gate)
        return try await DashboardRoutes.list(found, json, services, request)
    }

    private func shownLooks(in folder: Folder, _ gate: ContentGate) async throws -> [Look] {
        gate.caller.may("see_looks") ? try await services.content.looks(in: folder.id) : []
    }

    private func shownDashboards(in folder: Folder, _ gate: ContentGate) async throws -> [DashboardSummary] {
        let caller = gate.caller
        return try await services.content.dashboards(in: folder.id).filter {
            caller.may($0.isLookML ? "see_lookml_dashboards" : "see_user_dashboards")
        }
    }

    @Sendable func create(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let gate = try await ContentGate(services, try context.requireCaller(may: "save_content"))
        let body = try APIBody(try await request.json())
        let folder = try await services.content.createFolder(
            name: try body.required("name"), in: try body.required("parent_id"),
            description: try body.text("description") ?? "", by: gate.editor())
        return .json(selecting(try await ContentJSON(services, gate).json(folder), request))
    }

    @Sendable func update(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let gate = try await ContentGate(services, try context.requireCaller(may: "save_content"))
        let body = try APIBody(try await request.json())
        var name: String?
        // Null means an empty name, which no folder can have.
        if body.has("name") { name = try body.text("name") ?? "" }
        let folder = try await services.content.changeFolder(
            try context.name("folder"), name: name, parentID: try body.text("parent_id"),
            description: try body.text("description"), by: gate.editor())
        return .json(selecting(try await ContentJSON(services, gate).json(folder), request))
    }

    @Sendable func delete(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let gate = try await ContentGate(services, try context.requireCaller(may: "save_content"))
        try await services.content.deleteFolder(try context.name("folder"), by: gate.editor())
        return .empty(.noContent)
    }

    private func open(_ context: SoundingsRequestContext) async throws -> (ContentGate, ContentJSON) {
        let gate = try await ContentGate(services, try context.requireCaller(may: "access_data"))
        return (gate, try await ContentJSON(services, gate))
    }

    private func find(_ context: SoundingsRequestContext, _ gate: ContentGate) async throws -> Folder {
        guard let folder = try await services.content.folder(try context.name("folder")), gate.sees(folder.id) else {
            throw RequestFailure.notFound("folder")
        }
        return folder
    }

    private func list(
        _ folders: [Folder], _ gate: ContentGate, _ json: ContentJSON, _ request: Request
    ) async throws -> Response {
        try await ListAnswer.respond(folders.filter { gate.sees($0.id) }, request) { $0.map { json.json($0) } }
    }
}
