package import JSON

/// A dashboard as it is written down, whether in a LookML dashboard, a content file, or here.
package struct DashboardDefinition: Sendable, Hashable {
    /// A number as text, or `model::name` for a LookML dashboard.
    package var id: String
    /// A readable name for addresses, unique among dashboards.
    package var slug: String?
    package var title: String
    package var description: String
    package var folder: FolderReference
    /// The model of a LookML dashboard.
    package var model: String?
    /// `newspaper` as a rule; `tile`, `static` and `grid` are shown on the newspaper's grid.
    package var layout = "newspaper"
    package var preferredViewer: String?
    package var crossfilterEnabled = false
    /// "5 minutes"
    package var refreshInterval: String?
    /// An IANA zone, `user_timezone` or `query_saved`.
    package var queryTimezone: String?
    package var filtersLocationTop = true
    package var filtersBarCollapsed = false
    /// The e-mail address of who answers for it.
    package var owner: String?
    package var marks = ContentMarks()
    /// Its pages, in order; empty for a dashboard of one page. A tile without a tab stands on the first.
    package var tabs: [TabDefinition] = []
    /// Further ways to lay out the same tiles, as Looker's API can make them.
    package var otherLayouts: [OtherLayout] = []
    /// Everything else that was written (`embed_style`, `theme_name` …), carried through.
    package var settings = JSONObject()
    package var filters: [FilterDefinition] = []
    package var tiles: [TileDefinition] = []

    package init(id: String, title: String, description: String = "", folder: FolderReference) {
        self.id = id
        self.title = title
        self.description = description
        self.folder = folder
    }
}

/// A page of a dashboard.
package struct TabDefinition: Sendable, Hashable {
    /// What tiles name it by; unique on its dashboard.
    package var name: String
    package var label: String?
    package var description: String?

    package init(name: String, label: String? = nil, description: String? = nil) {
        self.name = name
        self.label = label
        self.description = description
    }
}

/// Another arrangement of a dashboard's tiles.
package struct OtherLayout: Sendable, Hashable {
    /// Unique on its dashboard.
    package var name: String
    package var type: String
    /// Whether it is shown instead of the first one.
    package var active: Bool
    /// By the names of tiles.
    package var placements: [String: TilePlacement]

    package init(name: String, type: String, active: Bool, placements: [String: TilePlacement]) {
        self.name = name
        self.type = type
        self.active = active
        self.placements = placements
    }
}
