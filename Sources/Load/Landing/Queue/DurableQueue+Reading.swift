internal import GRDB

extension DurableQueue {
    /// The bodies after number `seq`, in the order of their numbers.
    ///
    /// At least one if there is any; then as many as fit into both limits.
    package func bodies(
        after seq: Int64, largestBytes: Int, largestCount: Int
    ) async throws(QueueError) -> [QueuedBody] {
        let file = try openFile()
        do {
            return try await file.pool.read { db in
                var bodies: [QueuedBody] = []
                var bytes = 0
                let rows = try Row.fetchCursor(
                    db, sql: "SELECT * FROM bodies WHERE seq > ? ORDER BY seq LIMIT ?", arguments: [seq, largestCount])
                while let row = try rows.next() {
                    let body = QueueFile.body(from: row)
                    bytes += body.body.count
                    if bytes > largestBytes, !bodies.isEmpty { break }
                    bodies.append(body)
                }
                return bodies
            }
        } catch {
            let failure = queueError(error, path: path)
            failReading(failure)
            throw failure
        }
    }

    /// The lowest number that is still stored.
    package func lowest() async throws(QueueError) -> Int64? {
        let file = try openFile()
        do {
            return try await file.pool.read { try Int64.fetchOne($0, sql: "SELECT min(seq) FROM bodies") }
        } catch {
            throw queueError(error, path: path)
        }
    }

    /// Removes the bodies up to and including `seq`, which must be safe in the warehouse.
    ///
    /// In small transactions, so that bodies that come in meanwhile are not kept waiting.
    package func remove(through seq: Int64) async throws(QueueError) {
        let file = try openFile()
        do {
            while true {
                let (count, bytes, last) = try await file.pool.write { db -> (Int, Int, Int64) in
                    let row = try Row.fetchOne(
                        db,
                        sql: """
                            SELECT count(*), coalesce(sum(length(body)), 0), coalesce(max(seq), 0)
                            FROM (SELECT seq, body FROM bodies WHERE seq <= ? ORDER BY seq LIMIT 500)
                            """, arguments: [seq])
                    let (count, bytes, last): (Int, Int, Int64) = (row?[0] ?? 0, row?[1] ?? 0, row?[2] ?? 0)
                    if count > 0 {
                        try db.execute(sql: "DELETE FROM bodies WHERE seq <= ?", arguments: [last])
                        try db.execute(sql: "UPDATE queue SET removed_through = ?", arguments: [last])
                    }
                    return (count, bytes, last)
                }
                guard count > 0 else { break }
                didRemove(bodies: count, bytes: bytes, through: last)
            }
            // Gives the pages of a backlog back to the disk once it is gone.
            if statistics.bodies == 0 {
                try await file.pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA incremental_vacuum(2000)") }
            }
        } catch {
            let failure = queueError(error, path: path)
            failReading(failure)
            throw failure
        }
    }

    /// The newest rejects, newest first.
    package func rejects(limit: Int = 100) async throws(QueueError) -> [Reject] {
        await flush()
        let file = try openFile()
        do {
            return try await file.pool.read { db in
                try Row.fetchAll(db, sql: "SELECT * FROM rejects ORDER BY id DESC LIMIT ?", arguments: [limit])
                    .map(QueueFile.reject)
            }
        } catch {
            throw queueError(error, path: path)
        }
    }
}
