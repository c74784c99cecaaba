internal import Content
internal import FrontDoor
internal import HTTPTypes
internal import Hummingbird
internal import JSON

/// Roles, and the users and groups that hold them.
struct RoleRoutes: Sendable {
    let services: LookerServices

    func add(to routes: RouterGroup<SoundingsRequestContext>) {
        routes.get("roles", use: all)
        routes.post("roles", use: create)
        routes.get("roles/search", use: search)
        routes.get("roles/:role", use: show)
        routes.patch("roles/:role", use: update)
        routes.delete("roles/:role", use: delete)
        routes.get("roles/:role/groups", use: groups)
        routes.put("roles/:role/groups", use: setGroups)
        routes.get("roles/:role/users", use: users)
        routes.put("roles/:role/users", use: setUsers)
    }

    @Sendable func all(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "see_users")
        let ids = request.parameter("ids").map { Set(UserRoutes.ids($0)) }
        let roles = try await services.people.roles().filter { ids?.contains($0.id) ?? true }
        return .json(selecting(.array(roles.map { AccessJSON.json($0, caller) }), request))
    }

    @Sendable func search(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "see_users")
        let properties = ListedProperties<Role>([
            ("id", { .id($0.id) }), ("name", { .text($0.name) }), ("built_in", { .flag($0.isInternal) }),
            ("model_set_ids", { .ids([$0.modelSet.id]) }), ("permission_set_ids", { .ids([$0.permissionSet.id]) }),
        ])
        let found = try properties.sort(try properties.search(try await services.people.roles(), request), request)
        let page = try ListPage(request)
        return page.answer(page.part(of: found).map { AccessJSON.json($0, caller) }, of: found.count, to: request)
    }

    @Sendable func show(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "see_users")
        let id = try context.name("role")
        guard let role = try await services.people.roles().first(where: { $0.id == id }) else {
            throw RequestFailure.notFound("role")
        }
        return .json(selecting(AccessJSON.json(role, caller), request))
    }

    @Sendable func create(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireAdministrator()
        var body = try await BodyProperties(request)
        let name = body.text("name") ?? ""
        let (permissions, models) = sets(&body)
        if permissions == nil { body.missing("permission_set_id") }
        if models == nil { body.missing("model_set_id") }
        try body.check()
        let role = try await making {
            try await services.people.createRole(
                name: name, permissionSetID: permissions ?? "", modelSetID: models ?? "")
        }
        AuditNotes.current?.object = "roles/\(role.id)"
        AuditNotes.current?.add("created", .string(role.name))
        return .json(selecting(AccessJSON.json(role, caller), request))
    }

    @Sendable func update(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireAdministrator()
        var body = try await BodyProperties(request)
        let name = body.text("name")
        let (permissions, models) = sets(&body)
        try body.check()
        let role = try await services.guardedPeople.updateRole(
            try context.name("role"), name: name, permissionSetID: permissions, modelSetID: models)
        AuditNotes.current?.add("permission_set", .string(role.permissionSet.name))
        AuditNotes.current?.add("model_set", .string(role.modelSet.name))
        return .json(selecting(AccessJSON.json(role, caller), request))
    }

    /// Sets are named by their ids, or given as objects with ids.
    private func sets(_ body: inout BodyProperties) -> (permissions: String?, models: String?) {
        func nested(_ name: String) -> String? {
            let id = body[name]?["id"]
            return id?.stringValue ?? id?.intValue.map { String($0) }
        }
        return (
            body.id("permission_set_id") ?? nested("permission_set"), body.id("model_set_id") ?? nested("model_set")
        )
    }

    @Sendable func delete(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        _ = try context.requireAdministrator()
        let id = try context.name("role")
        let role = try await services.people.roles().first { $0.id == id }
        try await services.guardedPeople.deleteRole(id)
        if let role { AuditNotes.current?.add("deleted", .string(role.name)) }
        return .empty(.noContent)
    }

    @Sendable func groups(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "see_users")
        return try await groups(ofRole: try context.name("role"), caller, request)
    }

    @Sendable func setGroups(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireAdministrator()
        let role = try context.name("role")
        let groups = try await ids(request)
        try await services.guardedPeople.setGroups(groups, ofRole: role)
        AuditNotes.current?.add("groups", .array(groups.map(JSONValue.string)))
        return try await self.groups(ofRole: role, caller, request)
    }

    private func groups(ofRole id: String, _ caller: Caller, _ request: Request) async throws -> Response {
        let groups = try await services.people.groups(withRole: id)
        let counts = try await services.people.directory().memberCounts()
        let json = groups.map { AccessJSON.json($0, count: counts[$0.id] ?? 0, caller) }
        return .json(selecting(.array(json), request))
    }

    @Sendable func users(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "see_users")
        return try await users(
            ofRole: try context.name("role"), direct: request.flag("direct_association_only") ?? false, caller, request)
    }

    @Sendable func setUsers(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireAdministrator()
        let role = try context.name("role")
        let users = try await ids(request)
        try await services.guardedPeople.setUsers(users, ofRole: role)
        AuditNotes.current?.add("users", .array(users.map(JSONValue.string)))
        return try await self.users(ofRole: role, direct: true, caller, request)
    }

    private func users(
        ofRole id: String, direct: Bool, _ caller: Caller, _ request: Request
    ) async throws -> Response {
        guard try await services.people.roles().contains(where: { $0.id == id }) else {
            throw RequestFailure.notFound("role")
        }
        let directory = try await services.people.directory()
        let json = UserJSON(directory: directory, caller: caller, baseURL: services.baseURL)
        let holders = directory.users.filter {
            (direct ? directory.directRoleIDs(of: $0.id) : directory.roleIDs(of: $0.id)).contains(id)
        }
        return .json(selecting(.array(holders.map { json.json($0) }), request))
    }
}
