package import Foundation
import Synchronization

/// Slows down whoever tries passwords: after five failures each further try waits twice as long as the last, up to 30 s.
///
/// Failures are counted for an account and for an address. Nobody is locked out for ever: the wait ends by itself, and an
/// address from which the account was signed in to is not made to wait for what others try on it.
package final class SignInThrottle: Sendable {
    private struct Count {
        var failures = 0
        var last = Date.distantPast
    }

    private struct State {
        var accounts: [String: Count] = [:]
        var addresses: [String: Count] = [:]
        /// From where accounts were signed in to: account and address.
        var known: [String: Date] = [:]
    }

    private static let free = 5
    private static let freeForAddress = 20
    private static let longest: TimeInterval = 30
    /// Failures are forgotten after 15 minutes without another.
    private static let memory: TimeInterval = 900
    private static let knownFor: TimeInterval = 30 * 86_400
    private static let mostEntries = 20_000

    private let state = Mutex(State())
    private let now: @Sendable () -> Date

    package init(now: @escaping @Sendable () -> Date = { Date() }) { self.now = now }

    /// Seconds that must pass before the next try; `nil` when it may be made now.
    package func wait(account: String, address: String) -> Int? {
        let now = now()
        return state.withLock { state in
            let isKnown =
                state.known[Self.pair(account, address)].map { now.timeIntervalSince($0) < Self.knownFor } ?? false
            // What is tried on an account from a place that it is used from counts for the pair alone.
            let own = isKnown ? state.accounts[Self.pair(account, address)] : state.accounts[account]
            let waits = [
                own.map { Self.wait($0, free: Self.free, now: now) } ?? 0,
                state.addresses[Self.network(address)].map { Self.wait($0, free: Self.freeForAddress, now: now) } ?? 0,
            ]
            let longest = waits.max() ?? 0
            return longest > 0 ? Int(longest.rounded(.up)) : nil
        }
    }

    package func failed(account: String, address: String) {
        let now = now()
        state.withLock { state in
            Self.trim(&state.accounts, now)
            Self.trim(&state.addresses, now)
            for key in [account, Self.pair(account, address)] {
                Self.count(&state.accounts[key, default: Count()], now)
            }
            Self.count(&state.addresses[Self.network(address), default: Count()], now)
        }
    }

    /// A failure that is no account's: with credentials that belong to nobody.
    package func failed(address: String) {
        let now = now()
        state.withLock { state in
            Self.trim(&state.addresses, now)
            Self.count(&state.addresses[Self.network(address), default: Count()], now)
        }
    }

    package func succeeded(account: String, address: String) {
        let now = now()
        state.withLock { state in
            state.accounts[Self.pair(account, address)] = nil
            state.addresses[Self.network(address)] = nil
            if state.known.count >= Self.mostEntries, let oldest = state.known.min(by: { $0.value < $1.value }) {
                state.known[oldest.key] = nil
            }
            state.known[Self.pair(account, address)] = now
        }
    }

    private static func pair(_ account: String, _ address: String) -> String { account + "\n" + network(address) }

    /// IPv6 by its first four groups: whoever has one address there has the 64 bits behind them too.
    static func network(_ address: String) -> String {
        guard address.contains(":") else { return address }
        let halves = address.split(separator: "::", maxSplits: 1, omittingEmptySubsequences: false)
        let front = halves[0].split(separator: ":")
        guard halves.count == 2 else { return front.prefix(4).joined(separator: ":") }
        let back = halves[1].split(separator: ":")
        let zeros = [Substring](repeating: "0", count: max(0, 8 - front.count - back.count))
        return (front + zeros + back).prefix(4).joined(separator: ":")
    }

    private static func wait(_ count: Count, free: Int, now: Date) -> TimeInterval {
        guard count.failures >= free else { return 0 }
        let delay = min(longest, pow(2, Double(min(count.failures - free, 10))))
        return max(0, delay - now.timeIntervalSince(count.last))
    }

    private static func count(_ count: inout Count, _ now: Date) {
        if now.timeIntervalSince(count.last) > memory { count.failures = 0 }
        count.failures = min(count.failures + 1, 1_000)
        count.last = now
    }

    private static func trim(_ counts: inout [String: Count], _ now: Date) {
        guard counts.count >= mostEntries else { return }
        counts = counts.filter { now.timeIntervalSince($0.value.last) <= memory }
        while counts.count >= mostEntries, let oldest = counts.min(by: { $0.value.last < $1.value.last }) {
            counts[oldest.key] = nil
        }
    }
}
