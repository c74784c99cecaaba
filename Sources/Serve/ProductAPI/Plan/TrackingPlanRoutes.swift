internal import Content
package import FrontDoor
internal import HTTPTypes
package import Hummingbird
internal import JSON

/// The tracking plan: what events are supposed to be, beside what came.
///
/// - `GET /api/v1/tracking-plan[?project=]`: all events that are planned or came, with what is to be seen to
/// - `GET …/events/NAME`: one with its properties; `PUT` plans or changes it, `DELETE` takes it out of the plan
/// - `POST …/accept`: takes what came into the plan
/// - `GET …/export?format=csv|json`, `POST …/import` with `{"text", "preview"}`
package struct TrackingPlanRoutes: Sendable {
    private let desk: PlanDesk
    /// What one needs to see the collected events beside `access_data`.
    private let permission: String

    package init(_ desk: PlanDesk, permission: String) {
        self.desk = desk
        self.permission = permission
    }

    private static let largestFile = 8 << 20

    package func add(to router: Router<SoundingsRequestContext>) {
        let routes = router.group("api/v1/tracking-plan").add(middleware: ProductErrors())
        routes.get(use: list)
        routes.get("events/:name", use: event)
        routes.put("events/:name", use: plan)
        routes.delete("events/:name", use: remove)
        routes.post("accept", use: accept)
        routes.get("export", use: export)
        routes.post("import", use: take)
    }

    @Sendable func list(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try reader(context)
        return .json(try await desk.list(try project(request), label: "tracking plan for user " + caller.userID))
    }

    @Sendable func event(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try reader(context)
        // Values of single events are shown.
        guard caller.may("explore") else { throw RequestFailure.forbidden("explore") }
        let label = "tracking plan for user " + caller.userID
        guard let event = try await desk.event(try context.name("name"), try project(request), label: label) else {
            throw RequestFailure.notFound("event")
        }
        return .json(event)
    }

    @Sendable func plan(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        _ = try context.requireCaller(may: "administer")
        let (name, project) = (try context.name("name"), try project(request))
        let body = try await request.json()
        let old = try await desk.store.trackingPlan(of: project).event(name)
        var problems = PlanProblems()
        var event = PlanJSON.read(
            body.objectValue ?? JSONObject(), over: old ?? PlannedEvent(name: name), &problems)
        event.name = body["name"]?.stringValue ?? name
        problems.check(event)
        guard problems.isEmpty else {
            throw RequestFailure.invalid(
                "The event can't be planned like this.",
                problems.all.map { .init(field: $0.field, code: "invalid", message: $0.message) })
        }
        let version = body["version"]?.intValue.map { Int(clamping: $0) }
        AuditNotes.current?.object = "tracking plan/" + event.name
        if event.name == name {
            try await desk.store.plan([event], of: project, version: version)
        } else {
            try await desk.store.rename(name, to: event, of: project, version: version)
            AuditNotes.current?.add("renamed from", .string(name))
        }
        AuditNotes.current?.add("status", .string(event.status.rawValue))
        try await desk.changed()
        return .json(.object(PlanJSON.write(event)))
    }

    @Sendable func remove(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        _ = try context.requireCaller(may: "administer")
        let name = try context.name("name")
        AuditNotes.current?.object = "tracking plan/" + name
        guard try await desk.store.unplan(name, of: try project(request)) else {
            throw RequestFailure.notFound("planned event")
        }
        try await desk.changed()
        return .empty(.noContent)
    }

    @Sendable func accept(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "administer")
        let names = (try await request.json()["events"]?.arrayValue ?? []).compactMap(\.stringValue)
        guard !names.isEmpty, names.count <= 1_000 else {
            throw RequestFailure.invalid(
                "The request can't be read.",
                [.init(field: "events", code: "invalid", message: "Say which events to accept, 1,000 at most.")])
        }
        let accepted = try await desk.accept(
            names, try project(request), label: "tracking plan for user " + caller.userID)
        AuditNotes.current?.object = "tracking plan"
        AuditNotes.current?.add("accepted", JSONValue(accepted.count))
        return .json(["accepted": .array(accepted.map(JSONValue.string))])
    }

    @Sendable func export(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        _ = try reader(context)
        let plan = try await desk.store.trackingPlan(of: try project(request))
        var response: Response
        switch request.parameter("format") ?? "json" {
        case "json": response = .json(PlanFile.json(plan))
        case "csv": response = .body(Array(PlanFile.csv(plan).utf8), contentType: "text/csv; charset=utf-8")
        default:
            throw RequestFailure.invalid(
                "The request can't be read.",
                [.init(field: "format", code: "invalid", message: "format has to be csv or json.")])
        }
        let ending = request.parameter("format") ?? "json"
        response.headers[.contentDisposition] = "attachment; filename=\"tracking-plan.\(ending)\""
        return response
    }

    @Sendable func take(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        _ = try context.requireCaller(may: "administer")
        let project = try project(request)
        let body = try await request.json(upTo: Self.largestFile)
        let plan = try await desk.store.trackingPlan(of: project)
        let reading = PlanFile.read(body["text"]?.stringValue ?? "", over: plan)
        let isPreview = body["preview"]?.boolValue ?? false
        var (added, changed): ([PlannedEvent], [PlannedEvent]) = ([], [])
        let old = Dictionary(plan.events.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
        for event in reading.events {
            switch old[event.name] {
            case nil: added.append(event)
            case let known?: if known != event { changed.append(event) }
            }
        }
        let isSaved = !isPreview && reading.problems.isEmpty
        if isSaved {
            try await desk.store.plan(added + changed, of: project)
            AuditNotes.current?.object = "tracking plan"
            AuditNotes.current?.add("added", JSONValue(added.count))
            AuditNotes.current?.add("changed", JSONValue(changed.count))
            try await desk.changed()
        } else {
            // Nothing was changed, so nothing is to be noted.
            AuditNotes.current?.action = .query
        }
        return .json([
            "added": .array(added.map { .string($0.name) }), "changed": .array(changed.map { .string($0.name) }),
            "unchanged": JSONValue(reading.events.count - added.count - changed.count), "saved": .bool(isSaved),
            "problems": .array(
                reading.problems.map { problem in
                    [
                        "row": JSONValue(problem.row), "event": .string(problem.event),
                        "message": .string(problem.message),
                    ]
                }),
        ])
    }

    private func reader(_ context: SoundingsRequestContext) throws -> Caller {
        let caller = try context.requireCaller(may: "access_data")
        guard caller.mayEverywhere(permission) else { throw RequestFailure.forbidden(permission) }
        return caller
    }

    private func project(_ request: Request) throws -> Int {
        guard let text = request.parameter("project") else { return desk.charts.number }
        guard let number = Int32(text), number >= 0 else {
            throw RequestFailure.invalid(
                "The request can't be read.",
                [.init(field: "project", code: "invalid", message: "project must be the number of a project.")])
        }
        return Int(number)
    }
}
