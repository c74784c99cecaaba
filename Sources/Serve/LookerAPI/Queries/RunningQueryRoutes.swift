internal import FrontDoor
internal import HTTPTypes
internal import Hummingbird
internal import JSON
internal import QueryDesk
internal import QueryRunner

/// What runs at this moment, and stopping it. Administrators see everybody's queries, others their own.
struct RunningQueryRoutes: Sendable {
    let services: LookerServices

    func add(to routes: RouterGroup<SoundingsRequestContext>) {
        routes.get("running_queries", use: all)
        routes.delete("running_queries/:run", use: stop)
    }

    @Sendable func all(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "access_data")
        let runs = services.desk.book.runs.filter { sees($0, caller) }
        return .json(.array(runs.map { json($0, for: caller) }))
    }

    @Sendable func stop(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "access_data")
        let id = try context.name("run")
        let task = await services.queryTasks.task(id)
        if let task, task.userID == caller.userID || caller.may("see_queries") {
            _ = await services.queryTasks.stop(id)
            _ = services.desk.book.stop(id)
            return .empty(.noContent)
        }
        guard let run = services.desk.book.run(id), sees(run, caller) else {
            throw RequestFailure.notFound("running query")
        }
        _ = services.desk.book.stop(id)
        return .empty(.noContent)
    }

    private func sees(_ run: QueryRun, _ caller: Caller) -> Bool {
        run.userID == caller.userID || caller.may("see_queries")
    }

    private func json(_ run: QueryRun, for caller: Caller) -> JSONValue {
        let (details, times) = (run.details, run.watch.times)
        let age = Double(services.now() - run.startedAt) / 1_000_000
        var json = JSONObject([
            ("can", ["show": true, "kill": true]), ("id", .string(run.id)), ("query_task_id", .string(run.id)),
            ("user", ["id": .string(run.userID), "display_name": .string(run.userName)]),
            ("status", .string(times.stage.rawValue)), ("source", .string(run.origin.kind.rawValue)),
            ("connection_name", .string(services.connectionName)), ("dialect", "duckdb"),
            ("created_at", .string(LookerTime.iso(microseconds: run.startedAt))), ("runtime", .double(age)),
            ("message", .string(run.origin.label)),
        ])
        let showsSQL =
            details.model.isEmpty ? caller.mayEverywhere("see_sql") : caller.may("see_sql", in: details.model)
        if showsSQL, !details.sql.isEmpty { json["sql"] = .string(details.sql) }
        if !details.model.isEmpty, run.origin.kind != .sqlRunner {
            json["query"] = ["model": .string(details.model), "view": .string(details.explore)]
        }
        if run.origin.kind == .query, !run.origin.id.isEmpty { json["query_id"] = .string(run.origin.id) }
        return .object(json)
    }
}
