import GRDB

extension People {
    package func roles() async throws(ContentError) -> [Role] {
        try await database.read { try Role.fetchAll($0) }
    }

    /// - Throws: `missing_field`, `invalid` or `already_exists` for `name`, `permission_set_id` and `model_set_id`.
    package func createRole(
        name: String, permissionSetID: String, modelSetID: String
    ) async throws(ContentError) -> Role {
        try await database.write { db in
            let name = try AccessName.check(name, in: "roles", of: "role", db)
            let permissions = try PermissionSet.required(db, id: permissionSetID, field: "permission_set_id")
            let models = try ModelSet.required(db, id: modelSetID, field: "model_set_id")
            try db.execute(
                sql: "INSERT INTO roles (name, name_key, permission_set_id, model_set_id) VALUES (?, ?, ?, ?)",
                arguments: [name.name, name.key, Int64(permissions.id), Int64(models.id)])
            return try Role.required(db, id: String(db.lastInsertedRowID))
        }
    }

    /// What is `nil` stays.
    ///
    /// - Throws: `read_only` for the role of administrators.
    package func updateRole(
        _ id: String, name: String?, permissionSetID: String?, modelSetID: String?
    ) async throws(ContentError) -> Role {
        try await database.write { db in
            let role = try Self.changeable(try Role.required(db, id: id))
            let name = try AccessName.check(name ?? role.name, in: "roles", except: role.number, of: "role", db)
            let permissions = try PermissionSet.required(
                db, id: permissionSetID ?? role.permissionSet.id, field: "permission_set_id")
            let models = try ModelSet.required(db, id: modelSetID ?? role.modelSet.id, field: "model_set_id")
            try db.execute(
                sql: "UPDATE roles SET name = ?, name_key = ?, permission_set_id = ?, model_set_id = ? WHERE id = ?",
                arguments: [name.name, name.key, Int64(permissions.id), Int64(models.id), role.number])
            try checkAdministrators(db)
            return try Role.required(db, id: id)
        }
    }

    package func deleteRole(_ id: String) async throws(ContentError) {
        try await database.write { db in
            let role = try Self.changeable(try Role.required(db, id: id))
            try db.execute(sql: "DELETE FROM roles WHERE id = ?", arguments: [role.number])
            try checkAdministrators(db)
        }
    }

    private static func changeable(_ role: Role) throws -> Role {
        guard !role.isInternal else {
            throw ContentError(.readOnly, "The role \(role.name) is built in and can't be changed.")
        }
        return role
    }

    /// The groups that hold a role themselves.
    package func groups(withRole id: String) async throws(ContentError) -> [Group] {
        try await database.read { db in
            let role = try Role.required(db, id: id)
            return try Row.fetchAll(
                db,
                sql: """
                    SELECT g.* FROM user_groups g JOIN role_groups r ON r.group_id = g.id WHERE r.role_id = ?
                    ORDER BY g.id
                    """, arguments: [role.number]
            ).map(Group.init)
        }
    }

    /// Makes these groups, and no others, hold a role.
    package func setGroups(_ groupIDs: [String], ofRole id: String) async throws(ContentError) {
        try await database.write { db in
            let role = try Role.required(db, id: id)
            let groups = try groupIDs.map { try Group.required(db, id: $0, field: "group_id").number }
            try db.execute(sql: "DELETE FROM role_groups WHERE role_id = ?", arguments: [role.number])
            for group in Set(groups) {
                try db.execute(
                    sql: "INSERT INTO role_groups (role_id, group_id) VALUES (?, ?)", arguments: [role.number, group])
            }
            try checkAdministrators(db)
        }
    }

    /// Makes these users, and no others, hold a role themselves. Whoever loses it has to sign in again.
    package func setUsers(_ userIDs: [String], ofRole id: String) async throws(ContentError) {
        try await database.write { db in
            let role = try Role.required(db, id: id)
            let users = Set(try userIDs.map { try Self.userNumber(db, $0, field: "user_id") })
            let before = try Int64.fetchSet(
                db, sql: "SELECT user_id FROM role_users WHERE role_id = ?", arguments: [role.number])
            for user in before.subtracting(users) {
                try db.execute(
                    sql: "DELETE FROM role_users WHERE role_id = ? AND user_id = ?", arguments: [role.number, user])
                try Self.endAccess(db, of: user)
            }
            for user in users.subtracting(before) {
                try db.execute(
                    sql: "INSERT INTO role_users (role_id, user_id) VALUES (?, ?)", arguments: [role.number, user])
            }
            try checkAdministrators(db)
        }
    }

    /// Makes a user hold these roles, and no others, themselves; what groups give stays.
    ///
    /// - Parameter keepingAccess: Whether their sessions and tokens go on although they lose a role: their rights are
    ///   looked up with each request, so that this is only about being told.
    package func setRoles(
        _ roleIDs: [String], ofUser userID: String, keepingAccess: Bool = false
    ) async throws(ContentError) {
        try await database.write { db in
            let user = try User.number(db, id: userID)
            let roles = Set(try roleIDs.map { try Role.required(db, id: $0, field: "role_id").number })
            let before = try Int64.fetchSet(
                db, sql: "SELECT role_id FROM role_users WHERE user_id = ?", arguments: [user])
            try db.execute(sql: "DELETE FROM role_users WHERE user_id = ?", arguments: [user])
            for role in roles {
                try db.execute(
                    sql: "INSERT INTO role_users (role_id, user_id) VALUES (?, ?)", arguments: [role, user])
            }
            try checkAdministrators(db)
            if !before.isSubset(of: roles), !keepingAccess { try Self.endAccess(db, of: user) }
        }
    }

    static func userNumber(_ db: Database, _ id: String, field: String) throws -> Int64 {
        do {
            return try User.number(db, id: id)
        } catch let error as ContentError {
            throw ContentError(.invalid, error.message, field: field)
        }
    }
}
