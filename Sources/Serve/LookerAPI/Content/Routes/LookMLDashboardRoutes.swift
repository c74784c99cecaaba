internal import Content
internal import FrontDoor
internal import Hummingbird
internal import JSON

/// LookML dashboards: as text, as an editable copy, and copies that follow them.
struct LookMLDashboardRoutes: Sendable {
    let services: LookerServices

    func add(to routes: RouterGroup<SoundingsRequestContext>) {
        routes.get("dashboards/lookml/search", use: search)
        routes.get("dashboards/lookml/:dashboard", use: text)
        routes.post("dashboards/lookml", use: importText)
        routes.post("dashboards/from_lookml", use: createFromText)
        routes.post("dashboards/:dashboard/import/:folder", use: importDashboard)
        routes.patch("dashboards/:dashboard/sync", use: sync)
        routes.get("dashboards/aggregate_table_lookml/:dashboard", use: aggregateTables)
    }

    private static let searchable: [(String, SearchMatch.Kind)] = [
        ("folder_id", .id), ("title", .text), ("content_favorite_id", .id),
    ]

    @Sendable func search(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let gate = try await ContentGate(services, try context.requireCaller(may: "see_lookml_dashboards"))
        let json = try await ContentJSON(services, gate)
        let match = SearchMatch(request, Self.searchable)
        let found = try await services.content.dashboards().filter {
            $0.isLookML && gate.sees($0.folderID) && match.matches(json.json($0))
        }
        return try await ListAnswer.respond(found, request) { page in
            try await services.content.dashboards(page).map { dashboard in
                Self.json(dashboard)
            }
        }
    }

    /// Any dashboard as LookML.
    @Sendable func text(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let gate = try await ContentGate(services, try context.requireCaller(may: "see_user_dashboards"))
        return .json(Self.json(try await DashboardRoutes.find(context, gate, services)))
    }

    private static func json(_ dashboard: Dashboard) -> JSONValue {
        [
            "dashboard_id": .string(dashboard.id), "folder_id": .string(dashboard.folderID),
            "lookml": .string(dashboard.lookML),
        ]
    }

    /// Makes a dashboard from LookML; with `dashboard_id` the one that is there becomes what the LookML says.
    @Sendable func importText(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        try await fromText(request, context, overwrites: true)
    }

    @Sendable func createFromText(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        try await fromText(request, context, overwrites: false)
    }

    private func fromText(
        _ request: Request, _ context: SoundingsRequestContext, overwrites: Bool
    ) async throws -> Response {
        let gate = try await ContentGate(services, try context.requireCaller(may: "save_dashboards"))
        let body = try APIBody(try await request.json())
        let definition = try ContentText.dashboard(lookML: try body.required("lookml"))
        if overwrites, let id = try body.text("dashboard_id"),
            let old = try await services.content.dashboard(id, orDeleted: true), gate.sees(old.folderID)
        {
            let dashboard = try await services.content.changeDashboard(id, by: try gate.editor(request)) { draft in
                var new = definition
                let kept = draft.definition
                (new.id, new.slug, new.folder, new.owner, new.marks) =
                    (kept.id, kept.slug, kept.folder, kept.owner, kept.marks)
                draft.definition = new
            }
            return try await DashboardRoutes.answer(dashboard, gate, services, request)
        }
        guard let folder = try body.folderID() else {
            throw ContentError(.missingField, "folder_id is required.", field: "folder_id")
        }
        let dashboard = try await services.content.createDashboard(
            DashboardDraft(definition, folderID: folder), by: gate.editor(), summary: "Created from LookML")
        return try await DashboardRoutes.answer(dashboard, gate, services, request)
    }

    /// An editable copy of a LookML dashboard that remembers where it comes from.
    @Sendable func importDashboard(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let gate = try await ContentGate(services, try context.requireCaller(may: "save_dashboards"))
        let original = try await DashboardRoutes.find(context, gate, services)
        guard original.summary.isLookML else {
            throw ContentError(
                .invalid, "\(original.id) is no LookML dashboard; copy it instead.", field: "lookml_dashboard_id")
        }
        let body = try DashboardBody(try await request.json(), services, gate)
        let title = try body.body.text("title") ?? original.title
        let dashboard = try await services.content.copyDashboard(
            original, to: try context.name("folder"), title: title, linked: true, by: gate.editor()
        ) { draft in
            let folder = draft.folderID
            try body.apply(to: &draft)
            draft.folderID = folder
        }
        return try await DashboardRoutes.answer(dashboard, gate, services, request)
    }

    @Sendable func sync(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let gate = try await ContentGate(services, try context.requireCaller(may: "save_dashboards"))
        let original = try await DashboardRoutes.find(context, gate, services)
        guard original.summary.isLookML else { throw RequestFailure.notFound("dashboard") }
        let ids = request.parameter("dashboard_ids").map { text in
            text.split { ",[]\" ".contains($0) }.map(String.init)
        }
        let followed = try await services.content.followLookML(original, ids: ids, by: gate.editor())
        return .json(.array(followed.compactMap { Int64($0).map(JSONValue.int) }))
    }

    /// The aggregate tables that would answer the tiles of a dashboard, as a refinement of their explores.
    @Sendable func aggregateTables(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let gate = try await ContentGate(services, try context.requireCaller(may: "see_lookml"))
        let dashboard = try await DashboardRoutes.find(context, gate, services)
        let text = AggregateTableText(project: services.project.current(for: gate.caller)).text(for: dashboard)
        return .json(["dashboard_id": .string(dashboard.id), "aggregate_table_lookml": .string(text)])
    }
}
