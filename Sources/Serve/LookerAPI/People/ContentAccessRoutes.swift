internal import Content
internal import FrontDoor
internal import HTTPTypes
internal import Hummingbird
internal import JSON

/// Who may see and change which content: `content_metadata` and `content_metadata_access`.
struct ContentAccessRoutes: Sendable {
    let services: LookerServices

    func add(to routes: RouterGroup<SoundingsRequestContext>) {
        routes.get("content_metadata", use: children)
        routes.get("content_metadata/:metadata", use: show)
        routes.patch("content_metadata/:metadata", use: update)
        routes.get("content_metadata_access", use: grants)
        routes.post("content_metadata_access", use: addGrant)
        routes.put("content_metadata_access/:grant", use: changeGrant)
        routes.delete("content_metadata_access/:grant", use: removeGrant)
    }

    @Sendable func children(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "access_data")
        guard let text = request.parameter("parent_id") else {
            throw RequestFailure.badRequest("parent_id is required: the content metadata id of a folder.")
        }
        let access = try await services.content.folderAccess(for: caller.reader)
        let parent = try await find(text, access, caller)
        guard parent.content.kind == .folder else { return .json([]) }
        let all = try await services.content.metadata(inFolder: parent.content.id)
            .filter { level(of: $0, access, caller) >= .view }
        return .json(selecting(.array(all.map { json($0, access, caller) }), request))
    }

    @Sendable func show(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "access_data")
        let access = try await services.content.folderAccess(for: caller.reader)
        let metadata = try await find(try context.name("metadata"), access, caller)
        return .json(selecting(json(metadata, access, caller), request))
    }

    @Sendable func update(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "manage_spaces")
        let metadata = try await findManaged(try context.name("metadata"), caller)
        var body = try await BodyProperties(request)
        let inherits = body.flag("inherits")
        try body.check()
        if let inherits {
            try await services.content.setInherits(inherits, of: metadata.content)
            AuditNotes.current?.add("inherits", .bool(inherits))
        }
        let access = try await services.content.folderAccess(for: caller.reader)
        let changed = try await services.content.metadata(of: metadata.content) ?? metadata
        return .json(selecting(json(changed, access, caller), request))
    }

    @Sendable func grants(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "manage_spaces")
        guard let text = request.parameter("content_metadata_id") else {
            throw RequestFailure.badRequest("content_metadata_id is required.")
        }
        let metadata = try await findManaged(text, caller)
        let grants = try await services.content.grants(on: metadata.content)
        return .json(selecting(.array(grants.map(Self.json)), request))
    }

    @Sendable func addGrant(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "manage_spaces")
        var body = try await BodyProperties(request)
        let id = body.id("content_metadata_id")
        if id == nil { body.missing("content_metadata_id") }
        let (group, user) = (body.id("group_id"), body.id("user_id"))
        let level = Self.level(&body, isRequired: true)
        try body.check()
        let metadata = try await findManaged(id ?? "", caller)
        let grant = try await making {
            try await services.content.addGrant(
                ContentGrant(content: metadata.content, groupID: group, userID: user, level: level ?? .view))
        }
        note(grant)
        return .json(Self.json(grant))
    }

    @Sendable func changeGrant(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "manage_spaces")
        let grant = try await findGrant(context, caller)
        var body = try await BodyProperties(request)
        let level = Self.level(&body, isRequired: true)
        try body.check()
        let changed = try await services.content.setLevel(level ?? grant.level, ofGrant: grant.id)
        note(changed)
        return .json(Self.json(changed))
    }

    @Sendable func removeGrant(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller(may: "manage_spaces")
        let grant = try await findGrant(context, caller)
        note(grant)
        guard try await services.content.removeGrant(grant.id) else { throw RequestFailure.notFound("grant") }
        return .empty(.noContent)
    }

    private func note(_ grant: ContentGrant) {
        AuditNotes.current?.object = grant.content.kind.rawValue + "s/" + grant.content.id
        AuditNotes.current?.add("group_id", JSONValue(grant.groupID))
        AuditNotes.current?.add("user_id", JSONValue(grant.userID))
        AuditNotes.current?.add("permission_type", .string(grant.level == .edit ? "edit" : "view"))
    }

    private static func level(_ body: inout BodyProperties, isRequired: Bool) -> AccessLevel? {
        switch body.text("permission_type") {
        case "view": return .view
        case "edit": return .edit
        case nil, "":
            if isRequired { body.missing("permission_type") }
        default: body.invalid("permission_type", "permission_type must be view or edit.")
        }
        return nil
    }

    /// Content that the caller sees.
    private func find(
        _ id: String, _ access: FolderAccess, _ caller: Caller
    ) async throws -> ContentMetadata {
        guard let content = try await services.content.content(metadataID: id),
            let metadata = try await services.content.metadata(of: content),
            level(of: metadata, access, caller) >= .view
        else { throw RequestFailure.notFound("content") }
        return metadata
    }

    /// Content whose access the caller may manage: they may edit it, and manage folders.
    private func findManaged(_ id: String, _ caller: Caller) async throws -> ContentMetadata {
        let access = try await services.content.folderAccess(for: caller.reader)
        let metadata = try await find(id, access, caller)
        guard caller.isAdmin || level(of: metadata, access, caller) >= .edit else {
            throw RequestFailure.refused("You may see this, but not say who else does. Ask its owner.")
        }
        return metadata
    }

    private func findGrant(_ context: SoundingsRequestContext, _ caller: Caller) async throws -> ContentGrant {
        guard let grant = try await services.content.grant(try context.name("grant")) else {
            throw RequestFailure.notFound("grant")
        }
        _ = try await findManaged(grant.metadataID, caller)
        return grant
    }

    /// Folders by their own level, Looks and dashboards by that of their folder; boards are for everybody to see.
    private func level(of metadata: ContentMetadata, _ access: FolderAccess, _ caller: Caller) -> AccessLevel {
        switch metadata.content.kind {
        case .folder: access.level(of: metadata.content.id)
        case .look, .dashboard: metadata.parentID.map(access.level) ?? .none
        case .board: caller.isAdmin ? .edit : .view
        // Looker has none, and so no number for the access to one.
        case .statement: .none
        }
    }

    private func json(_ metadata: ContentMetadata, _ access: FolderAccess, _ caller: Caller) -> JSONValue {
        let content = metadata.content
        func id(_ kind: ContentReference.Kind) -> JSONValue { content.kind == kind ? .string(content.id) : .null }
        let mayEdit = JSONValue.bool(level(of: metadata, access, caller) >= .edit)
        return [
            "id": .string(metadata.id), "name": .string(metadata.name),
            "parent_id": JSONValue(metadata.parentMetadataID),
            "folder_id": id(.folder), "look_id": id(.look), "dashboard_id": id(.dashboard), "homepage_id": id(.board),
            "content_type": .string(content.kind.rawValue), "inherits": .bool(metadata.inherits),
            "inheriting_id": .string(metadata.inheritingID), "slug": JSONValue(metadata.slug),
            "can": ["show": true, "index": true, "update": mayEdit, "manage_access": mayEdit],
        ]
    }

    private static func json(_ grant: ContentGrant) -> JSONValue {
        [
            "id": .string(grant.id), "content_metadata_id": .string(grant.metadataID),
            "group_id": JSONValue(grant.groupID), "user_id": JSONValue(grant.userID),
            "permission_type": grant.level == .edit ? "edit" : "view",
            "can": ["show": true, "update": true, "destroy": true],
        ]
    }
}
