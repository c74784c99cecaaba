package import Logging
package import Warehouse

/// Moves what the queue holds into the warehouse: in order, each body exactly once.
///
/// A load is one transaction of the warehouse, in which the position in the queue moves too, so that a crash at any
/// moment leaves both or neither. Bodies are removed from the queue only after a checkpoint of the warehouse: a log that
/// was cut short opens without an error and with fewer rows, position included, and the queue then gives them again.
package actor Loader {
    let queue: DurableQueue
    let warehouse: any Warehouse
    let settings: LoaderSettings
    let logger: Logger
    let now: @Sendable () -> Timestamp
    private let decoders: [String: any BodyDecoder]

    /// What is known of the warehouse. Forgotten after every failure and read anew.
    struct Known {
        var position: LoadPosition
        var people: People
        var groups: Groups
        var types: EventTypes
        /// Blocked types that were decided on in bodies that come again, since the warehouse has lost their load.
        var decided: [Int64: Set<ExactText>]
    }

    var known: Known?
    private var uuids: EventUUID
    var window = DuplicateWindow()
    var counts: LandingStatistics
    /// Whether an attempt that was not stored, perhaps of the run before, may have set aside what the next one doesn't.
    private var mayHoldTooMuch = true
    private var lastReceived: Timestamp?
    var uncheckpointedBytes = 0
    var removableThrough: Int64 = 0

    /// When people were erased last, as far as that matters for duplicates; `nil` if not, or not yet known.
    var erasedThrough: Timestamp?

    /// Rows that the loads of this run have left unsorted.
    var waitingRows = 0
    /// Whether ``waitingRows`` counts what was there before, too.
    var isOrderKnown = false
    var isPacking = false
    /// Whether a load has sorted the tables, which leaves them unpacked.
    var packsAreDue = false
    /// Whether the tables have changed since packing began.
    var packsAgain = false

    private var isTaken = false
    private var turns: [CheckedContinuation<Void, Never>] = []
    var isStopping = false
    var idling: Task<Void, Never>?

    /// - Parameters:
    ///   - now: The wall clock, for stamps only.
    ///   - seed: Random bits for the ids of events.
    package init(
        queue: DurableQueue, warehouse: any Warehouse, decoders: [any BodyDecoder],
        settings: LoaderSettings = LoaderSettings(), logger: Logger,
        now: @escaping @Sendable () -> Timestamp = { Timestamp.now() }, seed: UInt64 = .random(in: .min ... .max)
    ) {
        self.queue = queue
        self.warehouse = warehouse
        self.settings = settings
        self.logger = logger
        self.now = now
        self.decoders = Dictionary(decoders.map { ($0.format, $0) }, uniquingKeysWith: { _, last in last })
        uuids = EventUUID(seed: seed)
        counts = LandingStatistics(queue: QueueCounts())
    }

    /// Makes or upgrades the tables and checks that the queue fits the warehouse. Nothing is loaded yet.
    package func start() async throws(LoaderError) {
        await takeTurn()
        defer { giveTurn() }
        do {
            _ = try await knownState()
            try await followSettings()
        } catch {
            throw LoaderError(error)
        }
    }

    /// Goes on with a queue that doesn't fit the warehouse, leaving out what is missing between them: what somebody
    /// decides who has read ``LoaderError/replacedQueue(file:)`` or ``LoaderError/gap(loadedThrough:queueBeginsAt:file:)``.
    package func acceptQueue() async throws(LoaderError) {
        await takeTurn()
        defer { giveTurn() }
        do {
            try await LandingSchema.prepare(in: warehouse)
            _ = try await LoadPosition.find(for: queue, in: warehouse, accepting: true, at: now())
            known = nil
        } catch {
            throw LoaderError(error)
        }
    }

    /// Loads one batch.
    /// - Returns: `nil` when there is nothing to load.
    @discardableResult
    package func loadOnce() async throws(LoaderError) -> LoadReport? {
        await takeTurn()
        defer { giveTurn() }
        do {
            return try await load()
        } catch {
            let error = LoaderError(error)
            // A failed commit may have happened all the same: only the warehouse knows.
            known = nil
            counts.failedLoads += 1
            counts.lastError = error.description
            throw error
        }
    }

    /// Loads all that is in the queue.
    @discardableResult
    package func loadAll() async throws(LoaderError) -> [LoadReport] {
        var reports: [LoadReport] = []
        while let report = try await loadOnce() { reports.append(report) }
        return reports
    }

    /// What has been loaded and what is waiting.
    package var statistics: LandingStatistics {
        get async {
            var statistics = counts
            statistics.queue = await queue.statistics
            statistics.remembersIDs = window.isComplete
            // What is known of the warehouse is forgotten after a failure; what was loaded before stays loaded.
            statistics.loadedThrough = known?.position.seq ?? removableThrough
            if let position = known?.position, position.seq < statistics.queue.last, let lastReceived {
                statistics.lagMicroseconds = max(0, now().microseconds(since: lastReceived))
            }
            return statistics
        }
    }

    func load() async throws -> LoadReport? {
        var known = try await knownState()
        let stored = await queue.statistics
        let isBehind = stored.bytes > 2 * settings.batchBytes
        let bodies = try await queue.bodies(
            after: known.position.seq, largestBytes: isBehind ? settings.catchUpBytes : settings.batchBytes,
            largestCount: settings.batchBodies)
        guard let first = bodies.first, let last = bodies.last else { return nil }
        report(missingBefore: bodies, after: known.position.seq)

        var decoded = await decode(bodies, decided: known.decided)
        let duplicates = try await findDuplicates(in: &decoded.events)
        let events = decoded.events.lazy.map { (event: $0.event, project: $0.project) }
        if !decoded.mappings.isEmpty { known.people.mappings.isUsed = true }
        try await known.people.read(
            known.people.needed(for: events, mappings: decoded.mappings), from: warehouse)
        try await known.groups.read(known.groups.needed(for: events), from: warehouse)

        var builder = LoadBuilder(
            people: known.people, groups: known.groups, types: known.types,
            clock: EventClock(tolerance: settings.clockTolerance), currency: settings.currency.current,
            rowSeq: known.position.rowSeq, uuids: uuids)
        for item in decoded.events { builder.append(item.event, in: item.project, receivedAt: item.receivedAt) }
        for (ping, received) in decoded.pings { builder.append(ping, receivedAt: received) }
        known.people.apply(decoded.mappings)
        uuids = builder.uuids

        var load = prepare(known, builder, at: now())
        load.end.seq = last.seq
        load.report = LoadReport(
            batch: load.end.batch, firstSeq: first.seq, lastSeq: last.seq, bodies: bodies.count,
            events: builder.eventRows.count, duplicates: duplicates, pings: builder.pingRows.count,
            rejects: decoded.held.count)
        load.ids = decoded.events.compactMap { item in item.id.map { ($0.hash, item.receivedAt) } }

        // On disk before the position moves past it, and shown after.
        if !decoded.held.isEmpty || mayHoldTooMuch {
            try await queue.hold(decoded.held, after: known.position.seq, at: now())
            mayHoldTooMuch = !decoded.held.isEmpty
        }
        let prepared = load
        try await warehouse.transaction(label: "landing: load \(load.end.batch)") { transaction in
            try await prepared.write(in: transaction)
        }
        known.position = load.end
        await queue.confirm(loaded: load.end.seq)
        mayHoldTooMuch = false
        didStore(load, known: known, lastReceived: last.receivedAt, bytes: bodies.reduce(0) { $0 + $1.body.count })
        return load.report
    }

    private func prepare(_ known: Known, _ builder: LoadBuilder, at now: Timestamp) -> PreparedLoad {
        let end = LoadPosition(
            seq: known.position.seq, rowSeq: builder.rowSeq, batch: known.position.batch + 1)
        let tables = DerivedTables(promoted: settings.promoted)
        let people = known.people.changes(at: now)
        let groups = known.groups.changes()
        let rows =
            [builder.eventRows.rows(processedAt: now, batch: end.batch), known.types.rows(), groups.rows]
            + people.rows
            + [builder.log.rows(), builder.pingRows.rows(batch: end.batch)]
        return PreparedLoad(
            queueID: queue.id, start: known.position, end: end,
            report: LoadReport(batch: end.batch, firstSeq: 0, lastSeq: 0), loadedAt: now,
            split: PeopleSplit(people: known.people.mappings.split.sorted(), tables: tables),
            deletions: people.deletions + groups.deletions, rows: rows,
            updates: people.updates + tables.follow(batch: end.batch), ids: [])
    }

    private func didStore(_ load: PreparedLoad, known: Known, lastReceived: Timestamp, bytes: Int) {
        known.people.didStore()
        known.groups.didStore()
        known.types.didStore()
        var known = known
        if known.people.count > settings.rememberedPeople || !load.split.isEmpty {
            known.people = known.people.forgotten
        }
        if !load.split.isEmpty { packsAreDue = true }
        if known.groups.count > settings.rememberedPeople { known.groups = Groups() }
        self.known = known
        for id in load.ids { window.insert(id.hash, receivedAt: id.receivedAt) }
        window.forget(before: lastReceived.adding(microseconds: -settings.duplicateMicroseconds))
        // What is released came long ago.
        self.lastReceived = max(self.lastReceived ?? lastReceived, lastReceived)
        uncheckpointedBytes += bytes
        waitingRows += load.report.events
        removableThrough = load.end.seq
        counts.loads += 1
        counts.events += load.report.events
        counts.duplicates += load.report.duplicates
        counts.pings += load.report.pings
        counts.rejects += load.report.rejects
        counts.lastLoadAt = load.loadedAt
        counts.lastError = nil
    }

    func knownState() async throws -> Known {
        if let known { return known }
        try await LandingSchema.prepare(in: warehouse)
        let position = try await LoadPosition.find(for: queue, in: warehouse, at: now())
        let highest = try await warehouse.rows(
            Statement(
                """
                SELECT greatest((SELECT coalesce(max(uid), 0) FROM main.usr), (SELECT coalesce(max(uid), 0) FROM main.erasure))
                """, label: "landing: people"))
        let erased = try await warehouse.rows(
            Statement("SELECT max(server_received_time) FROM main.erased_event", label: "landing: erased events"))
        erasedThrough = erased.batches.first { $0.rowCount > 0 }?.timestamp(0, 0)
        let next = Int32(clamping: (highest.firstInteger ?? 0) + 1)
        let said = try await warehouse.rows(
            Statement("SELECT count(*) FROM main.user_mappings", label: "landing: mappings"))
        let people = People(nextUID: next)
        people.mappings.isUsed = (said.firstInteger ?? 0) > 0
        let state = Known(
            position: position, people: people, groups: Groups(),
            types: try await EventTypes.read(from: warehouse, inactive: settings.inactiveEvents),
            decided: try await queue.decidedTypes(after: position.seq))
        await queue.confirm(loaded: position.seq)
        removableThrough = position.seq
        known = state
        return state
    }

    private func report(missingBefore bodies: [QueuedBody], after seq: Int64) {
        var expected = seq + 1
        for body in bodies {
            if body.seq != expected {
                logger.error(
                    "The queue has lost bodies \(expected) to \(body.seq - 1)", metadata: ["file": "\(queue.path)"])
                counts.lastError = "The queue has lost bodies \(expected) to \(body.seq - 1)."
            }
            expected = body.seq + 1
        }
    }

    private func decode(_ bodies: [QueuedBody], decided: [Int64: Set<ExactText>]) async -> DecodedLoad {
        var load = DecodedLoad()
        let blocked = settings.blocked.all
        for body in bodies {
            // Whoever releases something wants it whatever its type.
            var types = body.facts.releasedFrom == nil ? blocked[body.project] ?? [] : []
            if !decided.isEmpty { types.formUnion(decided[body.seq] ?? []) }
            load.add(body, decoder: decoders[body.format], blocking: types)
            // Decoding is work without waiting; others get their turn between bodies.
            await Task.yield()
        }
        return load
    }

    /// One load at a time: an actor lets another call in while one waits.
    func takeTurn() async {
        guard isTaken else {
            isTaken = true
            return
        }
        await withCheckedContinuation { turns.append($0) }
    }

    func giveTurn() {
        if turns.isEmpty {
            isTaken = false
        } else {
            turns.removeFirst().resume()
        }
    }
}

extension LoaderSettings {
    var duplicateMicroseconds: Int64 { duplicateDays &* Timestamp.dayLength }
}
