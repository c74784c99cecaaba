package import Content
package import Logging
internal import ProductAnalytics
internal import Synchronization
internal import Warehouse

/// Keeps the members of saved cohorts up: soon after a change, and whenever they have grown old.
///
/// One cohort is worked out at a time, behind whatever people wait for.
package actor CohortKeeper {
    package nonisolated let desk: CohortDesk
    private let interval: Duration
    private let logger: Logger
    private var kept: [String: KeptCohort]?
    /// Versions that could not be worked out, with the time of the last attempt.
    private var failed: [String: (version: Int, at: Int64)] = [:]
    private var last: Task<Void, Never>?
    /// What the shelf's stamp was at the last look, and when the next one is due though it stays the same.
    private var seen: (stamp: String, until: Int64)?
    private nonisolated let changes = Mutex(0)

    /// - Parameter interval: How old members may grow.
    package init(desk: CohortDesk, interval: Duration, logger: Logger) {
        self.desk = desk
        self.interval = interval
        self.logger = logger
    }

    /// Another number whenever what is kept may be another.
    package nonisolated var revision: Int { changes.withLock { $0 } }

    /// What is kept of every cohort, by name.
    package func all() async throws -> [String: KeptCohort] {
        if let kept { return kept }
        let found = try await KeptCohort.read(from: desk.charts.warehouse)
        kept = found
        return found
    }

    /// Reads anew what is kept, after others have changed it.
    package func forgetWhatIsKnown() {
        kept = nil
        seen = nil
        changes.withLock { $0 += 1 }
    }

    /// Works a cohort out now and keeps its members.
    /// - Returns: `nil` for one that is not kept, since it depends on who asks.
    /// - Throws: as ``CohortDesk/members(of:asOf:for:_:)``.
    @discardableResult
    package func compute(_ saved: SavedCohort, for reader: ChartReader, isDue: Bool = false) async throws -> KeptCohort?
    {
        let cohort = try saved.cohort()
        guard desk.isKept(cohort) else { return nil }
        let members = try await desk.members(of: cohort, for: reader, isDue ? .background : .interactive)
        return try await keep(saved, members)
    }

    /// Keeps members that were worked out already.
    @discardableResult
    package func keep(_ saved: SavedCohort, _ members: CohortDesk.Members) async throws -> KeptCohort? {
        let cohort = try saved.cohort()
        guard desk.isKept(cohort) else { return nil }
        // One transaction after the other: two for one cohort would get into each other's way.
        let before = last
        let desk = desk
        let task = Task {
            await before?.value
            return try await desk.keep(saved, cohort, members)
        }
        last = Task { _ = await task.result }
        let done = try await task.value
        var all = try await all()
        all[saved.name] = done
        kept = all
        failed[saved.name] = nil
        changes.withLock { $0 += 1 }
        return done
    }

    /// Works out what is new, changed or old, and takes away what is no more.
    package func look() async {
        do {
            // Lists may be long: they are read when something has changed or grown old.
            let stamp = try await desk.shelf.stamp()
            if let seen, seen.stamp == stamp, desk.charts.now() < seen.until { return }
            let saved = try await desk.shelf.all()
            var all = try await all()
            let gone = all.keys.filter { name in !saved.contains { $0.name == name } }
            if !gone.isEmpty {
                try await desk.forget(gone)
                for name in gone { all[name] = nil }
                kept = all
                changes.withLock { $0 += 1 }
            }
            for cohort in saved where isDue(cohort, all[cohort.name]) {
                guard !Task.isCancelled else { return }
                await refresh(cohort)
            }
            let age = Int64(interval.components.seconds) * 1_000_000
            failed = failed.filter { name, _ in saved.contains { $0.name == name } }
            var times = try await self.all().mapValues(\.computedAt)
            for (name, failure) in failed { times[name] = max(times[name] ?? 0, failure.at) }
            seen = (stamp, (times.values.min() ?? desk.charts.now()) + age)
        } catch {
            guard !Task.isCancelled else { return }
            logger.error("The saved cohorts could not be looked at: \(error)")
        }
    }

    private func isDue(_ saved: SavedCohort, _ kept: KeptCohort?) -> Bool {
        guard let cohort = try? saved.cohort(), desk.isKept(cohort) else { return false }
        let now = desk.charts.now()
        let age = Int64(interval.components.seconds) * 1_000_000
        if let failure = failed[saved.name], failure.version == saved.version, now - failure.at < age { return false }
        guard let kept, kept.version == saved.version else { return true }
        return now - kept.computedAt >= age
    }

    private func refresh(_ saved: SavedCohort) async {
        do {
            try await compute(saved, for: .keeper, isDue: true)
        } catch {
            guard !Task.isCancelled else { return }
            failed[saved.name] = (saved.version, desk.charts.now())
            logger.error("The cohort \(saved.name) could not be worked out: \(error)")
        }
    }
}

extension ChartReader {
    static let keeper = ChartReader(attributes: [:], seesAllEvents: true, seesSQL: true, label: "cohorts")
}
