internal import Synchronization

/// Keeps short what the audit log is told of those whom nobody knows: knocking costs nothing, and what is noted stays. So
/// many refused requests of each address are noted in a minute, and so many of all; the next says how many were left out.
final class AuditRestraint: Sendable {
    private struct State {
        var minute: Int64 = 0
        var noted = 0
        var byAddress: [String: Int] = [:]
        var leftOut: Int64 = 0
    }

    private static let mostOfAddress = 60
    private static let most = 1_000
    private let started = ContinuousClock.now
    private let state = Mutex(State())

    /// - Returns: How many were left out before this one; `nil` where this one is to be left out too.
    func admit(_ address: String) -> Int64? {
        let minute = (ContinuousClock.now - started).components.seconds / 60
        return state.withLock { state in
            if state.minute != minute { (state.minute, state.noted, state.byAddress) = (minute, 0, [:]) }
            let own = state.byAddress[address] ?? 0
            guard own < Self.mostOfAddress, state.noted < Self.most else {
                state.leftOut += 1
                return nil
            }
            state.byAddress[address] = own + 1
            state.noted += 1
            defer { state.leftOut = 0 }
            return state.leftOut
        }
    }
}
