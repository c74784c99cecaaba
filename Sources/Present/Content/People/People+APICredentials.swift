import Foundation
import GRDB

extension People {
    /// Makes a client id and secret with which programs log in to the API as this user.
    package func createCredential(
        for userID: String, purpose: String? = nil
    ) async throws(ContentError) -> NewAPICredential {
        let now = now().milliseconds
        let clientID = Secret.clientID()
        let secret = Secret.token()
        let credential = try await database.write { db in
            let user = try User.required(db, id: userID)
            try db.execute(
                sql: """
                    INSERT INTO credentials_api3 (user_id, client_id, secret_hash, purpose, created_at)
                    VALUES (?, ?, ?, ?, ?)
                    """, arguments: [Int64(user.id), clientID, Data(Secret.hash(secret)), purpose, now])
            return APICredential(
                id: String(db.lastInsertedRowID), userID: user.id, clientID: clientID, isDisabled: false,
                createdAt: Date(milliseconds: now), purpose: purpose)
        }
        return NewAPICredential(credential: credential, clientSecret: secret)
    }

    package func credentials(of userID: String) async throws(ContentError) -> [APICredential] {
        guard let id = Int64(userID) else { return [] }
        return try await database.read { db in
            try Row.fetchAll(
                db, sql: "SELECT * FROM credentials_api3 WHERE user_id = ? ORDER BY id", arguments: [id]
            ).map(APICredential.init(row:))
        }
    }

    /// Deletes credentials together with the access tokens that were given out on them; `false` if there are none.
    package func deleteCredential(_ id: String, of userID: String) async throws(ContentError) -> Bool {
        guard let id = Int64(id), let userID = Int64(userID) else { return false }
        return try await database.write { db in
            try db.execute(sql: "DELETE FROM credentials_api3 WHERE id = ? AND user_id = ?", arguments: [id, userID])
            return db.changesCount > 0
        }
    }

    /// Looker API 4.0, `POST /login`: a token for one hour.
    ///
    /// - Returns: `nil` for an unknown id, a wrong secret, disabled credentials or a disabled account: one answer for all,
    ///   and the same work.
    package func logIn(clientID: String, clientSecret: String) async throws(ContentError) -> NewAccessToken? {
        let now = now()
        let given = Secret.hash(clientSecret)
        let expiry = Date(milliseconds: now.addingTimeInterval(Self.accessTokenLifetime).milliseconds)
        let token = Secret.token()
        let found = try await database.read { db -> (credential: Int64, user: Int64)? in
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT c.id, c.user_id, c.secret_hash, c.is_disabled OR u.is_disabled AS is_disabled
                    FROM credentials_api3 c JOIN users u ON u.id = c.user_id WHERE c.client_id = ?
                    """, arguments: [clientID])
            let kept = (row?["secret_hash"] as Data?).map(Array.init) ?? [UInt8](repeating: 0, count: given.count)
            let isRight = Secret.equal(kept, given)
            guard let row, isRight, !(row["is_disabled"] as Bool) else { return nil }
            return (row["id"], row["user_id"])
        }
        guard let found else { return nil }
        try await database.write { db in
            try db.execute(
                sql: """
                    INSERT INTO access_tokens (token_hash, user_id, credentials_id, created_at, expires_at)
                    VALUES (?, ?, ?, ?, ?)
                    """,
                arguments: [
                    Data(Secret.hash(token)), found.user, found.credential, now.milliseconds, expiry.milliseconds,
                ])
        }
        return NewAccessToken(token: token, expiresAt: expiry, expiresIn: Int(Self.accessTokenLifetime))
    }

    /// Whom an access token stands for; `nil` when it is unknown, expired, logged out, or its account is disabled.
    package func apiSession(accessToken: String) async throws(ContentError) -> APISession? {
        let now = now().milliseconds
        let hash = Secret.hash(accessToken)
        return try await database.read { db in
            let row = try Row.fetchOne(
                db, sql: "SELECT * FROM access_tokens WHERE token_hash = ? AND expires_at > ?",
                arguments: [Data(hash), now])
            guard let row, Secret.equal(Array(row["token_hash"] as Data), hash),
                let user = try User.fetch(db, where: "id = ?", [row["user_id"] as Int64]), !user.isDisabled
            else { return nil }
            return APISession(
                user: user, workspace: row["workspace"], expiresAt: Date(milliseconds: row["expires_at"]),
                sudoUserID: (row["sudo_user_id"] as Int64?).map(String.init))
        }
    }

    /// Looker API 4.0, `POST /login/{user_id}`: a token for one hour with which somebody acts as another user.
    ///
    /// - Throws: `not_found` for an account that isn't there or is disabled.
    package func logIn(
        as userID: String, by sudoUserID: String
    ) async throws(ContentError) -> NewAccessToken {
        let now = now()
        let expiry = Date(milliseconds: now.addingTimeInterval(Self.accessTokenLifetime).milliseconds)
        let token = Secret.token()
        try await database.write { db in
            let user = try User.required(db, id: userID)
            if user.isDisabled { throw ContentError(.notFound, "The account \(userID) is disabled.") }
            try db.execute(
                sql: """
                    INSERT INTO access_tokens (token_hash, user_id, sudo_user_id, created_at, expires_at)
                    VALUES (?, ?, ?, ?, ?)
                    """,
                arguments: [
                    Data(Secret.hash(token)), Int64(user.id), Int64(sudoUserID), now.milliseconds, expiry.milliseconds,
                ])
        }
        return NewAccessToken(token: token, expiresAt: expiry, expiresIn: Int(Self.accessTokenLifetime))
    }

    /// Sets the workspace of an access token, for as long as it works.
    package func setWorkspace(_ workspace: String, accessToken: String) async throws(ContentError) {
        let hash = Data(Secret.hash(accessToken))
        try await database.write { db in
            try db.execute(
                sql: "UPDATE access_tokens SET workspace = ? WHERE token_hash = ?", arguments: [workspace, hash])
        }
    }

    /// The owner of credentials, by their id or client id.
    package func user(credential: String) async throws(ContentError) -> User? {
        try await database.read { db in
            try User.fetch(
                db, where: "id = (SELECT user_id FROM credentials_api3 WHERE client_id = ?1 OR id = ?2)",
                [credential, Int64(credential)])
        }
    }

    /// Looker API 4.0, `DELETE /logout`: the token stops working. `false` if it did not work before.
    package func logOut(accessToken: String) async throws(ContentError) -> Bool {
        let hash = Data(Secret.hash(accessToken))
        return try await database.write { db in
            try db.execute(sql: "DELETE FROM access_tokens WHERE token_hash = ?", arguments: [hash])
            return db.changesCount > 0
        }
    }
}

extension APICredential {
    init(row: Row) {
        self.init(
            id: String(row["id"] as Int64), userID: String(row["user_id"] as Int64), clientID: row["client_id"],
            isDisabled: row["is_disabled"], createdAt: Date(milliseconds: row["created_at"]), purpose: row["purpose"])
    }
}
