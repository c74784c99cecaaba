internal import Content
internal import FrontDoor
internal import HTTPTypes
internal import Hummingbird
internal import JSON

/// Groups and who belongs to them.
struct GroupRoutes: Sendable {
    let services: LookerServices

    func add(to routes: RouterGroup<SoundingsRequestContext>) {
        routes.get("groups", use: all)
        routes.post("groups", use: create)
        routes.get("groups/search", use: search)
        routes.get("groups/search/with_roles", use: searchWithRoles)
        routes.get("groups/search/with_hierarchy", use: searchWithHierarchy)
        routes.get("groups/:group", use: show)
        routes.patch("groups/:group", use: update)
        routes.delete("groups/:group", use: delete)
        routes.get("groups/:group/users", use: users)
        routes.post("groups/:group/users", use: addUser)
        routes.delete("groups/:group/users/:user", use: removeUser)
        routes.get("groups/:group/groups", use: groups)
        routes.post("groups/:group/groups", use: addGroup)
        routes.delete("groups/:group/groups/:member", use: removeGroup)
        routes.patch("groups/:group/attribute_values/:attribute", use: setValue)
        routes.delete("groups/:group/attribute_values/:attribute", use: deleteValue)
    }

    @Sendable func all(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireAccount()
        let directory = try await services.people.directory()
        var groups = directory.groups
        if let ids = request.parameter("ids").map({ Set(UserRoutes.ids($0)) }) {
            groups.removeAll { !ids.contains($0.id) }
        }
        if let flag = request.flag("can_add_to_content_metadata") {
            groups.removeAll { $0.canAddToContentMetadata != flag }
        }
        if let id = request.parameter("content_metadata_id") {
            // Who is on a list is for those who may look at what it is the list of.
            let access = try await services.content.folderAccess(for: caller.reader)
            guard let content = try await services.content.content(metadataID: id),
                content.kind != .folder || access.maySee(content.id)
            else { return .json([]) }
            let named = Set(try await services.content.grants(on: content).compactMap(\.groupID))
            groups.removeAll { !named.contains($0.id) }
        }
        return try list(groups, directory, caller, request)
    }

    @Sendable func search(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireAccount()
        let directory = try await services.people.directory()
        return try list(try Self.properties.search(directory.groups, request), directory, caller, request)
    }

