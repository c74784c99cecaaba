package import Content
package import FrontDoor
internal import HTTPTypes
package import Hummingbird
internal import JSON
internal import Presentation
package import QueryDesk
internal import SemanticModel

/// A whole dashboard in one request.
///
/// - `GET /api/v1/dashboards/409/run?Account%20name=Databricks&Date=4%20week`: with the filters as the dashboard's own address
///   has them.
/// - `POST /api/v1/dashboards/409/run` with `{"filters": {"Date": "4 week"}, "elements": ["12"], "format": "json_detail",
///   "cache": true}`; all of them may be left out. `{"cross": {"orders.status": "complete"}}` filters by what was pressed on
///   another tile.
///
/// The answer is a stream of lines of JSON, a tile each, as ``DashboardRun`` writes them.
package struct DashboardRunRoutes: Sendable {
    private let desk: QueryDesk
    private let content: ContentStore
    /// Answers tiles with saved charts of product analytics.
    private let charts: ChartRoutes

    package init(desk: QueryDesk, content: ContentStore, charts: ChartRoutes) {
        self.desk = desk
        self.content = content
        self.charts = charts
    }

    package func add(to router: Router<SoundingsRequestContext>) {
        let routes = router.group("api/v1").add(middleware: ProductErrors())
        routes.get("dashboards/:dashboard/run", use: runAddress)
        routes.post("dashboards/:dashboard/run", use: runBody)
    }

    @Sendable func runAddress(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "see_user_dashboards")
        let dashboard = try await find(context, for: caller)
        let given = AddressParameters.read(request.uri.query ?? "")
        // A filter of a dashboard goes before a parameter of ours that has its name.
        let names = Set(dashboard.filters.map { $0.name.lowercased() })
        func ours(_ name: String) -> String? {
            names.contains(name) ? nil : given.last { $0.name == name }?.value
        }
        var options = RunOptions()
        if ["false", "no", "0"].contains(ours("cache")) { options.cache = .refresh }
        return try await answer(
            dashboard, given, format: ours("format"), options, only: nil, for: caller, context)
    }

    @Sendable func runBody(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "see_user_dashboards")
        let dashboard = try await find(context, for: caller)
        let body = try await request.json()
        let given = try Self.expressions(body["filters"], of: "filters", by: "the names of filters") ?? []
        let cross = try await pressed(body, on: dashboard, caller)
        var only: Set<String>?
        if let elements = body["elements"], !elements.isNull {
            guard let list = elements.arrayValue else {
                throw Self.invalid("elements", "elements must be a list of ids.")
            }
            only = Set(list.map { $0.stringValue ?? $0.text })
        }
        var options = RunOptions()
        if body["cache"]?.boolValue == false { options.cache = .refresh }
        options.addsDrillLinks = body["generate_drill_links"]?.boolValue ?? false
        return try await answer(
            dashboard, given, cross: cross, format: body["format"]?.stringValue, options, only: only, for: caller,
            context)
    }

    /// What was pressed is a field that the dashboard shows: by others nobody filters who does not explore.
    private func pressed(
        _ body: JSONValue, on dashboard: Dashboard, _ caller: Caller
    ) async throws -> [String: String] {
        let cross = try Self.expressions(body["cross"], of: "cross", by: "fields") ?? []
        guard !cross.isEmpty else { return [:] }
        let shown = try await content.fields(
            onDashboard: dashboard.id,
            for: ContentReader(userID: caller.userID, groupIDs: caller.groupIDs, isAdmin: caller.isAdmin))
        if let other = cross.first(where: { !shown.contains($0.name) }) {
            throw Self.invalid("cross", "No tile of this dashboard shows \(other.name).")
        }
        return Dictionary(cross.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
    }

    private static func expressions(
        _ value: JSONValue?, of key: String, by what: String
    ) throws -> [(name: String, value: String)]? {
        guard let value, !value.isNull else { return nil }
        guard let members = value.objectValue?.members else {
            throw invalid(key, "\(key) must map \(what) to expressions.")
        }
        return members.map { ($0.key, $0.value.isNull ? "" : $0.value.stringValue ?? $0.value.text) }
    }

    private func answer(
        _ dashboard: Dashboard, _ given: [(name: String, value: String)], cross: [String: String] = [:],
        format name: String?, _ options: RunOptions, only: Set<String>?, for caller: Caller,
        _ context: SoundingsRequestContext
    ) async throws -> Response {
        let formats: [ResultFormat] = [.jsonDetail, .json, .jsonLabel, .jsonBI]
        guard let format = name.map({ name in formats.first { $0.rawValue == name } }) ?? .jsonDetail else {
            let known = formats.map(\.rawValue).joined(separator: ", ")
            throw Self.invalid("format", "Tiles come as one of: \(known).")
        }
        let filters = DashboardFilters(dashboard.definition.filters, given: given)
        guard filters.missing.isEmpty else {
            throw RequestFailure.invalid(
                "This dashboard needs a filter first.",
                filters.missing.map {
                    .init(field: $0, code: "missing_field", message: "Choose a value for \($0).")
                })
        }
        // Pages say themselves what is opened, and run it again with each filter.
        if caller.credential != .session {
            try await content.recordView(of: .dashboard(dashboard.id), by: caller.userID)
        }
        var merges: [String: StoredMerge] = [:]
        for id in Set(dashboard.elements.compactMap(\.mergeResultID)) {
            merges[id] = try await StoredMerge.find(id, in: content, for: caller)
        }
        let run = DashboardRun(
            dashboard, merges: merges, filters: filters, cross: cross, as: format, options, for: caller, at: desk
        ) { [charts] element, filters in
            let asked = Self.asked(element, filters, on: dashboard, in: desk.project.current(for: caller))
            return try await charts.numbers(of: element, asked, for: caller)
        }
        return QueryOutput(
            .stream { write in
                try await context.whileClientWaits { try await run.run(only: only, write) }
            }, contentType: "application/x-ndjson"
        ).response
    }

    /// What the filters of a dashboard put on the chart of a tile.
    private static func asked(
        _ element: DashboardElement, _ filters: DashboardFilters, on dashboard: Dashboard, in project: Project
    ) -> [AskedFilter] {
        element.definition.listeners.compactMap { listener in
            guard let filter = dashboard.definition.filters.first(where: { $0.name == listener.filter }),
                let value = filters.values[listener.filter], !listener.field.isEmpty
            else { return nil }
            let explore = filter.model.flatMap(project.model)?.explore(filter.explore ?? "")
            let grammar = filter.field.flatMap { explore?.field($0) }?.filterGrammar
            return AskedFilter(
                field: listener.field, expression: value,
                kind: grammar.map(AskedFilter.Kind.init) ?? AskedFilter.Kind(filter.type))
        }
    }

    private func find(_ context: SoundingsRequestContext, for caller: Caller) async throws -> Dashboard {
        let id = try context.name("dashboard")
        guard var dashboard = try await content.dashboard(id) else { throw RequestFailure.notFound("dashboard") }
        let access = try await content.folderAccess(
            for: ContentReader(userID: caller.userID, groupIDs: caller.groupIDs, isAdmin: caller.isAdmin))
        guard access.maySee(dashboard.folderID) else { throw RequestFailure.notFound("dashboard") }
        // A Look in a folder that the caller does not see is as good as gone.
        for place in dashboard.elements.indices {
            if let look = dashboard.elements[place].look, !access.maySee(look.folderID) {
                dashboard.elements[place].look = nil
            }
        }
        return dashboard
    }

    private static func invalid(_ field: String, _ message: String) -> RequestFailure {
        .invalid("Validation Failed", [.init(field: field, code: "invalid", message: message)])
    }
}
