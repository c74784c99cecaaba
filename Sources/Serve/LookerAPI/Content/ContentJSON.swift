internal import Content
internal import Foundation
internal import FrontDoor
internal import JSON
internal import SemanticModel

/// Content as Looker's API shows it to one caller.
///
/// The SDKs fail on a null where they want a list or an object with required parts, so such members are given or left out.
struct ContentJSON: Sendable {
    let gate: ContentGate
    /// What the fields of dashboard filters are described by.
    let project: Project
    let baseURL: String
    /// The caller's favourites, and how many people have each thing among theirs.
    let favorites: FavoriteMarks

    var caller: Caller { gate.caller }

    init(_ services: LookerServices, _ gate: ContentGate) async throws {
        self.gate = gate
        project = services.project.current(for: gate.caller)
        baseURL = services.baseURL
        favorites = try await services.content.favoriteMarks(of: gate.caller.userID)
    }

    func json(_ folder: Folder) -> JSONValue {
        let isPersonal = folder.parentID == Folder.usersID
        let mayChange = !folder.source.isReadOnly && folder.parentID != nil && gate.edits(folder.id)
        return .object(
            JSONObject(distinct: [
                ("id", .string(folder.id)), ("name", .string(folder.name)), ("parent_id", JSONValue(folder.parentID)),
                ("description", .string(folder.description)), ("child_count", .int(Int64(folder.childCount))),
                ("creator_id", JSONValue(folder.creatorID)),
                ("content_metadata_id", JSONValue(gate.metadataID(ofFolder: folder.id))),
                ("content_favorite_id", JSONValue(favorites.own[ContentReference(.folder, folder.id).key])),
                ("external_id", .null), ("is_personal", .bool(isPersonal)),
                ("is_personal_descendant", .bool(isPersonal)),
                ("is_embed", false), ("is_embed_shared_root", false), ("is_embed_users_root", false),
                ("is_shared_root", .bool(folder.isSharedRoot)), ("is_users_root", .bool(folder.isUsersRoot)),
                ("created_at", APITime.json(folder.createdAt)),
                (
                    "can",
                    [
                        "index": true, "show": true, "create": .bool(gate.edits(folder.id)),
                        "update": .bool(mayChange), "destroy": .bool(mayChange),
                        "edit_content": .bool(gate.edits(folder.id)),
                    ]
                ),
            ]))
    }

    func json(_ query: SavedQuery) -> JSONValue { Self.json(query, baseURL: baseURL) }

    static func json(_ query: SavedQuery, baseURL: String) -> JSONValue {
        var json = query.definition.json
        for name in ["fields", "sorts"] where json[name] == nil { json[name] = [] }
        for name in ["filters", "vis_config"] where json[name] == nil { json[name] = [:] }
        json["id"] = .string(query.id)
        json["slug"] = .string(query.slug)
        json["client_id"] = .string(query.slug)
        json["share_url"] = .string(baseURL + "/x/" + query.slug)
        json["url"] = .string(ExploreAddress.path(query.definition))
        json["expanded_share_url"] = .string(baseURL + ExploreAddress.path(query.definition, picture: true))
        json["has_table_calculations"] = .bool(query.definition.dynamicFields != nil)
        json["can"] = ["run": true, "show": true]
        return .object(json)
    }

    /// - Parameter withQuery: Lists leave the query out.
    func json(_ look: Look, withQuery: Bool) -> JSONValue {
        let id = ContentReference.look(look.id).key
        var members: [(String, JSONValue)] = [
            ("id", .string(look.id)), ("title", .string(look.title)), ("description", .string(look.description)),
            ("folder_id", .string(look.folderID)),
            ("folder", ["id": .string(look.folderID), "name": .string(look.folderName)]),
            ("query_id", .string(look.query.id)), ("user_id", JSONValue(look.ownerID)),
            ("user_name", JSONValue(look.ownerName)), ("last_updater_id", JSONValue(look.lastUpdaterID)),
            ("content_metadata_id", JSONValue(look.metadataID)), ("content_favorite_id", JSONValue(favorites.own[id])),
            ("model", ["id": .string(look.query.model), "label": .string(look.query.model)]),
            ("deleted", .bool(look.deletedAt != nil)), ("deleted_at", APITime.json(look.deletedAt)),
            ("deleter_id", JSONValue(look.deleterID)),
            ("is_run_on_load", look.settings["is_run_on_load"] ?? true), ("public", look.settings["public"] ?? false),
            ("view_count", .int(Int64(look.viewCount))), ("usage_count", .int(Int64(look.viewCount))),
            ("favorite_count", .int(Int64(favorites.counts[id] ?? 0))),
            ("created_at", APITime.json(look.createdAt)), ("updated_at", APITime.json(look.updatedAt)),
            ("last_viewed_at", APITime.json(look.lastViewedAt)),
            ("last_accessed_at", APITime.json(look.lastViewedAt)),
            ("short_url", .string("/looks/" + look.id)), ("url", .string("/looks/" + look.id)),
            ("readonly", .bool(look.readOnly)), ("version", .int(Int64(look.version))),
            ("can", can(look.readOnly, folder: look.folderID, permission: "save_looks")),
        ]
        members += Self.members(look.marks)
        // Looker's Looks have none, so it is left out where there is none.
        if let slug = look.slug { members.append(("slug", .string(slug))) }
        if withQuery { members.append(("query", json(look.query))) }
        return .object(JSONObject(distinct: members))
    }

