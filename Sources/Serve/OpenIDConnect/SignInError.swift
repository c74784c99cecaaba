/// Why somebody could not be signed in through a provider. What was wrong in detail is for the log.
package enum SignInError: Error, Sendable, Hashable {
    /// The provider can't be reached, or does not answer as it should.
    case unavailable(String)
    /// The state is unknown, used, too old, or of another browser.
    case stale
    /// The provider refused, with its own word for it.
    case refused(String)
    /// What the provider's token says does not hold.
    case badToken(String)
}

extension SignInError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unavailable(let reason): "The identity provider can't be used: \(reason)"
        case .stale: "This sign-in was begun too long ago, in another browser, or was used already."
        case .refused(let word): "The identity provider refused: \(word)"
        case .badToken(let reason): "The identity provider's token was not taken: \(reason)"
        }
    }
}
