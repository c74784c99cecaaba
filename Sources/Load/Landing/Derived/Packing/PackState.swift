internal import Warehouse

/// What a pack is a pack of.
struct PackState {
    /// The number of the table `main.steps`, a new one each time it is sorted or made anew.
    var steps: Int64
    /// How many merges of people there are.
    var merges: Int64
    /// Whether the pack that is named was made after as many.
    var isPackOfNow: Bool

    private static let statement = Statement(
        """
        SELECT (SELECT max(table_oid) FROM duckdb_tables() WHERE schema_name = 'main' AND table_name = 'steps'),
            (SELECT count(*) FROM main.merges),
            (SELECT count(*) FROM main.packed WHERE merges = (SELECT count(*) FROM main.merges))
        """, label: "landing: packed columns")

    private init?(_ rows: ResultSet) {
        guard let batch = rows.batches.first, let steps = batch.integer(0, 0), let merges = batch.integer(0, 1) else {
            return nil
        }
        (self.steps, self.merges, isPackOfNow) = (steps, merges, batch.integer(0, 2) == 1)
    }

    static func read(from warehouse: any Warehouse) async throws(WarehouseError) -> PackState? {
        PackState(try await warehouse.rows(statement))
    }

    static func read(in transaction: any WarehouseTransaction) async throws(WarehouseError) -> PackState? {
        PackState(try await transaction.rows(statement))
    }
}
