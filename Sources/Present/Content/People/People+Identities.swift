import Foundation
import GRDB

/// What an identity provider says of somebody who signs in.
package struct ExternalIdentity: Sendable {
    package var issuer: String
    /// The provider's own name for the account: with the issuer, all that identifies somebody.
    package var subject: String
    /// The address to show, and to make a new account with; never a proof.
    package var email: String?
    package var firstName: String
    package var lastName: String
    /// Names of groups of ours that the account belongs to by the provider's word; `nil`: it says nothing of groups.
    package var groups: Set<String>?

    package init(
        issuer: String, subject: String, email: String?, firstName: String, lastName: String, groups: Set<String>?
    ) {
        self.issuer = issuer
        self.subject = subject
        self.email = email
        self.firstName = firstName
        self.lastName = lastName
        self.groups = groups
    }
}

/// Whom a sign-in through an identity provider found.
package enum ExternalSignIn: Sendable {
    case session(NewSession)
    /// Nobody is known by that identity, and no account may be made.
    case unknown
    /// There is an account with the same address, which is not this identity's: an administrator has to link them.
    case addressTaken
    case disabled
}

extension People {
    /// Signs in whoever an identity provider has proved.
    ///
    /// - Parameter makesAccounts: Whether somebody new gets an account.
    package func signIn(
        as identity: ExternalIdentity, makesAccounts: Bool, linksVerifiedAddress: Bool = false,
        replacing oldSession: String? = nil, from place: SignInPlace = SignInPlace()
    ) async throws(ContentError) -> ExternalSignIn {
        let now = now()
        let token = Secret.token()
        return try await database.write { db in
            let known = try Int64.fetchOne(
                db, sql: "SELECT user_id FROM identities WHERE issuer = ? AND subject = ?",
                arguments: [identity.issuer, identity.subject])
            let userID: Int64
            if let known {
                userID = known
            } else {
                let email = identity.email.flatMap { (try? Self.check(email: $0)) != nil ? $0 : nil }
                let taken = try email.flatMap {
                    try Int64.fetchOne(
                        db, sql: "SELECT id FROM users WHERE email_key = ?", arguments: [Self.emailKey($0)])
                }
                if let taken {
                    let isPlain = email?.utf8.allSatisfy { $0 < 0x80 } ?? false
                    guard linksVerifiedAddress, isPlain else { return .addressTaken }
                    userID = taken
                } else {
                    guard makesAccounts else { return .unknown }
                    userID = try Self.insertUser(db, identity, email: email, now: now.milliseconds)
                }
                try db.execute(
                    sql: "INSERT INTO identities (user_id, issuer, subject, email, created_at) VALUES (?, ?, ?, ?, ?)",
                    arguments: [userID, identity.issuer, identity.subject, identity.email, now.milliseconds])
            }
            guard let user = try User.fetch(db, where: "id = ?", [userID]), !user.isDisabled else { return .disabled }
            try db.execute(
                sql: "UPDATE identities SET logged_in_at = ?, email = ? WHERE issuer = ? AND subject = ?",
                arguments: [now.milliseconds, identity.email, identity.issuer, identity.subject])
            if let groups = identity.groups {
                try Self.setExternalGroups(groups, of: userID, now: now.milliseconds, db)
            }
            return .session(
                try Self.beginSession(
                    db, token: token, user: user, userID: userID, replacing: oldSession, from: place, now: now))
        }
    }

    private static func insertUser(
        _ db: Database, _ identity: ExternalIdentity, email: String?, now: Int64
    ) throws -> Int64 {
        try db.execute(
            sql: """
                INSERT INTO users (email, email_key, first_name, last_name, created_at, updated_at)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                email, email.map(emailKey), String(identity.firstName.prefix(100)),
                String(identity.lastName.prefix(100)), now, now,
            ])
        let id = db.lastInsertedRowID
        let user = try User.required(db, id: String(id))
        try PersonalFolder.make(db, for: id, name: user.displayName, now: now)
        return id
    }

    /// Memberships that the provider gave before and gives no more end; those that people gave stay.
    private static func setExternalGroups(_ names: Set<String>, of userID: Int64, now: Int64, _ db: Database) throws {
        try db.execute(sql: "DELETE FROM group_users WHERE user_id = ? AND is_external", arguments: [userID])
        for name in names.sorted() {
            let key = name.lowercased()
            var group = try Int64.fetchOne(
                db, sql: "SELECT id FROM user_groups WHERE name_key = ?", arguments: [key])
            if group == nil {
                try db.execute(
                    sql: """
                        INSERT INTO user_groups (name, name_key, externally_managed, created_at, updated_at)
                        VALUES (?, ?, 1, ?, ?)
                        """, arguments: [name, key, now, now])
                group = db.lastInsertedRowID
            }
            try db.execute(
                sql: "INSERT OR IGNORE INTO group_users (group_id, user_id, is_external) VALUES (?, ?, 1)",
                arguments: [group, userID])
        }
    }

    /// The identities of a user: issuer and subject.
    package func identities(of userID: String) async throws(ContentError) -> [(issuer: String, subject: String)] {
        guard let id = Int64(userID) else { return [] }
        return try await database.read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM identities WHERE user_id = ? ORDER BY id", arguments: [id])
                .map { ($0["issuer"], $0["subject"]) }
        }
    }
}
