internal import SQL
internal import Warehouse

/// Keeps the derived tables up with one load: statements for the load's own transaction.
extension DerivedTables {
    /// After the load's rows are in `main.events` and its merges in `main.merges`.
    func follow(batch: Int64) -> [Statement] {
        let condition: SQLExpression = "e.batch_id = \(raw: String(batch))"
        return valueStatements(where: condition) + insertions(where: condition)
    }

    /// What is derived of events, into the unsorted parts.
    func insertions(where condition: SQLExpression) -> [Statement] {
        [
            insert(steps(where: condition), into: "main.steps_tail", order: Self.stepOrder),
            insert(activity(where: condition), into: "main.act_tail", order: Self.activityOrder),
            insert(touchedSessions(where: condition), into: "main.sess_touched", order: Self.sessionOrder),
        ]
    }

    /// After people of earlier loads turned out to be others: what was theirs moves to the unsorted parts under its new name.
    /// - Parameter merged: A relation `m(old, canonical)` with one place for the list of merges.
    static func move(_ merged: String, list: SQLValue) -> [Statement] {
        func statement(_ sql: String) -> Statement {
            Statement(sql, parameters: [list], label: "landing: merge in derived tables")
        }
        let others = stepColumns.filter { $0 != "ev" && $0 != "uid" }.joined(separator: ", ")
        let old = "(SELECT old FROM \(merged))"
        return [
            statement("UPDATE main.steps_tail SET uid = m.canonical FROM \(merged) WHERE steps_tail.uid = m.old"),
            statement("UPDATE main.act_tail SET uid = m.canonical FROM \(merged) WHERE act_tail.uid = m.old"),
            statement("UPDATE main.sess_touched SET uid = m.canonical FROM \(merged) WHERE sess_touched.uid = m.old"),
            statement(
                """
                INSERT INTO main.steps_tail (ev, uid, \(others))
                SELECT s.ev, m.canonical, \(others) FROM main.steps AS s JOIN \(merged) ON m.old = s.uid
                """),
            statement("DELETE FROM main.steps WHERE uid IN \(old)"),
            statement(
                """
                INSERT INTO main.act_tail (uid, day, n)
                SELECT m.canonical, s.day, s.n FROM main.act AS s JOIN \(merged) ON m.old = s.uid
                """),
            statement("DELETE FROM main.act WHERE uid IN \(old)"),
            statement(
                """
                INSERT INTO main.sess_touched (uid, session, since)
                SELECT m.canonical, s.session, s.started_at FROM main.sess AS s JOIN \(merged) ON m.old = s.uid
                """),
            statement("DELETE FROM main.sess WHERE uid IN \(old)"),
        ]
    }

    func valueStatements(where condition: SQLExpression) -> [Statement] {
        promoted.compactMap { property in
            newValues(of: property, where: condition).map { query in
                Statement(
                    "INSERT INTO main.promoted_values\n" + SQLRenderer.selfContained(query, dialect: .duckDB),
                    label: "landing: values of \(property.name)")
            }
        }
    }

    func insert(_ select: SelectStatement, into table: String, order: String) -> Statement {
        Statement(
            "INSERT INTO \(table)\n" + Self.sql(select) + "\nORDER BY " + order, label: "landing: \(table)")
    }

    static func sql(_ select: SelectStatement) -> String {
        SQLRenderer.selfContained(QueryStatement(commonTables: [], select: select), dialect: .duckDB)
    }
}
