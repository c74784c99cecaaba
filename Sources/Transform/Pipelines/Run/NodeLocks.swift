/// Lets one run at a time build a node. Who comes later waits, in the order of coming.
actor NodeLocks {
    private var waiting: [NodeID: [(ticket: UInt64, continuation: CheckedContinuation<Bool, Never>)]] = [:]
    private var held: Set<NodeID> = []
    private var nextTicket: UInt64 = 0
    /// How often a node was given back, and for each node at which time of those.
    private(set) var gives = 0
    private var lastGive: [NodeID: Int] = [:]

    enum Outcome: Sendable {
        case free
        /// Another run has built the node meanwhile, or tried.
        case afterAnother
        /// The task was cancelled while it waited: nothing is held.
        case cancelled
    }

    /// - Parameter gives: How often nodes had been given back when the run looked at what is built.
    func take(_ node: NodeID, since gives: Int) async -> Outcome {
        guard !Task.isCancelled else { return .cancelled }
        guard held.contains(node) else {
            held.insert(node)
            return lastGive[node] ?? 0 > gives ? .afterAnother : .free
        }
        nextTicket &+= 1
        let ticket = nextTicket
        let isHeld = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                waiting[node, default: []].append((ticket, continuation))
                if Task.isCancelled { abandon(node, ticket) }
            }
        } onCancel: {
            Task { await self.abandon(node, ticket) }
        }
        return isHeld ? .afterAnother : .cancelled
    }

    func give(_ node: NodeID) {
        gives += 1
        lastGive[node] = gives
        guard var queue = waiting[node], !queue.isEmpty else {
            held.remove(node)
            waiting[node] = nil
            return
        }
        let next = queue.removeFirst()
        waiting[node] = queue
        next.continuation.resume(returning: true)
    }

    private func abandon(_ node: NodeID, _ ticket: UInt64) {
        guard let place = waiting[node]?.firstIndex(where: { $0.ticket == ticket }),
            let entry = waiting[node]?.remove(at: place)
        else { return }
        entry.continuation.resume(returning: false)
    }
}
