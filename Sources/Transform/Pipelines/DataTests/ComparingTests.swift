internal import JSON

/// Tests that compare a model with something else: another relation, or itself as it was.
struct ComparingTests: Sendable {
    let arguments: TestArguments
    var previousRows: Int64?
    var time: String?

    func sql() throws(NodeFailure) -> String {
        switch arguments.test {
        case "equal_rowcount": try rowCounts(wrong: "!=")
        case "fewer_rows_than": try rowCounts(wrong: ">=")
        case "cardinality_equality": try cardinality()
        case "equality": try equality()
        case "row_count_change": try rowCountChange()
        case "sum_equals": try sumEquals()
        case "matches_source": try matchesSource()
        default: try distributionChange()
        }
    }

    private func rowCounts(wrong: String) throws(NodeFailure) -> String {
        let other = try arguments.required("compare_model")
        let groups = arguments.texts("group_by_columns").map(TestArguments.quoted)
        guard !groups.isEmpty else {
            return """
                SELECT * FROM (SELECT (SELECT count(*) FROM \(arguments.model)) AS row_count,
                    (SELECT count(*) FROM \(other)) AS compared_row_count)
                WHERE row_count \(wrong) compared_row_count
                """
        }
        let list = groups.joined(separator: ", ")
        return """
            SELECT \(list), coalesce(a.row_count, 0) AS row_count, coalesce(b.row_count, 0) AS compared_row_count
            FROM (SELECT \(list), count(*) AS row_count FROM \(arguments.model) GROUP BY \(list)) AS a
            FULL JOIN (SELECT \(list), count(*) AS row_count FROM \(other) GROUP BY \(list)) AS b USING (\(list))
            WHERE coalesce(a.row_count, 0) \(wrong) coalesce(b.row_count, 0)
            """
    }

    private func cardinality() throws(NodeFailure) -> String {
        let column = try arguments.column()
        let field = TestArguments.quoted(try arguments.required("field"))
        let other = try arguments.required("to")
        return """
            SELECT coalesce(a.value, b.value) AS value, coalesce(a.n, 0) AS row_count,
                coalesce(b.n, 0) AS compared_row_count
            FROM (SELECT \(column) AS value, count(*) AS n FROM \(arguments.model) GROUP BY 1) AS a
            FULL JOIN (SELECT \(field) AS value, count(*) AS n FROM \(other) GROUP BY 1) AS b
                ON a.value IS NOT DISTINCT FROM b.value
            WHERE coalesce(a.n, 0) != coalesce(b.n, 0)
            """
    }

    private func equality() throws(NodeFailure) -> String {
        let other = try arguments.required("compare_model")
        let columns = arguments.texts("compare_columns").map(TestArguments.quoted)
        let excluded = arguments.texts("exclude_columns").map(TestArguments.quoted)
        let list =
            !columns.isEmpty
            ? columns.joined(separator: ", ")
            : excluded.isEmpty ? "*" : "* EXCLUDE (\(excluded.joined(separator: ", ")))"
        return """
            SELECT 'only here' AS which, * FROM
                (SELECT \(list) FROM \(arguments.model) EXCEPT ALL SELECT \(list) FROM \(other))
            UNION ALL
            SELECT 'only there', * FROM (SELECT \(list) FROM \(other) EXCEPT ALL SELECT \(list) FROM \(arguments.model))
            """
    }

    /// Nothing is said about the first build.
    private func rowCountChange() throws(NodeFailure) -> String {
        guard let previousRows else { return "SELECT 0 AS row_count WHERE false" }
        var broken: [String] = []
        if let drop = arguments.number("max_drop") { broken.append("row_count < \(Double(previousRows) * (1 - drop))") }
        if let rise = arguments.number("max_rise") { broken.append("row_count > \(Double(previousRows) * (1 + rise))") }
        guard !broken.isEmpty else {
            throw NodeFailure("The test row_count_change needs max_drop or max_rise, such as 20%.")
        }
        return """
            SELECT row_count, \(previousRows) AS previous_row_count
            FROM (SELECT count(*) AS row_count FROM \(arguments.model))
            WHERE \(broken.joined(separator: " OR "))
            """
    }

