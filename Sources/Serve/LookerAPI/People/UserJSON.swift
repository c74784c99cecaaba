internal import Content
internal import Foundation
internal import FrontDoor
internal import JSON

/// Accounts as Looker's API shows them.
struct UserJSON {
    let directory: PeopleDirectory
    let caller: Caller
    let baseURL: String

    /// All of it for the user themselves and for whoever sees users; for others the name.
    func json(_ user: User, sessions: [Session]? = nil) -> JSONValue {
        let isSelf = user.id == caller.userID
        guard isSelf || caller.seesUsers else { return name(user) }
        let groups = directory.groupIDs(of: user.id)
        var json = JSONObject([
            ("id", .string(user.id)), ("email", JSONValue(user.email)), ("first_name", .string(user.firstName)),
            ("last_name", .string(user.lastName)), ("display_name", .string(user.displayName)),
            ("is_disabled", .bool(user.isDisabled)), ("is_service_account", .bool(user.isServiceAccount)),
            ("service_account_name", user.isServiceAccount ? .string(user.displayName) : .null),
            ("locale", "en"), ("group_ids", Self.ids(groups)), ("role_ids", Self.ids(directory.roleIDs(of: user.id))),
            ("personal_folder_id", JSONValue(directory.personalFolderID(of: user.id))),
            ("home_folder_id", .string(user.homeFolderID ?? Folder.sharedID)),
            ("credentials_email", user.email == nil ? .null : credentialsEmail(user)),
            ("credentials_api3", .array(directory.credentials(of: user.id).map(Self.json))),
            ("credentials_embed", []), ("looker_versions", []), ("models_dir_validated", false),
            ("allow_direct_roles", true), ("allow_normal_group_membership", true),
            ("allow_roles_from_normal_groups", true), ("roles_externally_managed", false),
            ("presumed_looker_employee", false), ("verified_looker_employee", false), ("is_embed_user", false),
            ("can_manage_api3_creds", .bool(user.managesCredentials)),
            ("can", can(isSelf: isSelf)), ("url", .string("/api/4.0/users/" + user.id)),
        ])
        if let state = user.uiState.flatMap({ try? JSONValue.parse($0) }) { json["ui_state"] = state }
        if let sessions { json["sessions"] = .array(sessions.map { Self.json($0) }) }
        return .object(json)
    }

    private func name(_ user: User) -> JSONValue {
        [
            "id": .string(user.id), "first_name": .string(user.firstName), "last_name": .string(user.lastName),
            "display_name": .string(user.displayName), "is_disabled": .bool(user.isDisabled),
            "can": can(isSelf: false), "url": .string("/api/4.0/users/" + user.id),
        ]
    }

    /// Somebody without an account.
    static func visitor(_ caller: Caller) -> JSONValue {
        [
            "id": .string(caller.userID), "display_name": .string(caller.displayName), "email": .null,
            "first_name": .string(caller.displayName), "last_name": "", "is_disabled": false, "group_ids": [],
            "role_ids": [], "credentials_api3": [], "can": ["show": true],
        ]
    }

    func credentialsEmail(_ user: User, resetURL: String? = nil) -> JSONValue {
        [
            "email": JSONValue(user.email), "user_id": .string(user.id), "type": "email",
            "created_at": .string(Self.time(user.createdAt)), "is_disabled": .bool(user.isDisabled),
            "logged_in_at": user.loggedInAt.map { .string(Self.time($0)) } ?? .null,
            "forced_password_reset_at_next_login": false,
            "has_password": .bool(directory.hasPassword(user.id)), "password_reset_url": JSONValue(resetURL),
            "account_setup_url": .null, "can": can(isSelf: user.id == caller.userID),
            "url": .string("/api/4.0/users/\(user.id)/credentials_email"),
            "user_url": .string("/api/4.0/users/" + user.id),
        ]
    }

    static func json(_ credential: APICredential) -> JSONValue {
        [
            "id": .string(credential.id), "client_id": .string(credential.clientID), "type": "api3",
            "is_disabled": .bool(credential.isDisabled), "purpose": JSONValue(credential.purpose),
            "created_at": .string(time(credential.createdAt)), "can": ["show": true, "destroy": true],
            "url": .string("/api/4.0/users/\(credential.userID)/credentials_api3/\(credential.id)"),
        ]
    }

    static func json(_ session: Session) -> JSONValue {
        [
            "id": .string(session.id), "ip_address": JSONValue(session.address), "browser": JSONValue(session.browser),
            "created_at": .string(time(session.createdAt)), "extended_at": .string(time(session.lastSeenAt)),
            "expires_at": .string(time(session.expiresAt)), "extended_count": 0, "credentials_type": "email",
            "sudo_user_id": .null, "can": ["show": true, "destroy": true],
            "url": .string("/api/4.0/users/\(session.user.id)/sessions/\(session.id)"),
        ]
    }

    private func can(isSelf: Bool) -> JSONValue {
        let admin = JSONValue.bool(caller.isAdmin)
        return [
            "show": true, "index": .bool(caller.seesUsers), "create": admin, "destroy": admin,
            "update": .bool(caller.isAdmin || isSelf), "show_details": .bool(isSelf || caller.seesUsers),
            "sudo": .bool(caller.isAdmin || caller.may("sudo")),
        ]
    }

    static func ids(_ ids: Set<String>) -> JSONValue {
        .array(ids.sorted { (Int64($0) ?? 0, $0) < (Int64($1) ?? 0, $1) }.map(JSONValue.string))
    }

    /// ISO 8601 with the zone as an offset, to the millisecond.
    static func time(_ date: Date) -> String {
        let text = date.ISO8601Format(.iso8601(timeZone: .gmt, includingFractionalSeconds: true))
        return text.hasSuffix("Z") ? text.dropLast() + "+00:00" : text
    }
}
