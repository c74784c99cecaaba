import Content
import JSON

extension AccessDesk {
    func performRole(_ order: AccessOrder) async throws -> Answer {
        switch order.verb {
        case .roleList: return try await roleList()
        case .roleAdd:
            let name = try Self.needed(order, "role")
            let role = try await people.createRole(
                name: name, permissionSetID: try await permissionSet(order, named: name),
                modelSetID: try await modelSet(order, named: name) ?? "1")
            return Answer(Self.sentence(role), ["id": .string(role.id)])
        default: break
        }
        let role = try await role(try Self.needed(order, "role"))
        switch order.verb {
        case .roleShow: return try await roleShow(role)
        case .roleChange:
            let changesPermissions = order.text("like") != nil || !order.texts("permissions").isEmpty
            let changed = try await people.updateRole(
                role.id, name: order.text("name"),
                permissionSetID: changesPermissions ? try await permissionSet(order, named: role.name) : nil,
                modelSetID: try await modelSet(order, named: role.name))
            return Answer(Self.sentence(changed))
        case .roleDelete:
            try await people.deleteRole(role.id)
            return Answer("The role \(role.name) is deleted.")
        case .roleGive:
            for name in order.texts("groups") { try await give(role, toGroup: try await group(name)) }
            for name in order.texts("users") { try await give(role, toUser: try await user(name)) }
            return Answer("\((order.texts("groups") + order.texts("users")).joined(separator: ", ")): \(role.name)")
        case .roleTake:
            for name in order.texts("groups") {
                let group = try await group(name)
                let left = try await people.groups(withRole: role.id).map(\.id).filter { $0 != group.id }
                try await people.setGroups(left, ofRole: role.id)
            }
            for name in order.texts("users") {
                let user = try await user(name)
                let left = try await people.directory().directRoleIDs(of: user.id).subtracting([role.id])
                try await people.setRoles(Array(left), ofUser: user.id)
            }
            return Answer(
                "\((order.texts("groups") + order.texts("users")).joined(separator: ", ")): no longer \(role.name)")
        default: throw CommandFailure("soundings \(order.verb.rawValue) is not about a role.")
        }
    }

    func give(_ role: Role, toGroup group: Group) async throws {
        let groups = try await people.groups(withRole: role.id).map(\.id)
        guard !groups.contains(group.id) else { return }
        try await people.setGroups(groups + [group.id], ofRole: role.id)
    }

    private func give(_ role: Role, toUser user: User) async throws {
        let roles = try await people.directory().directRoleIDs(of: user.id)
        try await people.setRoles(Array(roles.union([role.id])), ofUser: user.id)
    }

    private static func sentence(_ role: Role) -> String {
        let models = role.modelSet.isAll ? "all models" : "the models " + role.modelSet.models.joined(separator: ", ")
        return "The role \(role.name) permits \(role.permissionSet.permissions.count) things on \(models)."
    }

    /// The id of the set that the order asks for: one that is there (`like`), or one made of permissions.
    private func permissionSet(_ order: AccessOrder, named name: String) async throws -> String {
        let sets = try await people.permissionSets()
        let like = try order.text("like").map { like in
            guard let set = Self.named(like, sets, \.name, \.id) else {
                throw CommandFailure(
                    "There is no permission set \"\(like)\". There are: \(sets.map(\.name).joined(separator: ", ")).")
            }
            return set
        }
        let added = order.texts("permissions")
        if added.isEmpty {
            guard let like else {
                throw CommandFailure("Say what the role permits: --like PERMISSION-SET, or --permission NAME for each.")
            }
            return like.id
        }
        let all = added + (like?.permissions.map(\.rawValue) ?? [])
        if let own = Self.named(name, sets, \.name, \.id), own.builtIn == nil {
            return try await people.updatePermissionSet(own.id, name: nil, permissions: all).id
        }
        let isTaken = sets.contains { $0.name.lowercased() == name.lowercased() }
        return try await people.createPermissionSet(name: isTaken ? name + " (role)" : name, permissions: all).id
    }

    /// The id of the set of models that the order asks for; `nil` where it names none.
    private func modelSet(_ order: AccessOrder, named name: String) async throws -> String? {
        let models = order.texts("models")
        guard !models.isEmpty else { return order.flag("all_models") ? "1" : nil }
        let sets = try await people.modelSets()
        if let own = Self.named(name, sets, \.name, \.id), !own.isAll {
            return try await people.updateModelSet(own.id, name: nil, models: models).id
        }
        let isTaken = sets.contains { $0.name.lowercased() == name.lowercased() }
        return try await people.createModelSet(name: isTaken ? name + " (role)" : name, models: models).id
    }

    private func roleList() async throws -> Answer {
        let roles = try await people.roles()
        let directory = try await people.directory()
        var rows: [[String]] = []
        var json: [JSONValue] = []
        for role in roles {
            let groups = try await people.groups(withRole: role.id).map(\.name)
            let users = directory.users.filter { directory.directRoleIDs(of: $0.id).contains(role.id) }
            let models = role.modelSet.isAll ? "all" : role.modelSet.models.joined(separator: ", ")
            rows.append([
                role.id, role.name, role.permissionSet.name, models, groups.joined(separator: ", "),
                String(users.count),
            ])
            json.append([
                "id": .string(role.id), "name": .string(role.name),
                "permission_set": .string(role.permissionSet.name),
                "models": role.modelSet.isAll ? .null : .array(role.modelSet.models.map(JSONValue.string)),
                "groups": .array(groups.map(JSONValue.string)),
                "users": .array(users.map { .string($0.email ?? $0.displayName) }),
            ])
        }
        return Answer(
            Self.table(["ID", "NAME", "PERMISSION SET", "MODELS", "GROUPS", "USERS"], rows), .array(json))
    }

    private func roleShow(_ role: Role) async throws -> Answer {
        let permissions = role.permissionSet.permissions.map(\.rawValue).sorted()
        let groups = try await people.groups(withRole: role.id).map(\.name)
        let directory = try await people.directory()
        let users = directory.users.filter { directory.directRoleIDs(of: $0.id).contains(role.id) }
            .map { $0.email ?? $0.displayName }
        let lines = [
            "\(role.name) (\(role.id))", "permissions  " + permissions.joined(separator: ", "),
            "models       " + (role.modelSet.isAll ? "all" : role.modelSet.models.joined(separator: ", ")),
            "groups       " + groups.joined(separator: ", "), "users        " + users.joined(separator: ", "),
        ]
        return Answer(
            lines.joined(separator: "\n"),
            [
                "id": .string(role.id), "name": .string(role.name),
                "permissions": .array(permissions.map(JSONValue.string)),
                "models": role.modelSet.isAll ? .null : .array(role.modelSet.models.map(JSONValue.string)),
                "groups": .array(groups.map(JSONValue.string)), "users": .array(users.map(JSONValue.string)),
            ])
    }
}
