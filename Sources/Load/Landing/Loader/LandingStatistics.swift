/// What to show about collecting and loading; counted since the start.
package struct LandingStatistics: Sendable, Equatable {
    package var queue: QueueCounts
    package var loads = 0
    package var events = 0
    package var duplicates = 0
    package var pings = 0
    /// Bodies and items that were set aside while loading.
    package var rejects = 0
    package var failedLoads = 0
    /// Every body up to this number of the queue is in the warehouse.
    package var loadedThrough: Int64 = 0
    package var lastLoadAt: Timestamp?
    package var lastError: String?
    /// How far the warehouse is behind: the age of the newest body in it while there are newer ones, else 0.
    package var lagMicroseconds: Int64 = 0
    /// Whether the ids of the last days are in memory again after the start; until then every id is looked up.
    package var remembersIDs = false

    package init(queue: QueueCounts) { self.queue = queue }
}

/// What one load did.
package struct LoadReport: Sendable, Equatable {
    package var batch: Int64
    package var firstSeq: Int64
    package var lastSeq: Int64
    package var bodies = 0
    package var events = 0
    package var duplicates = 0
    package var pings = 0
    package var rejects = 0

    package init(
        batch: Int64, firstSeq: Int64, lastSeq: Int64, bodies: Int = 0, events: Int = 0, duplicates: Int = 0,
        pings: Int = 0, rejects: Int = 0
    ) {
        self.batch = batch
        self.firstSeq = firstSeq
        self.lastSeq = lastSeq
        self.bodies = bodies
        self.events = events
        self.duplicates = duplicates
        self.pings = pings
        self.rejects = rejects
    }
}
