internal import Content
internal import FrontDoor
internal import HTTPTypes
internal import Hummingbird
internal import JSON

/// The roles of a user, and the values of their attributes.
struct UserAccessRoutes: Sendable {
    let services: LookerServices

    func add(to routes: RouterGroup<SoundingsRequestContext>) {
        let user = routes.group("users/:user")
        user.get("roles", use: roles)
        user.put("roles", use: setRoles)
        user.get("attribute_values", use: values)
        user.patch("attribute_values/:attribute", use: setValue)
        user.delete("attribute_values/:attribute", use: deleteValue)
    }

    @Sendable func roles(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let id = try context.name("user")
        let caller = try context.requireAccount()
        guard caller.seesUsers || caller.userID == id else { throw RequestFailure.forbidden("see_users") }
        return try await answer(id, direct: request.flag("direct_association_only") ?? false, caller, request)
    }

    @Sendable func setRoles(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireAdministrator()
        let id = try context.name("user")
        let roles = try await ids(request)
        try await services.guardedPeople.setRoles(roles, ofUser: id, keepingAccess: id == caller.userID)
        AuditNotes.current?.add("roles", .array(roles.map(JSONValue.string)))
        return try await answer(id, direct: false, caller, request)
    }

    private func answer(_ id: String, direct: Bool, _ caller: Caller, _ request: Request) async throws -> Response {
        let directory = try await services.people.directory()
        guard directory.users.contains(where: { $0.id == id }) else { throw RequestFailure.notFound("user") }
        let held = direct ? directory.directRoleIDs(of: id) : directory.roleIDs(of: id)
        let roles = try await services.people.roles().filter { held.contains($0.id) }
        return .json(selecting(.array(roles.map { AccessJSON.json($0, caller) }), request))
    }

    @Sendable func values(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let id = try context.name("user")
        let caller = try context.requireSelfOrAdministrator(id)
        let wanted = request.parameter("user_attribute_ids").map { Set(UserRoutes.ids($0)) }
        let takesAll = request.flag("all_values") ?? false
        let takesUnset = request.flag("include_unset") ?? false
        let values = try await services.people.attributeValues(of: id)
        let shown = values.flatMap { candidates -> [AttributeValue] in
            guard let first = candidates.first, wanted?.contains(first.attribute.id) ?? true,
                caller.isAdmin || first.attribute.userCanView
            else { return [] }
            if first.value == nil { return takesUnset ? [first] : [] }
            return takesAll ? candidates : [first]
        }
        return .json(selecting(.array(shown.map { AccessJSON.json($0, caller) }), request))
    }

    @Sendable func setValue(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let (id, attribute, caller) = try await subject(context)
        var body = try await BodyProperties(request)
        let value = body.text("value")
        if value == nil { body.missing("value") }
        try body.check()
        try await services.people.setValue(value ?? "", ofAttribute: attribute.id, user: id)
        AuditNotes.current?.add("attribute", .string(attribute.name))
        if !attribute.isHidden { AuditNotes.current?.add("value", .string(value ?? "")) }
        let values = try await services.people.attributeValues(of: id)
        guard let set = values.compactMap(\.first).first(where: { $0.attribute.id == attribute.id }) else {
            throw RequestFailure.notFound("attribute")
        }
        return .json(selecting(AccessJSON.json(set, caller), request))
    }

    @Sendable func deleteValue(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let (id, attribute, _) = try await subject(context)
        try await services.people.removeValue(ofAttribute: attribute.id, user: id)
        AuditNotes.current?.add("attribute", .string(attribute.name))
        return .empty(.noContent)
    }

    /// An administrator may set any attribute of anybody, people their own that they may edit.
    private func subject(
        _ context: SoundingsRequestContext
    ) async throws -> (userID: String, attribute: UserAttribute, caller: Caller) {
        let id = try context.name("user")
        let caller = try context.requireSelfOrAdministrator(id)
        let attribute = try await services.people.userAttribute(try context.name("attribute"))
        guard caller.isAdmin || (attribute.userCanEdit && attribute.userCanView) else {
            throw RequestFailure.forbidden("administer")
        }
        return (id, attribute, caller)
    }
}
