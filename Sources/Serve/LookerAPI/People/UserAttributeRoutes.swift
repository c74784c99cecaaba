internal import Content
internal import FrontDoor
internal import HTTPTypes
internal import Hummingbird
internal import JSON

/// User attributes, and what groups give their members for them.
struct UserAttributeRoutes: Sendable {
    let services: LookerServices

    func add(to routes: RouterGroup<SoundingsRequestContext>) {
        routes.get("user_attributes", use: all)
        routes.post("user_attributes", use: create)
        routes.get("user_attributes/:attribute", use: show)
        routes.patch("user_attributes/:attribute", use: update)
        routes.delete("user_attributes/:attribute", use: delete)
        routes.get("user_attributes/:attribute/group_values", use: groupValues)
        routes.post("user_attributes/:attribute/group_values", use: setGroupValues)
    }

    /// To whoever is no administrator, those that users may see.
    private func visible(_ context: SoundingsRequestContext) async throws -> (Caller, [UserAttribute]) {
        let caller = try context.requireAccount()
        return (caller, try await services.people.userAttributes().filter { caller.isAdmin || $0.userCanView })
    }

    @Sendable func all(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let (caller, attributes) = try await visible(context)
        let sorted = try ListedProperties<UserAttribute>([
            ("id", { .id($0.id) }), ("name", { .text($0.name) }), ("label", { .text($0.label) }),
            ("type", { .text($0.kind.rawValue) }), ("is_system", { .flag($0.isSystem) }),
        ]).sort(attributes, request)
        let page = try ListPage(request)
        return page.answer(page.part(of: sorted).map { AccessJSON.json($0, caller) }, of: sorted.count, to: request)
    }

    @Sendable func show(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let (caller, attributes) = try await visible(context)
        let id = try context.name("attribute")
        guard let attribute = attributes.first(where: { $0.id == id }) else {
            throw RequestFailure.notFound("attribute")
        }
        return .json(selecting(AccessJSON.json(attribute, caller), request))
    }

    @Sendable func create(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireAdministrator()
        let change = try await Self.change(request)
        let attribute = try await making { try await services.people.createUserAttribute(change) }
        AuditNotes.current?.object = "user_attributes/\(attribute.id)"
        AuditNotes.current?.add("created", .string(attribute.name))
        return .json(selecting(AccessJSON.json(attribute, caller), request))
    }

    @Sendable func update(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireAdministrator()
        let change = try await Self.change(request)
        let attribute = try await services.people.updateUserAttribute(try context.name("attribute"), change)
        AuditNotes.current?.add("name", .string(attribute.name))
        return .json(selecting(AccessJSON.json(attribute, caller), request))
    }

    private static func change(_ request: Request) async throws -> UserAttributeChange {
        var body = try await BodyProperties(request)
        var change = UserAttributeChange()
        change.name = body.text("name")
        change.label = body.text("label")
        change.kind = body.text("type")
        change.defaultValue = body.removableText("default_value")
        change.isHidden = body.flag("value_is_hidden")
        change.userCanView = body.flag("user_can_view")
        change.userCanEdit = body.flag("user_can_edit")
        change.hiddenValueDomains = body.removableText("hidden_value_domain_whitelist")
        try body.check()
        return change
    }

    @Sendable func delete(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        _ = try context.requireAdministrator()
        try await services.people.deleteUserAttribute(try context.name("attribute"))
        return .empty(.noContent)
    }

    @Sendable func groupValues(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireAdministrator()
        let values = try await services.people.groupValues(ofAttribute: try context.name("attribute"))
        return .json(selecting(.array(values.map { AccessJSON.json($0, caller) }), request))
    }

    /// All values at once, in the order in which they go before each other.
    @Sendable func setGroupValues(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireAdministrator()
        guard let list = try await request.json(upTo: 1 << 20).arrayValue else {
            throw RequestFailure.badRequest("The body must be a list of {\"group_id\": …, \"value\": …}.")
        }
        var values: [(groupID: String, value: String)] = []
        for entry in list {
            var body = try BodyProperties(entry)
            let group = body.id("group_id")
            let value = body.text("value")
            if group == nil { body.missing("group_id") }
            if value == nil { body.missing("value") }
            try body.check()
            values.append((group ?? "", value ?? ""))
        }
        let set = try await services.people.setGroupValues(values, ofAttribute: try context.name("attribute"))
        AuditNotes.current?.add("groups", .array(set.map { .string($0.groupID) }))
        return .json(selecting(.array(set.map { AccessJSON.json($0, caller) }), request))
    }
}
