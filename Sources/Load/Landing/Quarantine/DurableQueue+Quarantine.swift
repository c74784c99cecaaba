internal import GRDB

/// What was acknowledged and did not become rows. It stays until somebody decides.
extension DurableQueue {
    /// Sets aside what the load after body `seq` could not use, in place of what earlier attempts at it left.
    ///
    /// It shows once ``confirm(loaded:)`` says that the load is in the warehouse.
    func hold(_ held: [(body: QueuedBody, item: HeldItem)], after seq: Int64, at time: Timestamp)
        async throws(QueueError)
    {
        try await changing { db in try QuarantineTable.replace(after: seq, by: held, at: time, in: db) }
    }

    /// Types that were blocked and decided on, in bodies that are going to be loaded again.
    func decidedTypes(after seq: Int64) async throws(QueueError) -> [Int64: Set<ExactText>] {
        try await reading { db in try QuarantineTable.decidedTypes(after: seq, in: db) }
    }

    /// The entries that fit, newest first.
    package func quarantine(
        _ filter: QuarantineFilter = QuarantineFilter(), limit: Int = 100
    ) async throws(QueueError) -> [QuarantineEntry] {
        let (condition, arguments) = filter.condition(loaded: confirmedThrough)
        return try await reading { db in
            try Row.fetchAll(
                db, sql: "SELECT * FROM quarantine WHERE \(condition) ORDER BY id DESC LIMIT ?",
                arguments: arguments + [limit]
            ).map(QuarantineTable.entry)
        }
    }

    /// How many entries fit.
    package func quarantineCount(_ filter: QuarantineFilter) async throws(QueueError) -> Int {
        let (condition, arguments) = filter.condition(loaded: confirmedThrough)
        return try await reading { db in
            try Int.fetchOne(db, sql: "SELECT count(*) FROM quarantine WHERE \(condition)", arguments: arguments) ?? 0
        }
    }

    /// What is held, by reason, project and type.
    package func quarantineSummary() async throws(QueueError) -> QuarantineSummary {
        let (condition, arguments) = QuarantineFilter().condition(loaded: confirmedThrough)
        return try await reading { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT reason, project_id, event_type, count(*), sum(size), min(received_at), max(received_at)
                    FROM quarantine WHERE \(condition) GROUP BY 1, 2, 3 ORDER BY 4 DESC, 1, 2, 3
                    """, arguments: arguments)
            return QuarantineSummary(
                parts: rows.map { row in
                    QuarantineSummary.Part(
                        reason: HoldReason(rawValue: row[0]) ?? .invalid, project: ProjectID(row[1]),
                        eventType: row[2], count: row[3], bytes: row[4], oldest: Timestamp(microseconds: row[5]),
                        newest: Timestamp(microseconds: row[6]))
                })
        }
    }

    /// Sends held entries through the loader again, oldest first: each leaves the quarantine in the transaction that puts
    /// it into the queue, so that whatever happens it is loaded once. What still can't be used comes back as a new entry.
    /// - Returns: How many were released.
    @discardableResult
    package func release(
        _ filter: QuarantineFilter, by who: String, at time: Timestamp
    ) async throws(QueueError) -> Int {
        try await decide(filter) { queue, condition, arguments throws(QueueError) in
            try await queue.checkRoomToRelease()
            let (bytes, numbers) = try await queue.changing { db in
                var entries: [QuarantineEntry] = []
                var bytes = 0
                let rows = try Row.fetchCursor(
                    db, sql: "SELECT * FROM quarantine WHERE \(condition) ORDER BY id LIMIT ?",
                    arguments: arguments + [QuarantineTable.step])
                while bytes < QuarantineTable.stepBytes, let row = try rows.next() {
                    let entry = QuarantineTable.entry(from: row)
                    bytes += entry.body.body.count
                    entries.append(entry)
                }
                let numbers = try QueueFile.insert(entries.map(\.body), rejects: [], into: db)
                try QuarantineTable.decide(entries.map(\.id), .released, by: who, at: time, in: db)
                return (bytes, numbers)
            }
            if let newest = numbers.last {
                await queue.didStore(bodies: numbers.count, bytes: bytes, through: newest)
            }
            return numbers.count
        }
    }

    /// Gives held entries up for good.
    /// - Returns: How many were discarded.
    @discardableResult
    package func discard(
        _ filter: QuarantineFilter, by who: String, at time: Timestamp
    ) async throws(QueueError) -> Int {
        try await decide(filter) { queue, condition, arguments throws(QueueError) in
            try await queue.changing { db in
                let ids = try Int64.fetchAll(
                    db, sql: "SELECT id FROM quarantine WHERE \(condition) ORDER BY id LIMIT ?",
                    arguments: arguments + [QuarantineTable.step])
                try QuarantineTable.decide(ids, .discarded, by: who, at: time, in: db)
                return ids.count
            }
        }
    }

    /// Takes away what is held or was decided of people, by any of their ids.
    package func forget(users: [String], devices: [String], of project: ProjectID) async throws(QueueError) {
        try await changing { db in
            for (column, ids) in [("user_id", users), ("device_id", devices)] {
                for id in ids {
                    try db.execute(
                        sql: "DELETE FROM quarantine WHERE project_id = ? AND \(column) = ?",
                        arguments: [project.number, id])
                }
            }
        }
    }

    /// Decides on all entries that fit, some at a time: what is decided fits no more. Those that come back meanwhile have
    /// higher numbers and are left.
    private func decide(
        _ filter: QuarantineFilter,
        _ step: (DurableQueue, _ condition: String, StatementArguments) async throws(QueueError) -> Int
    ) async throws(QueueError) -> Int {
        let newest = try await reading { try Int64.fetchOne($0, sql: "SELECT max(id) FROM quarantine") ?? 0 }
        var filter = filter
        filter.state = .held
        filter.before = min(filter.before ?? .max, newest + 1)
        var decided = 0
        while true {
            let (condition, arguments) = filter.condition(loaded: confirmedThrough)
            let count = try await step(self, condition, arguments)
            if count == 0 { return decided }
            decided += count
        }
    }

    private func reading<Value: Sendable>(
        _ read: @escaping @Sendable (Database) throws -> Value
    ) async throws(QueueError) -> Value {
        let file = try openFile()
        do {
            return try await file.pool.read(read)
        } catch {
            throw queueError(error, path: path)
        }
    }

    private func changing<Value: Sendable>(
        _ change: @escaping @Sendable (Database) throws -> Value
    ) async throws(QueueError) -> Value {
        let file = try openFile()
        do {
            return try await file.pool.write(change)
        } catch {
            let failure = queueError(error, path: path)
            failReading(failure)
            throw failure
        }
    }
}
