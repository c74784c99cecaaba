internal import DataActions
internal import FrontDoor
internal import HTTPTypes
internal import Hummingbird
internal import JSON
internal import Logging
internal import SemanticModel

/// Data actions: an entry of a cell's menu comes back as it was given, and is sent on with what somebody filled in.
///
/// Whoever may see a cell may send its actions. Addresses and values are read from the token alone, which nobody but this
/// process can make.
struct DataActionRoutes: Sendable {
    let services: LookerServices

    private static let bodyLimit = 4 << 20

    func add(to routes: RouterGroup<SoundingsRequestContext>) {
        routes.post("data_actions", use: perform)
        routes.post("data_actions/form", use: form)
    }

    /// The fields to fill in (`DataActionForm`); the body is the action.
    @Sendable func form(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try caller(context)
        let ticket = try ticket(in: try await request.json(upTo: Self.bodyLimit), for: caller)
        do {
            let fields = try await services.actions.form(of: ticket.action, attributes: caller.attributes)
            return .json(["state": .null, "fields": .array(fields.map(\.json))])
        } catch {
            context.logger.notice("No form for \(Self.name(ticket)) for user \(caller.userID): \(error)")
            return LookerErrors.body(error.description, status: .badGateway)
        }
    }

    /// Sends it (`DataActionRequest`): `{action: …, form_values: {name: text}}`. What went wrong on the way or at the other
    /// end is in the answer (`DataActionResponse`).
    @Sendable func perform(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try caller(context)
        let body = try await request.json(upTo: Self.bodyLimit)
        let ticket = try ticket(in: body["action"] ?? .null, for: caller)
        let values = try values(body["form_values"] ?? .null)
        let outcome = await services.actions.perform(ticket.action, values: values, attributes: caller.attributes)
        let id = services.newID()
        let host = DataActions.host(of: ticket.action)
        context.logger.notice(
            "User \(caller.userID) sent \(Self.name(ticket)) to \(host), \(id): \(outcome.isSuccess ? "done" : "failed")"
        )
        return .json(Self.json(outcome, id: id))
    }

    private func caller(_ context: SoundingsRequestContext) throws -> Caller {
        let caller = try context.requireCaller(may: "access_data")
        guard !caller.isVisitor else { throw RequestFailure.methodNotAllowed("Guests of a demo can't send actions.") }
        return caller
    }

    /// - Throws: ``RequestFailure/badRequest(_:)`` for what this server has not offered to this person, or not any more.
    private func ticket(in action: JSONValue, for caller: Caller) throws -> ActionTicket {
        guard let token = action["token"]?.stringValue else {
            throw RequestFailure.badRequest(
                "An action is an entry of a cell's `links` with the type `action`, as the result has it.")
        }
        guard let ticket = services.actions.seal.ticket(in: token) else {
            throw RequestFailure.badRequest(
                "This action is not from a result of this server since its last start. Run the query again.")
        }
        let actions =
            services.project(for: caller).model(ticket.model)?
            .explore(ticket.explore, attributes: caller.attributes)?.field(ticket.field)?.details.actions ?? []
        let definition = actions.indices.contains(ticket.place) ? actions[ticket.place] : nil
        if let objection = ticket.objection(
            userID: caller.userID, attributes: caller.attributes, definition: definition, now: services.now())
        {
            throw RequestFailure.badRequest(objection)
        }
        return ticket
    }

    private func values(_ json: JSONValue) throws -> [String: String] {
        if json.isNull { return [:] }
        guard let object = json.objectValue else {
            throw RequestFailure.badRequest("form_values must map the names of fields to texts.")
        }
        var values: [String: String] = [:]
        for (name, value) in object.members where !value.isNull {
            values[name] = value.stringValue ?? value.text
        }
        return values
    }

    private static func name(_ ticket: ActionTicket) -> String {
        "action \(ticket.place + 1) of \(ticket.field) in \(ticket.model).\(ticket.explore)"
    }

    private static func json(_ outcome: ActionOutcome, id: String) -> JSONValue {
        let errors = outcome.objections.map { objection -> JSONValue in
            [
                "field": .string(objection.field), "code": "invalid", "message": .string(objection.message),
                "documentation_url": .string(LookerErrors.documentation),
            ]
        }
        let problems: JSONValue = [
            "message": "Validation Failed", "errors": .array(errors),
            "documentation_url": .string(LookerErrors.documentation),
        ]
        return [
            "webhook_id": .string(id), "success": .bool(outcome.isSuccess),
            "refresh_query": .bool(outcome.refreshesQuery), "validation_errors": errors.isEmpty ? .null : problems,
            "message": JSONValue(outcome.message),
        ]
    }
}
