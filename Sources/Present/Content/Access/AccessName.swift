import GRDB

/// Names of groups, roles and sets: 1 to 200 bytes on one line, each once among its kind whatever the case of its letters.
enum AccessName {
    /// - Throws: `missing_field`, `invalid`, `already_exists` for the field `name`.
    static func check(
        _ name: String, in table: String, except id: Int64? = nil, of what: String, _ db: Database
    ) throws -> (name: String, key: String) {
        guard !name.isEmpty else { throw ContentError(.missingField, "A \(what) needs a name.", field: "name") }
        guard name.utf8.count <= 200, name.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F }) else {
            throw ContentError(.invalid, "The name of a \(what) is one line of at most 200 bytes.", field: "name")
        }
        let key = name.lowercased()
        let other = try Int64.fetchOne(
            db, sql: "SELECT id FROM \(table) WHERE name_key = ? AND id IS NOT ?", arguments: [key, id])
        guard other == nil else {
            throw ContentError(.alreadyExists, "There is already a \(what) named \"\(name)\".", field: "name")
        }
        return (name, key)
    }
}
