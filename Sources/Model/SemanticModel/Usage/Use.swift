package import LookML

/// One place in which something of a project is used.
package struct Use: Sendable, Hashable {
    /// What is used. Views by their names in the model, whatever an explore calls them.
    package enum Target: Sendable, Hashable {
        case field(view: String, name: String)
        case view(String)
        case explore(String)
    }

    /// What uses it.
    package enum User: String, Sendable, CaseIterable {
        case dimension, measure, filter, parameter, view, set, explore, join, test
        case derivedTable = "derived table"
        case quickStart = "quick start"
        case aggregateTable = "aggregate table"
        case look = "Look"
        case dashboard
        case metric
    }

    package var user: User
    /// `orders.total` for a field or a set, `orders.users` for a join, the name or title for all else.
    package var name: String
    /// The parameter in which it is used, as LookML spells it: `sql`, `drill_fields`, `sql_always_where` …
    package var parameter: String
    package var model: String
    package var location: SourceLocation

    package init(user: User, name: String, parameter: String, model: String, location: SourceLocation) {
        self.user = user
        self.name = name
        self.parameter = parameter
        self.model = model
        self.location = location
    }
}
