/// Somebody says that two user ids are one person's, or takes it back. Nothing else merges two users.
package struct UserMapping: Sendable, Equatable {
    package var userID: String
    /// The id under which the person goes from now on; `nil` takes back what was said of `userID`.
    package var globalUserID: String?

    package init(_ userID: String, to globalUserID: String?) {
        self.userID = userID
        self.globalUserID = globalUserID
    }
}