    @Sendable func searchWithRoles(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "see_users")
        let directory = try await services.people.directory()
        let roles = try await services.people.roles()
        return try list(try Self.properties.search(directory.groups, request), directory, caller, request) { group in
            let held = directory.roleIDs(ofGroup: group.id)
            return [("roles", .array(roles.filter { held.contains($0.id) }.map { AccessJSON.json($0, caller) }))]
        }
    }

    @Sendable func searchWithHierarchy(
        _ request: Request, _ context: SoundingsRequestContext
    ) async throws -> Response {
        let caller = try context.requireCaller(may: "see_users")
        let directory = try await services.people.directory()
        return try list(try Self.properties.search(directory.groups, request), directory, caller, request) { group in
            [
                ("parent_group_ids", .array(directory.parentIDs(ofGroup: group.id).sorted().map(JSONValue.string))),
                ("role_ids", .array(directory.roleIDs(ofGroup: group.id).sorted().map(JSONValue.string))),
            ]
        }
    }

    private static var properties: ListedProperties<Group> {
        ListedProperties([
            ("id", { .id($0.id) }), ("name", { .text($0.name) }), ("external_group_id", { .text($0.externalID) }),
            ("externally_managed", { .flag($0.isExternallyManaged) }), ("externally_orphaned", { _ in .flag(false) }),
        ])
    }

    @Sendable func show(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireAccount()
        return try await answer(try context.name("group"), caller, request)
    }

    @Sendable func create(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireAdministrator()
        var body = try await BodyProperties(request)
        let name = body.text("name") ?? ""
        let flag = body.flag("can_add_to_content_metadata") ?? true
        let external = body.id("external_group_id")
        try body.check()
        let group = try await making {
            try await services.people.createGroup(name: name, canAddToContentMetadata: flag, externalID: external)
        }
        AuditNotes.current?.object = "groups/\(group.id)"
        AuditNotes.current?.add("created", .string(group.name))
        return try await answer(group.id, caller, request)
    }

    @Sendable func update(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireAdministrator()
        var body = try await BodyProperties(request)
        let name = body.text("name")
        let flag = body.flag("can_add_to_content_metadata")
        try body.check()
        let group = try await services.people.updateGroup(
            try context.name("group"), name: name, canAddToContentMetadata: flag)
        AuditNotes.current?.add("name", .string(group.name))
        return try await answer(group.id, caller, request)
    }

    @Sendable func delete(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        _ = try context.requireAdministrator()
        let id = try context.name("group")
        let group = try await services.people.groups().first { $0.id == id }
        try await services.guardedPeople.deleteGroup(id)
        if let group { AuditNotes.current?.add("deleted", .string(group.name)) }
        return .empty(.noContent)
    }

    @Sendable func users(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "see_users")
        let (directory, group) = try await find(context)
        let page = try ListPage(request)
        let json = UserJSON(directory: directory, caller: caller, baseURL: services.baseURL)
        let members = try ListedProperties<User>([
            ("id", { .id($0.id) }), ("first_name", { .text($0.firstName) }), ("last_name", { .text($0.lastName) }),
            ("email", { .text($0.email) }), ("display_name", { .text($0.displayName) }),
        ]).sort(directory.members(of: group.id), request)
        return page.answer(page.part(of: members).map { json.json($0) }, of: members.count, to: request)
    }

    @Sendable func addUser(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireAdministrator()
        var body = try await BodyProperties(request)
        let id = body.id("user_id")
        if id == nil { body.missing("user_id") }
        try body.check()
        try await services.people.addUser(id ?? "", toGroup: try context.name("group"))
        AuditNotes.current?.add("added", .string("users/" + (id ?? "")))
        let directory = try await services.people.directory()
        guard let user = directory.users.first(where: { $0.id == id }) else { throw RequestFailure.notFound("user") }
        return .json(UserJSON(directory: directory, caller: caller, baseURL: services.baseURL).json(user))
    }

    @Sendable func removeUser(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        _ = try context.requireAdministrator()
        let user = try context.name("user")
        try await services.guardedPeople.removeUser(user, fromGroup: try context.name("group"))
        AuditNotes.current?.add("removed", .string("users/" + user))
        return .empty(.noContent)
    }

    @Sendable func groups(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireAccount()
        let (directory, group) = try await find(context)
        return try list(directory.memberGroups(of: group.id), directory, caller, request)
    }

    @Sendable func addGroup(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireAdministrator()
        var body = try await BodyProperties(request)
        let id = body.id("group_id")
        if id == nil { body.missing("group_id") }
        try body.check()
        let member = try await services.people.addGroup(id ?? "", toGroup: try context.name("group"))
        AuditNotes.current?.add("added", .string("groups/" + member.id))
        return try await answer(member.id, caller, request)
    }

    @Sendable func removeGroup(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        _ = try context.requireAdministrator()
        let member = try context.name("member")
        try await services.guardedPeople.removeGroup(member, fromGroup: try context.name("group"))
        AuditNotes.current?.add("removed", .string("groups/" + member))
        return .empty(.noContent)
    }

    @Sendable func setValue(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireAdministrator()
        var body = try await BodyProperties(request)
        let value = body.text("value")
        if value == nil { body.missing("value") }
        try body.check()
        let set = try await services.people.setGroupValue(
            value ?? "", ofAttribute: try context.name("attribute"), group: try context.name("group"))
        AuditNotes.current?.add("user_attribute_id", .string(set.attributeID))
        if !set.isHidden { AuditNotes.current?.add("value", .string(set.value)) }
        return .json(selecting(AccessJSON.json(set, caller), request))
    }

    @Sendable func deleteValue(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        _ = try context.requireAdministrator()
        try await services.people.removeGroupValue(
            ofAttribute: try context.name("attribute"), group: try context.name("group"))
        return .empty(.noContent)
    }

    private func find(_ context: SoundingsRequestContext) async throws -> (PeopleDirectory, Group) {
        let directory = try await services.people.directory()
        let id = try context.name("group")
        guard let group = directory.groups.first(where: { $0.id == id }) else { throw RequestFailure.notFound("group") }
        return (directory, group)
    }

    private func answer(_ id: String, _ caller: Caller, _ request: Request) async throws -> Response {
        let directory = try await services.people.directory()
        guard let group = directory.groups.first(where: { $0.id == id }) else { throw RequestFailure.notFound("group") }
        let count = directory.memberCounts()[id] ?? 0
        return .json(selecting(AccessJSON.json(group, count: count, caller), request))
    }

    /// - Parameter more: Members of the answer beside those of every group.
    private func list(
        _ groups: [Group], _ directory: PeopleDirectory, _ caller: Caller, _ request: Request,
        with more: (Group) -> [(String, JSONValue)] = { _ in [] }
    ) throws -> Response {
        let page = try ListPage(request)
        let sorted = try Self.properties.sort(groups, request)
        let counts = directory.memberCounts()
        let answers = page.part(of: sorted).map { group -> JSONValue in
            let json = AccessJSON.json(group, count: counts[group.id] ?? 0, caller)
            let members = json.objectValue?.members.map { ($0.key, $0.value) } ?? []
            return .object(JSONObject(members + more(group)))
        }
        return page.answer(answers, of: sorted.count, to: request)
    }
}
