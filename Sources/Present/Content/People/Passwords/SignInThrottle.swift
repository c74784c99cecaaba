package import Foundation
import Synchronization

/// Slows down whoever tries passwords: after five failures each further try waits twice as long as the last, up to 30 s.
///
/// Failures are counted for an account and for an address. Nobody is locked out for ever: the wait ends by itself, and
/// whoever signs in from where the account was signed in to before is not made to wait for what others try: neither on that
/// account from elsewhere, nor on others from the same address, which may be that of a whole company.
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
        return state.withLock { Self.wait($0, account, address, now) }
    }

    /// Begins a try, which counts as failed until it has turned out well: of many that are made at the same moment no more
    /// get through than of those that are made one by one.
    ///
    /// - Returns: Seconds that must pass before it may be made; `nil` when it may be made now. Then ``succeeded`` or
    ///   ``withdraw`` follows, or nothing.
    package func begin(account: String, address: String) -> Int? {
        let now = now()
        return state.withLock { state in
            if let wait = Self.wait(state, account, address, now) { return wait }
            Self.fail(&state, account, address, now)
            return nil
        }
    }

    /// Takes a try back that nobody could look at.
    package func withdraw(account: String, address: String) {
        state.withLock { state in
            for key in [account, Self.pair(account, address)] { Self.takeBack(&state.accounts[key]) }
            Self.takeBack(&state.addresses[Self.network(address)])
        }
    }

    package func failed(account: String, address: String) {
        let now = now()
        state.withLock { Self.fail(&$0, account, address, now) }
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
            Self.takeBack(&state.accounts[account])
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

    private static func wait(_ state: State, _ account: String, _ address: String, _ now: Date) -> Int? {
        let pair = pair(account, address)
        let longest: TimeInterval
        if let last = state.known[pair], now.timeIntervalSince(last) < knownFor {
            // What is tried on an account from a place that it is used from counts for the pair alone.
            longest = state.accounts[pair].map { wait($0, free: free, now: now) } ?? 0
        } else {
            longest = max(
                state.accounts[account].map { wait($0, free: free, now: now) } ?? 0,
                state.addresses[network(address)].map { wait($0, free: freeForAddress, now: now) } ?? 0)
        }
        return longest > 0 ? Int(longest.rounded(.up)) : nil
    }

    private static func fail(_ state: inout State, _ account: String, _ address: String, _ now: Date) {
        trim(&state.accounts, now)
        trim(&state.addresses, now)
        for key in [account, pair(account, address)] { count(&state.accounts[key, default: Count()], now) }
        count(&state.addresses[network(address), default: Count()], now)
    }

    private static func takeBack(_ count: inout Count?) {
        guard let failures = count?.failures else { return }
        count?.failures = max(0, failures - 1)
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
