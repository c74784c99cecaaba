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
