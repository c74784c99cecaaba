internal import Synchronization

/// How much a project may ask for.
package struct AmplitudeLimits: Sendable {
    /// What a kind of requests may use.
    package struct Limit: Sendable {
        /// Requests that run at once.
        package var concurrent: Int
        /// What those may cost together.
        package var concurrentCost: Int
        /// Cost within windows of so many seconds.
        package var windows: [(seconds: Int64, cost: Int)]

        package init(
            concurrent: Int, concurrentCost: Int = .max, windows: [(seconds: Int64, cost: Int)]
        ) {
            self.concurrent = concurrent
            self.concurrentCost = concurrentCost
            self.windows = windows
        }
    }

    package var queries: Limit
    /// Search for people and their activity; each request costs 1.
    package var people: Limit

    package init(queries: Limit, people: Limit) {
        self.queries = queries
        self.people = people
    }

    /// What Amplitude publishes. A cost of 1,000 is what may run at once: taken as a sum over some minutes it would make the
    /// limit of an hour mean nothing.
    package static let published = AmplitudeLimits(
        queries: Limit(concurrent: 5, concurrentCost: 1_000, windows: [(3_600, 108_000)]),
        people: Limit(concurrent: 10, windows: [(3_600, 360)]))
}

/// Counts what each project has asked for and refuses what is above its limits.
///
/// A query is let in while less than the limit was spent, so that one that costs more than all of it still has its turn.
final class RequestAllowance: Sendable {
    enum Kind: Hashable, Sendable { case queries, people }

    private struct Key: Hashable {
        var project: Int
        var kind: Kind
    }

    private struct Use {
        var running = 0
        var runningCost = 0
        /// Microseconds, rising.
        var spent: [(at: Int64, cost: Int)] = []
    }

    private let limits: AmplitudeLimits
    private let now: @Sendable () -> Int64
    private let uses = Mutex<[Key: Use]>([:])

    init(_ limits: AmplitudeLimits, now: @escaping @Sendable () -> Int64) {
        self.limits = limits
        self.now = now
    }

    /// A place among the requests of a project that run at once; free again when nobody holds it any more.
    final class Place: Sendable {
        private let leave: @Sendable () -> Void

        fileprivate init(_ leave: @escaping @Sendable () -> Void) { self.leave = leave }

        deinit { leave() }
    }

    /// Takes a place for an answer that is sent bit by bit.
    /// - Throws: ``AmplitudeFailure`` with 429, which says which limit was reached.
    func place(_ kind: Kind, project: Int, cost: Int = 1) throws(AmplitudeFailure) -> Place {
        let key = Key(project: project, kind: kind)
        try enter(key, cost)
        return Place { [self] in leave(key, cost) }
    }

    /// Runs `body` if the project may.
    /// - Throws: as ``place(_:project:cost:)``, and what `body` throws.
    func run<Value: Sendable>(
        _ kind: Kind, project: Int, cost: Int = 1, _ body: () async throws -> Value
    ) async throws -> Value {
        let place = try place(kind, project: project, cost: cost)
        defer { withExtendedLifetime(place) {} }
        return try await body()
    }

    private func enter(_ key: Key, _ cost: Int) throws(AmplitudeFailure) {
        let limit = key.kind == .queries ? limits.queries : limits.people
        let now = now()
        let longest = (limit.windows.map(\.seconds).max() ?? 0) * 1_000_000
        let problem: String? = uses.withLock { uses in
            var use = uses[key] ?? Use()
            use.spent.removeAll { $0.at <= now - longest }
            defer { uses[key] = use }
            if use.running >= limit.concurrent {
                return "At most \(limit.concurrent) requests of a project run at once. Wait for one to end."
            }
            if use.runningCost >= limit.concurrentCost {
                return """
                    Requests of a project that run at once may cost \(limit.concurrentCost) together. Wait for one to end.
                    """
            }
            for window in limit.windows {
                let spent = use.spent.reduce(0) { $1.at > now - window.seconds * 1_000_000 ? $0 + $1.cost : $0 }
                if spent >= window.cost {
                    return """
                        Requests of a project may cost \(window.cost) in \(window.seconds) seconds, and have cost \(spent). \
                        Try again later.
                        """
                }
            }
            use.running += 1
            use.runningCost += cost
            use.spent.append((now, cost))
            return nil
        }
        if let problem { throw AmplitudeFailure(.tooManyRequests, problem) }
    }

    private func leave(_ key: Key, _ cost: Int) {
        uses.withLock { uses in
            uses[key]?.running -= 1
            uses[key]?.runningCost -= cost
        }
    }
}