    /// Two sums, of a column here and one there, or of two queries with one value each.
    private func sumEquals() throws(NodeFailure) -> String {
        let here: String
        let there: String
        if let query = arguments.text("query") {
            here = "(\(query))"
            there = "(\(try arguments.required("equals")))"
        } else {
            let column = try arguments.column()
            let field = arguments.text("field").map(TestArguments.quoted) ?? column
            here = "(SELECT sum(\(column)) FROM \(arguments.model))"
            there = "(SELECT sum(\(field)) FROM \(try arguments.required("to")))"
        }
        let tolerance = arguments.number("tolerance") ?? 0
        return """
            SELECT * FROM (SELECT \(here) AS here, \(there) AS there)
            WHERE (here IS NULL) != (there IS NULL) OR abs(here - there) > \(tolerance)
            """
    }

    /// The last `days` (30) whole days of the source on which there is another number of rows there than here, or, where
    /// a column is named, another sum. The source's newest day is not over and is left out.
    private func matchesSource() throws(NodeFailure) -> String {
        let source = try arguments.required("to")
        guard let timeText = arguments.text("time") ?? time else {
            throw NodeFailure("The test matches_source needs the argument time: the model has no time column.")
        }
        let time = TestArguments.quoted(timeText)
        let sourceTime = arguments.text("source_time").map(TestArguments.quoted) ?? time
        let days = max(1, Int(arguments.number("days") ?? 30))
        let column = (arguments.text("column") ?? arguments.text("column_name")).map(TestArguments.quoted)
        let sourceColumn = arguments.text("field").map(TestArguments.quoted) ?? column
        func perDay(_ relation: String, _ time: String, _ column: String?) -> String {
            """
            SELECT date_trunc('day', \(time))::DATE AS day, count(*) AS row_count, \(column.map { "sum(\($0))" } ?? "NULL::BIGINT") AS total
            FROM \(relation) WHERE \(time) IS NOT NULL GROUP BY 1
            """
        }
        // `1%` is of what the source has; a plain number is a difference.
        let tolerance = arguments.number("tolerance") ?? 0
        let isShare = arguments.text("tolerance")?.hasSuffix("%") ?? false
        func differ(_ here: String, _ there: String) -> String {
            "abs(\(here) - \(there)) > \(isShare ? "\(tolerance) * abs(\(there))" : "\(tolerance)")"
        }
        return """
            WITH here AS (\(perDay(arguments.model, time, column))),
            there AS (\(perDay(source, sourceTime, sourceColumn))),
            compared AS (
                SELECT day, coalesce(here.row_count, 0) AS row_count, coalesce(there.row_count, 0) AS source_row_count,
                    here.total AS total, there.total AS source_total
                FROM here FULL JOIN there USING (day)
            )
            SELECT * FROM compared
            WHERE day < (SELECT max(day) FROM there) AND day >= (SELECT max(day) FROM there) - \(days)
                AND (\(differ("row_count", "source_row_count"))
                    OR \(differ("coalesce(total, 0)", "coalesce(source_total, 0)")))
            ORDER BY day
            """
    }

    /// How much of the rows changed between the values of a column: the last `days` (7) against those before, `before`
    /// (28) of them. The measure is the total variation distance, from 0 to 1: half the sum of the shares' differences.
    private func distributionChange() throws(NodeFailure) -> String {
        let column = try arguments.column()
        guard let timeText = arguments.text("time") ?? time else {
            throw NodeFailure("The test distribution_change needs the argument time: the model has no time column.")
        }
        let time = TestArguments.quoted(timeText)
        let most = arguments.number("max_change") ?? 0.1
        let days = max(1, Int(arguments.number("days") ?? 7))
        let before = max(1, Int(arguments.number("before") ?? 28))
        return """
            WITH dated AS (
                SELECT \(column) AS value, \(time)::TIMESTAMP AS moment, max(\(time)::TIMESTAMP) OVER () AS newest
                FROM \(arguments.model) WHERE \(time) IS NOT NULL
            ), shares AS (
                SELECT value,
                    count(*) FILTER (moment > newest - INTERVAL (\(days)) DAY) AS now_rows,
                    count(*) FILTER (moment <= newest - INTERVAL (\(days)) DAY
                        AND moment > newest - INTERVAL (\(days + before)) DAY) AS before_rows
                FROM dated GROUP BY value
            ), totals AS (SELECT sum(now_rows) AS now_total, sum(before_rows) AS before_total FROM shares)
            SELECT sum(abs(now_rows / now_total - before_rows / before_total)) / 2 AS change FROM shares, totals
            WHERE now_total > 0 AND before_total > 0
            HAVING sum(abs(now_rows / now_total - before_rows / before_total)) / 2 > \(most)
            """
    }
}
