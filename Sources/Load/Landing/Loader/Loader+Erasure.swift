internal import JSON
internal import Logging
internal import SQL
import Warehouse

/// What was taken away of people.
package struct Erasure: Sendable, Equatable {
    /// All numbers that they ever had.
    package var people: [Int64]
    package var userIDs: [String]
    package var events: Int
    /// In how many cohorts each of them was kept, in all.
    package var memberships: Int

    package init(people: [Int64] = [], userIDs: [String] = [], events: Int = 0, memberships: Int = 0) {
        self.people = people
        self.userIDs = userIDs
        self.events = events
        self.memberships = memberships
    }
}

/// Erasing people: their events, what is known of them, and all that follows from it.
extension Loader {
    /// Takes people away, with everybody who was merged into them, in one transaction of the warehouse in place of a load.
    ///
    /// What waits in the queue is loaded first, so that it goes, too; then the warehouse is checkpointed, and the queue gives up
    /// the bodies. Copies of erased events that are sent again within the time in which duplicates are known are dropped.
    /// What is sent later under the same ids is somebody new. What the quarantine holds under their ids goes, too; bodies that
    /// nobody could read stay, and so do groups.
    ///
    /// - Parameters:
    ///   - numbers: Any numbers of theirs; those of nobody are left out.
    ///   - requester: Who wants it, for `main.erasure`.
    package func erase(
        people numbers: [Int64], of project: ProjectID, requester: String
    ) async throws(LoaderError) -> Erasure {
        await takeTurn()
        defer { giveTurn() }
        do {
            while try await load() != nil {}
            let state = try await knownState()
            let erased = try await retried {
                try await self.remove(numbers, project, requester, at: state.position)
            }
            // Whoever is remembered may be gone.
            known = nil
            counts.loads += 1
            counts.lastLoadAt = now()
            if !erased.people.isEmpty {
                logger.notice(
                    "People were erased",
                    metadata: ["people": "\(erased.people.count)", "events": "\(erased.events)"])
            }
            if !erased.people.isEmpty {
                // The pack still has them.
                warehouse.packs?.removeAll(but: nil)
                await packDerived()
            }
            // The queue still has the bodies of what was loaded last, and the log what was deleted.
            do {
                try await checkpoint()
            } catch {
                logger.info(
                    "The warehouse could not be checkpointed after erasing people: \(error). It is tried again.")
                uncheckpointedBytes = max(uncheckpointedBytes, settings.checkpointBytes)
            }
            return erased
        } catch {
            known = nil
            throw LoaderError(error)
        }
    }

    /// Others may change the members of cohorts at the same moment; one of both then has to begin again.
    private func retried<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value {
        for attempt in 1..<4 {
            do {
                return try await body()
            } catch let error as WarehouseError {
                if case .cancelled = error { throw error }
                logger.info("People could not be erased at attempt \(attempt): \(error.description)")
                try await Task.sleep(for: .milliseconds(200 * attempt))
            }
        }
        return try await body()
    }

    private func remove(
        _ numbers: [Int64], _ project: ProjectID, _ requester: String, at position: LoadPosition
    ) async throws -> Erasure {
        let (queue, promoted, time) = (queue, settings.promoted, now())
        let oldest = time.adding(microseconds: -settings.duplicateMicroseconds)
        return try await warehouse.transaction(label: "landing: erase people") { transaction in
            let removal = PeopleRemoval(
                transaction: transaction, project: project, tables: DerivedTables(promoted: promoted))
            let everybody = try await removal.everybody(numbers)
            guard !everybody.people.isEmpty else { return Erasure() }
            // A load of its own: what was read before is known not to hold any more.
            var end = position
            end.batch += 1
            try await end.advance(from: position, for: queue.id, at: time, in: transaction)
            try await removal.note(batch: end.batch, queue.id, seq: end.seq, at: time)
            let erasure = try await removal.remove(everybody, requester: requester, at: time, remembering: oldest)
            // Last, so that nothing is forgotten for an erasure that fails, and inside, so that none is left half done.
            try await queue.forget(users: everybody.userIDs, devices: everybody.deviceIDs, of: project)
            return erasure
        }
    }
}

/// The statements that take people away, inside their transaction.
struct PeopleRemoval {
    let transaction: any WarehouseTransaction
    let project: ProjectID
    let tables: DerivedTables

    struct Everybody {
        var people: [Int64]
        var userIDs: [String]
        /// Devices that nobody else is known on.
        var deviceIDs: [String]
    }

    /// Who the numbers stand for, with all that they were before merges.
    func everybody(_ numbers: [Int64]) async throws -> Everybody {
        let list = PeopleList.value(numbers)
        let rows = try await rows(
            """
            WITH named AS (
                SELECT coalesce(m.canonical, n.uid) AS uid FROM (SELECT unnest(CAST(? AS INTEGER[])) AS uid) AS n
                LEFT JOIN main.merges AS m ON m.old = n.uid),
            found AS (
                SELECT u.uid FROM main.usr AS u JOIN named AS n ON n.uid = u.uid WHERE u.project_id = ?)
            SELECT uid FROM found UNION SELECT m.old FROM main.merges AS m JOIN found AS f ON f.uid = m.canonical ORDER BY 1
            """, [list, .int(Int64(project.number))])
        let people = rows.batches.flatMap { batch in (0..<batch.rowCount).compactMap { batch.integer($0, 0) } }
        return Everybody(
            people: people,
            userIDs: try await texts(
                "SELECT DISTINCT user_id FROM main.usr WHERE user_id IS NOT NULL AND \(PeopleList.has("uid")) ORDER BY 1",
                [PeopleList.value(people)]),
            deviceIDs: try await texts(
                """
                SELECT DISTINCT device_id FROM main.devices WHERE project_id = ? AND \(PeopleList.has("uid"))
                AND coalesce(\(PeopleList.has("last_uid")), TRUE) ORDER BY 1
                """, [.int(Int64(project.number)), PeopleList.value(people), PeopleList.value(people)]))
    }

