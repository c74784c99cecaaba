/// A question that a Look or a tile of a dashboard asks, for somebody who sees it there.
package struct ShownQuestion: Sendable, Hashable {
    package var query: QueryDefinition
    /// The dashboard with the tile; `nil` for a Look.
    package var dashboardID: String?

    /// What it shows, and what it filters by.
    package var namedFields: Set<String> { query.namedFields }
}

extension QueryDefinition {
    var namedFields: Set<String> { Set(fields + pivots + filters.members.map { $0.key }) }
}
