package import Foundation

/// A Look or a dashboard as a search knows it: everything by which somebody may look for it.
package struct DiscoverableContent: Sendable, Hashable {
    package enum Kind: String, Sendable, CaseIterable { case look, dashboard }

    package var kind: Kind
    package var id: String
    package var title: String
    package var description: String
    package var folderID: String
    package var folderName: String
    package var ownerName: String?
    /// The model of a LookML dashboard.
    package var model: String?
    /// Titles of tiles and filters.
    package var parts: [String]
    /// What it asks: one for a Look, one for each tile with a query of its own.
    package var queries: [QueryDefinition]
    /// Words that people gave it.
    package var tags: [String]
    /// `certified` …
    package var certification: String?
    /// Whether something else is to be used instead.
    package var isDeprecated: Bool
    /// Of a dashboard: the filters that name a field.
    package var filters: [FilterUse]

    /// A dashboard's filter and the field whose values it takes.
    package struct FilterUse: Sendable, Hashable {
        package var name: String
        package var title: String
        package var model: String
        package var explore: String
        package var field: String
        /// Whether the dashboard begins with a value in it: then it is about one of them at a time.
        package var hasDefault: Bool
    }
}

/// What says whether a Look or a dashboard has to be read again, and how much it is used.
package struct ContentStamp: Sendable, Hashable {
    package var kind: DiscoverableContent.Kind
    package var id: String
    /// Changes whenever anything changes by which it is found.
    package var text: String
    package var title: String
    package var folderID: String
    package var ownerID: String?
    package var isFromFile: Bool
    package var version: Int
    package var viewCount: Int
    package var lastViewedAt: Date?
    package var createdAt: Date
    package var updatedAt: Date
}
