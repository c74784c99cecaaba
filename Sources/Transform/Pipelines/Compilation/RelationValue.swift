import Jinja

/// A relation as templates see it: `{{ this }}`, `{{ this.schema }}`, `{{ ref('x').include(database=false) }}`.
struct RelationValue: JinjaObject {
    var database: String?
    var schema: String?
    var identifier: String
    /// `table`, `view`, or `nil` when nobody has looked.
    var type: String?
    /// Stands instead of the quoted name: a subquery of an interval, the tables of another environment.
    var replacement: String?
    /// The plain relation behind a replacement that filters it.
    var unfiltered: String?
    var includesDatabase = true
    var includesSchema = true
    var includesIdentifier = true
    var isQuoted = true
    /// The node, where it is known, so that tests of equality and metadata work.
    var node: NodeID?

    let jinjaTypeName = "relation"

    var jinjaText: String { replacement ?? name }

    var name: String {
        var parts: [String] = []
        if includesDatabase, let database { parts.append(database) }
        if includesSchema, let schema { parts.append(schema) }
        if includesIdentifier { parts.append(identifier) }
        return parts.map { isQuoted ? Self.quote($0) : $0 }.joined(separator: ".")
    }

    static func quote(_ name: String) -> String { "\"" + name.replacing("\"", with: "\"\"") + "\"" }

    var jinjaRepresentation: String { "<Relation \(name)>" }

    func jinjaAttribute(_ name: String) -> JinjaValue? {
        switch name {
        case "database": return database.map(JinjaValue.string) ?? JinjaValue.none
        case "schema", "dataset": return schema.map(JinjaValue.string) ?? JinjaValue.none
        case "identifier", "name", "table": return .string(identifier)
        case "type": return type.map(JinjaValue.string) ?? JinjaValue.none
        case "is_table": return .bool(type == "table")
        case "is_view": return .bool(type == "view")
        case "is_cte": return .bool(type == "cte")
        case "path": return .object(self)
        case "render": return .function("render") { [self] _ in .string(unfiltered ?? replacement ?? self.name) }
        case "include": return .function("include") { [self] call in .object(included(call)) }
        case "quote":
            return .function("quote") { [self] call in
                var copy = self
                copy.isQuoted = call.argument(2, "identifier")?.isTrue ?? true
                return .object(copy)
            }
        case "without_identifier":
            return .function(name) { [self] _ in
                var copy = self
                copy.includesIdentifier = false
                return .object(copy)
            }
        case "information_schema":
            return .function(name) { [self] _ in
                .string((database.map { Self.quote($0) + "." } ?? "") + "information_schema")
            }
        default: return nil
        }
    }

    func jinjaItem(_ key: JinjaValue) -> JinjaValue? { key.stringValue.flatMap(jinjaAttribute) }

    func jinjaIsEqual(to other: JinjaValue) -> Bool {
        guard case .object(let object) = other, let relation = object as? RelationValue else {
            return other.stringValue == jinjaText
        }
        return relation.jinjaText == jinjaText
    }

    private func included(_ call: JinjaCall) -> RelationValue {
        var copy = self
        copy.includesDatabase = call[keyword: "database"]?.isTrue ?? includesDatabase
        copy.includesSchema = call[keyword: "schema"]?.isTrue ?? includesSchema
        copy.includesIdentifier = call[keyword: "identifier"]?.isTrue ?? includesIdentifier
        copy.replacement = nil
        return copy
    }
}

/// A column of a relation as templates see it.
struct ColumnValue: JinjaObject {
    var name: String
    var type: String

    let jinjaTypeName = "column"
    var jinjaText: String { "<Column \(name) (\(type))>" }

    func jinjaAttribute(_ attribute: String) -> JinjaValue? {
        switch attribute {
        case "name", "column": return .string(name)
        case "quoted": return .string(RelationValue.quote(name))
        case "dtype", "data_type": return .string(type)
        case "is_string": return answer(attribute, ["VARCHAR", "TEXT", "CHAR"])
        case "is_number", "is_numeric":
            return answer(attribute, ["INT", "DECIMAL", "NUMERIC", "DOUBLE", "FLOAT", "REAL"])
        case "is_integer": return answer(attribute, ["INT"])
        case "is_float": return answer(attribute, ["DOUBLE", "FLOAT", "REAL"])
        default: return nil
        }
    }

    private func answer(_ name: String, _ words: [String]) -> JinjaValue {
        let type = type.uppercased()
        let isMatch = words.contains { type.contains($0) } && !type.hasPrefix("INTERVAL")
        return .function(name) { _ in .bool(isMatch) }
    }
}
