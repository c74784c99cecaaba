internal import Content
internal import FrontDoor
internal import HTTPTypes
internal import Hummingbird
internal import JSON

/// The tiles and filters of dashboards.
struct DashboardPartRoutes: Sendable {
    let services: LookerServices

    func add(to routes: RouterGroup<SoundingsRequestContext>) {
        routes.get("dashboards/:dashboard/dashboard_elements", use: elements)
        routes.get("dashboard_elements/search", use: searchElements)
        routes.post("dashboard_elements", use: createElement)
        routes.get("dashboard_elements/:element", use: element)
        routes.patch("dashboard_elements/:element", use: updateElement)
        routes.delete("dashboard_elements/:element", use: deleteElement)
        routes.get("dashboards/:dashboard/dashboard_filters", use: filters)
        routes.post("dashboard_filters", use: createFilter)
        routes.get("dashboard_filters/:filter", use: filter)
        routes.patch("dashboard_filters/:filter", use: updateFilter)
        routes.delete("dashboard_filters/:filter", use: deleteFilter)
    }

    // MARK: Tiles

    @Sendable func elements(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let desk = try await DashboardDesk(services, context)
        let dashboard = try await DashboardRoutes.find(context, desk.gate, services, orDeleted: true)
        return ListAnswer.respond(desk.json.elements(of: dashboard), request)
    }

    private static let searchable: [(String, SearchMatch.Kind)] = [
        ("dashboard_id", .id), ("look_id", .id), ("title", .text),
    ]

    @Sendable func searchElements(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let desk = try await DashboardDesk(services, context)
        let match = SearchMatch(request, Self.searchable)
        var summaries = try await services.content.dashboards(deleted: request.flag("deleted") ?? false).filter {
            desk.gate.finds(in: $0.folderID, deletedAt: $0.deletedAt)
        }
        if let wanted = request.parameter("dashboard_id"), !(request.flag("filter_or") ?? false) {
            let ids = Set(wanted.split(separator: ",").map(String.init))
            summaries = summaries.filter { ids.contains($0.id) }
        }
        let found = try await services.content.dashboards(summaries).flatMap { desk.json.elements(of: $0) }
        return ListAnswer.respond(found.filter { match.matches($0) }, request)
    }

    @Sendable func element(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let desk = try await DashboardDesk(services, context)
        let id = try context.name("element")
        let dashboard = try await desk.dashboard(withPart: .element, id)
        return try desk.answer(desk.json.elements(of: dashboard), id, of: dashboard, request)
    }

    @Sendable func createElement(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let desk = try await DashboardDesk(services, context, changing: true)
        let body = try await ElementBody(try await request.json(), services, desk.gate)
        let dashboardID = try body.body.required("dashboard_id")
        let layoutID = try body.body.text("dashboard_layout_id")
        let listensToAll = request.flag("apply_filters") ?? false
        let title = try body.body.text("title") ?? body.body.text("title_text")
        let (dashboard, name) = try await desk.change(dashboardID, request, adding: true) { draft in
            var tile = try body.tile(named: draft.freeTileName(title))
            if listensToAll { tile.listenToAll(draft.definition.filters, look: body.lookQuery) }
            if let layoutID { try draft.place(&tile, inLayout: layoutID) }
            draft.append(tile)
            return tile.name
        }
        guard let id = dashboard.elements.first(where: { $0.definition.name == name })?.id else {
            throw RequestFailure.notFound("element")
        }
        return try desk.answer(desk.json.elements(of: dashboard), id, of: dashboard, request)
    }

    @Sendable func updateElement(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let desk = try await DashboardDesk(services, context, changing: true)
        let id = try context.name("element")
        let body = try await ElementBody(try await request.json(), services, desk.gate)
        let old = try await desk.dashboard(withPart: .element, id)
        let look = old.elements.first { $0.id == id }?.look
        let layoutID = try body.body.text("dashboard_layout_id")
        let (dashboard, _) = try await desk.change(old.id, request) { draft in
            guard let index = draft.tileIndex(id: id) else { throw ContentError(.notFound, "Not found") }
            var tile = draft.definition.tiles[index]
            try body.apply(to: &tile, look: look)
            if let layoutID { try draft.place(&tile, inLayout: layoutID) }
            draft.definition.tiles[index] = tile
            return ""
        }
        return try desk.answer(desk.json.elements(of: dashboard), id, of: dashboard, request)
    }

    @Sendable func deleteElement(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let desk = try await DashboardDesk(services, context, changing: true)
        let id = try context.name("element")
        let old = try await desk.dashboard(withPart: .element, id)
        _ = try await desk.change(old.id, request) { draft in
            guard let index = draft.tileIndex(id: id) else { throw ContentError(.notFound, "Not found") }
            draft.removeTile(at: index)
            return ""
        }
        return .empty(.noContent)
    }

    // MARK: Filters

    @Sendable func filters(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let desk = try await DashboardDesk(services, context)
        let dashboard = try await DashboardRoutes.find(context, desk.gate, services, orDeleted: true)
        return ListAnswer.respond(desk.json.filters(of: dashboard), request)
    }

    @Sendable func filter(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let desk = try await DashboardDesk(services, context)
        let id = try context.name("filter")
        let dashboard = try await desk.dashboard(withPart: .filter, id)
        return try desk.answer(desk.json.filters(of: dashboard), id, of: dashboard, request)
    }

    @Sendable func createFilter(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let desk = try await DashboardDesk(services, context, changing: true)
        let body = try FilterBody(try await request.json())
        let dashboardID = try body.body.required("dashboard_id")
        let filter = try body.filter()
        let (dashboard, name) = try await desk.change(dashboardID, request, adding: true) { draft in
            draft.definition.filters.append(filter)
            return filter.name
        }
        guard let id = dashboard.filters.first(where: { $0.definition.name == name })?.id else {
            throw RequestFailure.notFound("filter")
        }
        return try desk.answer(desk.json.filters(of: dashboard), id, of: dashboard, request)
    }

    @Sendable func updateFilter(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let desk = try await DashboardDesk(services, context, changing: true)
        let id = try context.name("filter")
        let body = try FilterBody(try await request.json())
        let old = try await desk.dashboard(withPart: .filter, id)
        let name = try body.body.text("name")
        let (dashboard, _) = try await desk.change(old.id, request) { draft in
            guard let index = draft.filterIndex(id: id) else { throw ContentError(.notFound, "Not found") }
            var filter = draft.definition.filters[index]
            try body.apply(to: &filter)
            draft.definition.filters[index] = filter
            if let name, !name.isEmpty { draft.renameFilter(at: index, to: name) }
            return ""
        }
        return try desk.answer(desk.json.filters(of: dashboard), id, of: dashboard, request)
    }

    @Sendable func deleteFilter(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let desk = try await DashboardDesk(services, context, changing: true)
        let id = try context.name("filter")
        let old = try await desk.dashboard(withPart: .filter, id)
        _ = try await desk.change(old.id, request) { draft in
            guard let index = draft.filterIndex(id: id) else { throw ContentError(.notFound, "Not found") }
            draft.removeFilter(at: index)
            return ""
        }
        return .empty(.noContent)
    }
}
