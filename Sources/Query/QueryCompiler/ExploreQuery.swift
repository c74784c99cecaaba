/// A query on an explore, as the API, a Look or a tile asks it. Names and expressions only; nothing is resolved yet.
package struct ExploreQuery: Sendable, Hashable {
    package var model: String
    package var explore: String
    /// Full names, in column order.
    package var fields: [String]
    /// Pivot dimensions, each also in `fields`.
    package var pivots: [String]
    /// Field to filter expression; an empty expression lifts a default.
    package var filters: [String: String]
    /// `view.field`, `view.field desc`, `view.field desc 0`
    package var sorts: [String]
    /// Rows at most; `nil` is no limit.
    package var limit: Int?
    /// Adds a row of totals over everything that the filters let through.
    package var total: Bool
    /// An IANA zone; `nil` is the project's.
    package var timezone: String?

    package static let defaultLimit = 500

    package init(
        model: String, explore: String, fields: [String], pivots: [String] = [], filters: [String: String] = [:],
        sorts: [String] = [], limit: Int? = ExploreQuery.defaultLimit, total: Bool = false, timezone: String? = nil
    ) {
        self.model = model
        self.explore = explore
        self.fields = fields
        self.pivots = pivots
        self.filters = filters
        self.sorts = sorts
        self.limit = limit
        self.total = total
        self.timezone = timezone
    }
}
