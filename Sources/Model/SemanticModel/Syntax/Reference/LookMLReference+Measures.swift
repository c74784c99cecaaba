extension LookMLReference {
    static let measures = rows(
        "measure",
        [
            Row("type", 1, .full, .text), Row("sql", 1, .full, .expression),
            Row("filters", 1, .full, .filters, repeats: true),
            Row("sql_distinct_key", 2, .full, .expression), Row("percentile", 2, .full, .number, "0 to 100"),
            Row("list_field", 2, .full, .text), Row("direction", 3, .full, .choice(["row", "column"])),
            Row("based_on", 3, .full, .text), Row("based_on_time", 3, .full, .text),
            Row("period", 3, .full, .choice(PeriodOverPeriod.Period.allCases.map(\.rawValue))),
            Row("kind", 3, .full, .choice(PeriodOverPeriod.Kind.allCases.map(\.rawValue))),
            Row("value_to_date", 3, .full, .flag), Row("approximate", 3, .full, .flag),
            Row("approximate_threshold", 3, .kept, .number), Row("allow_approximate_optimization", 3, .kept, .flag),
            Row("precision", 3, .kept, .number),
        ], shown, formatted,
        [
            Row("convert_tz", 2, .full, .flag, "of a date; where it is left out, what a raw column says"),
            Row(
                "datatype", 2, .full, .choice(["datetime", "timestamp", "date", "epoch", "yyyymmdd"]), "of a date"),
            Row("case", 4, .reported, .any), Row("timeframes", 4, .reported, .list),
            Row("fanout_on", 3, .reported, .text),
        ])

    static let filters = objects(
        rows(
            "filter",
            [
                Row("type", 1, .full, .text), Row("sql", 2, .full, .expression),
                Row("default_value", 2, .full, .text, "a filter expression: what Liquid reads until somebody filters"),
            ], shown, formatted,
            [Row("convert_tz", 4, .reported, .flag), Row("datatype", 4, .reported, .text)]),
        rows(
            "parameter",
            [
                Row("type", 1, .full, .text),
                Row("allowed_value", 1, .full, .block("allowed_value"), repeats: true),
                Row("default_value", 1, .full, .text),
            ], shown, formatted),
        rows("allowed_value", [Row("label", 1, .full, .text), Row("value", 1, .full, .text)]))
}
