/// Who asks for content: all that decides what they may see of it.
package struct ContentReader: Sendable, Hashable {
    /// `visitor` for visitors of a demo.
    package var userID: String
    /// The groups that they belong to, over however many steps.
    package var groupIDs: Set<String>
    package var isAdmin: Bool

    package init(userID: String, groupIDs: Set<String>, isAdmin: Bool) {
        self.userID = userID
        self.groupIDs = groupIDs
        self.isAdmin = isAdmin
    }
}
