extension LookMLReference {
    /// What all fields share: how they are shown and found.
    static let shown = [
        Row("label", 1, .full, .text), Row("description", 1, .full, .text), Row("group_label", 1, .full, .text),
        Row("group_item_label", 1, .full, .text), Row("view_label", 2, .full, .text), Row("hidden", 1, .full, .flag),
        Row("tags", 2, .full, .list), Row("synonyms", 3, .full, .list, "told to clients of the API"),
        Row("alias", 2, .full, .list, "old names that lead to the field"),
        Row("required_access_grants", 3, .full, .list, "also asked of every field that stands on this one"),
        Row("label_from_parameter", 2, .full, .text, "names the column of a result"),
        Row("required_fields", 2, .full, .list),
        Row("can_filter", 3, .full, .flag, "told to clients of the API, which filters all the same"),
        Row("case_sensitive", 3, .full, .flag),
        Row("html", 1, .full, .expression, "cleaned: no scripts, no event handlers, no `id`, `name` and `class`"),
        Row("link", 1, .full, .block("link"), repeats: true, "left out without a label or an address"),
        Row(
            "action", 2, .full, .block("action"), repeats: true,
            "sent by the server to the hosts of `actions.allowed_hosts`; left out without a label or an address"),
        Row("suggestions", 2, .full, .list), Row("suggest_explore", 2, .full, .text),
        Row("suggest_dimension", 2, .full, .text),
        Row("suggest_persist_for", 2, .full, .duration, "never older: they are asked anew each time"),
        Row("suggestable", 2, .full, .flag),
        Row("full_suggestions", 3, .full, .flag, "they always are, under the explore's row-level rules"),
        Row("bypass_suggest_restrictions", 3, .reported, .flag, "row-level rules always hold"),
    ]
    static let formatted = [
        Row("value_format_name", 1, .full, .text), Row("value_format", 1, .full, .text, "an Excel pattern"),
        Row("drill_fields", 1, .full, .list),
    ]
    static let timed = [
        Row("datatype", 1, .full, .choice(["datetime", "timestamp", "date", "epoch", "yyyymmdd"])),
        Row("convert_tz", 1, .full, .flag), Row("sql_start", 1, .full, .expression),
        Row("sql_end", 1, .full, .expression),
    ]
    /// What only dimensions have.
    private static let ofRows = [
        Row("order_by_field", 2, .full, .text), Row("allow_fill", 3, .full, .flag),
        Row("skip_drill_filter", 3, .full, .flag), Row("string_datatype", 3, .kept, .choice(["unicode"])),
        Row("fanout_on", 3, .reported, .text, "join the nested records instead"),
    ]

    static let dimensions = objects(
        rows(
            "dimension",
            [
                Row(
                    "type", 1, .full, .text,
                    "string, number, yesno, zipcode, tier, bin, location, distance, dates, durations"),
                Row("sql", 1, .full, .expression), Row("primary_key", 1, .full, .flag),
            ], shown, formatted, timed,
            [
                Row("tiers", 1, .full, .list), Row("bins", 4, .full, .list),
                Row("style", 1, .full, .choice(["classic", "interval", "integer", "relational"])),
                Row("case", 2, .full, .block("case")), Row("alpha_sort", 3, .full, .flag),
                Row("map_layer_name", 1, .kept, .text, "told to clients of the API; no map is drawn"),
                Row("sql_latitude", 2, .full, .expression),
                Row("sql_longitude", 2, .full, .expression), Row("start_location_field", 4, .full, .text),
                Row("end_location_field", 4, .full, .text),
                Row("units", 4, .full, .choice(DistanceUnit.allCases.map(\.rawValue))),
            ], ofRows),
        rows("case", [Row("when", 2, .full, .block("when"), repeats: true), Row("else", 2, .full, .text)]),
        rows("when", [Row("sql", 2, .full, .expression), Row("label", 2, .full, .text)]),
        rows(
            "link", [Row("label", 1, .full, .text), Row("url", 1, .full, .text), Row("icon_url", 1, .full, .text)]),
        rows(
            "action",
            [
                Row("label", 2, .full, .text), Row("url", 2, .full, .text), Row("icon_url", 2, .full, .text),
                Row("form_url", 2, .full, .text), Row("param", 2, .full, .block("param"), repeats: true),
                Row("form_param", 2, .full, .block("form_param"), repeats: true),
                Row("user_attribute_param", 2, .full, .block("user_attribute_param"), repeats: true),
            ]),
        rows("param", [Row("name", 2, .full, .text), Row("value", 2, .full, .text)]),
        rows(
            "form_param",
            [
                Row("name", 2, .full, .text), Row("type", 2, .full, .choice(["string", "textarea", "select"])),
                Row("label", 2, .full, .text), Row("description", 2, .full, .text), Row("default", 2, .full, .text),
                Row("required", 2, .full, .flag), Row("option", 2, .full, .block("option"), repeats: true),
            ]),
        rows("option", [Row("name", 2, .full, .text), Row("label", 2, .full, .text)]),
        rows("user_attribute_param", [Row("user_attribute", 2, .full, .text), Row("name", 2, .full, .text)]),
        rows(
            "dimension_group",
            [
                Row("type", 1, .full, .choice(["time", "duration"])), Row("sql", 1, .full, .expression),
                Row("timeframes", 1, .full, .list), Row("intervals", 2, .full, .list),
            ], timed, shown, [Row("drill_fields", 1, .full, .list)], ofRows))
}
