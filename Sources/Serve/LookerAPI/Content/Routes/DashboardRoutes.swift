internal import Content
internal import FrontDoor
internal import HTTPTypes
internal import Hummingbird
internal import JSON

/// Dashboards as wholes: reading, saving, moving, copying, throwing away.
struct DashboardRoutes: Sendable {
    let services: LookerServices

    func add(to routes: RouterGroup<SoundingsRequestContext>) {
        routes.get("dashboards", use: all)
        routes.get("dashboards/search", use: search)
        routes.post("dashboards", use: create)
        routes.get("dashboards/:dashboard", use: show)
        routes.patch("dashboards/:dashboard", use: update)
        routes.delete("dashboards/:dashboard", use: delete)
        routes.post("dashboards/:dashboard/copy", use: copy)
        routes.patch("dashboards/:dashboard/move", use: move)
    }

    @Sendable func all(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let (gate, json) = try await open(context)
        let found = try await services.content.dashboards().filter { gate.sees($0.folderID) }
        return try await ListAnswer.respond(found, request) { $0.map { json.json($0) } }
    }

    private static let searchable: [(String, SearchMatch.Kind)] = [
        ("id", .id), ("slug", .text), ("title", .text), ("description", .text), ("content_favorite_id", .id),
        ("folder_id", .id), ("space_id", .id), ("user_id", .id), ("view_count", .number),
        ("content_metadata_id", .id), ("last_viewed_at", .text), ("tags", .text),
    ]

    /// Dashboards made by people; those of LookML have a search of their own.
    @Sendable func search(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let (gate, json) = try await open(context)
        let match = SearchMatch(request, Self.searchable)
        let others = request.flag("not_owned_by") ?? false
        let found = try await services.content.dashboards(deleted: request.flag("deleted") ?? false).filter { one in
            !one.isLookML && gate.finds(in: one.folderID, deletedAt: one.deletedAt)
                && !(others && one.ownerID == gate.caller.userID)
                && match.matches { name in Self.value(name, of: one, json) }
        }
        return try await Self.list(found, json, services, request)
    }

    private static func value(_ name: String, of dashboard: DashboardSummary, _ json: ContentJSON) -> JSONValue {
        let metadata = ContentReference.dashboard(dashboard.id).key
        return switch name {
        case "id": .string(dashboard.id)
        case "slug": JSONValue(dashboard.slug)
        case "title": .string(dashboard.title)
        case "description": .string(dashboard.description)
        case "content_favorite_id": JSONValue(json.favorites.own[metadata])
        case "content_metadata_id": JSONValue(dashboard.metadataID)
        case "folder_id", "space_id": .string(dashboard.folderID)
        case "user_id": JSONValue(dashboard.ownerID)
        case "view_count": .int(Int64(dashboard.viewCount))
        case "last_viewed_at": APITime.json(dashboard.lastViewedAt)
        case "tags": .string(dashboard.marks.tags.joined(separator: ","))
        default: .null
        }
    }

    /// Whole dashboards, read together; without their parts where `fields` doesn't ask for any.
    static func list(
        _ found: [DashboardSummary], _ json: ContentJSON, _ services: LookerServices, _ request: Request
    ) async throws -> Response {
        let fields = request.parameter("fields") ?? ""
        if !fields.isEmpty,
            fields.split(separator: ",").allSatisfy({ Self.summaryNames.contains($0.filter { $0 != " " }) })
        {
            return try await ListAnswer.respond(found, request) { $0.map { json.json($0) } }
        }
        return try await ListAnswer.respond(found, request) { page in
            try await services.content.dashboards(page).map { json.json($0) }
        }
    }

    private static let summaryNames: Set<String> = [
        "id", "slug", "title", "description", "folder_id", "folder", "model", "content_metadata_id",
        "content_favorite_id", "user_id", "user_name", "last_updater_id", "last_updater_name", "deleted", "deleted_at",
        "deleter_id", "readonly", "view_count", "usage_count", "favorite_count", "created_at", "updated_at",
        "last_viewed_at", "last_accessed_at", "url", "version", "can", "tags", "certification_metadata", "deprecated",
    ]

    @Sendable func show(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let (gate, json) = try await open(context)
        let dashboard = try await Self.find(context, gate, services, orDeleted: true)
        // Pages say themselves what is opened: POST /api/v1/content/dashboards/{id}/views.
        if dashboard.deletedAt == nil, gate.caller.credential != .session {
            try await services.content.recordView(of: .dashboard(dashboard.id), by: gate.caller.userID)
        }
        return versioned(.json(selecting(json.json(dashboard), request)), dashboard.summary.version)
    }

    @Sendable func create(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let gate = try await ContentGate(services, try context.requireCaller(may: "save_dashboards"))
        let body = try DashboardBody(try await request.json(), services, gate)
        let dashboard = try await services.content.createDashboard(try body.draft(), by: gate.editor())
        return try await Self.answer(dashboard, gate, services, request)
    }

    @Sendable func update(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let gate = try await ContentGate(services, try context.requireCaller(may: "save_dashboards"))
        let body = try DashboardBody(try await request.json(), services, gate)
        let dashboard = try await services.content.changeDashboard(
            try context.name("dashboard"), by: try gate.editor(request)
        ) { draft in try body.apply(to: &draft) }
        return try await Self.answer(dashboard, gate, services, request)
    }

    @Sendable func delete(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let gate = try await ContentGate(services, try context.requireCaller(may: "save_dashboards"))
        try await services.content.deleteDashboard(try context.name("dashboard"), by: try gate.editor(request))
        return .empty(.noContent)
    }

    /// Also of a dashboard that comes from a file or from LookML: the copy can be changed.
    @Sendable func copy(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let gate = try await ContentGate(services, try context.requireCaller(may: "save_dashboards"))
        let original = try await Self.find(context, gate, services)
        let dashboard = try await services.content.copyDashboard(
            original, to: request.parameter("folder_id"), by: gate.editor())
        return try await Self.answer(dashboard, gate, services, request)
    }

    @Sendable func move(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let gate = try await ContentGate(services, try context.requireCaller(may: "save_dashboards"))
        guard let folder = request.parameter("folder_id"), !folder.isEmpty else {
            throw ContentError(.missingField, "folder_id is required.", field: "folder_id")
        }
        let dashboard = try await services.content.changeDashboard(
            try context.name("dashboard"), by: try gate.editor(request)
        ) { $0.folderID = folder }
        return try await Self.answer(dashboard, gate, services, request)
    }

    private func open(_ context: SoundingsRequestContext) async throws -> (ContentGate, ContentJSON) {
        let gate = try await ContentGate(services, try context.requireCaller(may: "see_user_dashboards"))
        return (gate, try await ContentJSON(services, gate))
    }

    static func find(
        _ context: SoundingsRequestContext, _ gate: ContentGate, _ services: LookerServices, orDeleted: Bool = false
    ) async throws -> Dashboard {
        let name = try context.name("dashboard")
        guard let dashboard = try await services.content.dashboard(name, orDeleted: orDeleted),
            gate.finds(in: dashboard.folderID, deletedAt: dashboard.deletedAt)
        else { throw RequestFailure.notFound("dashboard") }
        return gate.shown(dashboard)
    }

    static func answer(
        _ dashboard: Dashboard, _ gate: ContentGate, _ services: LookerServices, _ request: Request
    ) async throws -> Response {
        let json = try await ContentJSON(services, gate)
        return versioned(.json(selecting(json.json(dashboard), request)), dashboard.summary.version)
    }
}
