import GRDB

/// Everybody, with the groups and roles that they have: one read, in one state of the database, for lists of people.
package struct PeopleDirectory: Sendable {
    /// In the order in which they were added.
    package let users: [User]
    package let groups: [Group]
    private let direct: [String: Set<String>]
    private let above: [String: Set<String>]
    private let rolesOfUsers: [String: Set<String>]
    private let rolesOfGroups: [String: Set<String>]
    private let credentialsOfUsers: [String: [APICredential]]
    private let personalFolders: [String: String]
    private let withPassword: Set<String>
    private let everybody: Set<String>

    /// The groups that a user is a member of themselves, and that of all users.
    package func groupIDs(of userID: String) -> Set<String> { (direct[userID] ?? []).union(everybody) }

    /// The same and the groups that these are members of, over however many steps.
    package func allGroupIDs(of userID: String) -> Set<String> {
        var found: Set<String> = []
        var next = Array(groupIDs(of: userID))
        while let group = next.popLast() {
            if found.insert(group).inserted { next += above[group] ?? [] }
        }
        return found
    }

    /// Roles that a user holds themselves.
    package func directRoleIDs(of userID: String) -> Set<String> { rolesOfUsers[userID] ?? [] }

    /// The same and those of their groups.
    package func roleIDs(of userID: String) -> Set<String> {
        allGroupIDs(of: userID).reduce(into: directRoleIDs(of: userID)) { $0.formUnion(rolesOfGroups[$1] ?? []) }
    }

    /// Roles that a group holds itself.
    package func roleIDs(ofGroup groupID: String) -> Set<String> { rolesOfGroups[groupID] ?? [] }

    /// The groups that a group is a member of itself.
    package func parentIDs(ofGroup groupID: String) -> Set<String> { above[groupID] ?? [] }

    package func credentials(of userID: String) -> [APICredential] { credentialsOfUsers[userID] ?? [] }

    package func personalFolderID(of userID: String) -> String? { personalFolders[userID] }

    package func hasPassword(_ userID: String) -> Bool { withPassword.contains(userID) }

    /// The users who are members of a group themselves; of that of all users, everybody.
    package func members(of groupID: String) -> [User] { users.filter { groupIDs(of: $0.id).contains(groupID) } }

    /// The groups that are members of a group.
    package func memberGroups(of groupID: String) -> [Group] {
        groups.filter { above[$0.id]?.contains(groupID) ?? false }
    }

    package func memberCounts() -> [String: Int] {
        var counts: [String: Int] = [:]
        for groups in direct.values { for group in groups { counts[group, default: 0] += 1 } }
        for group in everybody { counts[group] = users.count }
        return counts
    }
}

extension PeopleDirectory {
    init(read db: Database) throws {
        func pairs(_ sql: String) throws -> [String: Set<String>] {
            var sets: [String: Set<String>] = [:]
            let rows = try Row.fetchCursor(db, sql: sql)
            while let row = try rows.next() {
                sets[String(row[0] as Int64), default: []].insert(String(row[1] as Int64))
            }
            return sets
        }
        users = try User.fetchAll(db, sql: "SELECT * FROM users ORDER BY id")
        groups = try Row.fetchAll(db, sql: "SELECT * FROM user_groups ORDER BY id").map(Group.init)
        direct = try pairs("SELECT user_id, group_id FROM group_users")
        above = try pairs("SELECT member_id, group_id FROM group_groups")
        rolesOfUsers = try pairs("SELECT user_id, role_id FROM role_users")
        rolesOfGroups = try pairs("SELECT group_id, role_id FROM role_groups")
        credentialsOfUsers = Dictionary(
            grouping: try Row.fetchAll(db, sql: "SELECT * FROM credentials_api3 ORDER BY id").map(APICredential.init),
            by: \.userID)
        let folders = try Row.fetchAll(
            db,
            sql: """
                SELECT creator_id, id FROM folders WHERE parent_id = ? AND creator_id IS NOT NULL
                ORDER BY length(id), id
                """, arguments: [Folder.usersID])
        personalFolders = Dictionary(
            folders.map { (String($0[0] as Int64), $0[1] as String) }, uniquingKeysWith: { first, _ in first })
        withPassword = Set(try Int64.fetchSet(db, sql: "SELECT user_id FROM passwords").map { String($0) })
        everybody = Set(groups.filter(\.includesAll).map(\.id))
    }
}

extension People {
    package func directory() async throws(ContentError) -> PeopleDirectory {
        try await database.read { try PeopleDirectory(read: $0) }
    }
}
