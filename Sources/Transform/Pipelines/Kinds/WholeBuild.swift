internal import Warehouse

/// Views and tables, which are made whole each time.
struct WholeBuild: Sendable {
    let relation: Relation
    /// Columns or expressions in whose order rows are stored.
    var sort: [String] = []

    /// The engine checks a view's query when it is made.
    func view(_ sql: String) async throws(NodeFailure) -> BuildOutcome {
        try await relation.makeRoom(for: .view)
        try await relation.execute("CREATE OR REPLACE VIEW \(relation.name.quoted) AS\n\(sql)")
        return BuildOutcome(rows: nil)
    }

    func table(_ sql: String) async throws(NodeFailure) -> BuildOutcome {
        try await relation.makeRoom(for: .table)
        let made = try await relation.execute(
            "CREATE OR REPLACE TABLE \(relation.name.quoted) AS\n\(Self.ordered(sql, by: sort))")
        // Where the engine doesn't say how many rows it has written, it says none.
        let rows = made > 0 ? Int64(made) : try await relation.count()
        return BuildOutcome(rows: rows, isWhole: true)
    }

    static func ordered(_ sql: String, by sort: [String]) -> String {
        sort.isEmpty ? sql : "SELECT * FROM (\n\(sql)\n) ORDER BY \(sort.joined(separator: ", "))"
    }
}
