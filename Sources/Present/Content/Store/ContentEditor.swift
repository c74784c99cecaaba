/// Who changes content, what they may change, and what they have seen of it.
package struct ContentEditor: Sendable {
    /// `nil` for the program itself and for commands.
    package var userID: String?
    /// The version that the editor has looked at; a newer one is a conflict. `nil` takes whatever is there.
    package var expectedVersion: Int?
    private let sees: @Sendable (_ folderID: String) -> Bool
    private let edits: @Sendable (_ folderID: String) -> Bool

    /// - Parameters:
    ///   - sees: Whether they see what lies in a folder.
    ///   - edits: Whether they may change what lies in a folder.
    package init(
        userID: String?, expectedVersion: Int? = nil, sees: @escaping @Sendable (_ folderID: String) -> Bool,
        edits: @escaping @Sendable (_ folderID: String) -> Bool
    ) {
        self.userID = userID
        self.expectedVersion = expectedVersion
        self.sees = sees
        self.edits = edits
    }

    /// Whoever administers the state directory: may change everything.
    package static func administrator(userID: String? = nil) -> ContentEditor {
        ContentEditor(userID: userID, sees: { _ in true }, edits: { _ in true })
    }

    var userNumber: Int64? { userID.flatMap { Int64($0) } }

    package func sees(_ folderID: String) -> Bool { sees(folderID) }
    package func edits(_ folderID: String) -> Bool { edits(folderID) }

    /// - Throws: `not_found` for a folder that they don't see, `forbidden` for one that they may not change.
    func requireEdit(_ folderID: String, of what: String) throws(ContentError) {
        guard sees(folderID) else { throw ContentError(.notFound, "There is no such \(what).") }
        guard edits(folderID) else {
            throw ContentError(
                .forbidden,
                "You may look at this \(what) and not change it: that needs edit access to its folder. "
                    + "Ask its owner or an administrator, or work on a copy.")
        }
    }

    /// - Throws: `conflict` when somebody else has saved meanwhile.
    func requireVersion(_ version: Int, of what: String) throws(ContentError) {
        guard let expectedVersion, expectedVersion != version else { return }
        throw ContentError(
            .conflict,
            "Somebody else has saved this \(what) since you opened it: it is at version \(version), and you changed "
                + "version \(expectedVersion). Load it anew and make the change again, or save yours as a copy.",
            currentVersion: version)
    }
}
