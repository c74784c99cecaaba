internal import Crypto
internal import Synchronization

/// A sign-in that was begun: what has to come back, and what only we know of it.
struct PendingSignIn: Sendable {
    var nonce: String
    var verifier: String
    /// Where the provider sends the browser back to.
    var redirect: String
    /// Where the browser goes at the end: a path of ours.
    var next: String
    /// SHA-256 of what the browser holds in its cookie.
    var browser: [UInt8]
    var begunAt: Int64
}

/// Sign-ins that were begun and not ended, in memory: a restart forgets them, and people press the button again.
final class PendingSignIns: Sendable {
    private static let lifetime: Int64 = 600
    private static let most = 5_000
    private let pending = Mutex<[String: PendingSignIn]>([:])

    func add(_ signIn: PendingSignIn, state: String) {
        pending.withLock { pending in
            if pending.count >= Self.most {
                pending = pending.filter { $0.value.begunAt > signIn.begunAt - Self.lifetime }
            }
            if pending.count >= Self.most, let oldest = pending.min(by: { $0.value.begunAt < $1.value.begunAt }) {
                pending[oldest.key] = nil
            }
            pending[state] = signIn
        }
    }

    /// Takes a sign-in out: it can be used once, whether it comes to anything or not.
    func take(state: String, browser: String, now: Int64) -> PendingSignIn? {
        guard let found = pending.withLock({ $0.removeValue(forKey: state) }),
            found.begunAt > now - Self.lifetime
        else { return nil }
        let given = Array(SHA256.hash(data: Array(browser.utf8)))
        return zip(given, found.browser).allSatisfy { $0 == $1 } ? found : nil
    }
}
