/// Who makes a request, and what they may do.
package struct Caller: Sendable {
    /// How the caller proved who they are. A browser sends its cookie by itself, so what comes with one needs a proof
    /// that our own page sent it; a token is never sent by itself.
    package enum Credential: Sendable { case session, token }

    package var userID: String
    package var displayName: String
    package var email: String?
    /// `admin`, `developer`, `explorer`, `viewer`, `visitor`, or `none`: what they may do, in one word.
    package var role: String
    /// The groups that they belong to, over however many steps.
    package var groupIDs: Set<String>
    package var grants: ModelPermissions
    /// A guest of `soundings demo`: may look at everything and save nothing.
    package var isVisitor: Bool
    /// For row-level rules.
    package var attributes: [String: String]
    package var credential: Credential
    /// The administrator who acts as this user.
    package var sudoUserID: String?
    /// `production` or `dev`, for as long as the session or token lasts.
    package var workspace = "production"
    /// Whose branch answers them while they work in the workspace `dev`: their own; `nil` where what is served does.
    package var branchOwner: String?

    package init(
        userID: String, displayName: String, email: String?, role: String, groupIDs: Set<String>,
        grants: ModelPermissions, isVisitor: Bool, attributes: [String: String], credential: Credential
    ) {
        self.userID = userID
        self.displayName = displayName
        self.email = email
        self.role = role
        self.groupIDs = groupIDs
        self.grants = grants
        self.isVisitor = isVisitor
        self.attributes = attributes
        self.credential = credential
    }

    /// What they may do on some model at least, by the names of Looker's permissions: `explore`, `see_sql` …
    package var permissions: Set<String> { grants.all }

    package var isAdmin: Bool { may("administer") }

    /// Whether they may do this on some model at least, or at all where it has nothing to do with models.
    package func may(_ permission: String) -> Bool { grants.all.contains(permission) }

    /// Whether they may do this with all data, also such as belongs to no model.
    package func mayEverywhere(_ permission: String) -> Bool { grants.containsEverywhere(permission) }

    /// Whether they may do this with the data of one model.
    package func may(_ permission: String, in model: String) -> Bool { grants.contains(permission, in: model) }
}

/// Finds callers by what they present. Answers `nil` for what is unknown, expired or revoked.
package protocol CallerDirectory: Sendable {
    func caller(sessionID: String) async -> Caller?
    func caller(accessToken: String) async -> Caller?
}
