import Crypto
package import Foundation
import GRDB
import JSON

/// The audit log: entries are noted at once and written together, off the way of requests; none is lost when the server is
/// stopped in order, since ``flush()`` is the last thing that happens.
///
/// Each row carries a hash over itself and the row before it, so that one that was changed or taken out in the file shows.
package actor AuditLog {
    private let database: ContentDatabase
    private var waiting: [AuditEntry] = []
    /// The hash of the newest row; `nil` until it was looked up.
    private var last: [UInt8]?
    private var writing: Task<Void, Never>?
    private var lost = 0

    /// As many entries as may wait before noting another one waits too.
    private static let mostWaiting = 5_000
    private static let batch = 1_000

    package init(_ database: ContentDatabase) { self.database = database }

    /// Notes an entry. It returns before the entry is on disk, unless very many wait already.
    package func note(_ entry: AuditEntry) async {
        waiting.append(entry)
        if waiting.count >= Self.mostWaiting { await flush() }
    }

    /// Writes everything that was noted before.
    package func flush() async {
        while true {
            if let writing { await writing.value }
            guard !waiting.isEmpty else { return }
            guard writing == nil else { continue }
            let task = Task { await self.writeOnce() }
            writing = task
            await task.value
            // What can't be written stays for the next time; here it would go round for ever.
            if lost > 0 { return }
        }
    }

    private func writeOnce() async {
        defer { writing = nil }
        let entries = Array(waiting.prefix(Self.batch))
        let before = last
        do {
            last = try await database.write { db in
                var hash = try before ?? Self.lastHash(db)
                for entry in entries { hash = try Self.insert(entry, after: hash, db) }
                return hash
            }
            waiting.removeFirst(entries.count)
            lost = 0
        } catch {
            lost += 1
            // Memory is bounded: with a disk that stays full the oldest go.
            if waiting.count > Self.mostWaiting * 2 { waiting.removeFirst(waiting.count - Self.mostWaiting * 2) }
        }
    }

    private static func lastHash(_ db: Database) throws -> [UInt8] {
        let kept = try Data.fetchOne(db, sql: "SELECT hash FROM audit_log ORDER BY id DESC LIMIT 1")
        return kept.map(Array.init) ?? [UInt8](repeating: 0, count: 32)
    }

    private static func insert(_ entry: AuditEntry, after previous: [UInt8], _ db: Database) throws -> [UInt8] {
        let row = AuditRow(entry)
        let hash = row.hash(after: previous)
        try db.execute(
            sql: """
                INSERT INTO audit_log (at, action, what, object, user_id, user_name, sudo_user_id, address, door, outcome,
                    status, details, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                row.at, row.texts[0], row.texts[1], row.texts[2], row.texts[3], row.texts[4], row.texts[5],
                row.texts[6], row.texts[7], row.texts[8], row.status, row.texts[9], Data(hash),
            ])
        return hash
    }

    /// Deletes entries older than that.
    package func cut(before date: Date) async throws(ContentError) {
        let horizon = date.milliseconds
        try await database.write { db in
            try db.execute(sql: "UPDATE audit_horizon SET before = max(before, ?)", arguments: [horizon])
            try db.execute(sql: "DELETE FROM audit_log WHERE at < ?", arguments: [horizon])
        }
    }

    /// Entries that are asked for, the newest first, those that wait included.
    package func entries(_ filter: AuditFilter) async throws(ContentError) -> [AuditEntry] {
        await flush()
        return try await database.read { try AuditRow.fetch($0, filter) }
    }

    /// The first entry whose hash doesn't fit, or after which some are missing; `nil` for a log that is whole. What stood
    /// before the first row can't be known, since old ones are cut.
    package func firstBroken() async throws(ContentError) -> Int64? {
        await flush()
        return try await database.read { db in
            var previous: [UInt8]?
            let rows = try Row.fetchCursor(db, sql: "SELECT * FROM audit_log ORDER BY id")
            while let row = try rows.next() {
                let kept = Array(row["hash"] as Data)
                if let previous, AuditRow(row).hash(after: previous) != kept { return row["id"] }
                previous = kept
            }
            return nil
        }
    }
}

/// An entry as the table has it, and as it is hashed.
private struct AuditRow {
    var at: Int64
    /// action, what, object, user_id, user_name, sudo_user_id, address, door, outcome, details
    var texts: [String?]
    var status: Int64?

    init(_ entry: AuditEntry) {
        at = entry.at.milliseconds
        status = entry.status.map(Int64.init)
        texts = [
            entry.action.rawValue, Self.clean(entry.what), entry.object.map(Self.clean), entry.userID.map(Self.clean),
            entry.userName.map(Self.clean), entry.sudoUserID, entry.address.map(Self.clean), entry.door,
            entry.outcome.rawValue, entry.details.members.isEmpty ? nil : JSONValue.object(entry.details).text,
        ]
    }

    private static let columns = [
        "action", "what", "object", "user_id", "user_name", "sudo_user_id", "address", "door", "outcome", "details",
    ]

    init(_ row: Row) {
        at = row["at"]
        status = row["status"]
        texts = Self.columns.map { row[$0] as String? }
    }

    /// SHA-256 over the hash before, and each value with its length before it, so that no two rows read alike.
    func hash(after previous: [UInt8]) -> [UInt8] {
        var hasher = SHA256()
        hasher.update(data: previous)
        for text in [String(at), status.map(String.init)] + texts {
            let bytes = text.map { Array($0.utf8) }
            hasher.update(data: Array("\(bytes?.count ?? -1):".utf8))
            hasher.update(data: bytes ?? [])
        }
        return Array(hasher.finalize())
    }

    /// On one line and of bounded length: what others wrote must not look like another entry.
    private static func clean(_ text: String) -> String {
        var cleaned = ""
        for scalar in text.unicodeScalars.prefix(500) {
            let isPlain =
                scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value) && scalar.value != 0x2028
                && scalar.value != 0x2029
            cleaned.unicodeScalars.append(isPlain ? scalar : "\u{FFFD}")
        }
        return cleaned
    }

    static func fetch(_ db: Database, _ filter: AuditFilter) throws -> [AuditEntry] {
        var conditions: [String] = []
        var arguments = StatementArguments()
        func add(_ condition: String, _ values: [(any DatabaseValueConvertible)?]) {
            conditions.append(condition)
            arguments += StatementArguments(values)
        }
        if let user = filter.user { add("(user_id = ? OR user_name = ? COLLATE NOCASE)", [user, user]) }
        if let action = filter.action { add("action = ?", [action.rawValue]) }
        if let outcome = filter.outcome { add("outcome = ?", [outcome.rawValue]) }
        if let since = filter.since { add("at >= ?", [since.milliseconds]) }
        if let until = filter.until { add("at < ?", [until.milliseconds]) }
        if let before = filter.before { add("id < ?", [before]) }
        if let object = filter.object {
            if let last = object.last, last == "/" || last == "*" {
                let start = last == "*" ? String(object.dropLast()) : object
                add("substr(object, 1, length(?)) = ?", [start, start])
            } else {
                add("object = ?", [object])
            }
        }
        let condition = conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")
        arguments += [max(1, min(filter.limit, 10_000))]
        return try Row.fetchAll(
            db, sql: "SELECT * FROM audit_log \(condition) ORDER BY id DESC LIMIT ?", arguments: arguments
        ).map(AuditRow.entry)
    }

    private static func entry(_ row: Row) -> AuditEntry {
        var entry = AuditEntry(
            at: Date(milliseconds: row["at"]), action: AuditEntry.Action(rawValue: row["action"]) ?? .change,
            what: row["what"], object: row["object"], userID: row["user_id"], userName: row["user_name"],
            sudoUserID: row["sudo_user_id"], address: row["address"], door: row["door"],
            outcome: AuditEntry.Outcome(rawValue: row["outcome"]) ?? .failed,
            status: (row["status"] as Int64?).map(Int.init),
            details: (row["details"] as String?).flatMap { try? JSONValue.parse($0).objectValue } ?? JSONObject())
        entry.id = row["id"]
        return entry
    }
}
