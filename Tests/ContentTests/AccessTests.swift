import Foundation
import GRDB
import Testing

@testable import Content

@Suite struct AccessTests {
    private func reader(_ test: TestDatabase, _ user: User) async throws -> ContentReader {
        let entitlements = try await test.people.entitlements(of: user)
        return ContentReader(userID: user.id, groupIDs: entitlements.groupIDs, isAdmin: entitlements.isAdmin)
    }

    private func folder(_ test: TestDatabase, _ id: String, in parent: String, owner: Int64? = nil) async throws {
        try await test.database.write { db in
            try db.execute(
                sql: """
                    INSERT INTO folders (id, name, parent_id, creator_id, created_at, updated_at)
                    VALUES (?, ?, ?, ?, 0, 0)
                    """, arguments: [id, id, parent, owner])
        }
    }

    private func grant(_ test: TestDatabase, _ folder: String, user: String? = nil, group: Int64? = nil, _ type: String)
        async throws
    {
        try await test.database.write { db in
            try db.execute(
                sql: """
                    INSERT INTO content_metadata_access (content_metadata_id, user_id, group_id, permission_type)
                    SELECT id, ?, ?, ? FROM content_metadata WHERE content_type = 'folder' AND content_id = ?
                    """, arguments: [user.flatMap { Int64($0) }, group, type, folder])
        }
    }

    private func seal(_ test: TestDatabase, _ folder: String) async throws {
        try await test.database.write { db in
            try db.execute(
                sql: "UPDATE content_metadata SET inherits = 0 WHERE content_type = 'folder' AND content_id = ?",
                arguments: [folder])
        }
    }

    @Test func `everybody sees what is shared, and explorers and developers change it`() async throws {
        let test = try TestDatabase()
        try await folder(test, "20", in: "1")
        try await folder(test, "21", in: "20")
        for (role, level) in [
            (BuiltInRole?.none, AccessLevel.view), (.viewer, .view), (.explorer, .edit), (.developer, .edit),
            (.admin, .edit),
        ] {
            let user = try await test.people.addUser(email: "\(role?.rawValue ?? "nobody")@b", role: role)
            let access = try await test.store.folderAccess(for: try await reader(test, user))
            #expect(access.level(of: "21") == level)
            #expect(access.level(of: "1") == level)
            #expect(access.level(of: "404") == .none)
            #expect(access.metadataID(of: "21") != nil)
        }
        let visitor = try await test.people.startVisitorSession().session.user
        let access = try await test.store.folderAccess(for: try await reader(test, visitor))
        #expect(access.level(of: "21") == .view && access.level(of: "lookml") == .view)
    }

    @Test func `a personal folder is its owner's, and administrators look into it while they have one`() async throws {
        let test = try TestDatabase()
        let owner = try await test.people.addUser(email: "owner@b", role: .explorer, firstName: "Ada", lastName: "L")
        let other = try await test.people.addUser(email: "other@b", role: .explorer)
        let admin = try await test.people.addUser(email: "admin@b", role: .admin)
        let own = try #require(try await test.store.folders(in: "2").first { $0.creatorID == owner.id })
        #expect(own.name == "Ada L")
        try await folder(test, "30", in: own.id)
        func level(_ user: User, _ id: String) async throws -> AccessLevel {
            try await test.store.folderAccess(for: try await reader(test, user)).level(of: id)
        }
        #expect(try await level(owner, own.id) == .edit)
        #expect(try await level(owner, "30") == .edit)
        #expect(try await level(other, own.id) == .none)
        #expect(try await level(other, "30") == .none)
        #expect(try await level(admin, "30") == .view)
        #expect(try await level(other, "2") == .view)
        try await grant(test, "30", user: other.id, "view")
        #expect(try await level(other, "30") == .view)
        #expect(try await level(other, own.id) == .none)
        _ = try await test.people.setDisabled(true, owner.id)
        #expect(try await level(admin, "30") == .edit)
    }

    @Test func `a folder that inherits nothing is for those whom it names`() async throws {
        let test = try TestDatabase()
        try await folder(test, "20", in: "1")
        try await folder(test, "21", in: "20")
        try await seal(test, "20")
        let viewer = try await test.people.addUser(email: "v@b", role: .viewer)
        let named = try await test.people.addUser(email: "n@b", role: .viewer)
        let admin = try await test.people.addUser(email: "a@b", role: .admin)
        try await grant(test, "20", user: named.id, "edit")
        func level(_ user: User) async throws -> AccessLevel {
            try await test.store.folderAccess(for: try await reader(test, user)).level(of: "21")
        }
        #expect(try await level(viewer) == .none)
        #expect(try await level(named) == .edit)
        #expect(try await level(admin) == .edit)
        try await grant(test, "21", group: 1, "view")
        #expect(try await level(viewer) == .view)
    }

