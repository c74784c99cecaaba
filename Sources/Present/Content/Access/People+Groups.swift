import Foundation
import GRDB

extension People {
    /// All groups, in the order in which they were made.
    package func groups() async throws(ContentError) -> [Group] {
        try await database.read { try Row.fetchAll($0, sql: "SELECT * FROM user_groups ORDER BY id").map(Group.init) }
    }

    /// - Throws: `missing_field`, `invalid` or `already_exists`, each for the field `name`.
    package func createGroup(
        name: String, canAddToContentMetadata: Bool = true, externalID: String? = nil
    ) async throws(ContentError) -> Group {
        let now = now().milliseconds
        return try await database.write { db in
            let name = try AccessName.check(name, in: "user_groups", of: "group", db)
            try db.execute(
                sql: """
                    INSERT INTO user_groups (name, name_key, external_group_id, externally_managed,
                        can_add_to_content_metadata, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [name.name, name.key, externalID, externalID != nil, canAddToContentMetadata, now, now])
            return try Group.required(db, id: String(db.lastInsertedRowID))
        }
    }

    /// What is `nil` stays.
    package func updateGroup(
        _ id: String, name: String?, canAddToContentMetadata: Bool?
    ) async throws(ContentError) -> Group {
        let now = now().milliseconds
        return try await database.write { db in
            let group = try Group.required(db, id: id)
            let name = try AccessName.check(
                name ?? group.name, in: "user_groups", except: group.number, of: "group", db)
            try db.execute(
                sql: """
                    UPDATE user_groups SET name = ?, name_key = ?, can_add_to_content_metadata = ?, updated_at = ?
                    WHERE id = ?
                    """,
                arguments: [
                    name.name, name.key, canAddToContentMetadata ?? group.canAddToContentMetadata, now, group.number,
                ])
            return try Group.required(db, id: id)
        }
    }

    /// Deletes a group with all that it held. Its members' sessions go on with what is left to them.
    ///
    /// - Throws: `read_only` for the group of all users.
    package func deleteGroup(_ id: String) async throws(ContentError) {
        try await database.write { db in
            let group = try Group.required(db, id: id)
            if group.includesAll { throw ContentError(.readOnly, "The group of all users can't be deleted.") }
            try db.execute(sql: "DELETE FROM user_groups WHERE id = ?", arguments: [group.number])
            try checkAdministrators(db)
        }
    }

    /// Makes a user a member of a group; one who is stays.
    package func addUser(_ userID: String, toGroup groupID: String) async throws(ContentError) {
        try await database.write { db in
            let group = try Group.required(db, id: groupID)
            if group.includesAll { return _ = try User.number(db, id: userID) }
            try db.execute(
                sql: "INSERT OR IGNORE INTO group_users (group_id, user_id) VALUES (?, ?)",
                arguments: [group.number, try User.number(db, id: userID)])
        }
    }

    /// - Throws: `not_found` where the user is no direct member; `read_only` for the group of all users.
    package func removeUser(_ userID: String, fromGroup groupID: String) async throws(ContentError) {
        try await database.write { db in
            let group = try Group.required(db, id: groupID)
            if group.includesAll {
                throw ContentError(
                    .readOnly, "Everybody belongs to the group of all users. Delete or disable the account.")
            }
            let user = try User.number(db, id: userID)
            try db.execute(
                sql: "DELETE FROM group_users WHERE group_id = ? AND user_id = ?", arguments: [group.number, user])
            guard db.changesCount > 0 else {
                throw ContentError(.notFound, "The user \(userID) is no member of the group \(group.name) itself.")
            }
            try checkAdministrators(db)
            try Self.endAccess(db, of: user)
        }
    }

    /// Makes a group a member of another.
    ///
    /// - Throws: `invalid` (field `group_id`) where the group would come to be a member of itself.
    package func addGroup(_ memberID: String, toGroup groupID: String) async throws(ContentError) -> Group {
        try await database.write { db in
            let group = try Group.required(db, id: groupID)
            let member = try Group.required(db, id: memberID, field: "group_id")
            if member.includesAll {
                throw ContentError(.invalid, "The group of all users can't be a member of another.", field: "group_id")
            }
            let isCircle = try Bool.fetchOne(
                db,
                sql: """
                    WITH RECURSIVE above (id) AS (
                        SELECT ?1 UNION SELECT g.group_id FROM group_groups g JOIN above ON g.member_id = above.id
                    ) SELECT EXISTS (SELECT 1 FROM above WHERE id = ?2)
                    """, arguments: [group.number, member.number])
            guard isCircle == false else {
                throw ContentError(
                    .invalid, "The group \(member.name) would be a member of itself then.", field: "group_id")
            }
            try db.execute(
                sql: "INSERT OR IGNORE INTO group_groups (group_id, member_id) VALUES (?, ?)",
                arguments: [group.number, member.number])
            return member
        }
    }

    /// - Throws: `not_found` where it is no direct member.
    package func removeGroup(_ memberID: String, fromGroup groupID: String) async throws(ContentError) {
        try await database.write { db in
            let group = try Group.required(db, id: groupID)
            let member = try Group.required(db, id: memberID)
            try db.execute(
                sql: "DELETE FROM group_groups WHERE group_id = ? AND member_id = ?",
                arguments: [group.number, member.number])
            guard db.changesCount > 0 else {
                throw ContentError(.notFound, "The group \(member.name) is no member of the group \(group.name).")
            }
            try checkAdministrators(db)
        }
    }

    /// Ends whatever an account goes on with: sessions, access tokens, links.
    static func endAccess(_ db: Database, of userID: Int64) throws {
        try db.execute(
            sql: """
                DELETE FROM sessions WHERE user_id = ?; DELETE FROM access_tokens WHERE user_id = ?;
                DELETE FROM sign_in_links WHERE user_id = ?
                """, arguments: [userID, userID, userID])
    }
}
