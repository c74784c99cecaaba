/// Who makes a request, and what they may do.
package struct Caller: Sendable {
    /// How the caller proved who they are. A browser sends its cookie by itself, so what comes with one needs a proof
    /// that our own page sent it; a token is never sent by itself.
    package enum Credential: Sendable { case session, token }

    package var userID: String
    package var displayName: String
    package var email: String?
    package var role: String
    /// By the names of Looker's permissions: `explore`, `download_without_limit`, `see_sql` …
    package var permissions: Set<String>
    /// A guest of `soundings demo`: may look at everything and save nothing.
    package var isVisitor: Bool
    /// For row-level rules.
    package var attributes: [String: String]
    package var credential: Credential

    package init(
        userID: String, displayName: String, email: String?, role: String, permissions: Set<String>, isVisitor: Bool,
        attributes: [String: String], credential: Credential
    ) {
        self.userID = userID
        self.displayName = displayName
        self.email = email
        self.role = role
        self.permissions = permissions
        self.isVisitor = isVisitor
        self.attributes = attributes
        self.credential = credential
    }

    package func may(_ permission: String) -> Bool { permissions.contains(permission) }
}

/// Finds callers by what they present. Answers `nil` for what is unknown, expired or revoked.
package protocol CallerDirectory: Sendable {
    func caller(sessionID: String) async -> Caller?
    func caller(accessToken: String) async -> Caller?
}
