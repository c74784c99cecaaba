package import Foundation

/// A dashboard without its parts, for lists.
package struct DashboardSummary: Sendable, Hashable {
    /// A number as text, or `model::name`.
    package var id: String
    package var slug: String?
    package var title: String
    package var description: String
    package var folderID: String
    package var folderName: String
    /// The model of a LookML dashboard.
    package var model: String?
    package var ownerID: String?
    package var ownerName: String?
    package var ownerEmail: String?
    /// Who changed it last; `nil` for what comes from a file.
    package var lastUpdaterID: String?
    package var lastUpdaterName: String?
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

    package var readOnly: Bool { source.isReadOnly }
    package var isLookML: Bool { model != nil }
}

/// A dashboard with everything on it. Its further properties are those of ``DashboardSummary`` and
/// ``DashboardDefinition``, whose `filters` and `tiles` are the same as here without their ids.
@dynamicMemberLookup
package struct Dashboard: Sendable, Hashable {
    package var summary: DashboardSummary
    package var definition: DashboardDefinition
    package var filters: [DashboardFilter]
    package var elements: [DashboardElement]
    /// One as a rule.
    package var layouts: [DashboardLayout]

    package var id: String { summary.id }
    package var slug: String? { summary.slug }
    package var title: String { summary.title }
    package var description: String { summary.description }

    package subscript<Value>(dynamicMember path: KeyPath<DashboardSummary, Value>) -> Value { summary[keyPath: path] }
}

/// A filter of a dashboard. Its properties are those of ``FilterDefinition``.
@dynamicMemberLookup
package struct DashboardFilter: Sendable, Hashable {
    /// A number as text, the same for as long as the dashboard has a filter of this name.
    package var id: String
    package var dashboardID: String
    package var definition: FilterDefinition

    package subscript<Value>(dynamicMember path: KeyPath<FilterDefinition, Value>) -> Value {
        definition[keyPath: path]
    }
}

/// A tile of a dashboard. Its further properties are those of ``TileDefinition``.
@dynamicMemberLookup
package struct DashboardElement: Sendable, Hashable {
    /// A number as text, the same for as long as the dashboard has an element of this name.
    package var id: String
    package var dashboardID: String
    package var definition: TileDefinition
    /// Its own query; for a Look's, ``look``.
    package var query: SavedQuery?
    /// The Look that it shows; `nil` also where that Look is gone.
    package var look: Look?

    package subscript<Value>(dynamicMember path: KeyPath<TileDefinition, Value>) -> Value { definition[keyPath: path] }
}

/// How a dashboard's tiles lie on the page.
package struct DashboardLayout: Sendable, Hashable {
    package var id: String
    package var dashboardID: String
    /// `newspaper`: 24 columns, rows of 50 px.
    package var type: String
    package var active: Bool
    /// What the dashboard's definition calls it: the name of a tab, empty for the one layout of a dashboard without tabs.
    package var name: String
    package var label: String?
    package var description: String?
    /// Its place among the layouts, from 0.
    package var order: Int
    package var components: [DashboardLayoutComponent]
}

/// Where one tile lies.
package struct DashboardLayoutComponent: Sendable, Hashable {
    package var id: String
    package var layoutID: String
    package var elementID: String
    package var placement: TilePlacement
}
