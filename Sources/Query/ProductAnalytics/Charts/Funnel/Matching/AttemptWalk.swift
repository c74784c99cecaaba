/// Counts attempts: at most one is open at a time (`product-analytics.md` §7.7).
struct AttemptWalk: Sendable {
    let count: Int
    let window: Int64

    /// All attempts in the order of their starts, each in the slot of its start.
    func chains(in stream: FunnelStream) -> [FunnelChain] {
        var chains: [FunnelChain] = []
        var events: [Int] = []
        func close(at end: Int, isOpen: Bool = false) {
            guard let first = events.first else { return }
            chains.append(
                FunnelChain(
                    slot: stream.slots.isEmpty ? 0 : stream.slots[first], rows: events.map { stream.rows[$0] },
                    end: end < stream.count ? stream.rows[end] : nil, isOpen: isOpen))
            events = []
        }
        for row in 0..<stream.count {
            if let first = events.first, stream.times[row] - stream.times[first] > window { close(at: row) }
            let steps = stream.steps[row]
            if events.isEmpty {
                guard steps & 1 != 0 else { continue }
                events = [row]
            } else if steps >> UInt64(events.count) & 1 != 0 {
                events.append(row)
            } else if !stream.clears.isEmpty, stream.clears[row] >> UInt64(events.count - 1) & 1 != 0 {
                close(at: row)
            }
            if events.count == count { close(at: row + 1) }
        }
        close(at: stream.count, isOpen: true)
        return chains
    }
}
