import Foundation
import GRDB

extension People {
    /// Has whoever a session belongs to act as another user from now on, or as themselves again (`nil`). Whether they may is
    /// asked with each request, of those who know their rights.
    ///
    /// - Throws: `not_found` for an account that isn't there or is disabled.
    package func act(as userID: String?, sessionToken token: String) async throws(ContentError) {
        let hash = Data(Secret.hash(token))
        try await database.write { db in
            var user: User?
            if let userID {
                let found = try User.required(db, id: userID)
                if found.isDisabled { throw ContentError(.notFound, "The account \(userID) is disabled.") }
                user = found
            }
            try db.execute(
                sql: "UPDATE sessions SET acting_user_id = ? WHERE token_hash = ? AND user_id IS NOT NULL",
                arguments: [user.flatMap { Int64($0.id) }, hash])
        }
    }
}
