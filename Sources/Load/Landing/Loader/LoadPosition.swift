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
        let stored = try await StoredPositions.read(from: warehouse, for: queue.id)
        let last = await queue.statistics.last
        let ends = QueueEnds(
            path: queue.path, id: queue.id, last: last, lowest: try await queue.lowest() ?? last + 1)
        if !accepting { try stored.check(against: ends) }
        // The queue follows on where the warehouse is, or whoever accepts it wants what it has.
        let position = stored.position
        let isFitting = position.map { $0.seq <= last && ends.lowest <= $0.seq + 1 } ?? !accepting
        let seq = isFitting ? position?.seq ?? 0 : ends.lowest - 1
        let found = LoadPosition(seq: seq, rowSeq: stored.highest.rowSeq, batch: stored.highest.batch)
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

/// Where a queue file begins and ends.
struct QueueEnds: Sendable {
    var path: String
    var id: String
    /// The number of the newest body that was ever stored; 0 before the first.
    var last: Int64
    /// The lowest number that is still stored, or the next one.
    var lowest: Int64
}

/// All positions that a warehouse has: that of one queue, and whether there were others.
struct StoredPositions: Sendable {
    var position: LoadPosition?
    /// The highest numbers that any queue has led to.
    var highest = LoadPosition(seq: 0, rowSeq: 0, batch: 0)
    var hasOthers = false

    /// - Parameter id: The queue's own.
    static func read(from warehouse: any Warehouse, for id: String) async throws -> StoredPositions {
        let rows = try await warehouse.rows(
            Statement(
                "SELECT queue_id, seq, row_seq, batch_id FROM \(LandingTable.position.name)",
                label: "landing: position"))
        var stored = StoredPositions()
        for batch in rows.batches {
            for row in 0..<batch.rowCount {
                let found = LoadPosition(
                    seq: batch.integer(row, 1) ?? 0, rowSeq: batch.integer(row, 2) ?? 0,
                    batch: batch.integer(row, 3) ?? 0)
                stored.highest.rowSeq = max(stored.highest.rowSeq, found.rowSeq)
                stored.highest.batch = max(stored.highest.batch, found.batch)
                if let other = batch.text(row, 0), ExactText(other) == ExactText(id) {
                    stored.position = found
                } else {
                    stored.hasOthers = true
                }
            }
        }
        return stored
    }

    /// Checks that nothing is missing between the warehouse and a queue.
    func check(against queue: QueueEnds) throws(LoaderError) {
        if position == nil, hasOthers { throw .replacedQueue(file: queue.path) }
        let loaded = position?.seq ?? 0
        if loaded > queue.last {
            throw .olderQueue(loadedThrough: loaded, queueEndsAt: queue.last, file: queue.path)
        }
        if queue.lowest > loaded + 1 {
            throw .gap(loadedThrough: loaded, queueBeginsAt: queue.lowest, file: queue.path)
        }
    }
}
