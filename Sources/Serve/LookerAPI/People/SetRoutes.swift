internal import Content
internal import FrontDoor
internal import HTTPTypes
internal import Hummingbird
internal import JSON

/// Permissions, permission sets and model sets: what roles consist of.
struct SetRoutes: Sendable {
    let services: LookerServices

    func add(to routes: RouterGroup<SoundingsRequestContext>) {
        routes.get("permissions", use: permissions)
        routes.get("permission_sets", use: permissionSets)
        routes.get("permission_sets/search", use: searchPermissionSets)
        routes.post("permission_sets", use: createPermissionSet)
        routes.get("permission_sets/:set", use: permissionSet)
        routes.patch("permission_sets/:set", use: updatePermissionSet)
        routes.delete("permission_sets/:set", use: deletePermissionSet)
        routes.get("model_sets", use: modelSets)
        routes.get("model_sets/search", use: searchModelSets)
        routes.post("model_sets", use: createModelSet)
        routes.get("model_sets/:set", use: modelSet)
        routes.patch("model_sets/:set", use: updateModelSet)
        routes.delete("model_sets/:set", use: deleteModelSet)
    }

    @Sendable func permissions(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        _ = try context.requireAccount()
        return .json(selecting(.array(Permission.allCases.map(AccessJSON.json)), request))
    }

    @Sendable func permissionSets(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "see_users")
        let sets = try await services.people.permissionSets()
        return .json(selecting(.array(sets.map { AccessJSON.json($0, caller) }), request))
    }

    @Sendable func searchPermissionSets(
        _ request: Request, _ context: SoundingsRequestContext
    ) async throws -> Response {
        let caller = try context.requireCaller(may: "see_users")
        let properties = ListedProperties<PermissionSet>([
            ("id", { .id($0.id) }), ("name", { .text($0.name) }), ("all_access", { .flag($0.isAllAccess) }),
            ("built_in", { .flag($0.builtIn != nil) }),
        ])
        let found = try properties.sort(
            try properties.search(try await services.people.permissionSets(), request), request)
        let page = try ListPage(request)
        return page.answer(page.part(of: found).map { AccessJSON.json($0, caller) }, of: found.count, to: request)
    }

    @Sendable func permissionSet(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "see_users")
        let id = try context.name("set")
        guard let set = try await services.people.permissionSets().first(where: { $0.id == id }) else {
            throw RequestFailure.notFound("permission set")
        }
        return .json(selecting(AccessJSON.json(set, caller), request))
    }

    @Sendable func createPermissionSet(
        _ request: Request, _ context: SoundingsRequestContext
    ) async throws -> Response {
        let caller = try context.requireAdministrator()
        var body = try await BodyProperties(request)
        let name = body.text("name") ?? ""
        let permissions = body.texts("permissions") ?? []
        try body.check()
        let set = try await making {
            try await services.people.createPermissionSet(name: name, permissions: permissions)
        }
        note(set)
        return .json(selecting(AccessJSON.json(set, caller), request))
    }

    @Sendable func updatePermissionSet(
        _ request: Request, _ context: SoundingsRequestContext
    ) async throws -> Response {
        let caller = try context.requireAdministrator()
        var body = try await BodyProperties(request)
        let name = body.text("name")
        let permissions = body.texts("permissions")
        try body.check()
        let set = try await services.people.updatePermissionSet(
            try context.name("set"), name: name, permissions: permissions)
        note(set)
        return .json(selecting(AccessJSON.json(set, caller), request))
    }

    private func note(_ set: PermissionSet) {
        AuditNotes.current?.object = "permission_sets/\(set.id)"
        AuditNotes.current?.add("name", .string(set.name))
        AuditNotes.current?.add(
            "permissions", .array(set.permissions.map(\.rawValue).sorted().map(JSONValue.string)))
    }

    @Sendable func deletePermissionSet(
        _ request: Request, _ context: SoundingsRequestContext
    ) async throws -> Response {
        _ = try context.requireAdministrator()
        try await services.people.deletePermissionSet(try context.name("set"))
        return .empty(.noContent)
    }

    @Sendable func modelSets(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "see_users")
        let sets = try await services.people.modelSets().map(withModels)
        return .json(selecting(.array(sets.map { AccessJSON.json($0, caller) }), request))
    }

    @Sendable func searchModelSets(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "see_users")
        let properties = ListedProperties<ModelSet>([
            ("id", { .id($0.id) }), ("name", { .text($0.name) }), ("all_access", { .flag($0.isAll) }),
            ("built_in", { .flag($0.isAll) }),
        ])
        let all = try await services.people.modelSets().map(withModels)
        let found = try properties.sort(try properties.search(all, request), request)
        let page = try ListPage(request)
        return page.answer(page.part(of: found).map { AccessJSON.json($0, caller) }, of: found.count, to: request)
    }

    @Sendable func modelSet(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "see_users")
        let id = try context.name("set")
        guard let set = try await services.people.modelSets().first(where: { $0.id == id }) else {
            throw RequestFailure.notFound("model set")
        }
        return .json(selecting(AccessJSON.json(withModels(set), caller), request))
    }

    /// The set of all models names those that are there.
    private func withModels(_ set: ModelSet) -> ModelSet {
        guard set.isAll else { return set }
        var set = set
        set.models = services.project.current.models.map(\.name)
        return set
    }

    @Sendable func createModelSet(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireAdministrator()
        var body = try await BodyProperties(request)
        let name = body.text("name") ?? ""
        let models = body.texts("models") ?? []
        try body.check()
        let set = try await making { try await services.people.createModelSet(name: name, models: models) }
        note(set)
        return .json(selecting(AccessJSON.json(set, caller), request))
    }

    @Sendable func updateModelSet(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireAdministrator()
        var body = try await BodyProperties(request)
        let name = body.text("name")
        let models = body.texts("models")
        try body.check()
        let set = try await services.people.updateModelSet(try context.name("set"), name: name, models: models)
        note(set)
        return .json(selecting(AccessJSON.json(set, caller), request))
    }

    private func note(_ set: ModelSet) {
        AuditNotes.current?.object = "model_sets/\(set.id)"
        AuditNotes.current?.add("name", .string(set.name))
        AuditNotes.current?.add("models", .array(set.models.map(JSONValue.string)))
    }

    @Sendable func deleteModelSet(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        _ = try context.requireAdministrator()
        try await services.people.deleteModelSet(try context.name("set"))
        return .empty(.noContent)
    }
}
