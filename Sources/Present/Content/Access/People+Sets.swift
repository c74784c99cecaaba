import GRDB

extension People {
    package func permissionSets() async throws(ContentError) -> [PermissionSet] {
        try await database.read { try PermissionSet.fetchAll($0) }
    }

    package func modelSets() async throws(ContentError) -> [ModelSet] {
        try await database.read { try ModelSet.fetchAll($0) }
    }

    /// - Throws: `missing_field`, `invalid` or `already_exists` for the fields `name` and `permissions`.
    package func createPermissionSet(
        name: String, permissions: [String]
    ) async throws(ContentError) -> PermissionSet {
        try await database.write { db in
            let name = try AccessName.check(name, in: "permission_sets", of: "permission set", db)
            let list = try Self.checked(permissions)
            try db.execute(
                sql: "INSERT INTO permission_sets (name, name_key, permissions) VALUES (?, ?, ?)",
                arguments: [name.name, name.key, list])
            return try PermissionSet.required(db, id: String(db.lastInsertedRowID))
        }
    }

    /// What is `nil` stays.
    ///
    /// - Throws: `read_only` for a set that is built in.
    package func updatePermissionSet(
        _ id: String, name: String?, permissions: [String]?
    ) async throws(ContentError) -> PermissionSet {
        try await database.write { db in
            let set = try Self.changeable(try PermissionSet.required(db, id: id))
            let number = Int64(id)
            let name = try AccessName.check(
                name ?? set.name, in: "permission_sets", except: number, of: "permission set", db)
            let list = try Self.checked(permissions ?? set.permissions.map(\.rawValue))
            try db.execute(
                sql: "UPDATE permission_sets SET name = ?, name_key = ?, permissions = ? WHERE id = ?",
                arguments: [name.name, name.key, list, number])
            return try PermissionSet.required(db, id: id)
        }
    }

    /// - Throws: `read_only` for a set that is built in; `invalid` for one that a role consists of.
    package func deletePermissionSet(_ id: String) async throws(ContentError) {
        try await database.write { db in
            _ = try Self.changeable(try PermissionSet.required(db, id: id))
            try Self.checkUnused(db, "permission_set_id", id)
            try db.execute(sql: "DELETE FROM permission_sets WHERE id = ?", arguments: [Int64(id)])
        }
    }

    package func createModelSet(name: String, models: [String]) async throws(ContentError) -> ModelSet {
        try await database.write { db in
            let name = try AccessName.check(name, in: "model_sets", of: "model set", db)
            try db.execute(
                sql: "INSERT INTO model_sets (name, name_key) VALUES (?, ?)", arguments: [name.name, name.key])
            let id = db.lastInsertedRowID
            try Self.set(models, ofModelSet: id, db)
            return try ModelSet.required(db, id: String(id))
        }
    }

    /// What is `nil` stays.
    ///
    /// - Throws: `read_only` for the set of all models.
    package func updateModelSet(_ id: String, name: String?, models: [String]?) async throws(ContentError) -> ModelSet {
        try await database.write { db in
            let set = try Self.changeable(try ModelSet.required(db, id: id))
            let number = Int64(id) ?? 0
            let name = try AccessName.check(name ?? set.name, in: "model_sets", except: number, of: "model set", db)
            try db.execute(
                sql: "UPDATE model_sets SET name = ?, name_key = ? WHERE id = ?",
                arguments: [name.name, name.key, number])
            if let models { try Self.set(models, ofModelSet: number, db) }
            return try ModelSet.required(db, id: id)
        }
    }

    package func deleteModelSet(_ id: String) async throws(ContentError) {
        try await database.write { db in
            _ = try Self.changeable(try ModelSet.required(db, id: id))
            try Self.checkUnused(db, "model_set_id", id)
            try db.execute(sql: "DELETE FROM model_sets WHERE id = ?", arguments: [Int64(id)])
        }
    }

    private static func changeable(_ set: PermissionSet) throws -> PermissionSet {
        guard set.builtIn == nil else {
            throw ContentError(.readOnly, "The permission set \(set.name) is built in and can't be changed.")
        }
        return set
    }

    private static func changeable(_ set: ModelSet) throws -> ModelSet {
        guard !set.isAll else {
            throw ContentError(.readOnly, "The model set \(set.name) is built in and can't be changed.")
        }
        return set
    }

    private static func checkUnused(_ db: Database, _ column: String, _ id: String) throws {
        let role = try String.fetchOne(
            db, sql: "SELECT name FROM roles WHERE \(column) = ? ORDER BY id", arguments: [Int64(id)])
        if let role {
            throw ContentError(.invalid, "The role \(role) consists of this set. Change or delete the role first.")
        }
    }

    /// Names of permissions as they are stored: each once, with those that they stand on.
    private static func checked(_ names: [String]) throws -> String {
        var permissions: Set<Permission> = []
        for name in names {
            guard let permission = Permission(rawValue: name) else {
                throw ContentError(
                    .invalid, "There is no permission '\(name.prefix(60))'. GET /permissions lists all.",
                    field: "permissions")
            }
            var next: Permission? = permission
            while let needed = next {
                permissions.insert(needed)
                next = needed.parent
            }
        }
        return permissions.map(\.rawValue).sorted().joined(separator: ",")
    }

    private static func set(_ models: [String], ofModelSet id: Int64, _ db: Database) throws {
        try db.execute(sql: "DELETE FROM model_set_models WHERE model_set_id = ?", arguments: [id])
        for model in Set(models) {
            guard !model.isEmpty, model.utf8.count <= 200 else {
                throw ContentError(.invalid, "A model's name has 1 to 200 bytes.", field: "models")
            }
            try db.execute(
                sql: "INSERT INTO model_set_models (model_set_id, model) VALUES (?, ?)", arguments: [id, model])
        }
    }
}
