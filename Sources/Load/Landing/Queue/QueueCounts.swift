internal import GRDB

/// What the queue holds and what it has seen since it was opened.
package struct QueueCounts: Sendable, Equatable {
    /// Bodies in the file, and the bytes in them.
    package var bodies = 0
    package var bytes = 0
    /// The number of the newest body that was ever stored; 0 before the first.
    package var last: Int64 = 0
    /// Bodies up to this number have been loaded and removed.
    package var removedThrough: Int64 = 0
    /// Bodies refused because too much was waiting or the disk was full.
    package var refused = 0
    /// Transactions that failed.
    package var failedWrites = 0
    /// Bodies and items that a door refused.
    package var rejected = 0

    static func read(_ db: Database) throws -> QueueCounts {
        var counts = QueueCounts()
        if let row = try Row.fetchOne(db, sql: "SELECT count(*), coalesce(sum(length(body)), 0) FROM bodies") {
            counts.bodies = row[0]
            counts.bytes = row[1]
        }
        // SQLite keeps the highest number ever given beside the table, also when it is empty.
        counts.last = try Int64.fetchOne(db, sql: "SELECT seq FROM sqlite_sequence WHERE name = 'bodies'") ?? 0
        counts.removedThrough = try Int64.fetchOne(db, sql: "SELECT removed_through FROM queue") ?? 0
        return counts
    }

    /// Takes over what the file holds; what was counted since the start stays.
    mutating func replace(by read: QueueCounts) {
        bodies = read.bodies
        bytes = read.bytes
        last = read.last
        removedThrough = read.removedThrough
    }
}
