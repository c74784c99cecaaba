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

    /// - Parameter attributes: Of the user for whom labels are written.
    static func json(
        _ explore: Explore, in model: Model, project: String, showsSQL: Bool, attributes: [String: String]
    ) -> JSONValue {
        let place = FieldPlace(explore: explore, model: model, project: project)
        let facts = QueryFacts(model: model, explore: explore, userAttributes: attributes, dialect: "duckdb")
        func described(_ category: Field.Category) -> JSONValue {
            .array(
                explore.fields.filter { $0.category == category }.map {
                    FieldMetadata.json(ShownLabels.applied(to: $0, facts), showsSQL: showsSQL, at: place)
                })
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
                ("can_total", true), ("can_pivot_in_db", true), ("can_subtotal", true), ("can_save", true),
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
                ("always_filter", ExploreDescription.filters(explore.alwaysFilters)),
                ("conditionally_filter", ExploreDescription.filters(explore.conditionalFilter?.filters ?? [])),
                ("quick_starts", ExploreDescription.quickStarts(explore, model: model.name)),
                ("aliases", ExploreDescription.aliases(explore)),
                ("index_fields", ExploreDescription.indexFields(explore)),
                ("sets", sets(explore)),
                (
                    "fields",
                    [
                        "dimensions": described(.dimension), "measures": described(.measure),
                        "filters": described(.filter), "parameters": described(.parameter),
                    ]
                ),
                ("joins", ExploreDescription.joins(explore, showsSQL: showsSQL)),
                ("supported_measure_types", ExploreDescription.supportedMeasureTypes),
                ("errors", .null),
            ]))
    }

    private static func tableName(_ view: JoinedView) -> JSONValue {
        switch view.source {
        case .table(let sql): .string("\(sql.text) AS \(view.alias)")
        case .derivedSQL: .string("(derived table) AS \(view.alias)")
        }
    }

    private static func sets(_ explore: Explore) -> JSONValue {
        func set(_ name: String, _ fields: [Field]) -> JSONValue {
            ["name": .string(name), "value": .array(fields.map { .string($0.name) })]
        }
        let byView = explore.views.map { view in set(view.alias, explore.fields.filter { $0.view == view.alias }) }
        return .array([set("ALL_FIELDS", explore.fields)] + byView)
    }
}
