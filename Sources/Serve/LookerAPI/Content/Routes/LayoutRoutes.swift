internal import Content
internal import FrontDoor
internal import HTTPTypes
internal import Hummingbird
internal import JSON

/// How tiles lie: layouts, of which a dashboard with tabs has one for each, and their components.
struct LayoutRoutes: Sendable {
    let services: LookerServices

    func add(to routes: RouterGroup<SoundingsRequestContext>) {
        routes.get("dashboards/:dashboard/dashboard_layouts", use: layouts)
        routes.post("dashboard_layouts", use: create)
        routes.get("dashboard_layouts/:layout", use: layout)
        routes.patch("dashboard_layouts/:layout", use: update)
        routes.delete("dashboard_layouts/:layout", use: delete)
        routes.get("dashboard_layouts/:layout/dashboard_layout_components", use: components)
        routes.get("dashboard_layout_components/:component", use: component)
        routes.patch("dashboard_layout_components/:component", use: updateComponent)
    }

    @Sendable func layouts(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let desk = try await DashboardDesk(services, context)
        let dashboard = try await DashboardRoutes.find(context, desk.gate, services, orDeleted: true)
        return ListAnswer.respond(desk.json.layouts(of: dashboard), request)
    }

    @Sendable func layout(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let desk = try await DashboardDesk(services, context)
        let id = try context.name("layout")
        let dashboard = try await desk.dashboard(withPart: .layout, id)
        return try desk.answer(desk.json.layouts(of: dashboard), id, of: dashboard, request)
    }

    /// With a label it is a tab of its own; without, another arrangement of all tiles.
    @Sendable func create(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let desk = try await DashboardDesk(services, context, changing: true)
        let body = try APIBody(try await request.json())
        let dashboardID = try body.required("dashboard_id")
        let label = try body.text("label")
        let description = try body.text("description")
        let type = try body.text("type") ?? "newspaper"
        var isActive = false
        try body.bool("active", into: &isActive)
        let active = isActive
        let (dashboard, name) = try await desk.change(dashboardID, request, adding: true) { draft in
            if let label, !label.isEmpty {
                let name = draft.freeLayoutName(label)
                if draft.definition.tabs.isEmpty {
                    draft.definition.tabs.append(TabDefinition(name: draft.freeLayoutName("tab 1")))
                }
                draft.definition.tabs.append(TabDefinition(name: name, label: label, description: description))
                return name
            }
            let name = draft.freeLayoutName("layout \(draft.definition.otherLayouts.count + 2)")
            let places = draft.definition.tiles.compactMap { tile in tile.placement.map { (tile.name, $0) } }
            if active { draft.deactivateOthers() }
            draft.definition.otherLayouts.append(
                OtherLayout(
                    name: name, type: type, active: active,
                    placements: Dictionary(places, uniquingKeysWith: { first, _ in first })))
            return name
        }
        guard let id = dashboard.layouts.first(where: { $0.name == name })?.id else {
            throw RequestFailure.notFound("layout")
        }
        return try desk.answer(desk.json.layouts(of: dashboard), id, of: dashboard, request)
    }

    @Sendable func update(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let desk = try await DashboardDesk(services, context, changing: true)
        let id = try context.name("layout")
        let body = try APIBody(try await request.json())
        let old = try await desk.dashboard(withPart: .layout, id)
        let (dashboard, _) = try await desk.change(old.id, request) { draft in
            try Self.apply(body, to: &draft, layout: id)
            return ""
        }
        return try desk.answer(desk.json.layouts(of: dashboard), id, of: dashboard, request)
    }

    private static func apply(_ body: APIBody, to draft: inout DashboardDraft, layout id: String) throws {
        switch draft.layout(id: id) {
        case .tab(let index):
            try body.text("label", into: &draft.definition.tabs[index].label)
            try body.text("description", into: &draft.definition.tabs[index].description)
            if body.gives("order") {
                var order = index
                try body.int("order", in: 0...1000, into: &order)
                let tab = draft.definition.tabs.remove(at: index)
                draft.definition.tabs.insert(tab, at: min(order, draft.definition.tabs.count))
            }
        case .other(let index):
            if let type = try body.text("type") { draft.definition.otherLayouts[index].type = type }
            if body.gives("active") {
                var active = draft.definition.otherLayouts[index].active
                try body.bool("active", into: &active)
                if active { draft.deactivateOthers() }
                draft.definition.otherLayouts[index].active = active
            }
        case .page:
            var active = false
            try body.bool("active", into: &active)
            if active { draft.deactivateOthers() }
            if let label = try body.text("label"), !label.isEmpty {
                draft.definition.tabs = [
                    TabDefinition(
                        name: draft.freeLayoutName(label), label: label, description: try body.text("description"))
                ]
            }
        case nil: throw ContentError(.notFound, "Not found")
        }
    }

