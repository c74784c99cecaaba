import Foundation
import GRDB

extension People {
    /// Makes a link that signs the user in once, within an hour. Links made before stay as they are.
    ///
    /// - Throws: `not_found`; `invalid` for a disabled account.
    package func createSignInLink(for userID: String) async throws(ContentError) -> NewSignInLink {
        let now = now()
        let token = Secret.token()
        let expiry = Date(milliseconds: now.addingTimeInterval(Self.signInLinkLifetime).milliseconds)
        try await database.write { db in
            let user = try User.required(db, id: userID)
            if user.isDisabled { throw ContentError(.invalid, "The account of \(user.displayName) is disabled.") }
            try db.execute(
                sql: "INSERT INTO sign_in_links (user_id, token_hash, created_at, expires_at) VALUES (?, ?, ?, ?)",
                arguments: [Int64(user.id), Data(Secret.hash(token)), now.milliseconds, expiry.milliseconds])
        }
        return NewSignInLink(token: token, expiresAt: expiry)
    }

    /// Uses up a sign-in link and begins a session with a new id.
    ///
    /// - Parameters:
    ///   - oldSession: The token that the browser came with; that session ends, so that a token planted before sign-in is
    ///     worth nothing after it.
    ///   - place: Where the request came from.
    /// - Returns: `nil` for a link that is unknown, used or expired, or whose account is disabled: one answer for all.
    package func signIn(
        linkToken: String, replacing oldSession: String? = nil, from place: SignInPlace = SignInPlace()
    ) async throws(ContentError) -> NewSession? {
        let now = now()
        let token = Secret.token()
        return try await database.write { db in
            let hash = Data(Secret.hash(linkToken))
            // The check and the use are one statement, so that of two requests with one link only one gets in.
            let userID = try Self.useLink(db, hash: hash, purpose: "sign-in", now: now)
            guard let userID, let user = try User.fetch(db, where: "id = ?", [userID]), !user.isDisabled else {
                return nil
            }
            return try Self.beginSession(
                db, token: token, user: user, userID: userID, replacing: oldSession, from: place, now: now)
        }
    }

    /// Uses up a link of one kind. - Returns: Whose it is; `nil` where it is unknown, used or expired.
    static func useLink(_ db: Database, hash: Data, purpose: String, now: Date) throws -> Int64? {
        try Int64.fetchOne(
            db,
            sql: """
                UPDATE sign_in_links SET used_at = ?1
                WHERE token_hash = ?2 AND used_at IS NULL AND expires_at > ?1 AND purpose = ?3 RETURNING user_id
                """, arguments: [now.milliseconds, hash, purpose])
    }

    /// Begins a session for somebody who has proved who they are, in the place of the one that the browser came with.
    static func beginSession(
        _ db: Database, token: String, user: User, userID: Int64, replacing oldSession: String?,
        from place: SignInPlace,
        now: Date
    ) throws -> NewSession {
        if let oldSession { try deleteSession(db, token: oldSession) }
        try db.execute(
            sql: "UPDATE users SET logged_in_at = ? WHERE id = ?", arguments: [now.milliseconds, userID])
        return try insertSession(db, token: token, user: user, userID: userID, from: place, now: now)
    }

    /// Begins a session for somebody without an account (role `visitor`).
    package func startVisitorSession() async throws(ContentError) -> NewSession {
        let now = now()
        let token = Secret.token()
        return try await database.write { db in
            try Self.insertSession(
                db, token: token, user: .visitor(since: now), userID: nil, from: SignInPlace(), now: now)
        }
    }

    /// The session that a token opens, if it is alive: used within the last 12 h, begun within the last 14 days, and its
    /// account not disabled. Using it keeps it alive.
    package func session(token: String) async throws(ContentError) -> Session? {
        let now = now()
        let hash = Secret.hash(token)
        let found = try await database.read { db -> Session? in
            let row = try Row.fetchOne(
                db, sql: "SELECT * FROM sessions WHERE token_hash = ?", arguments: [Data(hash)])
            guard let row, Secret.equal(Array(row["token_hash"] as Data), hash) else { return nil }
            return try Session(db, row: row)
        }
        guard var session = found, session.isAlive(at: now), !session.user.isDisabled else { return nil }
        if now.timeIntervalSince(session.lastSeenAt) >= Self.sessionTouchInterval {
            let id = Int64(session.id)
            try await database.write { db in
                try db.execute(
                    sql: "UPDATE sessions SET last_seen_at = ? WHERE id = ?", arguments: [now.milliseconds, id])
            }
            session = session.seen(at: now)
        }
        return session
    }

