package import Foundation
package import JSON

/// A page of picked Looks, dashboards and links, in sections.
package struct Board: Sendable, Hashable {
    /// A number as text.
    package var id: String
    package var title: String
    package var description: String
    package var ownerID: String?
    package var createdAt: Date
    package var updatedAt: Date
    package var deletedAt: Date?
    /// The number by which the API speaks of the access to it.
    package var metadataID: String?
    /// In the order in which they are shown.
    package var sections: [BoardSection]
}

package struct BoardSection: Sendable, Hashable {
    package var id: String
    package var boardID: String
    package var title: String?
    package var description: String?
    package var createdAt: Date
    package var updatedAt: Date
    package var deletedAt: Date?
    /// In the order in which they are shown.
    package var items: [BoardItem]
}

/// One thing on a board: a Look, a dashboard, or a link elsewhere.
package struct BoardItem: Sendable, Hashable {
    package var id: String
    package var sectionID: String
    package var lookID: String?
    /// A number, or `model::name`.
    package var dashboardID: String?
    /// `custom_title`, `custom_url`, `custom_description` and whether they are used (`use_custom_title` …).
    package var settings: JSONObject
    package var createdAt: Date
    package var updatedAt: Date

    /// What it shows; `nil` for a link.
    package var content: ContentReference? {
        lookID.map(ContentReference.look) ?? dashboardID.map(ContentReference.dashboard)
    }
}

/// The properties of a board that can be changed.
package struct BoardDraft: Sendable, Hashable {
    package var title: String
    package var description = ""
    package var ownerID: String?
    package var sectionOrder: [String]?
    package var deleted = false

    package init(title: String) { self.title = title }
}

/// The properties of a section that can be changed.
package struct BoardSectionDraft: Sendable, Hashable {
    package var boardID: String
    package var title: String?
    package var description: String?
    package var itemOrder: [String]?
    package var deleted = false

    package init(boardID: String) { self.boardID = boardID }
}

/// The properties of an item that can be changed.
package struct BoardItemDraft: Sendable, Hashable {
    package var sectionID: String
    package var lookID: String?
    package var dashboardID: String?
    package var settings = JSONObject()
    /// Its place in the section, from 0; `nil` keeps it, and is the end for a new one.
    package var order: Int?

    package init(sectionID: String) { self.sectionID = sectionID }
}
