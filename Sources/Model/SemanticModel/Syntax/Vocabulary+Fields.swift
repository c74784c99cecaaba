extension Vocabulary {
    /// What all fields share: how they are shown and found.
    private static let shown: [String: Parameter] = [
        "label": .text, "group_label": .text, "group_item_label": .text, "view_label": .text, "description": .text,
        "hidden": .flag, "tags": .list, "alias": .list, "required_access_grants": .list,
        "link": .laterMany, "html": .later, "action": .laterMany, "label_from_parameter": .later,
        "required_fields": .later, "can_filter": .later, "synonyms": .later, "order_by_field": .later,
        "allow_fill": .later, "case_sensitive": .later, "suggestions": .list, "suggest_explore": .later,
        "suggest_dimension": .later, "suggest_persist_for": .later, "suggestable": .later,
        "full_suggestions": .later, "bypass_suggest_restrictions": .later, "skip_drill_filter": .later,
        "fanout_on": .later,
    ]

    private static let formatted: [String: Parameter] = [
        "value_format": .text, "value_format_name": .text, "drill_fields": .list,
    ]

    private static let timed: [String: Parameter] = [
        "datatype": .choice("datetime", "timestamp", "date", "epoch", "yyyymmdd"), "convert_tz": .flag,
        "sql_start": .expression, "sql_end": .expression,
    ]

    private static let when = Vocabulary("when", ["sql": .expression, "label": .text])
    private static let cases = Vocabulary("case", ["when": .blocks(when), "else": .text])

    static let dimension = Vocabulary(
        "dimension", shown, formatted, timed,
        [
            "type": .text, "sql": .expression, "primary_key": .flag, "tiers": .list, "bins": .list,
            "style": .choice("classic", "interval", "integer", "relational"), "case": .block(cases),
            "alpha_sort": .later, "map_layer_name": .later, "sql_latitude": .later, "sql_longitude": .later,
            "start_location_field": .later, "end_location_field": .later, "units": .later,
            "string_datatype": .later,
        ])

    static let dimensionGroup = Vocabulary(
        "dimension_group", shown, timed,
        [
            "type": .choice("time", "duration"), "sql": .expression, "timeframes": .list, "intervals": .list,
            "drill_fields": .list, "string_datatype": .later,
        ])

    static let measure = Vocabulary(
        "measure", shown, formatted,
        [
            "type": .text, "sql": .expression, "filters": .filters, "sql_distinct_key": .expression,
            "percentile": .number, "list_field": .text, "direction": .later, "approximate": .later,
            "approximate_threshold": .later, "allow_approximate_optimization": .later, "precision": .later,
            "based_on": .later, "based_on_time": .later, "period": .later, "kind": .later, "value_to_date": .later,
            "convert_tz": .later, "datatype": .later, "case": .later, "timeframes": .later,
        ])

    static let filter = Vocabulary(
        "filter", shown, formatted,
        ["type": .text, "sql": .expression, "default_value": .later, "convert_tz": .later, "datatype": .later])

    private static let allowedValue = Vocabulary("allowed_value", ["label": .text, "value": .text])

    static let parameter = Vocabulary(
        "parameter", shown, formatted,
        ["type": .text, "default_value": .later, "allowed_value": .blocks(allowedValue)])

    static let set = Vocabulary("set", ["fields": .list])
}
