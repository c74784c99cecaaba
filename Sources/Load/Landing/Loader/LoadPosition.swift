internal import SQL
internal import Warehouse

/// How far the warehouse has loaded a queue file, as the warehouse itself has it.
struct LoadPosition: Sendable, Equatable {
    /// The last number of the queue that is in the warehouse.
    var seq: Int64
    /// The highest number given to a row and to a load.
    var rowSeq: Int64
    var batch: Int64

    /// Finds the position of `queue` and checks that nothing is missing between the two.
    ///
    /// - Parameter accepting: Whether to go on with a queue that doesn't fit, leaving out what is missing.
    static func find(
        for queue: DurableQueue, in warehouse: any Warehouse, accepting: Bool = false, at now: Timestamp
    ) async throws -> LoadPosition {
        let rows = try await warehouse.rows(
            Statement(
                "SELECT queue_id, seq, row_seq, batch_id FROM \(LandingTable.position.name)",
                label: "landing: position"))
        var position: LoadPosition?
        var highest = LoadPosition(seq: 0, rowSeq: 0, batch: 0)
        var hasOthers = false
        for batch in rows.batches {
            for row in 0..<batch.rowCount {
                let found = LoadPosition(
                    seq: batch.integer(row, 1) ?? 0, rowSeq: batch.integer(row, 2) ?? 0,
                    batch: batch.integer(row, 3) ?? 0)
                highest.rowSeq = max(highest.rowSeq, found.rowSeq)
                highest.batch = max(highest.batch, found.batch)
                if let id = batch.text(row, 0), ExactText(id) == ExactText(queue.id) {
                    position = found
                } else {
                    hasOthers = true
                }
            }
        }

        let last = await queue.statistics.last
        let lowest = try await queue.lowest() ?? last + 1
        if !accepting {
            if position == nil, hasOthers { throw LoaderError.replacedQueue(file: queue.path) }
            let loaded = position?.seq ?? 0
            if loaded > last {
                throw LoaderError.olderQueue(loadedThrough: loaded, queueEndsAt: last, file: queue.path)
            }
            if lowest > loaded + 1 {
                throw LoaderError.gap(loadedThrough: loaded, queueBeginsAt: lowest, file: queue.path)
            }
        }
        // The queue follows on where the warehouse is, or whoever accepts it wants what it has.
        let isFitting = position.map { $0.seq <= last && lowest <= $0.seq + 1 } ?? !accepting
        let seq = isFitting ? position?.seq ?? 0 : lowest - 1
        let found = LoadPosition(seq: seq, rowSeq: highest.rowSeq, batch: highest.batch)
        if position == nil || position?.seq != seq { try await found.store(for: queue.id, in: warehouse, at: now) }
        return found
    }

    private func store(for id: String, in warehouse: any Warehouse, at now: Timestamp) async throws {
        try await warehouse.transaction(label: "landing: position") { transaction in
            try await transaction.execute(
                Statement(
                    "DELETE FROM \(LandingTable.position.name) WHERE queue_id = ?", parameters: [.text(id)],
                    label: "landing: position"))
            try await transaction.execute(
                Statement(
                    "INSERT INTO \(LandingTable.position.name) VALUES (?, ?, ?, ?, ?)",
                    parameters: [
                        .text(id), .int(seq), .int(rowSeq), .int(batch), .timestamp(now.microseconds),
                    ], label: "landing: position"))
        }
    }

    /// Moves the position inside the transaction that loads. It must still be where the load began: otherwise somebody
    /// else has loaded the same bodies.
    func advance(from start: LoadPosition, for id: String, at now: Timestamp, in transaction: any WarehouseTransaction)
        async throws
    {
        let rows = try await transaction.rows(
            Statement(
                "SELECT seq FROM \(LandingTable.position.name) WHERE queue_id = ?", parameters: [.text(id)],
                label: "landing: position"))
        guard rows.firstInteger == start.seq else {
            throw LoaderError.failed("the position in the warehouse is not where this load began")
        }
        try await transaction.execute(
            Statement(
                """
                UPDATE \(LandingTable.position.name) SET seq = ?, row_seq = ?, batch_id = ?, updated_at = ?
                WHERE queue_id = ?
                """,
                parameters: [.int(seq), .int(rowSeq), .int(batch), .timestamp(now.microseconds), .text(id)],
                label: "landing: position"))
    }
}
