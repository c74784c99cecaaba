import GRDB

/// Models under one name. They need not be there (any more).
package struct ModelSet: Sendable, Hashable {
    package var id: String
    package var name: String
    /// By name. Empty for the set of all.
    package var models: [String]
    /// Whether it is that of all models, those to come too, which can't be changed.
    package var isAll: Bool

    static func fetchAll(_ db: Database) throws -> [ModelSet] {
        var models: [Int64: [String]] = [:]
        for row in try Row.fetchAll(db, sql: "SELECT * FROM model_set_models ORDER BY model") {
            models[row["model_set_id"], default: []].append(row["model"])
        }
        return try Row.fetchAll(db, sql: "SELECT * FROM model_sets ORDER BY id").map { row in
            ModelSet(
                id: String(row["id"] as Int64), name: row["name"], models: models[row["id"]] ?? [],
                isAll: row["key"] as String? == "all")
        }
    }

    static func required(_ db: Database, id: String, field: String? = nil) throws -> ModelSet {
        guard let set = try fetchAll(db).first(where: { $0.id == id }) else {
            throw ContentError(
                field == nil ? .notFound : .invalid, "There is no model set \(id.prefix(40)).", field: field)
        }
        return set
    }
}
