extension LookMLReference {
    static let project = objects(
        rows(
            "manifest",
            [
                Row("project_name", 1, .full, .text),
                Row("constant", 2, .full, .block("constant"), repeats: true, "`@{NAME}` in any text"),
                Row(
                    "local_dependency", 3, .reported, .block("local_dependency"), repeats: true,
                    "its files can't be included"),
                Row(
                    "remote_dependency", 4, .reported, .block("remote_dependency"), repeats: true,
                    "its files can't be included"),
                Row("visualization", 3, .reported, .any, repeats: true),
                Row("application", 3, .reported, .any, repeats: true),
                Row("localization_settings", 3, .reported, .any, "labels are shown as they are written"),
                Row("new_lookml_runtime", 4, .full, .flag, "there is one runtime, so that both values mean the same"),
            ]),
        rows(
            "constant",
            [
                Row("value", 2, .full, .text, "may hold other constants"),
                Row("export", 2, .full, .choice(["none", "override_optional", "override_required"])),
            ]),
        rows("local_dependency", [Row("project", 3, .full, .text)], overrides),
        rows(
            "remote_dependency",
            [Row("url", 4, .full, .text), Row("ref", 4, .full, .text)], overrides),
        rows("override_constant", [Row("value", 3, .full, .text)]))

    private static let overrides = [
        Row("override_constant", 3, .full, .block("override_constant"), repeats: true)
    ]

    static let caching = [
        Row("persist_with", 1, .full, .text, "a datagroup"),
        Row("persist_for", 2, .full, .duration, "1 hour where nothing is said"),
    ]

    static let model = objects(
        rows(
            "file",
            [
                Row("connection", 1, .full, .text),
                Row("include", 1, .full, .text, repeats: true, "`*` within a folder, `**` any number of folders"),
                Row("label", 2, .full, .text),
                Row("explore", 1, .full, .block("explore"), repeats: true, "`explore: +name` refines"),
                Row("view", 1, .full, .block("view"), repeats: true, "`view: +name` refines"),
                Row("datagroup", 1, .full, .block("datagroup"), repeats: true),
            ], caching,
            [
                Row(
                    "week_start_day", 2, .full,
                    .choice(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])),
                Row("fiscal_month_offset", 2, .full, .number, "-11 to 11 months after January"),
                Row("named_value_format", 2, .full, .block("named_value_format"), repeats: true),
                Row(
                    "access_grant", 3, .full, .block("access_grant"), repeats: true,
                    "what asks for a grant does not exist for who lacks it"),
                Row("case_sensitive", 3, .full, .flag),
                Row(
                    "map_layer", 3, .kept, .block("map_layer"), repeats: true,
                    "told to clients of the API; no map is drawn"),
                Row("test", 3, .full, .block("test"), repeats: true),
                Row("sql_preamble", 4, .kept, .expression),
                Row("aggregate_awareness", 3, .reported, .flag),
                Row("localization_settings", 3, .reported, .any),
            ]),
        rows(
            "datagroup",
            [
                Row("sql_trigger", 1, .full, .expression), Row("max_cache_age", 1, .full, .duration),
                Row("interval_trigger", 2, .full, .duration), Row("label", 2, .full, .text),
                Row("description", 2, .full, .text),
            ]),
        rows(
            "named_value_format",
            [
                Row("value_format", 2, .full, .text, "an Excel pattern"),
                Row("strict_value_format", 2, .full, .flag, "patterns never follow a locale, so that all are strict"),
            ]),
        rows(
            "access_grant",
            [
                Row("user_attribute", 3, .full, .text),
                Row("allowed_values", 3, .full, .list, "compared whole and with their case"),
            ]),
        rows(
            "map_layer",
            [
                Row("file", 3, .full, .text), Row("url", 3, .full, .text), Row("extents_json_url", 3, .full, .text),
                Row("feature_key", 3, .full, .text), Row("property_key", 3, .full, .text),
                Row("property_label_key", 3, .full, .text),
                Row("format", 3, .full, .choice(["topojson", "vector_tile_region"])),
                Row("projection", 3, .full, .text), Row("min_zoom_level", 3, .full, .number),
                Row("max_zoom_level", 3, .full, .number),
            ]),
        rows(
            "test",
            [
                Row("explore_source", 3, .full, .block("explore_source")),
                Row("assert", 3, .full, .block("assert"), repeats: true),
            ]),
        rows("assert", [Row("expression", 3, .full, .expression)]))
}
