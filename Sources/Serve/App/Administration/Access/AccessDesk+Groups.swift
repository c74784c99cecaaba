import Content
import JSON

extension AccessDesk {
    func performGroup(_ order: AccessOrder) async throws -> Answer {
        switch order.verb {
        case .groupList: return try await groupList()
        case .groupAdd:
            let name = try Self.needed(order, "group")
            if order.flag("if_missing"), let group = try? await group(name) {
                return Answer("The group \(group.name) is there already.", ["id": .string(group.id)])
            }
            let group = try await people.createGroup(name: name)
            for role in order.texts("roles") { try await give(try await self.role(role), toGroup: group) }
            return Answer("The group \(group.name) is there.", ["id": .string(group.id)])
        default: break
        }
        let group = try await group(try Self.needed(order, "group"))
        switch order.verb {
        case .groupShow: return try await groupShow(group)
        case .groupRename:
            let name = try Self.needed(order, "name")
            _ = try await people.updateGroup(group.id, name: name, canAddToContentMetadata: nil)
            return Answer("The group \(group.name) is called \(name) now.")
        case .groupDelete:
            try await people.deleteGroup(group.id)
            return Answer("The group \(group.name) is deleted.")
        case .groupJoin:
            // All or nothing of what is named must be there.
            var users: [User] = []
            for name in order.texts("users") { users.append(try await user(name)) }
            var groups: [Group] = []
            for name in order.texts("groups") { groups.append(try await self.group(name)) }
            guard !users.isEmpty || !groups.isEmpty else {
                throw CommandFailure("Say who joins: addresses of users, or --group NAME.")
            }
            for user in users { try await people.addUser(user.id, toGroup: group.id) }
            for member in groups { _ = try await people.addGroup(member.id, toGroup: group.id) }
            let names = users.map { $0.email ?? $0.displayName } + groups.map { "the group " + $0.name }
            return Answer("\(names.joined(separator: ", ")) belong\(names.count == 1 ? "s" : "") to \(group.name).")
        case .groupLeave:
            for name in order.texts("users") {
                try await people.removeUser(try await user(name).id, fromGroup: group.id)
            }
            for name in order.texts("groups") {
                try await people.removeGroup(try await self.group(name).id, fromGroup: group.id)
            }
            let names = order.texts("users") + order.texts("groups")
            return Answer("\(names.joined(separator: ", ")) left \(group.name).")
        default: throw CommandFailure("soundings \(order.verb.rawValue) is not about a group.")
        }
    }

    private func rolesByGroup() async throws -> [String: [String]] {
        var names: [String: [String]] = [:]
        for role in try await people.roles() {
            for group in try await people.groups(withRole: role.id) { names[group.id, default: []].append(role.name) }
        }
        return names
    }

    private func groupList() async throws -> Answer {
        let directory = try await people.directory()
        let counts = directory.memberCounts()
        let roles = try await rolesByGroup()
        let rows = directory.groups.map { group in
            [
                group.id, group.name, String(counts[group.id] ?? 0), (roles[group.id] ?? []).joined(separator: ", "),
                directory.memberGroups(of: group.id).map(\.name).joined(separator: ", "),
            ]
        }
        let json = directory.groups.map { group -> JSONValue in
            [
                "id": .string(group.id), "name": .string(group.name), "users": .int(Int64(counts[group.id] ?? 0)),
                "roles": .array((roles[group.id] ?? []).map(JSONValue.string)),
                "groups": .array(directory.memberGroups(of: group.id).map { .string($0.name) }),
            ]
        }
        return Answer(Self.table(["ID", "NAME", "USERS", "ROLES", "GROUPS IN IT"], rows), .array(json))
    }

    private func groupShow(_ group: Group) async throws -> Answer {
        let directory = try await people.directory()
        let members = directory.members(of: group.id).map { $0.email ?? $0.displayName }
        let groups = directory.memberGroups(of: group.id).map(\.name)
        let roles = try await rolesByGroup()[group.id] ?? []
        var values: [(String, String)] = []
        for attribute in try await people.userAttributes() {
            for value in try await people.groupValues(ofAttribute: attribute.id) where value.groupID == group.id {
                values.append((attribute.name, value.isHidden ? "(hidden)" : value.value))
            }
        }
        let lines =
            [
                "\(group.name) (\(group.id))", "roles      " + roles.joined(separator: ", "),
                "users      " + members.joined(separator: ", "), "groups     " + groups.joined(separator: ", "),
            ] + values.map { "attribute  \($0.0) = \($0.1)" }
        return Answer(
            lines.joined(separator: "\n"),
            [
                "id": .string(group.id), "name": .string(group.name), "roles": .array(roles.map(JSONValue.string)),
                "users": .array(members.map(JSONValue.string)), "groups": .array(groups.map(JSONValue.string)),
                "attributes": .object(JSONObject(values.map { ($0.0, .string($0.1)) })),
            ])
    }
}
