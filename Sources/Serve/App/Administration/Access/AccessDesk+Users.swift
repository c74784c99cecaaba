import Content
import Foundation
import JSON

extension AccessDesk {
    func performUser(_ order: AccessOrder) async throws -> Answer {
        if order.verb == .userList { return try await userList() }
        let user = try await user(try Self.needed(order, "user"))
        let name = user.email ?? user.displayName
        switch order.verb {
        case .userShow: return try await userShow(user)
        case .userRole:
            let word = try Self.needed(order, "role")
            guard let role = BuiltInRole(rawValue: word), role != .visitor else {
                throw CommandFailure(
                    "There is no role '\(word)' for this. There are: admin, developer, explorer, viewer. "
                        + "Other roles are given with: soundings role give")
            }
            _ = try await people.setRole(role, of: user.id)
            return Answer("\(name) is \(word) now.")
        case .userDisable, .userEnable:
            let disables = order.verb == .userDisable
            _ = try await people.setDisabled(disables, user.id)
            return Answer(
                disables
                    ? "\(name) can't sign in any more. What they made stays."
                    : "\(name) can sign in again. Give them a link with: soundings user add --email \(name)")
        case .userDelete:
            try await people.deleteUser(user.id)
            return Answer("The account of \(name) is deleted. What they made stays.")
        case .userPassword:
            let link = try await people.createPasswordLink(for: user.id)
            let url = "\(order.text("url") ?? baseURL())/password/reset/\(link.token)"
            return Answer("\(name) chooses a password within a day at: \(url)", ["url": .string(url)])
        case .userSignOut:
            try await people.endSessions(of: user.id, except: nil)
            return Answer("\(name) is signed out everywhere.")
        case .credentialsDelete:
            let clientID = try Self.needed(order, "client_id")
            let all = try await people.credentials(of: user.id)
            guard let credential = all.first(where: { $0.clientID == clientID }),
                try await people.deleteCredential(credential.id, of: user.id)
            else { throw CommandFailure("\(name) has no credentials with the client id \(clientID).") }
            return Answer("The client id \(clientID) opens nothing any more.")
        default: throw CommandFailure("soundings \(order.verb.rawValue) is not about a user.")
        }
    }

    private func userList() async throws -> Answer {
        let directory = try await people.directory()
        let roles = try await people.roles()
        let groupNames = Dictionary(directory.groups.map { ($0.id, $0.name) }, uniquingKeysWith: { a, _ in a })
        func named(_ user: User) -> (roles: [String], groups: [String]) {
            let held = directory.roleIDs(of: user.id)
            return (
                roles.filter { held.contains($0.id) }.map(\.name),
                directory.groupIDs(of: user.id).compactMap { groupNames[$0] }.sorted()
            )
        }
        let rows = directory.users.map { user in
            let names = named(user)
            return [
                user.id, user.email ?? "-", user.displayName, names.roles.joined(separator: ", "),
                names.groups.joined(separator: ", ") + (user.isDisabled ? " (disabled)" : ""),
            ]
        }
        let json = directory.users.map { user -> JSONValue in
            let names = named(user)
            return [
                "id": .string(user.id), "email": JSONValue(user.email), "name": .string(user.displayName),
                "roles": .array(names.roles.map(JSONValue.string)),
                "groups": .array(names.groups.map(JSONValue.string)), "disabled": .bool(user.isDisabled),
                "service_account": .bool(user.isServiceAccount),
                "last_sign_in": user.loggedInAt.map { .string($0.ISO8601Format()) } ?? .null,
            ]
        }
        return Answer(
            rows.isEmpty ? "There are no accounts." : Self.table(["ID", "EMAIL", "NAME", "ROLES", "GROUPS"], rows),
            .array(json))
    }

    private func userShow(_ user: User) async throws -> Answer {
        let directory = try await people.directory()
        let entitlements = try await people.entitlements(of: user)
        let roles = try await people.roles()
        let direct = directory.directRoleIDs(of: user.id)
        let held = roles.filter { entitlements.roleIDs.contains($0.id) }
        let groups = directory.groups.filter { entitlements.groupIDs.contains($0.id) }.map(\.name)
        let values = try await people.attributeValues(of: user.id).compactMap(\.first).filter { $0.value != nil }
        let credentials = try await people.credentials(of: user.id)
        let sessions = try await people.sessions(of: user.id)
        let hasPassword = try await people.hasPassword(user.id)
        func shown(_ value: AttributeValue) -> String { value.attribute.isHidden ? "(hidden)" : value.value ?? "" }
        func source(_ value: AttributeValue) -> String {
            switch value.source {
            case .system: "account"
            case .user: "user"
            case .group(_, let name): "group " + name
            case .standard: "default"
            case .none: "-"
            }
        }
        var lines = [
            "\(user.displayName) (\(user.id))" + (user.isDisabled ? ", disabled" : ""),
            "email        \(user.email ?? "-")\(hasPassword ? ", has a password" : "")",
            "roles        "
                + held.map { direct.contains($0.id) ? $0.name : "\($0.name) (by group)" }.joined(separator: ", "),
            "groups       " + groups.joined(separator: ", "),
            "permissions  " + entitlements.permissions.map(\.rawValue).sorted().joined(separator: ", "),
        ]
        for value in values {
            lines.append("attribute    \(value.attribute.name) = \(shown(value)) (\(source(value)))")
        }
        for credential in credentials {
            lines.append("client id    \(credential.clientID), made \(credential.createdAt.ISO8601Format())")
        }
        for session in sessions {
            lines.append("session      \(session.address ?? "-"), last seen \(session.lastSeenAt.ISO8601Format())")
        }
        let json: JSONValue = [
            "id": .string(user.id), "email": JSONValue(user.email), "name": .string(user.displayName),
            "disabled": .bool(user.isDisabled), "has_password": .bool(hasPassword),
            "roles": .array(held.map { .string($0.name) }), "groups": .array(groups.map(JSONValue.string)),
            "permissions": .array(entitlements.permissions.map(\.rawValue).sorted().map(JSONValue.string)),
            "attributes": .object(JSONObject(values.map { ($0.attribute.name, .string(shown($0))) })),
            "client_ids": .array(credentials.map { .string($0.clientID) }), "sessions": .int(Int64(sessions.count)),
        ]
        return Answer(lines.joined(separator: "\n"), json)
    }
}
