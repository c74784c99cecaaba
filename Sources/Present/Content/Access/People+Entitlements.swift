import Foundation
import GRDB

extension People {
    /// What somebody may do, as it is now. A disabled account may nothing.
    package func entitlements(of user: User) async throws(ContentError) -> Entitlements {
        try await database.read { try Entitlements(read: $0, for: user) }
    }
}

extension Entitlements {
    init(read db: Database, for user: User) throws {
        let number = Int64(user.id)
        let groups = try Self.groups(db, of: number)
        if user.isDisabled {
            self.init(groupIDs: groups.ids, roleIDs: [], grants: [], attributes: [:])
        } else if user.isVisitor {
            self.init(
                groupIDs: groups.ids, roleIDs: [],
                grants: [Grant(permissions: BuiltInRole.visitor.permissions, models: nil)],
                attributes: ["id": user.id])
        } else {
            let roles = try Self.roles(db, of: number, groups: groups.list)
            self.init(
                groupIDs: groups.ids, roleIDs: Set(roles.map { String($0.id) }), grants: roles.map(\.grant),
                attributes: try Self.attributes(db, of: user, number: number, groups: groups.list))
        }
    }

    /// The groups of a user, and the groups that these are members of; everybody belongs to that of all users.
    /// - Returns: Their ids, and the same as a list of SQL literals.
    static func groups(_ db: Database, of userID: Int64?) throws -> (ids: Set<String>, list: String) {
        let ids = try Int64.fetchAll(
            db,
            sql: """
                WITH RECURSIVE mine (id) AS (
                    SELECT group_id FROM group_users WHERE user_id = ?
                    UNION SELECT id FROM user_groups WHERE key = 'all'
                    UNION SELECT g.group_id FROM group_groups g JOIN mine ON g.member_id = mine.id
                ) SELECT id FROM mine ORDER BY id
                """, arguments: [userID])
        return (Set(ids.map { String($0) }), ids.map { String($0) }.joined(separator: ", "))
    }

    private static func roles(
        _ db: Database, of userID: Int64?, groups: String
    ) throws -> [(id: Int64, grant: Grant)] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT r.id, p.key AS set_key, p.permissions, m.key AS model_key, r.model_set_id FROM roles r
                JOIN permission_sets p ON p.id = r.permission_set_id JOIN model_sets m ON m.id = r.model_set_id
                WHERE r.id IN (
                    SELECT role_id FROM role_users WHERE user_id = ?
                    UNION SELECT role_id FROM role_groups WHERE group_id IN (\(groups))
                ) ORDER BY r.id
                """, arguments: [userID])
        return try rows.map { row in
            let models: Set<String>? =
                row["model_key"] as String? == nil
                ? try String.fetchSet(
                    db, sql: "SELECT model FROM model_set_models WHERE model_set_id = ?",
                    arguments: [row["model_set_id"] as Int64]) : nil
            return (row["id"], Grant(permissions: PermissionSet.permissions(row, key: "set_key"), models: models))
        }
    }

    private static func attributes(
        _ db: Database, of user: User, number: Int64?, groups: String
    ) throws -> [String: String] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT a.name, coalesce(
                    (SELECT value FROM user_attribute_user_values v
                     WHERE v.user_attribute_id = a.id AND v.user_id = ?),
                    (SELECT value FROM user_attribute_group_values v
                     WHERE v.user_attribute_id = a.id AND v.group_id IN (\(groups)) ORDER BY rank, group_id LIMIT 1),
                    a.default_value) AS value
                FROM user_attributes a
                """, arguments: [number])
        var attributes: [String: String] = [:]
        for row in rows { if let value = row["value"] as String? { attributes[row["name"]] = value } }
        attributes.merge(user.systemAttributes) { $1 }
        return attributes
    }
}

extension User {
    /// The attributes that follow from the account. What is empty is absent, so that a rule on it shows nothing.
    var systemAttributes: [String: String] {
        var attributes = ["id": id]
        attributes["email"] = email
        if !firstName.isEmpty { attributes["first_name"] = firstName }
        if !lastName.isEmpty { attributes["last_name"] = lastName }
        if !isServiceAccount { attributes["full_name"] = displayName }
        return attributes
    }
}
