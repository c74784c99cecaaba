import GRDB

/// What of an account is to be changed; `nil` stays.
package struct UserChange: Sendable {
    package var firstName: String?
    package var lastName: String?
    package var isDisabled: Bool?
    /// `.some(nil)` takes it away.
    package var homeFolderID: String??
    package var uiState: String??
    package var managesCredentials: Bool?
    /// `.some(nil)` takes the address away, with the password.
    package var email: String??

    package init() {}
}

extension People {
    /// Changes an account. One that is disabled is signed out everywhere.
    ///
    /// - Throws: `not_found`, `invalid` or `already_exists` for the field that is wrong.
    package func change(_ userID: String, _ change: UserChange) async throws(ContentError) -> User {
        if case .some(.some(let email)) = change.email { try Self.check(email: email) }
        for (name, field) in [(change.firstName, "first_name"), (change.lastName, "last_name")] {
            guard let name else { continue }
            guard name.utf8.count <= 200, name.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F })
            else { throw ContentError(.invalid, "A name is one line of at most 200 bytes.", field: field) }
        }
        let now = now().milliseconds
        return try await database.write { db in
            let was = try User.required(db, id: userID)
            let id = Int64(was.id)
            if case .some(let email) = change.email {
                let key = email.map(Self.emailKey)
                if let email, let other = try User.fetch(db, where: "email_key = ?", [key]), other.id != was.id {
                    throw ContentError(.alreadyExists, "There is already an account for \(email).", field: "email")
                }
                try db.execute(
                    sql: "UPDATE users SET email = ?, email_key = ? WHERE id = ?", arguments: [email, key, id])
                if email == nil { try db.execute(sql: "DELETE FROM passwords WHERE user_id = ?", arguments: [id]) }
            }
            try db.execute(
                sql: """
                    UPDATE users SET first_name = ?, last_name = ?, is_disabled = ?, home_folder_id = ?, ui_state = ?,
                        manages_credentials = ?, updated_at = ?, version = version + 1 WHERE id = ?
                    """,
                arguments: [
                    change.firstName ?? was.firstName, change.lastName ?? was.lastName,
                    change.isDisabled ?? was.isDisabled, change.homeFolderID ?? was.homeFolderID,
                    change.uiState ?? was.uiState, change.managesCredentials ?? was.managesCredentials, now, id,
                ])
            if let id, change.isDisabled == true, !was.isDisabled {
                try Self.endAccess(db, of: id)
                try checkAdministrators(db)
            }
            return try User.required(db, id: userID)
        }
    }
}