    func json(_ dashboard: DashboardSummary) -> JSONValue {
        .object(JSONObject(distinct: members(dashboard)))
    }

    func members(_ dashboard: DashboardSummary) -> [(String, JSONValue)] {
        let id = ContentReference.dashboard(dashboard.id).key
        return [
            ("id", .string(dashboard.id)), ("slug", JSONValue(dashboard.slug)), ("title", .string(dashboard.title)),
            ("description", .string(dashboard.description)), ("folder_id", .string(dashboard.folderID)),
            (
                "folder",
                .object(
                    JSONObject(distinct: [("id", .string(dashboard.folderID)), ("name", .string(dashboard.folderName))])
                )
            ),
            ("model", dashboard.model.map { ["id": .string($0), "label": .string($0)] } ?? .null),
            ("content_metadata_id", JSONValue(dashboard.metadataID)),
            ("content_favorite_id", JSONValue(favorites.own[id])),
            ("user_id", JSONValue(dashboard.ownerID)), ("user_name", JSONValue(dashboard.ownerName)),
            ("last_updater_id", JSONValue(dashboard.lastUpdaterID)),
            ("last_updater_name", JSONValue(dashboard.lastUpdaterName)),
            ("deleted", .bool(dashboard.deletedAt != nil)), ("deleted_at", APITime.json(dashboard.deletedAt)),
            ("deleter_id", JSONValue(dashboard.deleterID)), ("readonly", .bool(dashboard.readOnly)),
            ("view_count", .int(Int64(dashboard.viewCount))), ("usage_count", .int(Int64(dashboard.viewCount))),
            ("favorite_count", .int(Int64(favorites.counts[id] ?? 0))),
            ("created_at", APITime.json(dashboard.createdAt)), ("updated_at", APITime.json(dashboard.updatedAt)),
            ("last_viewed_at", APITime.json(dashboard.lastViewedAt)),
            ("last_accessed_at", APITime.json(dashboard.lastViewedAt)),
            ("url", .string("/dashboards/" + dashboard.id)), ("version", .int(Int64(dashboard.version))),
            ("can", can(dashboard.readOnly, folder: dashboard.folderID, permission: "save_dashboards")),
        ] + Self.members(dashboard.marks)
    }

    /// Looker knows verification; tags and what takes something's place are ours.
    private static func members(_ marks: ContentMarks) -> [(String, JSONValue)] {
        guard !marks.isEmpty else { return [("tags", [])] }
        var members: [(String, JSONValue)] = [("tags", .array(marks.tags.map(JSONValue.string)))]
        if let verification = marks.verification {
            members.append(
                (
                    "certification_metadata",
                    [
                        "certification_status": .string(verification.status), "notes": JSONValue(verification.notes),
                        "user_name": JSONValue(verification.by),
                        "updated_at": verification.at.flatMap { try? Date($0, strategy: .iso8601) }.map(APITime.json)
                            ?? .null,
                    ]
                ))
        }
        if let deprecation = marks.deprecation {
            members.append(
                (
                    "deprecated",
                    [
                        "successor": JSONValue(deprecation.successor?.path), "note": JSONValue(deprecation.note),
                    ]
                ))
        }
        return members
    }

    private func can(_ readOnly: Bool, folder: String, permission: String) -> JSONValue {
        let changes = !readOnly && caller.may(permission) && gate.edits(folder)
        return .object(
            JSONObject(distinct: [
                ("index", true), ("show", true), ("run", true), ("explore", .bool(caller.may("explore"))),
                ("download", .bool(caller.may("download_without_limit") || caller.may("download_with_limit"))),
                ("copy", .bool(caller.may(permission))), ("update", .bool(changes)), ("move", .bool(changes)),
                ("recover", .bool(changes)), ("destroy", .bool(changes)),
            ]))
    }
}
