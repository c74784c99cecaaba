package import Foundation
package import JSON

/// A saved query with its picture.
package struct Look: Sendable, Hashable {
    /// A number as text.
    package var id: String
    package var slug: String?
    package var title: String
    package var description: String
    package var folderID: String
    package var folderName: String
    package var query: SavedQuery
    /// Who made it; `nil` for what comes from a file.
    package var ownerID: String?
    package var ownerName: String?
    package var source: ContentSource
    package var createdAt: Date
    package var updatedAt: Date
    package var viewCount: Int
    package var lastViewedAt: Date?
    /// Counts the changes, from 1.
    package var version: Int

    /// What the picture looks like; `type` names it.
    package var visConfig: JSONObject { query.visConfig }
    /// Whether it is changed in a file and not here.
    package var readOnly: Bool { source.isReadOnly }
}
