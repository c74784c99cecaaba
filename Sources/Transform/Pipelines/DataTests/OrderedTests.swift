internal import JSON

/// Tests that look at rows in an order, mostly that of time.
struct OrderedTests: Sendable {
    let arguments: TestArguments
    var time: String?

    func sql() throws(NodeFailure) -> String {
        switch arguments.test {
        case "mutually_exclusive_ranges": try exclusiveRanges()
        case "sequential_values": try sequentialValues()
        case "recency": try recency()
        case "freshness": try freshness()
        case "no_gaps": try noGaps()
        default: try volumeInBand()
        }
    }

    private func timeColumn(_ names: String...) throws(NodeFailure) -> String {
        for name in names { if let text = arguments.text(name) { return TestArguments.quoted(text) } }
        if let column = arguments.text("column_name") { return TestArguments.quoted(column) }
        guard let time else {
            throw NodeFailure(
                "The test \(arguments.test) needs the argument \(names.first ?? "column"): the model has no time column."
            )
        }
        return TestArguments.quoted(time)
    }

    private func exclusiveRanges() throws(NodeFailure) -> String {
        let lower = TestArguments.quoted(try arguments.required("lower_bound_column"))
        let upper = TestArguments.quoted(try arguments.required("upper_bound_column"))
        let partition = arguments.text("partition_by").map { "PARTITION BY \($0) " } ?? ""
        let fits =
            switch arguments.text("gaps") ?? "allowed" {
            case "not_allowed": "upper_bound = next_lower_bound"
            case "required": "upper_bound < next_lower_bound"
            default: "upper_bound <= next_lower_bound"
            }
        let order = arguments.flag("zero_length_range_allowed", default: false) ? "<=" : "<"
        return """
            SELECT * FROM (
                SELECT *, \(lower) AS lower_bound, \(upper) AS upper_bound,
                    lead(\(lower)) OVER (\(partition)ORDER BY \(lower), \(upper)) AS next_lower_bound,
                    row_number() OVER (\(partition)ORDER BY \(lower) DESC, \(upper) DESC) = 1 AS is_last_record
                FROM \(arguments.model))
            WHERE NOT (coalesce(lower_bound \(order) upper_bound, is_last_record)
                AND coalesce(\(fits), is_last_record, false))
            """
    }

    private func sequentialValues() throws(NodeFailure) -> String {
        let column = try arguments.column()
        let interval = arguments.text("interval") ?? "1"
        let step = arguments.text("datepart").map { "INTERVAL (\(interval)) \($0)" } ?? interval
        let groups = arguments.texts("group_by_columns").map(TestArguments.quoted).joined(separator: ", ")
        let partition = groups.isEmpty ? "" : "PARTITION BY \(groups) "
        return """
            SELECT * FROM (SELECT *, lag(\(column)) OVER (\(partition)ORDER BY \(column)) AS previous_value
                FROM \(arguments.model))
            WHERE previous_value IS NOT NULL AND \(column) != previous_value + \(step)
            """
    }

    private func recency() throws(NodeFailure) -> String {
        let field = TestArguments.quoted(try arguments.required("field"))
        let part = try arguments.required("datepart")
        let interval = try arguments.required("interval")
        let groups = arguments.texts("group_by_columns").map(TestArguments.quoted).joined(separator: ", ")
        let type = arguments.flag("ignore_time_component", default: false) ? "DATE" : "TIMESTAMP"
        let (head, rest) = groups.isEmpty ? ("", "") : (groups + ", ", " GROUP BY \(groups)")
        return """
            SELECT * FROM (SELECT \(head)max(\(field))::\(type) AS most_recent FROM \(arguments.model)\(rest))
            WHERE most_recent IS NULL
                OR most_recent < (now() AT TIME ZONE 'UTC')::\(type) - INTERVAL (\(interval)) \(part)
            """
    }

    private func freshness() throws(NodeFailure) -> String {
        let column = try timeColumn("column", "field", "loaded_at_field")
        guard let seconds = try arguments.seconds("max_age") else {
            throw NodeFailure("The test freshness needs the argument max_age, such as 26h.")
        }
        return """
            SELECT * FROM (SELECT max(\(column))::TIMESTAMP AS newest FROM \(arguments.model))
            WHERE newest IS NULL OR newest < (now() AT TIME ZONE 'UTC')::TIMESTAMP - INTERVAL (\(seconds)) SECOND
            """
    }

    /// The steps between the first and the last row in which there is none.
    private func noGaps() throws(NodeFailure) -> String {
        let column = try timeColumn("column", "time")
        let step = arguments.text("step") ?? "day"
        guard ["hour", "day", "week", "month", "quarter", "year"].contains(step) else {
            throw NodeFailure("The test no_gaps knows the steps hour, day, week, month, quarter and year, not \(step).")
        }
        let length = step == "quarter" ? "3 MONTH" : "1 \(step.uppercased())"
        return """
            WITH present AS (
                SELECT DISTINCT date_trunc('\(step)', \(column))::TIMESTAMP AS missing FROM \(arguments.model)
                WHERE \(column) IS NOT NULL
            )
            SELECT wanted.missing FROM (
                SELECT unnest(generate_series(min(missing), max(missing), INTERVAL \(length))) AS missing FROM present
            ) AS wanted ANTI JOIN present USING (missing) ORDER BY 1
            """
    }

    /// Days whose rows are too few or too many beside the same weekday of the weeks before: away from their median by
    /// more than `k` (4) times the median of the distances from it, and by more than `min_change` (1 row).
    private func volumeInBand() throws(NodeFailure) -> String {
        let column = try timeColumn("column", "time")
        let k = arguments.number("k") ?? 4
        let weeks = Int(arguments.number("weeks") ?? 8)
        let days = max(1, Int(arguments.number("days") ?? 1))
        let least = arguments.number("min_change") ?? 1
        return """
            WITH counted AS (
                SELECT date_trunc('day', \(column))::DATE AS day, count(*) AS row_count FROM \(arguments.model)
                WHERE \(column) IS NOT NULL GROUP BY 1
            ), filled AS (
                SELECT wanted.day::DATE AS day, coalesce(row_count, 0) AS row_count FROM (
                    SELECT unnest(generate_series(min(day), max(day), INTERVAL 1 DAY)) AS day FROM counted
                ) AS wanted LEFT JOIN counted ON counted.day = wanted.day::DATE
            ), compared AS (
                SELECT last.day, last.row_count, median(before.row_count) AS usual,
                    median(abs(before.row_count - (
                        SELECT median(b.row_count) FROM filled AS b
                        WHERE b.day < last.day AND b.day >= last.day - \(7 * weeks)
                            AND dayofweek(b.day) = dayofweek(last.day)))) AS spread,
                    count(*) AS weeks
                FROM filled AS last JOIN filled AS before
                    ON before.day < last.day AND before.day >= last.day - \(7 * weeks)
                    AND dayofweek(before.day) = dayofweek(last.day)
                WHERE last.day > (SELECT max(day) - \(days) FROM filled)
                GROUP BY last.day, last.row_count
            )
            SELECT day, row_count, usual, spread FROM compared
            WHERE weeks >= 3 AND abs(row_count - usual) > greatest(\(k) * spread, \(least))
            """
    }
}
