internal import Warehouse

/// Finds the types of columns that hold everything as text.
enum ColumnTypes {
    /// Tried in this order; the first one that takes every value of the column is taken.
    private static let candidates = ["BOOLEAN", "BIGINT", "DOUBLE", "DATE", "TIMESTAMP"]

    /// - Parameters:
    ///   - columns: Columns of text of the table, in their order.
    ///   - given: Types that are known already, by name.
    /// - Returns: A type for each column. Text, where nothing else fits or there is no value.
    static func infer(
        _ columns: [String], of table: String, given: [String: String], in relation: Relation
    ) async throws(NodeFailure) -> [String: String] {
        var types: [String: String] = [:]
        let known = Dictionary(given.map { ($0.key.lowercased(), $0.value) }) { first, _ in first }
        for name in columns { types[name] = known[name.lowercased()] }
        let open = columns.filter { types[$0] == nil }
        guard !open.isEmpty else { return types }
        let checks = open.flatMap { name in
            let column = SQLName.quoted(name)
            return candidates.map { type in
                "coalesce(bool_and(\(column) IS NULL OR (\(fits(column, type)))), false)"
            } + ["count(\(column)) > 0"]
        }
        let found = try await relation.rows("SELECT \(checks.joined(separator: ", ")) FROM \(table)")
        let width = candidates.count + 1
        for (index, name) in open.enumerated() {
            let hasValues = found.int(0, index * width + width - 1) == 1
            let fitting = candidates.indices.first { found.int(0, index * width + $0) == 1 }
            types[name] = hasValues ? fitting.map { candidates[$0] } ?? "VARCHAR" : "VARCHAR"
        }
        return types
    }

    /// 0 and 1 are numbers, and a leading zero says that a number is none: it is a code.
    private static func fits(_ column: String, _ type: String) -> String {
        switch type {
        case "BOOLEAN": "lower(\(column)) IN ('true', 'false')"
        case "BIGINT":
            "regexp_full_match(\(column), '[-+]?(0|[1-9][0-9]*)') AND TRY_CAST(\(column) AS BIGINT) IS NOT NULL"
        case "DOUBLE": "TRY_CAST(\(column) AS DOUBLE) IS NOT NULL AND NOT regexp_matches(\(column), '^[-+]?0[0-9]')"
        case "DATE":
            "regexp_full_match(\(column), '[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}') "
                + "AND TRY_CAST(\(column) AS DATE) IS NOT NULL"
        default: "TRY_CAST(\(column) AS TIMESTAMP) IS NOT NULL"
        }
    }
}
