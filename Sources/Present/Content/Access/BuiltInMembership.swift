import GRDB

/// How an account comes by one of the roles that are there from the beginning: as a member of the group of explorers or
/// developers, as a holder of the role for administrators and viewers.
enum BuiltInMembership {
    static func give(_ role: BuiltInRole, to userID: Int64, _ db: Database) throws {
        try db.execute(
            sql: "DELETE FROM role_users WHERE user_id = ? AND role_id IN (SELECT id FROM roles WHERE key IS NOT NULL)",
            arguments: [userID])
        try db.execute(
            sql: """
                DELETE FROM group_users WHERE user_id = ?
                AND group_id IN (SELECT id FROM user_groups WHERE key IN ('explorers', 'developers'))
                """, arguments: [userID])
        let group = try Int64.fetchOne(
            db, sql: "SELECT id FROM user_groups WHERE key = ?", arguments: [role.rawValue + "s"])
        if let group {
            try db.execute(
                sql: "INSERT INTO group_users (group_id, user_id) VALUES (?, ?)", arguments: [group, userID])
            return
        }
        let held = try Int64.fetchOne(db, sql: "SELECT id FROM roles WHERE key = ?", arguments: [role.rawValue])
        guard let held else {
            throw ContentError(
                .notFound, "The role \(role.rawValue) has been deleted. Give another one.", field: "role")
        }
        try db.execute(sql: "INSERT INTO role_users (role_id, user_id) VALUES (?, ?)", arguments: [held, userID])
    }
}
