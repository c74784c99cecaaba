internal import SQL
internal import Warehouse

/// Takes back that some people are others, before a load goes on as if they had never been. What was derived of all who
/// went under the same name is derived anew from their events.
struct PeopleSplit: Sendable {
    /// Who is not merged any more.
    var people: [Int32]
    var tables: DerivedTables

    var isEmpty: Bool { people.isEmpty }

    func apply(in transaction: any WarehouseTransaction) async throws {
        let split = PeopleList.value(people.map(Int64.init))
        let rows = try await transaction.rows(
            statement(
                """
                WITH names AS (
                    SELECT coalesce(m.canonical, s.uid) AS uid FROM (SELECT unnest(CAST(? AS INTEGER[])) AS uid) AS s
                    LEFT JOIN main.merges AS m ON m.old = s.uid)
                SELECT uid FROM names UNION SELECT m.old FROM main.merges AS m JOIN names AS n ON n.uid = m.canonical ORDER BY 1
                """, [split]))
        let everybody = rows.batches.flatMap { batch in (0..<batch.rowCount).compactMap { batch.integer($0, 0) } }
        let list = PeopleList.value(everybody)
        try await transaction.execute(statement("DELETE FROM main.merges WHERE \(PeopleList.has("old"))", [split]))
        try await transaction.execute(
            statement(
                """
                WITH RECURSIVE up AS (
                    SELECT old, direct FROM main.merges WHERE \(PeopleList.has("old"))
                    UNION SELECT up.old, m.direct FROM up JOIN main.merges AS m ON m.old = up.direct),
                ends AS (SELECT old, direct FROM up WHERE direct NOT IN (SELECT old FROM main.merges))
                UPDATE main.merges SET canonical = ends.direct FROM ends WHERE merges.old = ends.old
                """, [list]))
        for table in DerivedTables.ofPeople {
            try await transaction.execute(statement("DELETE FROM \(table) WHERE \(PeopleList.has("uid"))", [list]))
        }
        let condition: SQLExpression = "e.uid IN (\(raw: everybody.map(String.init).joined(separator: ",")))"
        for insertion in tables.insertions(where: condition) { try await transaction.execute(insertion) }
    }

    /// After the load has written what it knows: whoever was only ever the name of others is nobody now, and the derived
    /// tables are in order. Charts know by the tables' numbers that lists and packs from before hold no more.
    func finish(in transaction: any WarehouseTransaction) async throws {
        try await transaction.execute(
            statement(
                """
                DELETE FROM main.usr WHERE uid IN (
                    SELECT u.uid FROM main.usr AS u WHERE u.user_id IS NOT NULL AND u.device_id IS NULL
                    EXCEPT SELECT uid FROM main.events
                    EXCEPT SELECT direct FROM main.merges EXCEPT SELECT canonical FROM main.merges
                    EXCEPT SELECT uid FROM main.devices EXCEPT SELECT last_uid FROM main.devices)
                """, []))
        try await DerivedOrder.sort(tables, in: transaction)
    }

    private func statement(_ sql: String, _ parameters: [SQLValue]) -> Statement {
        Statement(sql, parameters: parameters, label: "landing: mappings taken back", timeLimit: .seconds(3_600))
    }
}
