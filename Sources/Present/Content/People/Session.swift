package import Foundation

/// A browser that is signed in, or that looks at a demo.
package struct Session: Sendable, Hashable {
    /// A number as text: a name for lists, not what the browser holds.
    package var id: String
    package var user: User
    /// Whom they act as, where that is somebody else.
    package var actingAs: User?
    /// Where it began: an address without port, and what the browser called itself.
    package var address: String?
    package var browser: String?
    /// `production` or `dev`.
    package var workspace = "production"
    package var createdAt: Date
    /// To the minute.
    package var lastSeenAt: Date
    /// When it ends if nothing more is heard from it.
    package var expiresAt: Date
}

/// A session as it begins: the only time that its token is known.
package struct NewSession: Sendable {
    /// What the browser keeps in its cookie: 43 letters and digits.
    package var token: String
    package var session: Session
}

/// A one-time sign-in link as it is made: the only time that its token is known.
package struct NewSignInLink: Sendable {
    /// What the link carries: 43 letters and digits.
    package var token: String
    package var expiresAt: Date
}
