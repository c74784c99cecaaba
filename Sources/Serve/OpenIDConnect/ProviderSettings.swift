/// An identity provider that people may sign in through (OpenID Connect Core 1.0), as the settings of the project name it.
package struct ProviderSettings: Sendable, Hashable {
    /// Exactly as the provider writes it in its tokens, such as `https://login.example.com`.
    package var issuer: String
    package var clientID: String
    /// `nil` for a client that is proved by PKCE alone.
    package var clientSecret: String?
    /// What stands on the button.
    package var label: String
    package var scopes = ["openid", "email", "profile"]
    /// The claim that lists groups.
    package var groupsClaim = "groups"
    /// The provider's groups, and ours that their members belong to. Empty: the provider says nothing of groups.
    package var groups: [String: [String]] = [:]
    /// Whether somebody new gets an account.
    package var makesAccounts = true
    /// Whether somebody new is taken for the account with the same address, if the provider has verified it.
    package var linksVerifiedAddress = false

    package init(issuer: String, clientID: String, clientSecret: String?, label: String) {
        self.issuer = issuer
        self.clientID = clientID
        self.clientSecret = clientSecret
        self.label = label
    }
}
