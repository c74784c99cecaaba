internal import Warehouse

/// One lot of intervals of a model that is built by time, inside the transaction that also records them.
struct IntervalBuild: Sendable {
    let relation: Relation
    let settings: NodeSettings
    /// The time column, as the result has it.
    let time: String
    let steps: TimeSteps

    /// What a lot of intervals came to.
    struct Built: Sendable {
        /// Rows by interval.
        var rows: [TimeRange: Int64] = [:]
        var notes: [String] = []
        var total: Int64 { rows.values.reduce(0, +) }
    }

    /// Makes the table without rows, with the columns of `sql`.
    func makeEmpty(_ sql: String) async throws(NodeFailure) {
        try await relation.makeRoom(for: .table)
        try await relation.execute(
            "CREATE OR REPLACE TABLE \(relation.name.quoted) AS\nSELECT * FROM (\n\(sql)\n) LIMIT 0")
    }

    /// Puts the rows of `sql` that lie in the intervals in place of those that the table has there.
    /// - Parameters:
    ///   - sql: Compiled for the whole stretch of `ranges`.
    ///   - ranges: Neighbours, by time.
    func build(_ sql: String, _ ranges: [TimeRange]) async throws(NodeFailure) -> Built {
        guard let first = ranges.first, let last = ranges.last else { return Built() }
        let staging = try await relation.stage(sql)
        let column = SQLName.quoted(time)
        try await checkTime(of: staging)
        let change = try await SchemaChange(relation: relation, rule: settings.onSchemaChange).apply(from: staging)
        var built = Built(notes: change.notes)
        let inside = "\(column) >= \(SQLName.timestamp(first.from)) AND \(column) < \(SQLName.timestamp(last.to))"
        let outside =
            try await relation.rows("SELECT count(*) FROM \(staging) WHERE NOT coalesce(\(inside), false)").int(0, 0)
            ?? 0
        if outside > 0 {
            built.notes.append(
                "\(outside) rows outside \(UTCTime.text(first.from)) to \(UTCTime.text(last.to)) were left out")
        }
        try await relation.execute("DELETE FROM \(relation.name.quoted) WHERE \(inside)")
        let names = SQLName.list(change.columns)
        let rows = WholeBuild.ordered("SELECT \(names) FROM \(staging) WHERE \(inside)", by: settings.sort)
        try await relation.execute("INSERT INTO \(relation.name.quoted) (\(names))\n\(rows)")
        built.rows = try await count(staging, ranges)
        try await relation.dropStaging(staging)
        return built
    }

    private func checkTime(of staging: String) async throws(NodeFailure) {
        let columns = try await relation.columns(ofQuery: "SELECT * FROM \(staging)")
        guard let found = columns.first(where: { $0.name.lowercased() == time.lowercased() }) else {
            throw NodeFailure(
                "\(relation.name) has no column \(time), which is its time column. It has: "
                    + columns.map(\.name).joined(separator: ", ") + ".")
        }
        guard found.type == "DATE" || found.type.hasPrefix("TIMESTAMP") else {
            throw NodeFailure(
                "The time column \(time) of \(relation.name) is \(found.type); it has to be a date or a timestamp.")
        }
    }

    private func count(_ staging: String, _ ranges: [TimeRange]) async throws(NodeFailure) -> [TimeRange: Int64] {
        var counts = Dictionary(ranges.map { ($0, Int64(0)) }) { first, _ in first }
        let values = ranges.enumerated().map { index, range in
            "(\(index), \(SQLName.timestamp(range.from)), \(SQLName.timestamp(range.to)))"
        }.joined(separator: ", ")
        let column = SQLName.quoted(time)
        let found = try await relation.rows(
            """
            SELECT i.number, count(*) FROM (VALUES \(values)) AS i(number, "from", "to")
            JOIN \(staging) AS s ON s.\(column) >= i."from" AND s.\(column) < i."to" GROUP BY 1
            """)
        for row in 0..<found.count {
            guard let number = found.int(row, 0), ranges.indices.contains(Int(number)) else { continue }
            counts[ranges[Int(number)]] = found.int(row, 1) ?? 0
        }
        return counts
    }
}
