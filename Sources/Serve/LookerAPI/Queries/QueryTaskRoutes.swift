internal import Content
internal import FrontDoor
internal import HTTPTypes
internal import Hummingbird
internal import JSON
internal import Presentation
internal import QueryDesk

/// Queries that run while nobody waits: one asks for them, looks how they fare, and fetches what they gave.
struct QueryTaskRoutes: Sendable {
    let services: LookerServices

    func add(to routes: RouterGroup<SoundingsRequestContext>) {
        routes.post("query_tasks", use: create)
        routes.get("query_tasks/multi_results", use: several)
        routes.get("query_tasks/:task", use: show)
        routes.get("query_tasks/:task/results", use: results)
    }

    @Sendable func create(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "access_data")
        let body = try await request.json()
        var problems: [RequestFailure.FieldProblem] = []
        func text(_ name: String) -> String? {
            body[name].flatMap { $0.stringValue ?? ($0.isNull ? nil : $0.text) }.flatMap { $0.isEmpty ? nil : $0 }
        }
        for name in ["query_id", "result_format"] where text(name) == nil {
            problems.append(.init(field: name, code: "missing_field", message: "\(name) is required."))
        }
        guard problems.isEmpty, let queryID = text("query_id"), let formatName = text("result_format") else {
            throw RequestFailure.invalid("Validation Failed", problems)
        }
        let format: ResultFormat
        do {
            format = try QueryRoutes.format(named: formatName)
        } catch RequestFailure.badRequest(let message) {
            throw RequestFailure.invalid(
                "Validation Failed", [.init(field: "result_format", code: "invalid", message: message)])
        }
        guard let saved = try await services.content.query(queryID), caller.may("access_data", in: saved.model) else {
            throw RequestFailure.invalid(
                "Validation Failed",
                [.init(field: "query_id", code: "missing", message: "There is no query \(queryID).")])
        }
        let asked = try QueryBody(.object(saved.definition.json))
        try await services.questions.check(asked.query, for: caller)
        var options = try RunOptions(request)
        if body["deferred"]?.boolValue == true { options.priority = .background }
        let task = try await services.queryTasks.create(
            QueryTaskOrder(
                queryID: saved.id, body: asked, format: format,
                options: options, source: text("source"), lookID: text("look_id"), dashboardID: text("dashboard_id")),
            for: caller)
        return .json(selecting(json(task, saved), request))
    }

    @Sendable func show(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let task = try await find(context)
        return .json(selecting(json(task, try await services.content.query(task.order.queryID)), request))
    }

    /// The result, 202 while there is none yet.
    @Sendable func results(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let task = try await find(context)
        switch task.status {
        case .added, .running: return .empty(.accepted)
        case .complete: return QueryOutput(.bytes(task.result), contentType: task.contentType).response
        case .error: throw RequestFailure.badRequest(task.failure ?? "The query failed.")
        case .killed: throw RequestFailure.badRequest("The query was stopped.")
        case .expired: throw RequestFailure.notFound("query task")
        }
    }

    /// What became of several tasks, by their ids. Results that are no JSON come as text; bytes can't.
    @Sendable func several(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "access_data")
        let ids = Self.list(request.parameter("query_task_ids") ?? "")
        guard !ids.isEmpty else {
            throw RequestFailure.invalid(
                "Validation Failed",
                [.init(field: "query_task_ids", code: "missing_field", message: "query_task_ids is required.")])
        }
        var writer = JSONWriter(capacity: 16 * 1_024)
        writer.beginObject()
        for id in ids {
            writer.key(id)
            let found = await services.queryTasks.task(id)
            guard let task = found.flatMap({ isOwn($0, of: caller) ? $0 : nil }) else {
                let isExpired = await services.queryTasks.isExpired(id)
                writer.value(["status": isExpired ? "expired" : "missing"])
                continue
            }
            writer.beginObject()
            writer.key("status")
            writer.string(task.status.rawValue)
            writeData(of: task, to: &writer)
            writer.endObject()
        }
        writer.endObject()
        return .json(bytes: writer.bytes)
    }

    private func writeData(of task: QueryTask, to writer: inout JSONWriter) {
        switch task.status {
        case .complete:
            writer.key("data")
            if task.contentType == "application/json" {
                writer.raw(task.result)
            } else if task.order.format == .xlsx {
                writer.null()
            } else {
                writer.string(String(decoding: task.result, as: UTF8.self))
            }
        case .error, .killed:
            let message = task.failure ?? "The query was stopped."
            writer.key("data")
            writer.value([
                "id": .string(task.id), "error": .string(message),
                "errors": [["message": .string(message), "level": "fatal", "fatal": true]],
                "runtime": .double(task.runtime), "sql": .null,
            ])
        default: break
        }
    }

    /// A comma list, or a list in JSON as the SDKs write it.
    private static func list(_ text: String) -> [String] {
        if let values = try? JSONValue.parse(text).arrayValue { return values.compactMap(\.stringValue) }
        return text.split(separator: ",").map { $0.filter { !$0.isWhitespace } }.filter { !$0.isEmpty }
    }

    /// Results are of the rows that their owner may see, so only those who made a task find it.
    private func find(_ context: SoundingsRequestContext) async throws -> QueryTask {
        let caller = try context.requireCaller(may: "access_data")
        guard let task = await services.queryTasks.task(try context.name("task")), isOwn(task, of: caller) else {
            throw RequestFailure.notFound("query task")
        }
        return task
    }

    private func isOwn(_ task: QueryTask, of caller: Caller) -> Bool { task.userID == caller.userID }

    private func json(_ task: QueryTask, _ query: SavedQuery?) -> JSONValue {
        let options = task.order.options
        var json = JSONObject([
            ("can", ["show": true]), ("id", .string(task.id)), ("query_id", .string(task.order.queryID)),
            ("status", .string(task.status.rawValue)), ("result_format", .string(task.order.format.rawValue)),
            ("runtime", .double(task.runtime)), ("cache", .bool(options.cache != .refresh)),
            ("cache_only", .bool(options.cache == .only)), ("generate_links", .bool(options.addsDrillLinks)),
            ("server_table_calcs", .bool(options.calculates)), ("rebuild_pdts", .bool(options.rebuildsTables)),
            ("force_production", false), ("result_source", "query"),
        ])
        if let query { json["query"] = ContentJSON.json(query, baseURL: services.baseURL) }
        if let source = task.order.source { json["source"] = .string(source) }
        if let look = task.order.lookID { json["look_id"] = .string(look) }
        if let dashboard = task.order.dashboardID { json["dashboard_id"] = .string(dashboard) }
        return .object(json)
    }
}