    @Test func `groups hold roles for their members, over however many steps, on the models of the role`() async throws
    {
        let test = try TestDatabase()
        let user = try await test.people.addUser(email: "a@b", role: nil)
        try await test.database.write { db in
            try db.execute(
                sql: """
                    INSERT INTO user_groups (id, name, name_key, created_at, updated_at) VALUES
                        (10, 'Sales', 'sales', 0, 0), (11, 'Berlin', 'berlin', 0, 0), (12, 'Desk', 'desk', 0, 0);
                    INSERT INTO group_groups (group_id, member_id) VALUES (10, 11), (11, 12), (12, 10);
                    INSERT INTO group_users (group_id, user_id) VALUES (12, 1);
                    INSERT INTO permission_sets (id, name, name_key, permissions) VALUES (20, 'X', 'x', 'explore,see_sql,fly');
                    INSERT INTO model_sets (id, name, name_key) VALUES (20, 'Shop', 'shop');
                    INSERT INTO model_set_models (model_set_id, model) VALUES (20, 'shop');
                    INSERT INTO roles (id, name, name_key, permission_set_id, model_set_id) VALUES (20, 'R', 'r', 20, 20);
                    INSERT INTO role_groups (role_id, group_id) VALUES (20, 10);
                    """)
        }
        let entitlements = try await test.people.entitlements(of: user)
        #expect(entitlements.groupIDs == ["1", "10", "11", "12"])
        #expect(entitlements.roleIDs == ["4", "20"])
        #expect(entitlements.may(.explore, in: "shop"))
        #expect(!entitlements.may(.explore, in: "other"))
        #expect(entitlements.may(.explore))
        #expect(entitlements.may(.accessData, in: "other"))
        #expect(!entitlements.isAdmin)
    }

    @Test func `an attribute is the user's value, else that of the first group, else the default`() async throws {
        let test = try TestDatabase()
        let user = try await test.people.addUser(email: "a@b", role: .viewer, firstName: "Ada")
        try await test.database.write { db in
            try db.execute(
                sql: """
                    INSERT INTO user_groups (id, name, name_key, created_at, updated_at) VALUES (10, 'Sales', 'sales', 0, 0);
                    INSERT INTO group_users (group_id, user_id) VALUES (10, 1);
                    INSERT INTO user_attributes (id, name, label, type, default_value) VALUES
                        (20, 'region', 'Region', 'string', 'none'), (21, 'unset', 'Unset', 'string', NULL);
                    """)
        }
        func region() async throws -> String? { try await test.people.entitlements(of: user).attributes["region"] }
        #expect(try await region() == "none")
        func set(_ sql: String) async throws { try await test.database.write { try $0.execute(sql: sql) } }
        let groupValue = "INSERT INTO user_attribute_group_values (user_attribute_id, group_id, rank, value) VALUES"
        try await set("\(groupValue) (20, 1, 2, 'all')")
        #expect(try await region() == "all")
        try await set("\(groupValue) (20, 10, 1, 'EU')")
        #expect(try await region() == "EU")
        try await set("INSERT INTO user_attribute_user_values (user_attribute_id, user_id, value) VALUES (20, 1, 'US')")
        #expect(try await region() == "US")
        let attributes = try await test.people.entitlements(of: user).attributes
        #expect(attributes["unset"] == nil)
        #expect(attributes["first_name"] == "Ada" && attributes["last_name"] == nil && attributes["email"] == "a@b")
    }

    @Test func `roles of accounts from before there were groups become memberships`() async throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let queue = try DatabaseQueue(path: path)
        try ContentMigrations.migrator.migrate(queue, upTo: "5 erasing secrets")
        try await queue.write { db in
            for role in ["admin", "developer", "explorer", "viewer"] {
                try db.execute(
                    sql: "INSERT INTO users (email, email_key, role, created_at, updated_at) VALUES (?1, ?1, ?2, 0, 0)",
                    arguments: [role + "@b", role])
            }
        }
        try queue.close()
        let database = try ContentDatabase(path: path)
        defer { database.close() }
        let people = People(database)
        for role in [BuiltInRole.admin, .developer, .explorer, .viewer] {
            let user = try #require(try await people.user(email: role.rawValue + "@b"))
            let entitlements = try await people.entitlements(of: user)
            #expect(entitlements.summary == role)
            #expect(entitlements.permissions == role.permissions)
        }
        #expect(try await ContentStore(database).folders(in: "2").count == 4)
    }
}
