internal import Content
internal import FrontDoor

/// What a caller may see and change of saved content: asked once for each request.
struct SavedContentGate: Sendable {
    let caller: Caller
    private let access: FolderAccess

    init(_ content: ContentStore, _ caller: Caller) async throws {
        self.caller = caller
        access = try await content.folderAccess(
            for: ContentReader(userID: caller.userID, groupIDs: caller.groupIDs, isAdmin: caller.isAdmin))
    }

    func sees(_ folderID: String) -> Bool { access.maySee(folderID) }
    func edits(_ folderID: String) -> Bool { access.mayEdit(folderID) && !caller.isVisitor }

    func editor(expecting version: Int? = nil) -> ContentEditor {
        let gate = self
        return ContentEditor(
            userID: caller.isVisitor ? nil : caller.userID, expectedVersion: version, sees: { gate.sees($0) },
            edits: { gate.edits($0) })
    }
}
