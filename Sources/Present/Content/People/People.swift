package import Foundation

/// Accounts and everything that lets somebody in: passwords, sign-in links, sessions, API credentials and tokens, ingestion
/// keys; groups, roles and user attributes, from which follows what somebody may do.
///
/// Every secret is shown once, where it is made, and kept as SHA-256. The clock is passed in.
package struct People: Sendable {
    let database: ContentDatabase
    let now: @Sendable () -> Date
    /// Whether a change is refused that leaves nobody who could undo it. Whoever has the machine's shell can always make an
    /// administrator, so only those who come over the network need that.
    package var keepsAdministrator = false

    package init(_ database: ContentDatabase, now: @escaping @Sendable () -> Date = { Date() }) {
        self.database = database
        self.now = now
    }

    /// How long a sign-in link works: 1 h.
    package static let signInLinkLifetime: TimeInterval = 3600
    /// How long a session lives without a request: 12 h.
    package static let sessionIdleLimit: TimeInterval = 12 * 3600
    /// How long a session lives at all: 14 days.
    package static let sessionLifetime: TimeInterval = 14 * 86_400
    /// How long an API access token works: 1 h, without renewal.
    package static let accessTokenLifetime: TimeInterval = 3600
    /// A session's last use is written at most this often, so that a busy page doesn't write on each request: 60 s.
    static let sessionTouchInterval: TimeInterval = 60

    /// Deletes links, sessions and tokens whose time is over. Correctness doesn't depend on it; call it now and then.
    package func removeExpired() async throws(ContentError) {
        let now = now().milliseconds
        let idle = Int64(Self.sessionIdleLimit * 1000)
        let lifetime = Int64(Self.sessionLifetime * 1000)
        try await database.write { db in
            try db.execute(
                sql: """
                    DELETE FROM sign_in_links WHERE expires_at <= ?;
                    DELETE FROM access_tokens WHERE expires_at <= ?;
                    DELETE FROM sessions WHERE last_seen_at <= ? OR created_at <= ?
                    """, arguments: [now, now, now &- idle, now &- lifetime])
        }
    }
}
