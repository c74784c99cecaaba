internal import Warehouse

/// Everything that one load changes, ready to be written in one transaction.
struct PreparedLoad: Sendable {
    var queueID: String
    var start: LoadPosition
    var end: LoadPosition
    var report: LoadReport
    var loadedAt: Timestamp
    /// Who is not somebody else any more.
    var split: PeopleSplit
    /// Rows that new ones replace.
    var deletions: [Statement]
    var rows: [TableRows]
    /// What follows from the new rows for older ones.
    var updates: [Statement]
    /// Ids to be remembered once the load is stored.
    var ids: [(hash: UInt64, receivedAt: Timestamp)]

    func write(in transaction: any WarehouseTransaction) async throws {
        try await end.advance(from: start, for: queueID, at: loadedAt, in: transaction)
        if !split.isEmpty { try await split.apply(in: transaction) }
        for deletion in deletions { try await transaction.execute(deletion) }
        for rows in rows { try await rows.append(in: transaction) }
        try await loadRow.append(in: transaction)
        for update in updates { try await transaction.execute(update) }
        if !split.isEmpty { try await split.finish(in: transaction) }
    }

    private var loadRow: TableRows {
        var rows = TableRows(.loads, count: 1)
        rows.add("batch_id", .int([report.batch]))
        rows.add("queue_id", .text([queueID]))
        rows.add("first_seq", .int([report.firstSeq]))
        rows.add("last_seq", .int([report.lastSeq]))
        rows.add("events", .int([Int64(report.events)]))
        rows.add("duplicates", .int([Int64(report.duplicates)]))
        rows.add("pings", .int([Int64(report.pings)]))
        rows.add("rejects", .int([Int64(report.rejects)]))
        rows.add("loaded_at", times: [loadedAt])
        return rows
    }
}
