/// Reading members of a JSON object. A member that is missing and one that is null are both NULL.
package struct JSONFunctions: Sendable {
    /// A scalar member as text without quotes; an array or object as JSON.
    package var text: @Sendable (_ object: SQLExpression, _ key: String) -> SQLExpression
    /// A member as JSON text, with quotes around a text.
    package var value: @Sendable (_ object: SQLExpression, _ key: String) -> SQLExpression
    /// Whether a condition on text holds for a scalar member, or for one of the elements if it is an array. False if the
    /// member is missing.
    package var anyElement:
        @Sendable (_ object: SQLExpression, _ key: String, _ condition: (SQLExpression) -> SQLExpression) ->
            SQLExpression
    /// A relation with one column of distinct texts, the elements of an array member, to be joined laterally under a name.
    package var elements: @Sendable (_ object: SQLExpression, _ key: String, _ alias: String) -> SQLExpression

    package init(
        text: @escaping @Sendable (SQLExpression, String) -> SQLExpression,
        value: @escaping @Sendable (SQLExpression, String) -> SQLExpression,
        anyElement:
            @escaping @Sendable (SQLExpression, String, (SQLExpression) -> SQLExpression) -> SQLExpression,
        elements: @escaping @Sendable (SQLExpression, String, String) -> SQLExpression
    ) {
        self.text = text
        self.value = value
        self.anyElement = anyElement
        self.elements = elements
    }

    /// A key as a JSON pointer (RFC 6901).
    static func pointer(_ key: String) -> SQLExpression {
        .bound(.text("/" + Dialect.escaped(key, ["~": "~0", "/": "~1"])))
    }
}

extension JSONFunctions {
    static let duckDB = JSONFunctions(
        text: { "json_extract_string(\(bare: $0), \(bare: pointer($1)))" },
        value: { "NULLIF(CAST(json_extract(\(bare: $0), \(bare: pointer($1))) AS VARCHAR), 'null')" },
        anyElement: { object, key, condition in
            let member: SQLExpression = "json_extract(\(bare: object), \(bare: pointer(key)))"
            let text: SQLExpression = "json_extract_string(\(bare: object), \(bare: pointer(key)))"
            return """
                CASE WHEN json_type(\(bare: object), \(bare: pointer(key))) = 'ARRAY' \
                THEN coalesce(list_bool_or(list_transform(CAST(\(bare: member) AS VARCHAR[]), lambda v: \(bare: condition("v")))), FALSE) \
                ELSE coalesce(\(bare: condition(text)), FALSE) END
                """
        },
        elements: { object, key, alias in
            "(SELECT DISTINCT unnest(CAST(json_extract(\(bare: object), \(bare: pointer(key))) AS VARCHAR[]))) AS \(raw: alias)(unit)"
        })

    static let postgreSQL = JSONFunctions(
        text: { "CAST(\(bare: $0) AS jsonb) ->> \(value: .text($1))" },
        value: { "NULLIF(CAST(CAST(\(bare: $0) AS jsonb) -> \(value: .text($1)) AS text), 'null')" },
        anyElement: { object, key, condition in
            let member: SQLExpression = "CAST(\(bare: object) AS jsonb) -> \(value: .text(key))"
            let text: SQLExpression = "(CAST(\(bare: object) AS jsonb) ->> \(value: .text(key)))"
            return """
                CASE WHEN jsonb_typeof(\(bare: member)) = 'array' \
                THEN EXISTS (SELECT 1 FROM jsonb_array_elements_text(\(bare: member)) AS v(e) WHERE \(bare: condition("v.e"))) \
                ELSE coalesce(\(bare: condition(text)), FALSE) END
                """
        },
        elements: { object, key, alias in
            "LATERAL (SELECT DISTINCT jsonb_array_elements_text(CAST(\(bare: object) AS jsonb) -> \(value: .text(key)))) AS \(raw: alias)(unit)"
        })

    static let bigQuery = JSONFunctions(
        text: {
            "COALESCE(JSON_VALUE(PARSE_JSON(\(bare: $0))[\(value: .text($1))]), TO_JSON_STRING(PARSE_JSON(\(bare: $0))[\(value: .text($1))]))"
        },
        value: { "NULLIF(TO_JSON_STRING(PARSE_JSON(\(bare: $0))[\(value: .text($1))]), 'null')" },
        anyElement: { object, key, condition in
            let member: SQLExpression = "PARSE_JSON(\(bare: object))[\(value: .text(key))]"
            return """
                CASE WHEN JSON_TYPE(\(bare: member)) = 'array' \
                THEN EXISTS (SELECT 1 FROM UNNEST(JSON_VALUE_ARRAY(\(bare: member))) AS v WHERE \(bare: condition("v"))) \
                ELSE COALESCE(\(bare: condition("JSON_VALUE(\(bare: member))")), FALSE) END
                """
        },
        elements: { object, key, alias in
            "(SELECT DISTINCT unit FROM UNNEST(JSON_VALUE_ARRAY(PARSE_JSON(\(bare: object))[\(value: .text(key))])) AS unit) AS \(raw: alias)"
        })

    static let clickHouse = JSONFunctions(
        text: { object, key in
            let raw: SQLExpression = "JSONExtractRaw(\(bare: object), \(value: .text(key)))"
            return """
                if(\(bare: raw) IN ('', 'null'), NULL, if(startsWith(\(bare: raw), '"'), \
                JSONExtractString(\(bare: object), \(value: .text(key))), \(bare: raw)))
                """
        },
        value: { object, key in
            let raw: SQLExpression = "JSONExtractRaw(\(bare: object), \(value: .text(key)))"
            return "if(\(bare: raw) IN ('', 'null'), NULL, \(bare: raw))"
        },
        anyElement: { object, key, condition in
            let elements: SQLExpression = "JSONExtract(\(bare: object), \(value: .text(key)), 'Array(String)')"
            let text: SQLExpression = "JSONExtractString(\(bare: object), \(value: .text(key)))"
            return """
                if(JSONType(\(bare: object), \(value: .text(key))) = 'Array', \
                arrayExists(v -> \(bare: condition("v")), \(bare: elements)), \
                JSONHas(\(bare: object), \(value: .text(key))) AND \(condition(text)))
                """
        },
        elements: { object, key, alias in
            "(SELECT arrayJoin(arrayDistinct(JSONExtract(\(bare: object), \(value: .text(key)), 'Array(String)'))) AS unit) AS \(raw: alias)"
        })
}
