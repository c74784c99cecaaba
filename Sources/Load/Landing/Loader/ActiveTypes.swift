internal import Warehouse

/// Brings `main.event_types` in line with the types that don't count as activity.
struct ActiveTypes {
    let inactive: Set<String>
    let warehouse: any Warehouse

    /// Where a type counts otherwise than before, what is derived is marked as made for other settings, so that it is made
    /// anew, also after a crash.
    func follow() async throws {
        let names = inactive.sorted().map { "'" + $0.replacing("'", with: "''") + "'" }
        let isListed = names.isEmpty ? "FALSE" : "name IN (\(names.joined(separator: ", ")))"
        // What senders' own bookkeeping is, its events say.
        let isSystem = """
            EXISTS (SELECT 1 FROM main.events AS e WHERE e.ev = event_types.ev AND e.is_system)
            """
        let wrong = "(is_active AND \(isListed)) OR (NOT is_active AND NOT (\(isListed)) AND NOT \(isSystem))"
        let count = try await warehouse.rows(
            Statement("SELECT count(*) FROM main.event_types WHERE \(wrong)", label: "landing: active event types")
        ).firstInteger
        guard let count, count > 0 else { return }
        try await warehouse.transaction(label: "landing: active event types") { transaction in
            for sql in [
                "UPDATE main.event_types SET is_active = NOT is_active WHERE \(wrong)",
                "INSERT INTO main.promoted VALUES ('', 'outdated', '')",
            ] {
                try await transaction.execute(Statement(sql, label: "landing: active event types"))
            }
        }
    }
}
