internal import FrontDoor
internal import HTTPTypes
internal import Hummingbird
internal import JSON
internal import Materialization

/// Datagroups: when they were triggered last, and triggering them.
struct DatagroupRoutes: Sendable {
    let services: LookerServices

    func add(to routes: RouterGroup<SoundingsRequestContext>) {
        routes.get("datagroups", use: all)
        routes.get("datagroups/:datagroup", use: show)
        routes.patch("datagroups/:datagroup", use: update)
    }

    @Sendable func all(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "see_datagroups")
        let states = await services.tables.datagroupStates
        return .json(selecting(.array(states.map { json($0, for: caller) }), request))
    }

    @Sendable func show(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "see_datagroups")
        let id = try id(context)
        guard let state = await services.tables.datagroupStates.first(where: { $0.id == id }) else {
            throw RequestFailure.notFound("datagroup")
        }
        return .json(selecting(json(state, for: caller), request))
    }

    /// `triggered_at` triggers the datagroup, `stale_before` makes results from before that moment old; both are seconds
    /// since 1970.
    @Sendable func update(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "update_datagroups")
        let id = try id(context)
        guard let body = try await request.json().objectValue else {
            throw RequestFailure.badRequest("A datagroup is a JSON object with `triggered_at` or `stale_before`.")
        }
        let triggeredAt = try moment(body, "triggered_at")
        let staleBefore = try moment(body, "stale_before")
        guard
            let state = await services.tables.update(
                datagroup: id, triggeredAt: triggeredAt, staleBefore: staleBefore)
        else { throw RequestFailure.notFound("datagroup") }
        return .json(selecting(json(state, for: caller), request))
    }

    private func id(_ context: SoundingsRequestContext) throws -> Int64 {
        guard let id = Int64(try context.name("datagroup")) else { throw RequestFailure.notFound("datagroup") }
        return id
    }

    /// Microseconds since 1970; `nil` when the body does not say.
    private func moment(_ body: JSONObject, _ name: String) throws -> Int64? {
        guard let value = body[name], !value.isNull else { return nil }
        guard let seconds = value.intValue.flatMap({ Int64(exactly: $0) }), (0...100_000_000_000).contains(seconds)
        else {
            throw RequestFailure.invalid(
                "Validation Failed",
                [.init(field: name, code: "invalid", message: "\(name) must be seconds since 1970, a whole number.")])
        }
        return seconds * 1_000_000
    }

    private func json(_ state: DatagroupState, for caller: Caller) -> JSONValue {
        func seconds(_ moment: Int64) -> JSONValue { .int(moment / 1_000_000) }
        return [
            "can": ["show": true, "update": .bool(caller.may("update_datagroups"))],
            "created_at": seconds(state.createdAt), "id": .string(String(state.id)),
            "model_name": .string(state.model), "name": .string(state.name),
            "stale_before": seconds(state.staleBefore), "trigger_check_at": seconds(state.checkedAt),
            // What a database says may hold values of rows.
            "trigger_error": JSONValue(
                state.error.map { caller.may("see_sql", in: state.model) ? $0 : "The trigger could not be looked at." }),
            "trigger_value": JSONValue(state.triggerValue),
            "triggered_at": seconds(state.triggeredAt),
        ]
    }
}
