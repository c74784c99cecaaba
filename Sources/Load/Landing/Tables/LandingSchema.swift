internal import SQL
package import Warehouse

/// Makes the tables that Landing writes, and brings those of an older version up to date.
package enum LandingSchema {
    /// Where the version stands.
    static let versionTable = TableName(schema: "main", "landing_schema")

    /// The tables that change with loads alone, as `schema.table`; those of cohorts change at other times too.
    package static let loadedTables = Set(
        (LandingTable.record + [LandingTable.userMappings] + LandingTable.derived + LandingTable.erasures)
            .map(\.name.description))

    /// The one of them that changes only with loads that bring pings.
    package static let pingTable = LandingTable.pings.name.description

    /// The statements that lead from each version to the next; the first makes everything.
    ///
    /// Each step is one transaction together with its version, so that it is done or not begun. A step is never changed
    /// once it has been released.
    static let steps: [[String]] = [
        ["CREATE SCHEMA IF NOT EXISTS raw"] + LandingTable.record.map(\.createStatement),
        // The derived tables of the first version had no unsorted parts.
        ["steps", "act", "sess"].map { "DROP TABLE IF EXISTS main.\($0)" } + LandingTable.derived.map(\.createStatement)
            + rebuilding,
        LandingTable.cohorts.map(\.createStatement),
        LandingTable.erasures.map(\.createStatement),
        // Sessions had no times.
        ["DROP TABLE main.sess", LandingTable.sessions.createStatement, "DELETE FROM main.sess_touched"]
            + (0..<sessionParts).map(sessions(part:)),
        [LandingTable.packed.createStatement],
        // Nobody who had been merged into could be merged until then.
        [
            "ALTER TABLE main.merges ADD COLUMN IF NOT EXISTS direct INTEGER",
            "UPDATE main.merges SET direct = canonical",
            LandingTable.userMappings.createStatement,
        ],
    ]

    /// Lists don't spill to disk, so that sessions are put together for some people at a time.
    private static let sessionParts = 32

    private static func sessions(part: Int) -> String {
        let tables = DerivedTables()
        let part: SQLExpression = """
            CAST(coalesce(m.canonical, e.uid) AS BIGINT) * \(sessionParts) // (SELECT max(uid) + 1 FROM main.usr) = \(part)
            """
        return tables.insert(tables.sessions(where: part), into: "main.sess", order: DerivedTables.sessionOrder).sql
    }

    /// Fills the derived tables from events that are there already.
    private static let rebuilding: [String] = {
        let tables = DerivedTables()
        return [
            tables.insert(tables.steps(where: "TRUE"), into: "main.steps", order: DerivedTables.stepOrder).sql,
            tables.insert(tables.activity(where: "TRUE"), into: "main.act", order: DerivedTables.activityOrder).sql,
            tables.insert(tables.sessions(where: "TRUE"), into: "main.sess", order: DerivedTables.sessionOrder).sql,
        ]
    }()

    /// - Throws: ``LoaderError/newerTables(found:known:)``, or what the warehouse throws.
    package static func prepare(in warehouse: any Warehouse) async throws {
        let exists = try await warehouse.tables().contains { $0.name.name == versionTable.name }
        var version = 0
        if exists {
            let rows = try await warehouse.rows(
                Statement("SELECT max(version) FROM \(versionTable)", label: "landing: version of the tables"))
            version = Int(rows.firstInteger ?? 0)
        }
        guard version <= steps.count else { throw LoaderError.newerTables(found: version, known: steps.count) }
        for (index, step) in steps.enumerated().dropFirst(version) {
            try await warehouse.transaction(label: "landing: tables, version \(index + 1)") { transaction in
                if index == 0 {
                    try await transaction.execute(
                        Statement(
                            "CREATE TABLE \(versionTable) (version INTEGER NOT NULL)", label: "landing: version table"))
                }
                for sql in step { try await transaction.execute(Statement(sql, label: "landing: tables")) }
                try await transaction.execute(
                    Statement(
                        "INSERT INTO \(versionTable) VALUES (?)", parameters: [.int(Int64(index + 1))],
                        label: "landing: version of the tables"))
            }
        }
    }
}
