/// What a tile has answered to its alert.
package struct AlertAnswer: Sendable {
    package var table: AlertTable
    package var place: AlertPlace

    package init(table: AlertTable, place: AlertPlace) {
        self.table = table
        self.place = place
    }
}

/// Where the tile of an alert is.
package struct AlertPlace: Sendable, Equatable {
    /// Of the tile, or of the explore whose query is watched.
    package var title: String
    package var dashboardID: String?
    package var dashboardTitle: String?
    package var elementID: String?

    package init(title: String, dashboardID: String? = nil, dashboardTitle: String? = nil, elementID: String? = nil) {
        self.title = title
        self.dashboardID = dashboardID
        self.dashboardTitle = dashboardTitle
        self.elementID = elementID
    }
}
