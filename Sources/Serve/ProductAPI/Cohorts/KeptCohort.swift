internal import JSON
internal import ProductAnalytics
internal import Warehouse

/// What the warehouse keeps of a cohort: explores join its members.
package struct KeptCohort: Sendable, Equatable {
    package var name: String
    package var version: Int
    package var size: Int
    package var unknownIDs: Int
    /// The moment for which it was worked out, microseconds.
    package var asOf: Int64
    /// When that was done.
    package var computedAt: Int64

    /// Everything that is kept, by name; nothing where the tables are not there yet.
    static func read(from warehouse: any Warehouse) async throws(WarehouseError) -> [String: KeptCohort] {
        guard try await warehouse.tables().contains(where: { $0.name == TableName(schema: "main", "cohort") }) else {
            return [:]
        }
        let rows = try await warehouse.rows(
            Statement(
                """
                SELECT cohort, version, size, unknown_ids, epoch_us(as_of), epoch_us(computed_at) FROM main.cohort
                """, label: "cohorts: what is kept"))
        var found: [String: KeptCohort] = [:]
        for batch in rows.batches {
            for row in 0..<batch.rowCount {
                guard let name = batch.columns[0].text(row) else { continue }
                func number(_ column: Int) -> Int64 { batch.columns[column].integer(row) ?? 0 }
                found[name] = KeptCohort(
                    name: name, version: Int(number(1)), size: Int(number(2)), unknownIDs: Int(number(3)),
                    asOf: number(4), computedAt: number(5))
            }
        }
        return found
    }
}