    /// The live sessions of a user, newest first.
    package func sessions(of userID: String) async throws(ContentError) -> [Session] {
        guard let id = Int64(userID) else { return [] }
        let now = now()
        return try await database.read { db in
            let rows = try Row.fetchAll(
                db, sql: "SELECT * FROM sessions WHERE user_id = ? ORDER BY id DESC", arguments: [id])
            return try rows.compactMap { try Session(db, row: $0) }.filter { $0.isAlive(at: now) }
        }
    }

    /// Signs out. An unknown token is no error.
    package func endSession(token: String) async throws(ContentError) {
        try await database.write { try Self.deleteSession($0, token: token) }
    }

    /// Sets the workspace of the session that a token opens.
    package func setWorkspace(_ workspace: String, sessionToken token: String) async throws(ContentError) {
        let hash = Data(Secret.hash(token))
        try await database.write { db in
            try db.execute(sql: "UPDATE sessions SET workspace = ? WHERE token_hash = ?", arguments: [workspace, hash])
        }
    }

    /// Ends all sessions of a user but one.
    package func endSessions(of userID: String, except token: String?) async throws(ContentError) {
        guard let user = Int64(userID) else { return }
        let kept = token.map { Data(Secret.hash($0)) }
        try await database.write { db in
            try db.execute(
                sql: "DELETE FROM sessions WHERE user_id = ? AND token_hash IS NOT ?", arguments: [user, kept])
        }
    }

    /// Ends one session of a user by its id; `false` if there is none.
    package func endSession(_ sessionID: String, of userID: String) async throws(ContentError) -> Bool {
        guard let session = Int64(sessionID), let user = Int64(userID) else { return false }
        return try await database.write { db in
            try db.execute(sql: "DELETE FROM sessions WHERE id = ? AND user_id = ?", arguments: [session, user])
            return db.changesCount > 0
        }
    }

    private static func deleteSession(_ db: Database, token: String) throws {
        try db.execute(sql: "DELETE FROM sessions WHERE token_hash = ?", arguments: [Data(Secret.hash(token))])
    }

    private static func insertSession(
        _ db: Database, token: String, user: User, userID: Int64?, from place: SignInPlace, now: Date
    ) throws -> NewSession {
        try db.execute(
            sql: """
                INSERT INTO sessions (token_hash, user_id, address, browser, created_at, last_seen_at)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                Data(Secret.hash(token)), userID, place.address, place.browser, now.milliseconds, now.milliseconds,
            ])
        let begin = Date(milliseconds: now.milliseconds)
        let session = Session(
            id: String(db.lastInsertedRowID), user: user, address: place.address, browser: place.browser,
            createdAt: begin, lastSeenAt: begin, expiresAt: begin)
        return NewSession(token: token, session: session.seen(at: begin))
    }
}

extension Session {
    fileprivate init?(_ db: Database, row: Row) throws {
        let createdAt = Date(milliseconds: row["created_at"])
        var user = User.visitor(since: createdAt)
        if let userID = row["user_id"] as Int64? {
            guard let account = try User.fetch(db, where: "id = ?", [userID]) else { return nil }
            user = account
        }
        var acting: User?
        if let userID = row["acting_user_id"] as Int64? { acting = try User.fetch(db, where: "id = ?", [userID]) }
        self.init(
            id: String(row["id"] as Int64), user: user, actingAs: acting, address: row["address"],
            browser: row["browser"],
            workspace: row["workspace"], createdAt: createdAt, lastSeenAt: createdAt,
            expiresAt: createdAt)
        self = seen(at: Date(milliseconds: row["last_seen_at"]))
    }

    fileprivate func isAlive(at now: Date) -> Bool { now < expiresAt }

    fileprivate func seen(at time: Date) -> Session {
        var session = self
        session.lastSeenAt = time
        session.expiresAt = min(
            time.addingTimeInterval(People.sessionIdleLimit), createdAt.addingTimeInterval(People.sessionLifetime))
        return session
    }
}
