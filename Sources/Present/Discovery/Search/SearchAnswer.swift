/// What a search has found, each kind with the best first.
package struct SearchAnswer: Sendable {
    package var content: [FoundContent] = []
    package var metrics: [FoundMetric] = []
    package var fields: [FoundField] = []
    package var values: [FoundValue] = []
    /// Whether the index is still being made for the first time, so that there may be more.
    package var isPartial = false
}

/// A Look, dashboard, chart, board, folder or saved statement.
package struct FoundContent: Sendable {
    package enum Kind: String, Sendable, CaseIterable { case look, dashboard, folder, board, chart, statement }

    package var kind: Kind
    package var id: String
    package var title: String
    package var description: String
    package var folderID: String?
    package var folderName: String?
    package var ownerName: String?
    package var model: String?
    /// `certified` …
    package var certification: String?
    package var isDeprecated: Bool
    /// How often it had been looked at when it was weighed last.
    package var viewCount: Int
    /// A dashboard's address carries filters where the words named a value.
    package var path: String
    /// What the address sets: filter and value.
    package var filter: (title: String, value: String)?
}

package struct FoundMetric: Sendable {
    package var name: String
    package var label: String
    package var group: String
    package var definition: String
}

/// An explore, or a field with the explore of which to ask for it.
package struct FoundField: Sendable {
    package var model: String
    package var explore: String
    /// `nil` for an explore itself.
    package var field: String?
    package var label: String
    package var description: String
    /// `dimension`, `measure` …; `explore`.
    package var category: String
    package var type: String?
    package var path: String
}

/// A value that rows have, and where to see what is known of it.
package struct FoundValue: Sendable {
    package struct Place: Sendable {
        package var dashboardID: String
        package var title: String
        package var filter: String
        package var path: String
    }

    package var value: String
    package var model: String
    package var explore: String
    package var field: String
    package var fieldLabel: String
    /// Dashboards with a filter on the field, the filter set to the value; the most fitting first.
    package var dashboards: [Place]
    /// The explore, filtered by the value.
    package var explorePath: String
}
