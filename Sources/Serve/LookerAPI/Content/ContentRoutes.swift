internal import Content
internal import FrontDoor
internal import HTTPTypes
internal import Hummingbird
internal import JSON
internal import Presentation

/// Folders, Looks and dashboards: reading and running them.
struct ContentRoutes: Sendable {
    let services: LookerServices

    func add(to routes: RouterGroup<SoundingsRequestContext>) {
        routes.get("folders", use: folders)
        routes.get("folders/:folder", use: folder)
        routes.get("folders/:folder/children", use: children)
        routes.get("folders/:folder/ancestors", use: ancestors)
        routes.get("folders/:folder/looks", use: folderLooks)
        routes.get("folders/:folder/dashboards", use: folderDashboards)
        routes.get("looks", use: looks)
        routes.get("looks/:look", use: look)
        routes.get("looks/:look/run/:format", use: runLook)
        routes.get("dashboards", use: dashboards)
        routes.get("dashboards/:dashboard", use: dashboard)
        routes.get("dashboards/:dashboard/dashboard_elements", use: part("dashboard_elements"))
        routes.get("dashboards/:dashboard/dashboard_filters", use: part("dashboard_filters"))
        routes.get("dashboards/:dashboard/dashboard_layouts", use: part("dashboard_layouts"))
    }

    @Sendable func folders(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        _ = try context.requireCaller(may: "access_data")
        return list(try await services.content.folders().map(ContentJSON.json), request)
    }

    /// A folder with what lies in it.
    @Sendable func folder(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "access_data")
        let folder = try await find(context)
        guard var json = ContentJSON.json(folder).objectValue else { throw RequestFailure.notFound("folder") }
        json["looks"] = .array(try await looks(in: folder, caller: caller))
        json["dashboards"] = .array(try await dashboards(in: folder, caller: caller))
        return .json(selecting(.object(json), request))
    }

    @Sendable func children(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        _ = try context.requireCaller(may: "access_data")
        let folder = try await find(context)
        return list(try await services.content.folders(in: folder.id).map(ContentJSON.json), request)
    }

    @Sendable func ancestors(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        _ = try context.requireCaller(may: "access_data")
        let folder = try await find(context)
        return list(try await services.content.ancestors(of: folder.id).map(ContentJSON.json), request)
    }

    @Sendable func folderLooks(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "access_data")
        return list(try await looks(in: try await find(context), caller: caller), request)
    }

    @Sendable func folderDashboards(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "access_data")
        return list(try await dashboards(in: try await find(context), caller: caller), request)
    }

    @Sendable func looks(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "see_looks")
        let looks = try await services.content.looks()
        return list(
            looks.map { ContentJSON.json($0, withQuery: false, caller: caller, baseURL: services.baseURL) }, request)
    }

    @Sendable func look(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "see_looks")
        let look = try await findLook(context)
        let json = ContentJSON.json(look, withQuery: true, caller: caller, baseURL: services.baseURL)
        return .json(selecting(json, request))
    }

    @Sendable func runLook(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "see_looks")
        let look = try await findLook(context)
        let format = try QueryRoutes.format(context)
        var body = try QueryBody(.object(look.query.definition.json))
        try body.apply(request)
        try await services.content.recordView(of: .look(look.id))
        return try await QueryAnswerer(services: services).answer(
            body, as: format, request: request, caller: caller, label: "look \(look.id)")
    }

    @Sendable func dashboards(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "see_user_dashboards")
        return list(try await services.content.dashboards().map { ContentJSON.json($0, caller: caller) }, request)
    }

    @Sendable func dashboard(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "see_user_dashboards")
        let dashboard = try await findDashboard(context)
        try await services.content.recordView(of: .dashboard(dashboard.id))
        return .json(
            selecting(
                ContentJSON.json(
                    dashboard, project: services.project.current, caller: caller, baseURL: services.baseURL), request))
    }

    private func part(
        _ name: String
    ) -> @Sendable (Request, SoundingsRequestContext) async throws -> Response {
        { request, context in
            let caller = try context.requireCaller(may: "see_user_dashboards")
            let dashboard = try await findDashboard(context)
            let json = ContentJSON.json(
                dashboard, project: services.project.current, caller: caller, baseURL: services.baseURL)
            return .json(selecting(json[name] ?? [], request))
        }
    }

    private func looks(in folder: Folder, caller: Caller) async throws -> [JSONValue] {
        try await services.content.looks(in: folder.id).map {
            ContentJSON.json($0, withQuery: false, caller: caller, baseURL: services.baseURL)
        }
    }

    private func dashboards(in folder: Folder, caller: Caller) async throws -> [JSONValue] {
        try await services.content.dashboards(in: folder.id).map { ContentJSON.json($0, caller: caller) }
    }

    private func find(_ context: SoundingsRequestContext) async throws -> Folder {
        guard let folder = try await services.content.folder(try context.name("folder")) else {
            throw RequestFailure.notFound("folder")
        }
        return folder
    }

    private func findLook(_ context: SoundingsRequestContext) async throws -> Look {
        guard let look = try await services.content.look(try context.name("look")) else {
            throw RequestFailure.notFound("look")
        }
        return look
    }

    private func findDashboard(_ context: SoundingsRequestContext) async throws -> Dashboard {
        guard let dashboard = try await services.content.dashboard(try context.name("dashboard")) else {
            throw RequestFailure.notFound("dashboard")
        }
        return dashboard
    }

    /// A list, cut to a page where `limit` and `offset` ask for one, with its whole length in a header.
    private func list(_ all: [JSONValue], _ request: Request) -> Response {
        let offset = min(all.count, max(0, request.parameter("offset").flatMap { Int($0) } ?? 0))
        let limit = max(0, request.parameter("limit").flatMap { Int($0) } ?? all.count)
        let page = Array(all[offset...].prefix(limit))
        var response = Response.json(selecting(.array(page), request))
        if let name = HTTPField.Name("X-Total-Count") { response.headers[name] = String(all.count) }
        return response
    }
}
