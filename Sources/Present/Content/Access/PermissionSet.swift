import GRDB

/// Permissions under one name.
package struct PermissionSet: Sendable, Hashable {
    package var id: String
    package var name: String
    package var permissions: Set<Permission>
    /// There from the beginning, and not to be changed.
    package var builtIn: BuiltInPermissionSet?

    /// Whether it permits everything, whatever there is to come.
    package var isAllAccess: Bool { builtIn == .admin }

    /// The permissions of a row: by its key where it has one, else those that it lists. Names of another release's
    /// permissions permit nothing.
    static func permissions(_ row: Row, key: String = "key") -> Set<Permission> {
        if let key = row[key] as String? { return BuiltInPermissionSet(rawValue: key)?.permissions ?? [] }
        let names = (row["permissions"] as String).split(separator: ",")
        return Set(names.compactMap { Permission(rawValue: String($0)) })
    }

    init(row: Row) {
        id = String(row["id"] as Int64)
        name = row["name"]
        permissions = Self.permissions(row)
        builtIn = (row["key"] as String?).flatMap(BuiltInPermissionSet.init(rawValue:))
    }
}

extension PermissionSet {
    static func fetchAll(_ db: Database) throws -> [PermissionSet] {
        try Row.fetchAll(db, sql: "SELECT * FROM permission_sets ORDER BY id").map(PermissionSet.init)
    }

    static func required(_ db: Database, id: String, field: String? = nil) throws -> PermissionSet {
        guard let set = try fetchAll(db).first(where: { $0.id == id }) else {
            throw ContentError(
                field == nil ? .notFound : .invalid, "There is no permission set \(id.prefix(40)).", field: field)
        }
        return set
    }
}
