/// Bounds how many nodes are built at once, over all runs. Parts of backfills take a place when nobody else wants one.
actor BuildPlaces {
    private struct Waiter {
        var ticket: UInt64
        var limit: Int
        var isLow: Bool
        var continuation: CheckedContinuation<Bool, Never>
    }

    private var waiting: [Waiter] = []
    private var taken = 0
    private var nextTicket: UInt64 = 0

    /// Waits for a place, in the order of coming.
    /// - Parameter limit: How many places there are for this run; a project's `threads`.
    /// - Returns: False when the task was cancelled while it waited: no place is taken.
    func take(limit: Int, isLow: Bool) async -> Bool {
        guard !Task.isCancelled else { return false }
        if taken < limit, waiting.isEmpty || !isLow && waiting.allSatisfy(\.isLow) {
            taken += 1
            return true
        }
        nextTicket &+= 1
        let ticket = nextTicket
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                waiting.append(Waiter(ticket: ticket, limit: limit, isLow: isLow, continuation: continuation))
                if Task.isCancelled { abandon(ticket) }
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
}
