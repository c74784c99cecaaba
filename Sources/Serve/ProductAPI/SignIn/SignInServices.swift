package import Content
package import FrontDoor
package import OpenIDConnect

/// What signing in needs.
package struct SignInServices: Sendable {
    package var people: People
    package var callers: any CallerDirectory
    package var hasher: PasswordHasher
    package var throttle: SignInThrottle
    /// Whether people may sign in with a password.
    package var takesPasswords: Bool
    /// The identity provider that people may sign in through.
    package var provider: ProviderSignIn?
    /// Whether browsers reach the server over TLS.
    package var isSecure: Bool

    package init(
        people: People, callers: any CallerDirectory, hasher: PasswordHasher, throttle: SignInThrottle,
        takesPasswords: Bool, provider: ProviderSignIn?, isSecure: Bool
    ) {
        self.people = people
        self.callers = callers
        self.hasher = hasher
        self.throttle = throttle
        self.takesPasswords = takesPasswords
        self.provider = provider
        self.isSecure = isSecure
    }
}
