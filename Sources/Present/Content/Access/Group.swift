import GRDB

/// People who may the same. Groups can be members of groups, and their members are members of those too.
package struct Group: Sendable, Hashable {
    package var id: String
    package var name: String
    /// Whether everybody belongs to it by being there.
    package var includesAll: Bool
    /// Whether it is one that the program refers to; it can be renamed.
    package var isBuiltIn: Bool
    /// What the identity provider calls it.
    package var externalID: String?
    package var isExternallyManaged: Bool
    package var canAddToContentMetadata: Bool

    init(row: Row) {
        id = String(row["id"] as Int64)
        name = row["name"]
        includesAll = row["key"] as String? == "all"
        isBuiltIn = row["key"] as String? != nil
        externalID = row["external_group_id"]
        isExternallyManaged = row["externally_managed"]
        canAddToContentMetadata = row["can_add_to_content_metadata"]
    }

    static func required(_ db: Database, id: String, field: String? = nil) throws -> Group {
        let row = try Int64(id).flatMap {
            try Row.fetchOne(db, sql: "SELECT * FROM user_groups WHERE id = ?", arguments: [$0])
        }
        guard let row else {
            // What a body names and isn't there is invalid; what an address names is not found.
            throw ContentError(field == nil ? .notFound : .invalid, "There is no group \(id.prefix(40)).", field: field)
        }
        return Group(row: row)
    }

    var number: Int64 { Int64(id) ?? 0 }
}
