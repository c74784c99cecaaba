package import LookML

/// A query that an explore holds itself: a quick start, or what an aggregate table computes. Field names are full.
package struct ExploreQueryText: Sendable, Hashable {
    /// Empty for the query of an aggregate table.
    package var name: String
    package var label: String?
    package var description: String?
    package var dimensions: [String]
    package var measures: [String]
    package var pivots: [String]
    package var filters: [FieldFilterText]
    /// `view.field` or `view.field desc`
    package var sorts: [String]
    package var limit: Int?
    package var timezone: String?
    package var location: SourceLocation

    /// All fields that it shows.
    package var fields: [String] { dimensions + measures }

    /// What readers see of it: `label`, else the name in words.
    package var title: String { label ?? Labels.humanised(name) }
}

/// A table of results that answers queries which it covers (aggregate awareness).
package struct AggregateTable: Sendable, Hashable {
    package var name: String
    package var query: ExploreQueryText
    package var storage: TableStorage
    package var location: SourceLocation
}

/// `conditionally_filter`: defaults that hold unless the query filters on one of the fields that set them free.
package struct ConditionalFilter: Sendable, Hashable {
    package var filters: [FieldFilterText]
    /// Full names. A filter on one of `filters` itself replaces that filter and sets the others free too.
    package var unless: [String]
}

/// A LookML data test: every assertion has to be `yes` in every row of the query, and there has to be a row.
package struct DataTest: Sendable, Hashable {
    package struct Assertion: Sendable, Hashable {
        package var name: String
        /// A Looker expression.
        package var expression: String
        package var location: SourceLocation
    }

    package var name: String
    package var source: ExploreSource
    package var assertions: [Assertion]
    package var location: SourceLocation
}
