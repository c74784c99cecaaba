/// A query on an explore, as the API, a Look or a tile asks it. Names and expressions only; nothing is resolved yet.
package struct ExploreQuery: Sendable, Hashable {
    package var model: String
    package var explore: String
    /// Full names, in column order; custom fields and table calculations by their bare ones.
    package var fields: [String]
    /// Pivot dimensions, each also in `fields`.
    package var pivots: [String]
    /// Field to filter expression; an empty expression lifts a default.
    package var filters: [String: String]
    /// A Looker expression that is yes for the rows that count; `nil` lets all through.
    package var filterExpression: String?
    /// `view.field`, `view.field desc`, `view.field desc 0`
    package var sorts: [String]
    /// Rows at most; `nil` is no limit. Of a pivoted query the rows of the pivoted table.
    package var limit: Int?
    /// Pivot columns at most.
    package var columnLimit = ExploreQuery.defaultColumnLimit
    /// Adds a row of totals over everything that the filters let through.
    package var total: Bool
    /// Adds a column of totals over all pivot columns.
    package var rowTotal = false
    /// Dimensions behind each of whose values a row of totals stands.
    package var subtotals: [String] = []
    /// Dimensions of which values without rows are shown too.
    package var fillFields: [String] = []
    /// Custom fields and table calculations.
    package var dynamicFields: [DynamicField] = []
    /// An IANA zone; `nil` is the project's.
    package var timezone: String?

    package static let defaultLimit = 500
    package static let defaultColumnLimit = 50
    package static let largestColumnLimit = 200

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
