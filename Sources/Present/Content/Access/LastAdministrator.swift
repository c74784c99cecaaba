import GRDB

extension People {
    /// Called at the end of a change, in its transaction: an account that is not disabled must hold the role of
    /// administrators, itself or through groups.
    ///
    /// - Throws: `invalid`, where administrators are kept.
    func checkAdministrators(_ db: Database) throws {
        guard keepsAdministrator, try !LastAdministrator.exists(db) else { return }
        throw ContentError(.invalid, "Nobody would be an administrator then. Make somebody else one before.")
    }
}

enum LastAdministrator {
    static func exists(_ db: Database) throws -> Bool {
        try Bool.fetchOne(
            db,
            sql: """
                WITH RECURSIVE holders (id) AS (
                    SELECT g.group_id FROM role_groups g JOIN roles r ON r.id = g.role_id
                        JOIN permission_sets p ON p.id = r.permission_set_id WHERE p.key = 'admin'
                    UNION SELECT m.member_id FROM group_groups m JOIN holders ON m.group_id = holders.id
                ) SELECT EXISTS (
                    SELECT 1 FROM users u WHERE NOT u.is_disabled AND (
                        u.id IN (SELECT h.user_id FROM role_users h JOIN roles r ON r.id = h.role_id
                                 JOIN permission_sets p ON p.id = r.permission_set_id WHERE p.key = 'admin')
                        OR u.id IN (SELECT m.user_id FROM group_users m JOIN holders ON m.group_id = holders.id)
                        OR EXISTS (SELECT 1 FROM holders JOIN user_groups g ON g.id = holders.id WHERE g.key = 'all')))
                """) ?? false
    }
}
