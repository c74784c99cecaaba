package import JSON

/// A type as the tables of the specifications write it: `str int float bool datetime object map<bool> [Look] Look`.
package enum SchemaType {
    /// - Parameters:
    ///   - prefix: Where objects are defined: `#/definitions/`.
    ///   - defined: The objects that are; another one is any object.
    package static func schema(_ type: String, prefix: String, defined: Set<String>) -> JSONValue {
        if type.hasPrefix("["), type.hasSuffix("]") {
            return [
                "type": "array", "items": schema(String(type.dropFirst().dropLast()), prefix: prefix, defined: defined),
            ]
        }
        if type.hasPrefix("map") {
            let inner = type.dropFirst(3).trimmingPrefix("<").prefix { $0 != ">" }
            let values = schema(inner.isEmpty ? "Any" : String(inner), prefix: prefix, defined: defined)
            return ["type": "object", "additionalProperties": values]
        }
        switch type {
        case "str": return ["type": "string"]
        case "int": return ["type": "integer", "format": "int64"]
        case "float": return ["type": "number", "format": "double"]
        case "bool": return ["type": "boolean"]
        case "datetime": return ["type": "string", "format": "date-time"]
        case "Any": return [:]
        case _ where defined.contains(type): return ["$ref": .string(prefix + type)]
        default: return ["type": "object"]
        }
    }
}
