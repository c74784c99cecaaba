extension LookMLReference {
    /// How a built table is kept: of derived tables and of aggregate tables.
    static let storage = [
        Row("datagroup_trigger", 1, .full, .text), Row("sql_trigger_value", 2, .full, .expression),
        Row("persist_for", 2, .full, .duration, "built at the first query that uses it"),
        Row("interval_trigger", 3, .full, .duration),
        Row("increment_key", 3, .full, .text, "of derived tables; an aggregate table is built as a whole"),
        Row("increment_offset", 3, .full, .number),
        Row("materialized_view", 3, .kept, .flag), Row("indexes", 3, .full, .list, "on PostgreSQL; DuckDB needs none"),
        Row("sortkeys", 3, .kept, .list),
        Row("distribution", 3, .kept, .text), Row("distribution_style", 3, .kept, .choice(["all", "even", "key"])),
        Row("partition_keys", 3, .kept, .list), Row("cluster_keys", 3, .kept, .list),
        Row("table_compression", 3, .kept, .text), Row("table_format", 3, .kept, .text),
        Row("publish_as_db_view", 3, .full, .flag, "as `scratch.<model>_<view>`"),
    ]

    static let derivedTables = objects(
        rows(
            "derived_table",
            [
                Row("sql", 1, .full, .expression),
                Row("explore_source", 1, .full, .block("explore_source")),
            ], storage,
            [
                Row("sql_create", 3, .reported, .expression, "views on it are left out"),
                Row("create_process", 3, .reported, .any, "views on it are left out"),
            ]),
        rows(
            "explore_source",
            [
                Row("column", 1, .full, .block("column"), repeats: true),
                Row("derived_column", 1, .full, .block("derived_column"), repeats: true),
                Row("filters", 2, .full, .filters, repeats: true),
                Row("bind_filters", 3, .full, .block("bind_filters"), repeats: true),
                Row("bind_all_filters", 3, .full, .flag, "only where the table is used in its own source"),
                Row("expression_custom_filter", 3, .full, .expression), Row("sorts", 3, .full, .list),
                Row("limit", 3, .full, .number), Row("timezone", 3, .full, .text),
            ]),
        rows("column", [Row("field", 1, .full, .text, "the field of the column's name where it is left out")]),
        rows("derived_column", [Row("sql", 1, .full, .expression)]),
        rows("bind_filters", [Row("from_field", 3, .full, .text), Row("to_field", 3, .full, .text)]))
}
