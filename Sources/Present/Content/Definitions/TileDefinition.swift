package import JSON

/// One element of a dashboard as it is written down.
package struct TileDefinition: Sendable, Hashable {
    /// What it shows, by the names of the API's `DashboardElement.type`.
    package enum Kind: String, Sendable, Hashable {
        /// A query of its own, or several merged ones.
        case vis
        /// The query of a Look.
        case look
        case text, button, `extension`
    }

    /// Unique on its dashboard.
    package var name: String
    package var kind: Kind
    package var title: String?
    package var titleHidden = false
    /// Of `vis`; its `visConfig` is the tile's picture.
    package var query: QueryDefinition?
    /// Of `look`: the Look's id.
    package var lookID: String?
    /// Of `look`: options that replace those of the Look's picture.
    package var visOverrides = JSONObject()
    /// Merged results: a list of queries with `join_fields`, as written.
    package var mergedQueries: JSONValue?
    /// Merged results that are saved elsewhere, by their id.
    package var mergeResultID: String?
    /// Of `text`: Markdown or HTML, as written.
    package var titleText: String?
    package var subtitleText: String?
    package var bodyText: String?
    /// Of `button` and rich text tiles: JSON text.
    package var richContentJSON: String?
    package var noteText: String?
    /// `collapsed` or `expanded`
    package var noteState: String?
    /// `above`, `below` or `hover`
    package var noteDisplay: String?
    /// The dashboard filters that it obeys, and the field that each one filters here.
    package var listeners: [FilterListener] = []
    /// "5 minutes"
    package var refreshInterval: String?
    package var tabName: String?
    /// Where it stands on a grid of 24 columns. Every tile that was read has one.
    package var placement: TilePlacement?
    /// What else Looker's API knows of a tile: `aria_description`, `extension_id` …
    package var attributes = JSONObject()
    /// Everything else that was written on a tile without a query, carried through.
    package var extra = JSONObject()

    package init(name: String, kind: Kind) {
        self.name = name
        self.kind = kind
    }
}

/// "The dashboard's filter `Created` filters `orders.created_date` here."
package struct FilterListener: Sendable, Hashable {
    package var filter: String
    package var field: String
    /// Which of several merged queries, from 0.
    package var query = 0

    package init(filter: String, field: String, query: Int = 0) {
        self.filter = filter
        self.field = field
        self.query = query
    }
}

/// A rectangle on the grid: columns of 24, rows of 50 px, both from 0.
package struct TilePlacement: Sendable, Hashable {
    package var row: Int
    package var column: Int
    package var width: Int
    package var height: Int

    package init(row: Int, column: Int, width: Int, height: Int) {
        self.row = row
        self.column = column
        self.width = width
        self.height = height
    }
}
