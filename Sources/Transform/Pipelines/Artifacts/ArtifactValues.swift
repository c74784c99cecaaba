internal import JSON

/// Parts that all artifacts share.
enum ArtifactValues {
    static func metadata(_ schema: String, now: Int64, invocation: String, project: String? = nil) -> JSONValue {
        var object = JSONObject([
            ("dbt_schema_version", .string("https://schemas.getdbt.com/dbt/\(schema).json")),
            ("dbt_version", .string("1.10.0")), ("generated_at", .string(instant(now))),
            ("invocation_id", .string(invocation)), ("env", .object(JSONObject())),
        ])
        if let project {
            object["project_name"] = .string(project)
            object["adapter_type"] = .string("duckdb")
        }
        return .object(object)
    }

    /// `2026-01-31T09:30:00.000000Z`
    static func instant(_ microseconds: Int64) -> String {
        UTCTime.text(microseconds, withFraction: true).replacing(" ", with: "T") + "Z"
    }

    static func texts(_ texts: [String]) -> JSONValue { .array(texts.map(JSONValue.string)) }

    /// An object whose members stand in the order of their names.
    static func object(_ members: [String: JSONValue]) -> JSONValue {
        .object(JSONObject(members.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }))
    }
}
