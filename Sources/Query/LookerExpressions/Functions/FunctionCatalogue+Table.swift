extension FunctionCatalogue {
    static let dates = CivilTime.Unit.allCases.flatMap { of($0.rawValue) } + otherDates

    /// What there is of each unit of time.
    private static func of(_ unit: String) -> [ExpressionFunction] {
        let ending = unit == "years" || unit == "months" ? "; the day is at most the last of its month." : "."
        let functions: [ExpressionFunction] = [
            .anywhere(
                "add_" + unit, .dates, [.number("number"), .date("date")], .type(.date),
                "`date` moved by `number` \(unit)" + ending),
            .anywhere(
                "diff_" + unit, .dates, [.date("start_date"), .date("end_date")], .type(.number),
                "Complete \(unit) from `start_date` to `end_date`; negative if the end comes first."),
            .anywhere("extract_" + unit, .dates, [.date("date")], .type(.number), "The \(unit) of `date`."),
        ]
        // Seconds are the smallest unit: nothing to cut.
        if unit == "seconds" { return functions }
        return functions
            + [.anywhere("trunc_" + unit, .dates, [.date("date")], .type(.date), "`date` cut to \(unit).")]
    }

    private static let otherDates: [ExpressionFunction] = [
        .anywhere(
            "trunc_quarters", .dates, [.date("date")], .type(.date), "`date` cut to quarters.", documented: false),
        .anywhere(
            "date", .dates, [.number("year"), .number("month"), .number("day")], .type(.date),
            "That day, or null if the calendar has none."),
        .anywhere(
            "date_time", .dates,
            [
                .number("year"), .number("month"), .number("day"), .number("hours"), .number("minutes"),
                .number("seconds"),
            ], .type(.date), "That moment, or null if the calendar has none."),
        .anywhere(
            "now", .dates, [], .type(.date), "The present moment in the query's time zone.", isPure: false),
        .anywhere(
            "to_date", .dates, [.string("string")], .type(.date),
            "The date that `string` writes: YYYY, YYYY-MM, YYYY-MM-DD, and hours, minutes, seconds after a blank."),
    ]

    /// Where rows lie to each other: another sort order, another result.
    static let rows: [ExpressionFunction] = [
        .calculation(
            "index", .rows, [.values("expression"), .number("n")], .element(of: 0),
            "The value of `expression` in row `n`, the first being 1; of a list its `n`th element."),
        .calculation("list", .rows, [.several("value")], .commonList, "A list of the values."),
        .calculation(
            "lookup", .rows, [.like(1), .scalar("lookup_column"), .scalar("result_column")], .same(as: 2),
            "`result_column` in the first row where `lookup_column` is `value`."),
        .calculation(
            "match", .rows, [.like(1), .values("expression")], .type(.number),
            "The first row in which `expression` is `value`, or where in each list `value` stands; null if nowhere."),
        .calculation(
            "offset", .rows, [.values("column"), .number("row_offset")], .same(as: 0),
            "`column` so many rows further down, with a negative `row_offset` further up; null outside the table."),
        .calculation(
            "offset_list", .rows, [.scalar("column"), .number("row_offset"), .number("num_values")], .list(of: 0),
            "A list of `num_values` values of `column`, beginning `row_offset` rows further down."),
        .calculation("row", .rows, [], .type(.number), "The number of the row, the first being 1."),
    ]

    static let pivots: [ExpressionFunction] = [
        .calculation("pivot_column", .pivots, [], .type(.number), "The number of the pivot column, the first being 1."),
        .calculation(
            "pivot_index", .pivots, [.values("expression"), .number("pivot_index")], .same(as: 0),
            "`expression` in the pivot column of that number, the first being 1."),
        .calculation(
            "pivot_offset", .pivots, [.values("pivot_expression"), .number("col_offset")], .same(as: 0),
            "`pivot_expression` so many pivot columns further right, with a negative `col_offset` further left."),
        .calculation(
            "pivot_offset_list", .pivots,
            [.scalar("pivot_expression"), .number("col_offset"), .number("num_values")], .list(of: 0),
            "A list of `num_values` values, beginning `col_offset` pivot columns further right."),
        .calculation(
            "pivot_row", .pivots, [.scalar("expression")], .list(of: 0),
            "The values of `expression` in all pivot columns, as a list."),
        .calculation(
            "pivot_where", .pivots, [.yesNo("select_expression"), .values("expression")], .same(as: 1),
            "`expression` in the one pivot column where `select_expression` is yes; null if there are none or several."
        ),
    ]
}

extension ExpressionFunction.Parameter {
    /// The value that is looked for in the column at that position.
    fileprivate static func like(_ position: Int) -> Self { .like(position, "value") }
}
