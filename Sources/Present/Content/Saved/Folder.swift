package import Foundation

/// A folder of Looks, dashboards and other folders.
package struct Folder: Sendable, Hashable {
    package var id: String
    package var name: String
    /// `nil` for Shared, Users and the LookML dashboards.
    package var parentID: String?
    package var description: String
    package var childCount: Int
    package var creatorID: String?
    package var source: ContentSource
    package var createdAt: Date
    package var updatedAt: Date
    /// When it went to the trash.
    package var deletedAt: Date?

    /// The folder that everybody shares, and the one above everybody's own.
    package static let sharedID = "1"
    package static let usersID = "2"
    /// The folder of the dashboards that come from LookML.
    package static let lookMLID = "lookml"

    package var isSharedRoot: Bool { id == Self.sharedID }
    package var isUsersRoot: Bool { id == Self.usersID }
}

/// Where content is written down.
package enum ContentSource: Sendable, Hashable {
    /// A file of the project, by its path below the root: changed there and not here.
    case file(String)
    /// Here.
    case database

    package var isReadOnly: Bool { self != .database }
}