    /// The first column of the rows.
    func texts(_ sql: String, _ parameters: [SQLValue]) async throws -> [String] {
        try await rows(sql, parameters).batches.flatMap { batch in
            (0..<batch.rowCount).compactMap { batch.text($0, 0) }
        }
    }

    /// Notes the transaction among the loads.
    func note(batch: Int64, _ queueID: String, seq: Int64, at time: Timestamp) async throws {
        try await execute(
            "INSERT INTO main.loads VALUES (?, ?, ?, ?, 0, 0, 0, 0, ?)",
            [.int(batch), .text(queueID), .int(seq), .int(seq), .timestamp(time.microseconds)])
    }

    func remove(
        _ everybody: Everybody, requester: String, at time: Timestamp, remembering oldest: Timestamp
    ) async throws -> Erasure {
        let people = PeopleList.value(everybody.people)
        var erasure = Erasure(people: everybody.people, userIDs: everybody.userIDs)
        // Digests of their ids, so that copies which are sent again are known as such.
        try await execute(
            "DELETE FROM main.erased_event WHERE server_received_time < ?", [.timestamp(oldest.microseconds)])
        try await execute(
            """
            INSERT INTO main.erased_event
            SELECT project_id, \(Self.digest("coalesce(device_id, '')", "insert_id")), server_received_time
            FROM main.events WHERE insert_id IS NOT NULL AND server_received_time >= ? AND \(PeopleList.has("uid"))
            """, [.timestamp(oldest.microseconds), people])
        erasure.events = try await execute("DELETE FROM main.events WHERE \(PeopleList.has("uid"))", [people])
        try await execute("DELETE FROM main.identify_log WHERE \(PeopleList.has("uid"))", [people])
        // A device goes on with the user on it who stays; else it is as if nobody had seen it.
        try await execute("DELETE FROM main.devices WHERE \(PeopleList.has("last_uid"))", [people])
        try await execute(
            "UPDATE main.devices SET uid = last_uid WHERE last_uid IS NOT NULL AND \(PeopleList.has("uid"))", [people])
        try await execute("DELETE FROM main.devices WHERE \(PeopleList.has("uid"))", [people])
        erasure.memberships = try await removeMembers(people)
        try await execute("DELETE FROM main.merges WHERE \(PeopleList.has("canonical"))", [people])
        let names = Self.list(texts: everybody.userIDs)
        try await execute(
            """
            DELETE FROM main.user_mappings WHERE project_id = ? AND (user_id IN (SELECT unnest(from_json(?, '["VARCHAR"]')))
            OR global_user_id IN (SELECT unnest(from_json(?, '["VARCHAR"]'))))
            """, [.int(Int64(project.number)), names, names])
        try await execute("DELETE FROM main.usr WHERE \(PeopleList.has("uid"))", [people])
        for number in everybody.people {
            try await execute(
                "INSERT INTO main.erasure VALUES (?, ?, ?, ?)",
                [
                    .int(Int64(project.number)), .int(number), .timestamp(time.microseconds), .text(requester),
                ])
        }
        try await removeDerived(people)
        return erasure
    }

    /// The derived tables are written anew without them, which also leaves no old blocks of theirs.
    private func removeDerived(_ people: SQLValue) async throws {
        for table in DerivedTables.ofPeople {
            try await execute("DELETE FROM \(table) WHERE \(PeopleList.has("uid"))", [people])
        }
        try await DerivedOrder.sort(tables, in: transaction)
        for (column, property) in tables.places where property.kind == .text {
            try await execute(
                """
                DELETE FROM main.promoted_values WHERE property = ?
                AND code NOT IN (SELECT \(column) FROM main.steps WHERE \(column) IS NOT NULL)
                """, [.text(property.name)])
        }
    }

    /// What an event's id leaves behind: nothing that can be read back.
    static func digest(_ device: String, _ insertID: String) -> String {
        "sha256(concat(length(\(device)), ':', \(device), \(insertID)))"
    }

    static func list(texts: [String]) -> SQLValue { .text(JSONValue.array(texts.map(JSONValue.string)).text) }

    @discardableResult
    func execute(_ sql: String, _ parameters: [SQLValue]) async throws -> Int {
        try await transaction.execute(
            Statement(sql, parameters: parameters, label: "landing: erase people", timeLimit: .seconds(3_600)))
    }

    func rows(_ sql: String, _ parameters: [SQLValue]) async throws -> ResultSet {
        try await transaction.rows(
            Statement(sql, parameters: parameters, label: "landing: erase people", timeLimit: .seconds(3_600)))
    }
}
