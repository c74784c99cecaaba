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
    package var ownerEmail: String?
    /// Who changed it last; `nil` for what comes from a file.
    package var lastUpdaterID: String?
    package var source: ContentSource
    package var createdAt: Date
    package var updatedAt: Date
    package var viewCount: Int
    package var lastViewedAt: Date?
    /// Counts the changes, from 1.
    package var version: Int
    /// When it went to the trash.
    package var deletedAt: Date?
    package var deleterID: String?
    package var marks: ContentMarks
    /// The number by which the API speaks of the access to it.
    package var metadataID: String?
    /// Further properties: `public`, `is_run_on_load`.
    package var settings: JSONObject

    /// What the picture looks like; `type` names it.
    package var visConfig: JSONObject { query.visConfig }
    /// Whether it is changed in a file and not here.
    package var readOnly: Bool { source.isReadOnly }
}
