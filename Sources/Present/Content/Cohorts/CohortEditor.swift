/// Who saves or changes cohorts. Charts of many people may stand on one, so that only its maker and administrators change it.
package struct CohortEditor: Sendable {
    /// `nil` for whoever has no account here.
    package var userID: String?
    /// Whether they change those of others too.
    package var isAdmin: Bool

    package init(userID: String?, isAdmin: Bool) {
        self.userID = userID
        self.isAdmin = isAdmin
    }

    /// Commands, and programs with the keys of a project.
    package static let program = CohortEditor(userID: nil, isAdmin: true)

    /// - Throws: ``ContentError`` `forbidden` for somebody else's.
    func check(mayChange name: String, of ownerID: String?) throws {
        guard isAdmin || (ownerID != nil && ownerID == userID) else {
            throw ContentError(
                .forbidden,
                "Only whoever made the cohort \"\(name)\" and administrators may change it. Save a copy under another name."
            )
        }
    }
}
