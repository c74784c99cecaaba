extension LookMLReference {
    static let inheritance = [
        Row("extends", 1, .full, .list, repeats: true, "parents from left to right, the later one wins"),
        Row("extends__all", 4, .full, .any, repeats: true, "how `lkml` writes several `extends`"),
        Row("extension", 2, .full, .choice(["required"]), "exists only to be extended"),
        Row("final", 3, .full, .flag, "no refinements from here on"),
    ]

    static let explore = objects(
        rows(
            "explore",
            [
                Row("join", 1, .full, .block("join"), repeats: true),
                Row("view_name", 1, .full, .text, "the base view, under its own name"),
                Row("from", 1, .full, .text, "the base view, under the explore's name or `view_name`"),
                Row("label", 1, .full, .text), Row("view_label", 1, .full, .text),
                Row("group_label", 2, .full, .text), Row("description", 1, .full, .text),
                Row("hidden", 1, .full, .flag), Row("fields", 1, .full, .list), Row("tags", 3, .full, .list),
                Row("sql_table_name", 3, .full, .expression, "of the base view"),
                Row("sql_always_where", 1, .full, .expression), Row("sql_always_having", 3, .full, .expression),
                Row("always_filter", 1, .full, .block("always_filter")),
                Row("conditionally_filter", 3, .full, .block("conditionally_filter")),
                Row(
                    "access_filter", 2, .full, .block("access_filter"), repeats: true,
                    "an explore with a rule that can't be read is left out"),
                Row("required_access_grants", 3, .full, .list),
                Row("always_join", 3, .full, .list),
            ], caching,
            [
                Row("aggregate_table", 2, .full, .block("aggregate_table"), repeats: true),
                Row("query", 2, .full, .block("query"), repeats: true, "quick starts"),
                Row("cancel_grouping_fields", 3, .full, .list),
                Row("symmetric_aggregates", 3, .full, .flag, "`no` hides the measures of joined views"),
                Row("case_sensitive", 3, .full, .flag), Row("sql_preamble", 4, .kept, .expression),
            ], inheritance),
        rows("always_filter", [Row("filters", 1, .full, .filters, repeats: true)]),
        rows(
            "conditionally_filter",
            [Row("filters", 3, .full, .filters, repeats: true), Row("unless", 3, .full, .list)]),
        rows("access_filter", [Row("field", 2, .full, .text), Row("user_attribute", 2, .full, .text)]),
        rows(
            "aggregate_table",
            [
                Row("query", 2, .full, .block("query")),
                Row("materialization", 2, .full, .block("materialization"), "without it the table is left out"),
            ]),
        rows("materialization", storage),
        rows(
            "query",
            [
                Row("dimensions", 2, .full, .list), Row("measures", 2, .full, .list),
                Row("filters", 2, .full, .filters, repeats: true), Row("pivots", 2, .full, .list),
                Row("sorts", 2, .full, .list), Row("limit", 2, .full, .number),
                Row("timezone", 2, .full, .text), Row("label", 2, .full, .text),
                Row("description", 2, .full, .text),
            ]))

    static let join = rows(
        "join",
        [
            Row("sql_on", 1, .full, .expression),
            Row(
                "relationship", 1, .full, .choice(["many_to_one", "one_to_one", "one_to_many", "many_to_many"]),
                "from the parent to the joined view"),
            Row("type", 1, .full, .choice(["left_outer", "inner", "full_outer", "cross"])),
            Row("from", 1, .full, .text), Row("view_label", 1, .full, .text), Row("fields", 2, .full, .list),
            Row("sql", 1, .full, .expression, "the whole join clause, as it is"),
            Row("foreign_key", 3, .full, .text, "joins to the primary key of the joined view"),
            Row("sql_where", 2, .full, .expression), Row("required_joins", 3, .full, .list),
            Row("sql_table_name", 3, .full, .expression), Row("required_access_grants", 3, .full, .list),
            Row("outer_only", 3, .kept, .flag),
        ])

    static let view = objects(
        rows(
            "view",
            [
                Row("dimension", 1, .full, .block("dimension"), repeats: true),
                Row("dimension_group", 1, .full, .block("dimension_group"), repeats: true),
                Row("measure", 1, .full, .block("measure"), repeats: true),
                Row("filter", 1, .full, .block("filter"), repeats: true),
                Row("parameter", 1, .full, .block("parameter"), repeats: true),
                Row("set", 1, .full, .block("set"), repeats: true), Row("sql_table_name", 1, .full, .expression),
                Row("derived_table", 1, .full, .block("derived_table")), Row("label", 1, .full, .text),
                Row("view_label", 1, .full, .text), Row("drill_fields", 1, .full, .list, "of its measures"),
                Row("fields_hidden_by_default", 3, .full, .flag), Row("suggestions", 3, .full, .flag),
                Row("required_access_grants", 3, .full, .list),
            ], inheritance),
        rows("set", [Row("fields", 1, .full, .list, "`set*`, `view.set*`, `ALL_FIELDS*`, and `-` before any of them")]))
}
