internal import JSON
internal import LookML
internal import Presentation
internal import SemanticModel

/// Describes models and explores as Looker's API does (`LookmlModel`, `LookmlModelExplore`).
enum ExploreMetadata {
    static func json(_ model: Model, project: String, excludesHidden: Bool) -> JSONValue {
        let explores = model.explores.filter { !excludesHidden || !$0.hidden }
        return [
            "name": .string(model.name),
            "label": .string(model.label),
            "project_name": .string(project),
            "has_content": true,
            "allowed_db_connection_names": .array(model.connection.map { [.string($0)] } ?? []),
            "unlimited_db_connections": false,
            "can": ["index": true, "show": true],
            "explores": .array(
                explores.map {
                    [
                        "name": .string($0.name), "label": .string($0.label), "hidden": .bool($0.hidden),
                        "description": JSONValue($0.description),
                        "group_label": JSONValue($0.groupLabel ?? model.label),
                        "can": ["show": true],
                    ]
                }),
        ]
    }

    static func json(_ explore: Explore, in model: Model, project: String, showsSQL: Bool) -> JSONValue {
        func described(_ category: Field.Category) -> JSONValue {
            .array(explore.fields.filter { $0.category == category }.map { FieldMetadata.json($0, showsSQL: showsSQL) })
        }
        let base = explore.views.first
        return .object(
            JSONObject([
                ("id", .string("\(model.name)::\(explore.name)")),
                ("name", .string(explore.name)),
                ("label", .string(explore.label)),
                ("title", .string(explore.label)),
                ("description", JSONValue(explore.description)),
                ("group_label", .string(explore.groupLabel ?? model.label)),
                ("hidden", .bool(explore.hidden)),
                ("tags", .array(explore.tags.map(JSONValue.string))),
                ("model_name", .string(model.name)),
                ("view_name", .string(base?.alias ?? explore.name)),
                ("project_name", .string(project)),
                ("connection_name", JSONValue(model.connection)),
                ("dialect_name", "duckdb"),
                ("source_file", .string(explore.location.file)),
                ("files", .array([.string(explore.location.file)])),
                ("sql_table_name", base.map { tableName($0) } ?? .null),
                ("scopes", .array(explore.views.map { .string($0.alias) })),
                ("can_total", true), ("can_pivot_in_db", true), ("can_subtotal", false), ("can_save", true),
                ("can_explain", true), ("can_develop", false), ("can_see_lookml", .bool(showsSQL)),
                ("has_timezone_support", true), ("supports_cost_estimate", false),
                ("null_sort_treatment", "low"),
                (
                    "access_filters",
                    .array(
                        explore.accessFilters.map {
                            ["field": .string($0.field), "user_attribute": .string($0.userAttribute)]
                        })
                ),
                (
                    "always_filter",
                    .array(
                        explore.alwaysFilters.map { ["name": .string($0.field), "value": .string($0.expression)] })
                ),
                ("conditionally_filter", []),
                ("aliases", aliases(explore)),
                ("index_fields", .array(explore.fields.filter(\.primaryKey).map { .string($0.name) })),
                ("sets", sets(explore)),
                (
                    "fields",
                    [
                        "dimensions": described(.dimension), "measures": described(.measure),
                        "filters": described(.filter), "parameters": described(.parameter),
                    ]
                ),
                (
                    "joins",
                    .array(explore.views.compactMap { view in view.join.map { json(view, $0, showsSQL: showsSQL) } })
                ),
                ("supported_measure_types", []),
                ("errors", .null),
            ]))
    }

    private static func tableName(_ view: JoinedView) -> JSONValue {
        switch view.source {
        case .table(let sql): .string("\(sql.text) AS \(view.alias)")
        case .derivedSQL: .string("(derived table) AS \(view.alias)")
        }
    }

    private static func aliases(_ explore: Explore) -> JSONValue {
        let old = explore.fieldsByName.filter { $0.key != $0.value.name }.sorted { $0.key < $1.key }
        return .array(old.map { ["name": .string($0.key), "value": .string($0.value.name)] })
    }

    private static func sets(_ explore: Explore) -> JSONValue {
        func set(_ name: String, _ fields: [Field]) -> JSONValue {
            ["name": .string(name), "value": .array(fields.map { .string($0.name) })]
        }
        let byView = explore.views.map { view in set(view.alias, explore.fields.filter { $0.view == view.alias }) }
        return .array([set("ALL_FIELDS", explore.fields)] + byView)
    }

    private static func json(_ view: JoinedView, _ join: Join, showsSQL: Bool) -> JSONValue {
        [
            "name": .string(view.alias),
            "from": view.view == view.alias ? .null : .string(view.view),
            "type": .string(join.kind.rawValue),
            "relationship": .string(join.relationship.rawValue),
            "sql_on": showsSQL ? JSONValue(join.on?.text) : .null,
            "sql_table_name": .null,
            "required_joins": .array(join.requiredJoins.map(JSONValue.string)),
            "view_label": .string(view.label),
            "dependent_fields": .array(
                (join.on?.parts ?? []).compactMap { if case .field(let name) = $0 { .string(name) } else { nil } }),
        ]
    }
}
