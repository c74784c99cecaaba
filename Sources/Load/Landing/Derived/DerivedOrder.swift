internal import SQL
package import Warehouse

/// Puts the derived tables in order, makes them anew, and checks them against the events they follow from.
package struct DerivedOrder: Sendable {
    package let tables: DerivedTables
    package let warehouse: any Warehouse

    package init(_ tables: DerivedTables, in warehouse: any Warehouse) {
        self.tables = tables
        self.warehouse = warehouse
    }

    /// How many steps are sorted, and how many wait beside them.
    package func sizes() async throws(WarehouseError) -> (sorted: Int, waiting: Int) {
        let rows = try await warehouse.rows(
            Statement(
                """
                SELECT (SELECT count(*) FROM main.steps), (SELECT count(*) FROM main.steps_tail)
                    + (SELECT count(*) FROM main.act_tail) + (SELECT count(*) FROM main.sess_touched)
                """, label: "landing: derived tables"))
        guard let batch = rows.batches.first else { return (0, 0) }
        return (Int(batch.integer(0, 0) ?? 0), Int(batch.integer(0, 1) ?? 0))
    }

    /// Merges what was loaded since into the sorted tables, in one transaction: readers see all of it sorted or as before.
    package func sort() async throws {
        let tables = tables
        try await warehouse.transaction(label: "landing: sort derived tables") { transaction in
            try await Self.sort(tables, in: transaction)
        }
    }

    /// The same inside a transaction that does more.
    static func sort(_ tables: DerivedTables, in transaction: any WarehouseTransaction) async throws {
        func run(_ sql: String) async throws {
            try await transaction.execute(
                Statement(sql, label: "landing: sort derived tables", timeLimit: .seconds(3_600)))
        }
        try await run("DELETE FROM main.packed")
        try await replace("steps", order: DerivedTables.stepOrder, run, by: currentSteps)
        try await run("DELETE FROM main.steps_tail")
        try await replace("act", order: DerivedTables.activityOrder, run, by: currentActivity)
        try await run("DELETE FROM main.act_tail")
        try await replace("sess", order: DerivedTables.sessionOrder, run, by: currentSessions(tables))
        try await run("DELETE FROM main.sess_touched")
    }

    /// Makes the derived tables anew from the events, in one transaction.
    package func rebuild() async throws {
        let tables = tables
        try await warehouse.transaction(label: "landing: rebuild derived tables") { transaction in
            func run(_ sql: String) async throws {
                try await transaction.execute(
                    Statement(sql, label: "landing: rebuild derived tables", timeLimit: .seconds(3_600)))
            }
            for table in ["packed", "steps_tail", "act_tail", "sess_touched", "promoted", "promoted_values"] {
                try await run("DELETE FROM main.\(table)")
            }
            for (column, property) in tables.places {
                try await transaction.execute(
                    Statement(
                        "INSERT INTO main.promoted VALUES (?, ?, ?)",
                        parameters: [.text(property.name), .text(property.kind.rawValue), .text(column)],
                        label: "landing: promoted properties"))
            }
            for statement in tables.valueStatements(where: "TRUE") { try await transaction.execute(statement) }
            try await Self.replace(
                "steps", order: DerivedTables.stepOrder, run, by: DerivedTables.sql(tables.steps(where: "TRUE")))
            try await Self.replace(
                "act", order: DerivedTables.activityOrder, run, by: DerivedTables.sql(tables.activity(where: "TRUE")))
            // Lists don't spill to disk, so that sessions are put together for some people at a time.
            let highest = try await transaction.rows(
                Statement("SELECT coalesce(max(uid), 0), count(*) FROM main.events", label: "landing: people")
            ).batches.first
            let people = Int(highest?.integer(0, 0) ?? 0)
            let parts = max(1, Int(highest?.integer(0, 1) ?? 0) / 1_000_000)
            try await run("DELETE FROM main.sess")
            for part in 0..<parts {
                let (from, to) = (people * part / parts, people * (part + 1) / parts)
                let condition: SQLExpression =
                    "coalesce(m.canonical, e.uid) > \(raw: String(part == 0 ? -1 : from)) AND coalesce(m.canonical, e.uid) <= \(raw: String(to))"
                let statement = tables.insert(
                    tables.sessions(where: condition), into: "main.sess", order: DerivedTables.sessionOrder)
                try await run(statement.sql)
            }
        }
    }

    /// Whether `main.promoted` says what the settings say.
    package func isAsSettings() async throws(WarehouseError) -> Bool {
        let rows = try await warehouse.rows(
            Statement("SELECT property, kind, place FROM main.promoted", label: "landing: promoted properties"))
        var stored: Set<[String]> = []
        for batch in rows.batches {
            for row in 0..<batch.rowCount { stored.insert((0..<3).map { batch.text(row, $0) ?? "" }) }
        }
        return stored == Set(tables.places.map { [$0.property.name, $0.property.kind.rawValue, $0.column] })
    }

    /// What in the derived tables does not follow from the events; empty if all is well.
    package func check() async throws -> [String] {
        let checks = [
            ("steps", Self.currentSteps, DerivedTables.sql(tables.steps(where: "TRUE"))),
            ("act", Self.currentActivity, DerivedTables.sql(tables.activity(where: "TRUE"))),
            (
                "sess", Self.currentSessions(tables), DerivedTables.sql(tables.sessions(where: "TRUE"))
            ),
        ]
        var problems: [String] = []
        for (table, kept, expected) in checks {
            let extra = try await count("(\(kept)) EXCEPT ALL (\(expected))")
            let missing = try await count("(\(expected)) EXCEPT ALL (\(kept))")
            if extra + missing > 0 {
                problems.append("main.\(table) has \(extra) rows too many and \(missing) too few.")
            }
        }
        for (table, order) in [
            ("steps", DerivedTables.stepOrder), ("act", DerivedTables.activityOrder),
            ("sess", DerivedTables.sessionOrder),
        ] {
            let keys = "(\(order))"
            let unsorted = try await count(
                """
                SELECT 1 FROM (SELECT row\(keys) AS k, lag(row\(keys)) OVER (ORDER BY rowid) AS before FROM main.\(table))
                WHERE k < before
                """)
            if unsorted > 0 { problems.append("main.\(table) is out of order at \(unsorted) places.") }
        }
        if try await !packFollows() { problems.append("The packed columns are not those of the tables.") }
        return problems
    }

    private func count(_ sql: String) async throws(WarehouseError) -> Int {
        let rows = try await warehouse.rows(
            Statement(
                "SELECT count(*) FROM (\(sql))", label: "check of derived tables", timeLimit: .seconds(3_600)))
        return Int(rows.firstInteger ?? 0)
    }

    /// The steps as they are now, sorted and waiting.
    private static let currentSteps: String = {
        let columns = DerivedTables.stepColumns.joined(separator: ", ")
        return "SELECT \(columns) FROM main.steps UNION ALL SELECT \(columns) FROM main.steps_tail"
    }()

    /// The days of activity as they are now, each once.
    private static let currentActivity = """
        SELECT uid, day, CAST(sum(n) AS INTEGER) AS n
        FROM (SELECT uid, day, n FROM main.act UNION ALL SELECT uid, day, n FROM main.act_tail) GROUP BY ALL
        """

    /// The sessions as they are now: those that nothing has touched, and the others from their events.
    static func currentSessions(_ tables: DerivedTables) -> String {
        let touched = """
            (SELECT t.uid, t.session, least(min(t.since), min(s.started_at)) AS since
            FROM main.sess_touched AS t LEFT JOIN main.sess AS s ON s.uid = t.uid AND s.session = t.session GROUP BY 1, 2)
            """
        let condition: SQLExpression = """
            e.event_time >= (SELECT min(since) FROM \(raw: touched)) AND (coalesce(m.canonical, e.uid), e.session_id) \
            IN (SELECT (uid, session) FROM main.sess_touched)
            """
        return """
            SELECT s.uid, s.session, s.started_at, s.ended_at, s.n, s.evs, s.ats FROM main.sess AS s
            ANTI JOIN main.sess_touched AS t ON t.uid = s.uid AND t.session = s.session
            UNION ALL
            """ + "\n(" + DerivedTables.sql(tables.sessions(where: condition)) + ")"
    }

    /// Takes a table's place by what a query returns, sorted.
    private static func replace(
        _ table: String, order: String, _ run: (String) async throws -> Void, by query: String
    ) async throws {
        try await run("CREATE TABLE main.\(table)_sorted AS SELECT * FROM (\(query)) ORDER BY \(order)")
        try await run("DROP TABLE main.\(table)")
        try await run("ALTER TABLE main.\(table)_sorted RENAME TO \(table)")
    }
}
