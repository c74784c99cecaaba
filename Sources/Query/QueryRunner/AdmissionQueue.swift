/// Lets a bounded number of queries run at once, people before background work, each kind in the order of arrival.
package actor AdmissionQueue {
    package enum Priority: Sendable { case interactive, background }

    private struct Waiting {
        let ticket: UInt64
        let continuation: CheckedContinuation<Bool, Never>
    }

    private let limit: Int
    private let waitingLimit: Int
    private var running = 0
    private var interactive: [Waiting] = []
    private var background: [Waiting] = []
    private var nextTicket: UInt64 = 0

    /// - Parameters:
    ///   - limit: Queries that run at once; at least 1.
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
        _ priority: Priority, _ body: @Sendable () async throws -> Value
    ) async throws -> Value {
        try await enter(priority)
        do {
            let value = try await body()
            await leave()
            return value
        } catch {
            await leave()
            throw error
        }
    }

    /// Waits for a place. Whoever has entered must ``leave()``.
    /// - Throws: as ``run(_:_:)``.
    package func enter(_ priority: Priority) async throws {
        try Task.checkCancellation()
        if running < limit, interactive.isEmpty {
            running += 1
            return
        }
        guard interactive.count + background.count < waitingLimit else { throw QueryFailure.busy }
        let ticket = nextTicket
        nextTicket += 1
        let admitted = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let waiting = Waiting(ticket: ticket, continuation: continuation)
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
    }

    /// Gives the place to whoever waits longest.
    package func leave() {
        if !interactive.isEmpty {
            interactive.removeFirst().continuation.resume(returning: true)
        } else if !background.isEmpty {
            background.removeFirst().continuation.resume(returning: true)
        } else {
            running -= 1
        }
    }

    private func abandon(_ ticket: UInt64) {
        if let place = interactive.firstIndex(where: { $0.ticket == ticket }) {
            interactive.remove(at: place).continuation.resume(returning: false)
        } else if let place = background.firstIndex(where: { $0.ticket == ticket }) {
            background.remove(at: place).continuation.resume(returning: false)
        }
    }
}
