package import QueryCompiler
package import SemanticModel

/// What texts for people (labels, HTML, links) may know of a query: who asked, and for what.
package struct QueryFacts: Sendable {
    package var model: Model
    package var explore: Explore
    /// Full names of what is selected; empty where there is no query, as in the field picker.
    package var selected: Set<String>
    /// Filter expressions and parameters by full field name: the query's, and the explore's where it has none.
    package var filters: [String: String]
    package var timezone: String
    /// Whether the query named its zone, and it is not the project's.
    package var hasOwnTimezone = false
    /// Of a user; one text for each attribute.
    package var userAttributes: [String: String]
    /// The database's name, as `_dialect._name` gives it.
    package var dialect: String
    /// Microseconds since 1970-01-01 00:00 of the wall clock where the query is asked.
    package var now: Int64

    /// No query at all: nothing is selected and nothing filtered.
    package init(
        model: Model, explore: Explore, userAttributes: [String: String] = [:], timezone: String = "UTC",
        dialect: String, now: Int64 = 0
    ) {
        self.model = model
        self.explore = explore
        selected = []
        filters = [:]
        self.timezone = timezone
        self.userAttributes = userAttributes
        self.dialect = dialect
        self.now = now
    }

    /// - Parameter filters: As the query has them, old names of fields among them.
    package init(
        _ query: CompiledQuery, filters: [String: String], model: Model, explore: Explore, context: QueryContext,
        dialect: String
    ) {
        self.init(
            model: model, explore: explore, userAttributes: context.userAttributes, timezone: query.timezone,
            dialect: dialect, now: context.now)
        selected = Set(query.fields.map(\.name))
        hasOwnTimezone = query.timezone != context.projectTimezone
        for (name, expression) in filters { self.filters[explore.field(name)?.name ?? name] = expression }
        var standing = explore.alwaysFilters
        if let conditional = explore.conditionalFilter,
            !(conditional.unless + conditional.filters.map(\.field)).contains(where: { self.filters[$0] != nil })
        {
            standing += conditional.filters
        }
        for filter in standing where self.filters[filter.field] == nil {
            self.filters[filter.field] = filter.expression
        }
    }

    /// The filter expression that is in effect for a field, empty for none.
    func filter(on field: Field) -> String { filters[field.name] ?? field.details.defaultValue ?? "" }

    func isFiltered(_ field: Field) -> Bool { filters[field.name]?.isEmpty == false }
}
