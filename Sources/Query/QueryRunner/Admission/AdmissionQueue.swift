/// Lets a bounded number of queries run at once: people before background work, and among people whoever has the fewest
/// running already, so that a dashboard of forty tiles does not keep everybody else waiting. Those of one person come in
/// the order of arrival.
package actor AdmissionQueue {
    package enum Priority: Sendable, Hashable { case interactive, background }

    /// On whose account a query runs.
    package struct Owner: Sendable, Hashable {
        package var name: String
        /// How many of theirs run at once; `nil` is no limit of their own.
        package var most: Int?

        package init(_ name: String, most: Int? = nil) {
            self.name = name
            self.most = most
        }
    }

    /// What a query that was let in occupies, to be given back with ``leave(_:)``.
    package struct Place: Sendable {
        fileprivate var priority = Priority.interactive
        fileprivate var owner: Owner?

        package init() {}

        fileprivate init(_ priority: Priority, _ owner: Owner?) {
            self.priority = priority
            self.owner = owner
        }
    }

    private struct Waiting {
        let ticket: UInt64
        let owner: Owner?
        let continuation: CheckedContinuation<Bool, Never>
    }

    private let limit: Int
    private let waitingLimit: Int
    private var running = 0
    private var runningInBackground = 0
    private var runningOf: [String: Int] = [:]
    private var interactive: [Waiting] = []
    private var background: [Waiting] = []
    private var nextTicket: UInt64 = 0

    /// - Parameters:
    ///   - limit: Queries that run at once; at least 1. Where there are several places, background work leaves one of them
    ///     to people.
    ///   - waitingLimit: Queries that may wait; more are refused at once, so that a crowd does not become a collapse.
    package init(limit: Int, waitingLimit: Int = 1_000) {
        self.limit = max(1, limit)
        self.waitingLimit = waitingLimit
    }

    /// How many run and how many wait.
    package var load: (running: Int, waiting: Int) { (running, interactive.count + background.count) }

    /// Waits for a place, runs `body` in it and frees it.
    /// - Throws: ``QueryFailure/busy`` when too many wait, `CancellationError` when the task is cancelled while it
    ///   waits, and whatever `body` throws.
    package nonisolated func run<Value: Sendable>(
        _ priority: Priority, of owner: Owner? = nil, _ body: @Sendable () async throws -> Value
    ) async throws -> Value {
        let place = try await enter(priority, of: owner)
        do {
            let value = try await body()
            await leave(place)
            return value
        } catch {
            await leave(place)
            throw error
        }
    }

    /// Waits for a place. Whoever has entered must ``leave(_:)``.
    /// - Throws: as ``run(_:of:_:)``.
    @discardableResult
    package func enter(_ priority: Priority, of owner: Owner? = nil) async throws -> Place {
        try Task.checkCancellation()
        let place = Place(priority, owner)
        // Nobody waits who could run, so that whoever can does not push in.
        if mayRun(priority, owner) {
            take(place)
            return place
        }
        guard interactive.count + background.count < waitingLimit else { throw QueryFailure.busy }
        let ticket = nextTicket
        nextTicket += 1
        let admitted = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let waiting = Waiting(ticket: ticket, owner: owner, continuation: continuation)
                switch priority {
                case .interactive: interactive.append(waiting)
                case .background: background.append(waiting)
                }
                if Task.isCancelled { abandon(ticket) }
            }
        } onCancel: {
            Task { await self.abandon(ticket) }
        }
        guard admitted else { throw CancellationError() }
        return place
    }

    /// Gives a place back, and lets in who is next.
    package func leave(_ place: Place = Place()) {
        running -= 1
        if place.priority == .background { runningInBackground -= 1 }
        if let owner = place.owner {
            let left = (runningOf[owner.name] ?? 1) - 1
            runningOf[owner.name] = left > 0 ? left : nil
        }
        letIn()
    }

    private func mayRun(_ priority: Priority, _ owner: Owner?) -> Bool {
        guard running < limit else { return false }
        if priority == .background, runningInBackground >= max(1, limit - 1) { return false }
        guard let owner, let most = owner.most else { return true }
        return count(owner) < max(1, most)
    }

    private func count(_ owner: Owner?) -> Int { owner.flatMap { runningOf[$0.name] } ?? 0 }

    private func take(_ place: Place) {
        running += 1
        if place.priority == .background { runningInBackground += 1 }
        if let owner = place.owner { runningOf[owner.name, default: 0] += 1 }
    }

    private func letIn() {
        while let next = next(among: interactive, .interactive) {
            let waiting = interactive.remove(at: next)
            take(Place(.interactive, waiting.owner))
            waiting.continuation.resume(returning: true)
        }
        while let next = next(among: background, .background) {
            let waiting = background.remove(at: next)
            take(Place(.background, waiting.owner))
            waiting.continuation.resume(returning: true)
        }
    }

    /// The one who may run and has the fewest running; of several the first.
    private func next(among waiting: [Waiting], _ priority: Priority) -> Int? {
        var best: (place: Int, count: Int)?
        for (place, one) in waiting.enumerated() where mayRun(priority, one.owner) {
            let count = count(one.owner)
            if count == 0 { return place }
            if best.map({ count < $0.count }) ?? true { best = (place, count) }
        }
        return best?.place
    }

    private func abandon(_ ticket: UInt64) {
        if let place = interactive.firstIndex(where: { $0.ticket == ticket }) {
            interactive.remove(at: place).continuation.resume(returning: false)
        } else if let place = background.firstIndex(where: { $0.ticket == ticket }) {
            background.remove(at: place).continuation.resume(returning: false)
        }
    }
}
