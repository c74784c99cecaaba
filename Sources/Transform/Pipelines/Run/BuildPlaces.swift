/// Bounds how many do something at once, over all runs. Parts of backfills take a place when nobody else wants one.
actor BuildPlaces {
    private struct Waiter {
        var ticket: UInt64
        var limit: Int
        var isLow: Bool
        /// When its patience ends.
        var end: ContinuousClock.Instant?
        var continuation: CheckedContinuation<Bool, Never>
    }

    private var waiting: [Waiter] = []
    private var taken = 0
    private var nextTicket: UInt64 = 0
    /// One for all who wait: a timer for each would cost more than most of them wait for.
    private var timer: Task<Void, Never>?

    /// Waits for a place, in the order of coming.
    /// - Parameters:
    ///   - limit: How many places there are for this run; a project's `threads`.
    ///   - patience: How long to wait; without one, as long as it takes.
    /// - Returns: False when the task was cancelled or lost its patience while it waited: no place is taken.
    func take(limit: Int, isLow: Bool, patience: Duration? = nil) async -> Bool {
        guard !Task.isCancelled else { return false }
        if taken < limit, waiting.isEmpty || !isLow && waiting.allSatisfy(\.isLow) {
            taken += 1
            return true
        }
        nextTicket &+= 1
        let ticket = nextTicket
        let end = patience.map { ContinuousClock.now.advanced(by: $0) }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                waiting.append(
                    Waiter(ticket: ticket, limit: limit, isLow: isLow, end: end, continuation: continuation))
                if Task.isCancelled { abandon(ticket) }
                watch()
            }
        } onCancel: {
            Task { await self.abandon(ticket) }
        }
    }

    func give() {
        taken -= 1
        let next = waiting.firstIndex { !$0.isLow && taken < $0.limit } ?? waiting.firstIndex { taken < $0.limit }
        guard let next else { return }
        taken += 1
        waiting.remove(at: next).continuation.resume(returning: true)
    }

    private func abandon(_ ticket: UInt64) {
        guard let place = waiting.firstIndex(where: { $0.ticket == ticket }) else { return }
        waiting.remove(at: place).continuation.resume(returning: false)
    }

    /// Sleeps until the first patience ends, as long as somebody waits with one. Patience is the same for all, so that
    /// whoever comes later has no earlier end.
    private func watch() {
        guard timer == nil, let first = waiting.compactMap(\.end).min() else { return }
        timer = Task {
            try? await Task.sleep(until: first, clock: .continuous)
            timer = nil
            let now = ContinuousClock.now
            for waiter in waiting where waiter.end.map({ $0 <= now }) == true { abandon(waiter.ticket) }
            watch()
        }
    }
}
