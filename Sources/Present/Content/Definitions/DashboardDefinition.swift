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
    /// Everything else that was written (`tabs`, `embed_style`, `theme_name` …), carried through.
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
