extension Vocabulary {
    private static let inherited: [String: Parameter] = [
        "extends": Parameter(shape: .list, repeats: true), "extends__all": Parameter(shape: .any, repeats: true),
        "extension": .choice("required"), "final": .flag,
    ]

    private static let derivedTable = Vocabulary(
        "derived_table",
        [
            "sql": .expression, "explore_source": .later, "datagroup_trigger": .later, "sql_trigger_value": .later,
            "persist_for": .later, "interval_trigger": .later, "increment_key": .later, "increment_offset": .later,
            "materialized_view": .later, "create_process": .later, "sql_create": .later, "indexes": .later,
            "sortkeys": .later, "distribution": .later, "distribution_style": .later, "partition_keys": .later,
            "cluster_keys": .later, "table_compression": .later, "table_format": .later,
            "publish_as_db_view": .later,
        ])

    static let view = Vocabulary(
        "view", inherited,
        [
            "dimension": .blocks(dimension), "dimension_group": .blocks(dimensionGroup), "measure": .blocks(measure),
            "filter": .blocks(filter), "parameter": .blocks(parameter), "set": .blocks(set),
            "sql_table_name": .expression, "derived_table": .block(derivedTable), "label": .text,
            "view_label": .text, "drill_fields": .list, "fields_hidden_by_default": .flag,
            "required_access_grants": .list, "suggestions": .later,
        ])

    private static let accessFilter = Vocabulary("access_filter", ["field": .text, "user_attribute": .text])
    private static let alwaysFilter = Vocabulary("always_filter", ["filters": .filters])

    static let join = Vocabulary(
        "join",
        [
            "sql_on": .expression, "sql": .expression, "sql_where": .expression, "sql_table_name": .expression,
            "foreign_key": .text, "from": .text, "view_label": .text, "fields": .list, "required_joins": .list,
            "required_access_grants": .list,
            "relationship": .choice("many_to_one", "one_to_one", "one_to_many", "many_to_many"),
            "type": .choice("left_outer", "inner", "full_outer", "cross"), "outer_only": .later,
        ])

    static let explore = Vocabulary(
        "explore", inherited,
        [
            "join": .blocks(join), "label": .text, "view_label": .text, "group_label": .text, "description": .text,
            "hidden": .flag, "view_name": .text, "from": .text, "fields": .list, "tags": .list,
            "sql_always_where": .expression, "sql_always_having": .expression, "sql_table_name": .expression,
            "always_filter": .block(alwaysFilter), "access_filter": .blocks(accessFilter), "always_join": .list,
            "case_sensitive": .flag, "required_access_grants": .list, "conditionally_filter": .later,
            "persist_with": .later, "persist_for": .later, "aggregate_table": .laterMany, "query": .laterMany,
            "cancel_grouping_fields": .later, "symmetric_aggregates": .later, "sql_preamble": .later,
        ])

    private static let namedValueFormat = Vocabulary(
        "named_value_format", ["value_format": .text, "strict_value_format": .ignored])

    /// Everything but the manifest: model, view and explore files differ by habit only.
    static let file = Vocabulary(
        "file",
        [
            "include": Parameter(shape: .text, repeats: true), "view": .blocks(view), "explore": .blocks(explore),
            "connection": .text, "label": .text,
            "week_start_day": .choice(
                "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
            "fiscal_month_offset": .number, "named_value_format": .blocks(namedValueFormat),
            "case_sensitive": .flag, "datagroup": .laterMany, "persist_with": .later, "persist_for": .later,
            "access_grant": .laterMany, "map_layer": .laterMany, "test": .laterMany, "sql_preamble": .later,
            "aggregate_awareness": .later, "localization_settings": .later,
        ])

    private static let constant = Vocabulary("constant", ["value": .text, "export": .ignored])

    static let manifest = Vocabulary(
        "manifest",
        [
            "project_name": .text, "constant": .blocks(constant), "new_lookml_runtime": .ignored,
            "local_dependency": .laterMany, "remote_dependency": .laterMany, "visualization": .laterMany,
            "application": .laterMany, "localization_settings": .later,
        ])
}