    /// Takes a tab away, whose tiles move to the first one, or another arrangement. The only page stays.
    @Sendable func delete(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let desk = try await DashboardDesk(services, context, changing: true)
        let id = try context.name("layout")
        let old = try await desk.dashboard(withPart: .layout, id)
        _ = try await desk.change(old.id, request) { draft in
            switch draft.layout(id: id) {
            case .tab(let index) where draft.definition.tabs.count > 1:
                let gone = draft.definition.tabs.remove(at: index).name
                for tile in draft.definition.tiles.indices where draft.definition.tiles[tile].tabName == gone {
                    draft.definition.tiles[tile].tabName = nil
                }
            case .other(let index): draft.definition.otherLayouts.remove(at: index)
            default: throw ContentError(.readOnly, "A dashboard keeps its only layout.")
            }
            return ""
        }
        return .empty(.noContent)
    }

    @Sendable func components(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let desk = try await DashboardDesk(services, context)
        let id = try context.name("layout")
        let dashboard = try await desk.dashboard(withPart: .layout, id)
        let layout = desk.json.layouts(of: dashboard).first { $0["id"]?.stringValue == id }
        return ListAnswer.respond(layout?["dashboard_layout_components"]?.arrayValue ?? [], request)
    }

    @Sendable func component(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let desk = try await DashboardDesk(services, context)
        let id = try context.name("component")
        let dashboard = try await desk.dashboard(withPart: .component, id)
        return try desk.answer(Self.components(of: dashboard, desk.json), id, of: dashboard, request)
    }

    /// Moves or resizes a tile; `dashboard_layout_id` puts it on another tab.
    @Sendable func updateComponent(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let desk = try await DashboardDesk(services, context, changing: true)
        let id = try context.name("component")
        let body = try APIBody(try await request.json())
        let old = try await desk.dashboard(withPart: .component, id)
        let place = old.layouts.lazy.compactMap { layout in
            layout.components.first { $0.id == id }.map { (layout, $0) }
        }.first
        guard let (layout, component) = place else { throw RequestFailure.notFound("component") }
        let target = try body.text("dashboard_layout_id")
        let (dashboard, _) = try await desk.change(old.id, request) { draft in
            guard let index = draft.tileIndex(id: component.elementID) else {
                throw ContentError(.notFound, "Not found")
            }
            var tile = draft.definition.tiles[index]
            if case .other(let other) = draft.layout(id: layout.id) {
                var placement = component.placement
                try Self.apply(body, to: &placement)
                draft.definition.otherLayouts[other].placements[tile.name] = placement
                return ""
            }
            var placement = tile.placement ?? component.placement
            try Self.apply(body, to: &placement)
            tile.placement = placement
            if let target, target != layout.id { try draft.place(&tile, inLayout: target) }
            draft.definition.tiles[index] = tile
            return ""
        }
        let parts = Self.components(of: dashboard, desk.json)
        // On another tab the component is a new one.
        let moved =
            parts.first { $0["id"]?.stringValue == id }
            ?? parts.first { $0["dashboard_element_id"]?.stringValue == component.elementID }
        return try desk.answer(parts, moved?["id"]?.stringValue ?? id, of: dashboard, request)
    }

    private static func apply(_ body: APIBody, to placement: inout TilePlacement) throws(ContentError) {
        try body.int("row", in: 0...100_000, into: &placement.row)
        try body.int("column", in: 0...1000, into: &placement.column)
        try body.int("width", in: 1...1000, into: &placement.width)
        try body.int("height", in: 1...10_000, into: &placement.height)
    }

    private static func components(of dashboard: Dashboard, _ json: ContentJSON) -> [JSONValue] {
        json.layouts(of: dashboard).flatMap { $0["dashboard_layout_components"]?.arrayValue ?? [] }
    }
}

extension DashboardDraft {
    /// The first page, or all tabs, are shown again.
    mutating func deactivateOthers() {
        for index in definition.otherLayouts.indices { definition.otherLayouts[index].active = false }
    }
}
