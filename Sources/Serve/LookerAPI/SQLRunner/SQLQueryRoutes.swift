internal import Content
internal import FrontDoor
internal import HTTPTypes
internal import Hummingbird
internal import JSON
internal import Presentation
internal import QueryDesk
internal import SQL
internal import SQLRunner

/// The SQL Runner: statements that people write. What may run is decided each time that it runs.
struct SQLQueryRoutes: Sendable {
    let services: LookerServices

    func add(to routes: RouterGroup<SoundingsRequestContext>) {
        routes.post("sql_queries", use: create)
        routes.get("sql_queries/:slug", use: show)
        routes.post("sql_queries/:slug/run/:format", use: run)
    }

    @Sendable func create(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "use_sql_runner")
        let body = try await request.json()
        func text(_ name: String) -> String? { body[name]?.stringValue.flatMap { $0.isEmpty ? nil : $0 } }
        var problems: [RequestFailure.FieldProblem] = []
        let sql = text("sql")
        if sql == nil { problems.append(.init(field: "sql", code: "missing_field", message: "sql is required.")) }
        let model = text("model_name")
        var connection = text("connection_name") ?? text("connection_id")
        if let model {
            if let found = services.project.current(for: caller).model(model) {
                connection = connection ?? found.connection ?? services.connectionName
            } else {
                problems.append(
                    .init(field: "model_name", code: "invalid", message: "There is no model \(model)."))
            }
        }
        if connection == nil, model == nil {
            problems.append(
                .init(
                    field: "connection_name", code: "missing_field",
                    message: "connection_name or model_name is required."))
        }
        if let connection, !services.connectionNames.contains(connection) {
            let known = services.connectionNames.joined(separator: ", ")
            problems.append(
                .init(
                    field: "connection_name", code: "invalid",
                    message: "There is no connection \(connection). There are: \(known)."))
        }
        if let sql, sql.utf8.count > StatementGate.longestText {
            problems.append(
                .init(
                    field: "sql", code: "invalid",
                    message: "The statement is longer than \(StatementGate.longestText >> 10) KiB."))
        }
        guard problems.isEmpty, let sql, let connection else {
            throw RequestFailure.invalid("Validation Failed", problems)
        }
        let saved = try await services.content.createSQLQuery(
            sql, connection: connection, model: model, visConfig: body["vis_config"]?.objectValue ?? JSONObject(),
            userID: caller.userID, userName: caller.displayName)
        return .json(json(saved))
    }

    @Sendable func show(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        .json(json(try await find(context)))
    }

    /// The body may hold `parameters`: values for `$name` in the statement. `explain=true` gives the plan.
    @Sendable func run(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let saved = try await find(context)
        let caller = try context.requireCaller(may: "use_sql_runner")
        let format = try QueryRoutes.format(context)
        let options = try RunOptions(request)
        AuditNotes.current?.object = "sql_query/\(saved.slug)"
        AuditNotes.current?.add("sql", .string(String(saved.sql.prefix(4_000))))
        var order = QueryDesk.SQLOrder(
            sql: saved.sql, values: try Self.values(try await request.json()), rows: services.sqlRunnerRows)
        order.explains = request.flag("explain") ?? false
        let started = ContinuousClock.now
        do {
            let output = try await context.whileClientWaits { [desk = services.desk, order] in
                try await desk.answer(
                    order, as: format, options, for: caller, origin: QueryOrigin(.sqlRunner, id: saved.slug))
            }
            let time = (ContinuousClock.now - started).components
            try await services.content.noteRun(
                ofSQLQuery: saved.slug, seconds: Double(time.seconds) + Double(time.attoseconds) / 1e18)
            var response = output.response
            if request.flag("download") == true {
                response.headers[.contentDisposition] =
                    "attachment; filename=\"sql_\(saved.slug).\(format.fileExtension)\""
            }
            return response
        } catch let refusal as StatementRefusal {
            return LookerErrors.body(
                refusal.message,
                problems: [.init(field: "sql", code: "statement_not_allowed", message: refusal.message)],
                status: .badRequest)
        } catch let refusal as SQLAccess.Refusal {
            return LookerErrors.body(refusal.description, status: .forbidden)
        }
    }

    /// A statement of somebody else is found by those who see everybody's queries.
    private func find(_ context: SoundingsRequestContext) async throws -> SavedSQLQuery {
        let caller = try context.requireCaller(may: "use_sql_runner")
        guard let saved = try await services.content.sqlQuery(try context.name("slug")),
            saved.userID == caller.userID || caller.may("see_queries")
        else { throw RequestFailure.notFound("SQL query") }
        return saved
    }

    private static func values(_ body: JSONValue) throws -> [String: SQLValue] {
        guard let parameters = body["parameters"], !parameters.isNull else { return [:] }
        guard let members = parameters.objectValue?.members else {
            throw RequestFailure.invalid(
                "Validation Failed",
                [
                    .init(
                        field: "parameters", code: "invalid",
                        message: "parameters must map names to texts, numbers, true, false or null.")
                ])
        }
        var values: [String: SQLValue] = [:]
        for (name, value) in members {
            values[name] =
                switch value {
                case .null: .null
                case .bool(let flag): .bool(flag)
                case .int(let number): .int(number)
                case .double(let number): .double(number)
                default: .text(value.stringValue ?? value.text)
                }
        }
        return values
    }

    private func json(_ saved: SavedSQLQuery) -> JSONValue {
        [
            "can": ["show": true, "run": true], "slug": .string(saved.slug), "sql": .string(saved.sql),
            "model_name": JSONValue(saved.model), "run_count": JSONValue(saved.runCount),
            "last_runtime": saved.lastRuntime.map(JSONValue.double) ?? .null,
            "last_run_at": saved.lastRunAt.map { .string($0.formatted(.iso8601)) } ?? .null,
            "browser_limit": JSONValue(services.sqlRunnerRows),
            "connection": ConnectionRoutes.base(named: saved.connection),
            "creator": ["id": .string(saved.userID), "display_name": .string(saved.userName)],
            "vis_config": .object(saved.visConfig), "plaintext": false,
        ]
    }
}

extension ResultFormat {
    /// Of a file with such a result.
    var fileExtension: String {
        switch self {
        case .json, .jsonLabel, .inlineJSON, .jsonDetail, .jsonFE, .jsonBI: "json"
        default: rawValue
        }
    }
}
