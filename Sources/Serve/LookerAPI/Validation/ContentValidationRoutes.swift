internal import Content
internal import FrontDoor
internal import HTTPTypes
internal import Hummingbird
internal import JSON
internal import SemanticModel

/// `content_validation`: what saved Looks and dashboards name that the model doesn't have.
struct ContentValidationRoutes: Sendable {
    let services: LookerServices

    func add(to routes: RouterGroup<SoundingsRequestContext>) {
        routes.get("content_validation", use: validate)
    }

    @Sendable func validate(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let gate = try await ContentGate(services, try context.requireCaller(may: "develop"))
        let started = ContinuousClock.now
        let folders = request.parameter("space_ids").map(Self.list)
        let projects = request.parameter("project_names").map(Self.list)
        let project = services.project.current(for: gate.caller)
        var run = Run(project: project.openedWhole(), baseURL: services.baseURL)
        if projects?.contains(project.name) ?? true {
            for look in try await services.content.looks()
            where gate.sees(look.folderID) && folders?.contains(look.folderID) ?? true {
                run.add(look)
            }
            for summary in try await services.content.dashboards()
            where gate.sees(summary.folderID) && folders?.contains(summary.folderID) ?? true {
                if let dashboard = try await services.content.dashboard(summary.id) { run.add(dashboard) }
            }
        }
        let seconds: Double = (ContinuousClock.now - started) / .seconds(1)
        return .json(selecting(run.json(seconds: seconds), request))
    }

    private static func list(_ text: String) -> Set<String> { Set(text.split(separator: ",").map(String.init)) }

    /// One validation.
    private struct Run {
        let project: Project
        let baseURL: String
        var found: [JSONValue] = []
        var looks = 0
        var elements = 0
        var filters = 0

        mutating func add(_ look: Look) {
            looks += 1
            let json: JSONValue = [
                "id": .string(look.id), "title": .string(look.title), "short_url": .string("/looks/\(look.id)"),
                "folder": folder(look.folderID, look.folderName),
            ]
            add([("look", json)], "look \(look.id)", look.query.definition.faults(in: project))
        }

        mutating func add(_ dashboard: Dashboard) {
            let place: [(String, JSONValue)] =
                dashboard.isLookML
                ? [("lookml_dashboard", json(dashboard))] : [("dashboard", json(dashboard))]
            for filter in dashboard.filters {
                filters += 1
                add(
                    place + [("dashboard_filter", json(filter))], "dashboard filter \(filter.id)",
                    filter.definition.faults(in: project))
            }
            for element in dashboard.elements {
                elements += 1
                let part: (String, JSONValue) =
                    dashboard.isLookML
                    ? ("lookml_dashboard_element", json(lookML: element)) : ("dashboard_element", json(element))
                add(
                    place + [part], "dashboard element \(element.id)",
                    element.definition.faults(in: project, look: element.look?.query.definition))
            }
        }

        private mutating func add(_ places: [(String, JSONValue)], _ id: String, _ faults: [ContentFault]) {
            guard !faults.isEmpty else { return }
            let errors = faults.map { fault -> JSONValue in
                [
                    "message": .string(fault.message), "field_name": JSONValue(fault.field),
                    "model_name": JSONValue(fault.model), "explore_name": JSONValue(fault.explore),
                    "removable": .bool(fault.field != nil),
                ]
            }
            found.append(.object(JSONObject(places + [("errors", .array(errors)), ("id", .string(id))])))
        }

        private func folder(_ id: String, _ name: String) -> JSONValue {
            ["id": .string(id), "name": .string(name)]
        }

        private func json(_ dashboard: Dashboard) -> JSONValue {
            [
                "id": .string(dashboard.id), "title": .string(dashboard.title),
                "description": .string(dashboard.description), "url": .string("/dashboards/\(dashboard.id)"),
                "space_id": .string(dashboard.folderID), "folder": folder(dashboard.folderID, dashboard.folderName),
            ]
        }

        private func json(_ filter: DashboardFilter) -> JSONValue {
            [
                "id": .string(filter.id), "dashboard_id": .string(filter.dashboardID), "name": .string(filter.name),
                "title": .string(filter.title), "type": .string(filter.type.rawValue),
                "default_value": JSONValue(filter.defaultValue), "model": JSONValue(filter.model),
                "explore": JSONValue(filter.explore), "dimension": JSONValue(filter.field),
            ]
        }

        private func json(_ element: DashboardElement) -> JSONValue {
            [
                "id": .string(element.id), "dashboard_id": .string(element.dashboardID),
                "title": JSONValue(element.title ?? element.name), "type": .string(element.kind.rawValue),
                "look_id": JSONValue(element.lookID), "query_id": JSONValue(element.query?.id),
            ]
        }

        private func json(lookML element: DashboardElement) -> JSONValue {
            ["lookml_link_id": .string(element.id), "title": .string(element.title ?? element.name)]
        }

        func json(seconds: Double) -> JSONValue {
            [
                "content_with_errors": .array(found), "computation_time": .double(seconds),
                "total_looks_validated": .int(Int64(looks)),
                "total_dashboard_elements_validated": .int(Int64(elements)),
                "total_dashboard_filters_validated": .int(Int64(filters)), "total_scheduled_plans_validated": 0,
                "total_alerts_validated": 0,
                "total_explores_validated": .int(Int64(project.models.reduce(0) { $0 + $1.explores.count })),
            ]
        }
    }
}
