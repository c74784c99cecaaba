import GRDB

/// Permissions on models, held by users and groups.
package struct Role: Sendable, Hashable {
    package var id: String
    package var name: String
    package var permissionSet: PermissionSet
    package var modelSet: ModelSet
    /// The role of administrators, which can't be changed.
    package var isInternal: Bool

    var number: Int64 { Int64(id) ?? 0 }

    static func fetchAll(_ db: Database, where condition: String = "true") throws -> [Role] {
        let permissionSets = Dictionary(
            try PermissionSet.fetchAll(db).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let modelSets = Dictionary(
            try ModelSet.fetchAll(db).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        return try Row.fetchAll(db, sql: "SELECT * FROM roles WHERE \(condition) ORDER BY id").compactMap { row in
            guard let permissions = permissionSets[String(row["permission_set_id"] as Int64)],
                let models = modelSets[String(row["model_set_id"] as Int64)]
            else { return nil }
            return Role(
                id: String(row["id"] as Int64), name: row["name"], permissionSet: permissions, modelSet: models,
                isInternal: row["key"] as String? == "admin")
        }
    }

    static func required(_ db: Database, id: String, field: String? = nil) throws -> Role {
        guard let number = Int64(id), let role = try fetchAll(db, where: "id = \(number)").first else {
            throw ContentError(field == nil ? .notFound : .invalid, "There is no role \(id.prefix(40)).", field: field)
        }
        return role
    }
}
