internal import Crypto
internal import JSON

/// Who somebody is by the word of a provider.
package struct ProvidedIdentity: Sendable, Hashable {
    package var issuer: String
    package var subject: String
    package var email: String?
    package var emailIsVerified: Bool
    package var firstName: String
    package var lastName: String
    /// Our groups; `nil` where the provider says nothing of groups.
    package var groups: Set<String>?
}

/// A sign-in as it begins.
package struct BegunSignIn: Sendable {
    /// Where the browser goes.
    package var address: String
    /// What the browser must hold until it comes back, in a cookie.
    package var browser: String
}

/// Signing in through a provider: the browser goes there with a state, a nonce and a challenge, and comes back with a code.
///
/// All three belong to one browser and are used once, so that neither a code nor a state that somebody else has caught is
/// worth anything.
package final class ProviderSignIn: Sendable {
    package let settings: ProviderSettings
    private let provider: Provider
    private let pending = PendingSignIns()
    private let now: @Sendable () -> Int64

    /// - Parameter now: Seconds since 1970.
    package init(_ settings: ProviderSettings, now: @escaping @Sendable () -> Int64) {
        self.settings = settings
        self.now = now
        provider = Provider(settings, now: now)
    }

    /// - Parameters:
    ///   - redirect: Where the provider sends the browser back to: an address that it knows.
    ///   - next: Where the browser goes at the end: a path of ours.
    /// - Throws: ``SignInError/unavailable(_:)``
    package func begin(redirect: String, next: String) async throws(SignInError) -> BegunSignIn {
        let (state, browser) = (Self.random(), Self.random())
        let signIn = PendingSignIn(
            nonce: Self.random(), verifier: Self.random(), redirect: redirect, next: next,
            browser: Array(SHA256.hash(data: Array(browser.utf8))), begunAt: now())
        let address = try await provider.authorizationAddress(for: signIn, state: state)
        pending.add(signIn, state: state)
        return BegunSignIn(address: address, browser: browser)
    }

    /// - Parameters:
    ///   - issuer: What the answer says of its issuer, where it says so (RFC 9207).
    ///   - refusal: The provider's word for why not.
    ///   - browser: What the cookie holds.
    /// - Returns: Who it is, and where the browser goes.
    /// - Throws: ``SignInError``
    package func end(
        code: String?, state: String?, issuer: String?, refusal: String?, browser: String?
    ) async throws(SignInError) -> (identity: ProvidedIdentity, next: String) {
        guard let state, let browser, let signIn = pending.take(state: state, browser: browser, now: now()) else {
            throw .stale
        }
        if let issuer, !issuer.utf8.elementsEqual(settings.issuer.utf8) {
            throw .badToken("the answer is of another issuer")
        }
        if let refusal { throw .refused(String(refusal.prefix(100))) }
        guard let code, !code.isEmpty else { throw .refused("it gave no code") }
        let claims = try await provider.claims(code: code, for: signIn)
        return (identity(claims), signIn.next)
    }

    func identity(_ claims: JSONValue) -> ProvidedIdentity {
        func text(_ name: String) -> String { claims[name]?.stringValue ?? "" }
        let verified = claims["email_verified"]
        let isVerified = verified?.boolValue ?? verified?.stringValue.map { $0 == "true" }
        var (first, last) = (text("given_name"), text("family_name"))
        if first.isEmpty, last.isEmpty { (first, last) = (text("name"), "") }
        var groups: Set<String>?
        if !settings.groups.isEmpty {
            let said = claims[settings.groupsClaim]
            let names = said?.stringValue.map { [$0] } ?? said?.arrayValue?.compactMap(\.stringValue) ?? []
            groups = Set(names.flatMap { settings.groups[$0] ?? [] })
        }
        return ProvidedIdentity(
            issuer: settings.issuer, subject: text("sub"),
            // Rules for rows ask for addresses: one that the provider itself does not vouch for is not taken.
            email: isVerified == false ? nil : claims["email"]?.stringValue, emailIsVerified: isVerified ?? false,
            firstName: first, lastName: last, groups: groups)
    }

    /// 43 letters that stand in addresses as they are: 256 bits.
    private static func random() -> String {
        var generator = SystemRandomNumberGenerator()
        return Base64URL.encode((0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
    }
}
