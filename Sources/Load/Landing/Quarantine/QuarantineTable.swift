internal import Foundation
internal import GRDB

/// The quarantine's table in the queue file: beside the bodies, so that a release is one transaction.
enum QuarantineTable {
    /// Decided entries that are kept, without their bytes, to show who decided what.
    static let keptDecisions = 10_000
    /// The most entries that one transaction changes, so that bodies that come in are not kept waiting.
    static let step = 500
    /// Bytes of bodies after which a transaction that copies them ends.
    static let stepBytes = 8 << 20

    static let creation = """
        CREATE TABLE quarantine (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            body_seq INTEGER NOT NULL,
            item_index INTEGER NOT NULL,
            state INTEGER NOT NULL DEFAULT 0,
            held_at INTEGER NOT NULL,
            received_at INTEGER NOT NULL,
            format TEXT NOT NULL,
            project_id INTEGER NOT NULL,
            client_address TEXT NOT NULL,
            facts TEXT NOT NULL,
            reason TEXT NOT NULL,
            detail TEXT NOT NULL,
            event_type TEXT,
            user_id TEXT,
            device_id TEXT,
            key TEXT,
            size INTEGER NOT NULL,
            before BLOB NOT NULL,
            item BLOB NOT NULL,
            after BLOB NOT NULL,
            decided_at INTEGER,
            decided_by TEXT,
            UNIQUE (body_seq, item_index)
        ) STRICT;
        CREATE INDEX quarantine_state ON quarantine (state, id);
        CREATE INDEX quarantine_parts
            ON quarantine (state, reason, project_id, event_type, body_seq, size, received_at);
        """

    /// An index that stands for the whole body.
    private static let wholeBody = -1

    /// Sets aside what a load could not use. What an earlier attempt at the same load had set aside goes first; what was
    /// decided meanwhile, by whoever saw it before the warehouse lost the load, stays decided.
    /// - Parameter seq: The last body that is in the warehouse.
    static func replace(
        after seq: Int64, by held: [(body: QueuedBody, item: HeldItem)], at time: Timestamp, in db: Database
    ) throws {
        try db.execute(
            sql: "DELETE FROM quarantine WHERE body_seq > ? AND state = ?",
            arguments: [seq, QuarantineEntry.State.held.rawValue])
        let statement = try db.cachedStatement(
            sql: """
                INSERT OR IGNORE INTO quarantine (
                    body_seq, item_index, held_at, received_at, format, project_id, client_address, facts, reason,
                    detail, event_type, user_id, device_id, key, size, before, item, after)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        for (body, item) in held {
            try statement.execute(arguments: [
                body.seq, item.index ?? wholeBody, time.microseconds, body.receivedAt.microseconds, body.format,
                body.project.number, body.clientAddress, body.facts.stored, item.reason.rawValue, item.detail,
                item.eventType, item.userID, item.deviceID, item.key, item.item.count, Data(item.envelope.before),
                Data(item.item), Data(item.envelope.after),
            ])
        }
    }

    /// Types of events that were decided on in bodies after `seq`, by body.
    static func decidedTypes(after seq: Int64, in db: Database) throws -> [Int64: Set<ExactText>] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT DISTINCT body_seq, event_type FROM quarantine WHERE body_seq > ? AND state <> ? AND reason = ?
                """,
            arguments: [seq, QuarantineEntry.State.held.rawValue, HoldReason.blocked.rawValue])
        var types: [Int64: Set<ExactText>] = [:]
        for row in rows {
            if let type: String = row[1] { types[row[0], default: []].insert(ExactText(type)) }
        }
        return types
    }

    /// Decides on entries, and forgets their bytes.
    static func decide(
        _ ids: [Int64], _ state: QuarantineEntry.State, by who: String, at time: Timestamp, in db: Database
    ) throws {
        guard !ids.isEmpty else { return }
        try db.execute(
            sql: """
                UPDATE quarantine SET state = ?, decided_at = ?, decided_by = ?, before = x'', item = x'', after = x''
                WHERE id IN (\(ids.map { String($0) }.joined(separator: ", ")))
                """, arguments: [state.rawValue, time.microseconds, who])
        // Bodies that are still stored may be loaded again, and then it has to be known what was decided.
        try db.execute(
            sql: """
                DELETE FROM quarantine WHERE state <> ?1 AND body_seq <= (SELECT removed_through FROM queue)
                AND id <= (SELECT id FROM quarantine WHERE state <> ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2)
                """, arguments: [QuarantineEntry.State.held.rawValue, keptDecisions])
    }

    static func entry(from row: Row) -> QuarantineEntry {
        let index: Int = row["item_index"]
        let item = HeldItem(
            reason: HoldReason(rawValue: row["reason"]) ?? .invalid, detail: row["detail"],
            index: index == wholeBody ? nil : index, eventType: row["event_type"], userID: row["user_id"],
            deviceID: row["device_id"], key: row["key"], item: [UInt8](row["item"] as Data),
            envelope: BodyEnvelope(before: [UInt8](row["before"] as Data), after: [UInt8](row["after"] as Data)))
        return QuarantineEntry(
            id: row["id"], state: QuarantineEntry.State(rawValue: row["state"]) ?? .held,
            receivedAt: Timestamp(microseconds: row["received_at"]),
            heldAt: Timestamp(microseconds: row["held_at"]), format: row["format"],
            project: ProjectID(row["project_id"]), clientAddress: row["client_address"],
            facts: RequestFacts(stored: row["facts"]) ?? RequestFacts(method: "", path: "", peerAddress: ""),
            item: item, size: row["size"],
            decidedAt: (row["decided_at"] as Int64?).map { Timestamp(microseconds: $0) }, decidedBy: row["decided_by"])
    }
}

extension QuarantineEntry {
    /// What is loaded when it is released: received when it was, and marked, so that nothing holds it back by its type
    /// again.
    var body: NewBody {
        var facts = facts
        facts.releasedFrom = id
        return NewBody(
            receivedAt: receivedAt, format: format, project: project, clientAddress: clientAddress, facts: facts,
            body: item.envelope.before + item.item + item.envelope.after)
    }
}
