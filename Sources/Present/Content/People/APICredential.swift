package import Foundation

/// A client id of the API, without its secret.
package struct APICredential: Sendable, Hashable {
    package var id: String
    package var userID: String
    package var clientID: String
    package var isDisabled: Bool
    package var createdAt: Date
    /// What it is for, where that was said.
    package var purpose: String?
}

/// Credentials as they are made: the only time that the secret is known.
package struct NewAPICredential: Sendable {
    package var credential: APICredential
    package var clientSecret: String
}

/// An access token as it is given out.
package struct NewAccessToken: Sendable {
    package var token: String
    package var expiresAt: Date
    /// Seconds from now.
    package var expiresIn: Int
}

/// What an access token stands for: the user and the workspace, for as long as it works.
package struct APISession: Sendable, Hashable {
    package var user: User
    /// `production` or `dev`.
    package var workspace: String
    package var expiresAt: Date
    /// The administrator who acts as the user.
    package var sudoUserID: String?
}
