internal import JSON

/// The SQL of the tests that everybody has: dbt's four, those of dbt_utils, and ours. Each returns the rows that
/// offend.
struct BuiltInTests: Sendable {
    let arguments: TestArguments
    /// Rows of the model when it was built before; `nil` when it was not.
    var previousRows: Int64?
    /// The time column of the model, for tests that are not told one.
    var time: String?

    /// The names, without the prefix `dbt_utils`.
    static let names = [
        "not_null", "unique", "accepted_values", "relationships", "unique_combination_of_columns", "expression_is_true",
        "accepted_range", "not_null_proportion", "not_empty_string", "mutually_exclusive_ranges", "equal_rowcount",
        "relationships_where", "at_least_one", "recency", "cardinality_equality", "fewer_rows_than", "equality",
        "not_constant", "not_accepted_values", "sequential_values", "row_count_change", "freshness", "no_gaps",
        "volume_in_band", "distribution_change", "sum_equals", "matches_source",
    ]

    /// Tests that say something of a model as a whole: some of its rows would tell them nothing.
    static let ofWholeModels: Set<String> = [
        "equal_rowcount", "fewer_rows_than", "cardinality_equality", "equality", "row_count_change", "sum_equals",
        "distribution_change", "matches_source", "no_gaps", "volume_in_band", "recency", "freshness", "at_least_one",
    ]

    func sql() throws(NodeFailure) -> String {
        let model = arguments.model
        switch arguments.test {
        case "not_null": return "SELECT * FROM \(model) WHERE \(try arguments.column()) IS NULL"
        case "unique":
            let column = try arguments.column()
            return """
                SELECT \(column) AS unique_field, count(*) AS n_records FROM \(model)
                WHERE \(column) IS NOT NULL GROUP BY \(column) HAVING count(*) > 1
                """
        case "accepted_values": return try acceptedValues(isAccepted: true)
        case "not_accepted_values": return try acceptedValues(isAccepted: false)
        case "relationships": return try relationships(conditions: ("true", "true"))
        case "relationships_where":
            return try relationships(
                conditions: (arguments.text("from_condition") ?? "true", arguments.text("to_condition") ?? "true"))
        case "unique_combination_of_columns":
            let columns = arguments.texts("combination_of_columns", "columns").map(TestArguments.quoted)
            guard !columns.isEmpty else { throw NodeFailure("The test \(arguments.test) needs the argument columns.") }
            let list = columns.joined(separator: ", ")
            return "SELECT \(list), count(*) AS n_records FROM \(model) GROUP BY \(list) HAVING count(*) > 1"
        case "expression_is_true":
            let expression = try arguments.required("expression")
            let column = arguments.text("column_name").map { TestArguments.quoted($0) + " " } ?? ""
            return "SELECT * FROM \(model) WHERE NOT (\(column)\(expression))"
        case "accepted_range": return try acceptedRange()
        case "not_null_proportion": return try notNullProportion()
        case "not_empty_string":
            let column = try arguments.column()
            let value = arguments.flag("trim_whitespace", default: true) ? "trim(\(column))" : column
            return "SELECT * FROM \(model) WHERE \(value) = ''"
        case "at_least_one":
            return try grouped { "SELECT \($0)count(\($1)) AS filled FROM \(model)" + $2 + " HAVING count(\($1)) = 0" }
        case "not_constant":
            return try grouped {
                "SELECT \($0)count(DISTINCT \($1)) AS distinct_values FROM \(model)" + $2
                    + " HAVING count(DISTINCT \($1)) = 1"
            }
        case "mutually_exclusive_ranges", "sequential_values", "recency", "no_gaps", "freshness", "volume_in_band":
            return try OrderedTests(arguments: arguments, time: time).sql()
        case "equal_rowcount", "fewer_rows_than", "cardinality_equality", "equality", "row_count_change", "sum_equals",
            "distribution_change", "matches_source":
            return try ComparingTests(arguments: arguments, previousRows: previousRows, time: time).sql()
        default:
            throw NodeFailure(
                "There is no test \(arguments.test). There are: \(Self.names.joined(separator: ", ")); "
                    + "a project makes its own with {% test name(model) %}.")
        }
    }

    private func acceptedValues(isAccepted: Bool) throws(NodeFailure) -> String {
        let column = try arguments.column()
        guard let values = arguments.values["values"]?.arrayValue, !values.isEmpty else {
            throw NodeFailure("The test \(arguments.test) needs the argument values, a list.")
        }
        let quote = arguments.flag("quote", default: true)
        let list = values.map { TestArguments.literal($0, quote: quote) }.joined(separator: ", ")
        return """
            SELECT \(column) AS value_field, count(*) AS n_records FROM \(arguments.model)
            WHERE \(column) \(isAccepted ? "NOT IN" : "IN") (\(list)) GROUP BY \(column)
            """
    }

    private func relationships(conditions: (from: String, to: String)) throws(NodeFailure) -> String {
        let column = try arguments.column()
        let field = TestArguments.quoted(try arguments.required("field"))
        let to = try arguments.required("to")
        return """
            SELECT child.from_field, count(*) AS n_records
            FROM (SELECT \(column) AS from_field FROM \(arguments.model)
                WHERE \(column) IS NOT NULL AND (\(conditions.from))) AS child
            LEFT JOIN (SELECT DISTINCT \(field) AS to_field FROM \(to) WHERE \(conditions.to)) AS parent
                ON child.from_field = parent.to_field
            WHERE parent.to_field IS NULL GROUP BY child.from_field
            """
    }

    private func acceptedRange() throws(NodeFailure) -> String {
        let column = try arguments.column()
        let equal = arguments.flag("inclusive", default: true) ? "=" : ""
        var broken: [String] = []
        if let least = arguments.text("min_value") { broken.append("NOT (\(column) >\(equal) \(least))") }
        if let most = arguments.text("max_value") { broken.append("NOT (\(column) <\(equal) \(most))") }
        guard !broken.isEmpty else { throw NodeFailure("The test accepted_range needs min_value or max_value.") }
        return "SELECT * FROM \(arguments.model) WHERE \(broken.joined(separator: " OR "))"
    }

    private func notNullProportion() throws(NodeFailure) -> String {
        let column = try arguments.column()
        guard let least = arguments.number("at_least") else {
            throw NodeFailure("The test not_null_proportion needs the argument at_least, a number from 0 to 1.")
        }
        let most = arguments.number("at_most") ?? 1
        return try grouped { groups, _, rest in
            """
            SELECT * FROM (SELECT \(groups)count(\(column)) / count(*) AS not_null_proportion
                FROM \(arguments.model)\(rest) HAVING count(*) > 0)
            WHERE not_null_proportion < \(least) OR not_null_proportion > \(most)
            """
        }
    }

    /// A query for each group of `group_by_columns`, given the groups' columns, the test's column and `GROUP BY`.
    private func grouped(_ query: (String, String, String) -> String) throws(NodeFailure) -> String {
        let groups = arguments.texts("group_by_columns").map(TestArguments.quoted).joined(separator: ", ")
        let column = try arguments.column()
        return groups.isEmpty ? query("", column, "") : query(groups + ", ", column, " GROUP BY \(groups)")
    }
}
