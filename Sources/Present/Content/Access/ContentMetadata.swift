/// Who may see a piece of content, beside what that says itself.
package struct ContentMetadata: Sendable, Hashable {
    /// The number by which the API speaks of who may see it.
    package var id: String
    package var content: ContentReference
    package var name: String
    /// The folder around it, and its number here.
    package var parentID: String?
    package var parentMetadataID: String?
    /// Whether it is as accessible as its parent. Looks and dashboards always are.
    package var inherits: Bool
    /// The number of what this one inherits from in the end; its own where it doesn't.
    package var inheritingID: String
    package var slug: String?
}

/// A grant on a folder or board, to a group or a user.
package struct ContentGrant: Sendable, Hashable {
    package var id: String
    package var content: ContentReference
    /// The number of that.
    package var metadataID: String
    package var groupID: String?
    package var userID: String?
    package var level: AccessLevel

    package init(
        id: String = "", content: ContentReference, metadataID: String = "", groupID: String?, userID: String?,
        level: AccessLevel
    ) {
        self.id = id
        self.metadataID = metadataID
        self.content = content
        self.groupID = groupID
        self.userID = userID
        self.level = level
    }
}
