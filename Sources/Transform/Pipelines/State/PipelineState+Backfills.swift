internal import JSON
internal import SQL
package import Warehouse

extension PipelineState {
    /// The newest first.
    package func backfills(limit: Int = 100) async throws(WarehouseError) -> [Backfill] {
        let sql = """
            SELECT id, nodes, node_number, position, pieces, "from", "to", selection, who, note, state, message, started,
                changed
            FROM pipelines.backfill ORDER BY started DESC, id LIMIT \(max(0, limit))
            """
        let table = ResultTable(try await warehouse.rows(statement(sql)))
        return (0..<table.count).map { row in
            let nodes = (try? JSONValue.parse(table.text(row, 1) ?? "[]"))?.arrayValue ?? []
            var backfill = Backfill(
                id: table.text(row, 0) ?? "", nodes: nodes.compactMap(\.stringValue).map { NodeID($0) },
                range: TimeRange(from: table.int(row, 5) ?? 0, to: table.int(row, 6) ?? 0),
                selection: table.text(row, 7) ?? "", who: table.text(row, 8), note: table.text(row, 9),
                started: table.int(row, 12) ?? 0)
            backfill.nodeNumber = Int(table.int(row, 2) ?? 0)
            backfill.position = table.int(row, 3)
            backfill.pieces = Int(table.int(row, 4) ?? 0)
            backfill.state = table.text(row, 10).flatMap(Backfill.State.init) ?? .cancelled
            backfill.message = table.text(row, 11)
            backfill.changed = table.int(row, 13) ?? 0
            return backfill
        }
    }

    /// Takes the place of what was written of the backfill, if anything was.
    func write(_ backfill: Backfill) async throws {
        try await warehouse.transaction(label: Self.label) { transaction in
            try await transaction.execute(
                Self.statement("DELETE FROM pipelines.backfill WHERE id = ?", [.text(backfill.id)]))
            try await transaction.execute(
                Self.statement(
                    """
                    INSERT INTO pipelines.backfill (id, nodes, node_number, position, pieces, "from", "to", selection,
                        who, note, state, message, started, changed)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                    [
                        .text(backfill.id), .text(JSONValue.array(backfill.nodes.map { .string($0.text) }).text),
                        .int(Int64(backfill.nodeNumber)), backfill.position.map(SQLValue.timestamp) ?? .null,
                        .int(Int64(backfill.pieces)), .timestamp(backfill.range.from), .timestamp(backfill.range.to),
                        .text(backfill.selection), Self.text(backfill.who), Self.text(backfill.note),
                        .text(backfill.state.rawValue), Self.text(backfill.message), .timestamp(backfill.started),
                        .timestamp(backfill.changed),
                    ]))
        }
    }
}
