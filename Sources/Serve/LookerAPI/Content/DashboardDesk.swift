internal import Content
internal import FrontDoor
internal import Hummingbird
internal import JSON

/// What the routes of a dashboard's parts share: finding the dashboard of a part, changing it, and answering with the part.
struct DashboardDesk: Sendable {
    let services: LookerServices
    let gate: ContentGate
    let json: ContentJSON

    init(_ services: LookerServices, _ context: SoundingsRequestContext, changing: Bool = false) async throws {
        self.services = services
        let caller = try context.requireCaller(may: changing ? "save_dashboards" : "see_user_dashboards")
        gate = try await ContentGate(services, caller)
        json = try await ContentJSON(services, gate)
    }

    /// The dashboard that a tile, filter, layout or component is on.
    func dashboard(withPart part: DashboardPart, _ id: String) async throws -> Dashboard {
        guard let dashboardID = try await services.content.dashboardID(ofPart: part, id),
            let dashboard = try await services.content.dashboard(dashboardID, orDeleted: true),
            gate.finds(in: dashboard.folderID, deletedAt: dashboard.deletedAt)
        else { throw RequestFailure.notFound(part.rawValue) }
        return dashboard
    }

    /// - Parameter adding: Whether something is added and nothing taken away.
    /// - Returns: The dashboard after the change, and what the change says.
    func change(
        _ id: String, _ request: Request, adding: Bool = false,
        _ change: @escaping @Sendable (inout DashboardDraft) throws -> String
    ) async throws -> (Dashboard, String) {
        let said = Said()
        let dashboard = try await services.content.changeDashboard(
            id, by: adding ? try gate.addition(request) : try gate.editor(request)
        ) { draft in
            said.text = try change(&draft)
        }
        return (dashboard, said.text)
    }

    /// Written by the transaction and read after it has ended.
    private final class Said: @unchecked Sendable { var text = "" }

    /// One part of a list of them.
    func answer(_ parts: [JSONValue], _ id: String, of dashboard: Dashboard, _ request: Request) throws -> Response {
        guard let part = parts.first(where: { $0["id"]?.stringValue == id }) else {
            throw RequestFailure.notFound("part")
        }
        return versioned(.json(selecting(part, request)), dashboard.summary.version)
    }
}

extension TileDefinition {
    /// Listens to each filter of the dashboard whose field belongs to the tile's explore.
    mutating func listenToAll(_ filters: [FilterDefinition], look: QueryDefinition?) {
        guard let query = query ?? look else { return }
        for filter in filters where filter.model == query.model && filter.explore == query.explore {
            guard let field = filter.field, !listeners.contains(where: { $0.filter == filter.name }) else { continue }
            listeners.append(FilterListener(filter: filter.name, field: field))
        }
    }
}

extension DashboardDraft {
    /// Puts a tile on the tab that a layout's number means.
    func place(_ tile: inout TileDefinition, inLayout id: String) throws(ContentError) {
        switch layout(id: id) {
        case .tab(let index): tile.tabName = definition.tabs[index].name
        case .page, .other: break
        case nil:
            throw ContentError(
                .invalid, "The dashboard has no layout \(id.prefix(40)).", field: "dashboard_layout_id")
        }
    }
}
