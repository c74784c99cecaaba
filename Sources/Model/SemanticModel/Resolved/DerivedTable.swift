package import LookML

/// A view whose rows come from a query.
package struct DerivedTable: Sendable, Hashable {
    package enum Form: Sendable, Hashable {
        /// `sql`: SELECT text.
        case sql(SQLTemplate)
        /// `explore_source`: a query on an explore of the same model (a native derived table).
        case explore(ExploreSource)
    }

    /// The view's name in the model.
    package var view: String
    package var form: Form
    /// `nil`: not kept, a common table expression of each query.
    package var storage: TableStorage?
    package var location: SourceLocation
}

/// How a built table is kept.
package struct TableStorage: Sendable, Hashable {
    /// `nil` for a materialized view, which the database keeps up to date by itself.
    package var persistence: TablePersistence?
    package var increment: Increment?
    package var isMaterializedView = false
    /// `publish_as_db_view`: under a name that stays, for people who query the database themselves.
    package var isPublished = false
    package var layout = TableLayout()

    /// Builds that replace only the last periods.
    package struct Increment: Sendable, Hashable {
        /// `increment_key`: a time dimension of the view without the view, `created_date`.
        package var key: String
        /// `increment_offset`: how many periods before the last one are built again.
        package var offset: Int
    }

    package init() {}
}

/// How a database is told to lay a table out; each uses what it knows.
package struct TableLayout: Sendable, Hashable {
    package var indexes: [String] = []
    package var partitionKeys: [String] = []
    package var clusterKeys: [String] = []
    package var sortKeys: [String] = []
    package var distribution: String?
    package var distributionStyle: String?
    package var compression: String?
    package var format: String?

    package init() {}
}

/// A query on an explore, as derived tables and tests write it. Field names are full, by the explore's aliases.
package struct ExploreSource: Sendable, Hashable {
    package struct Column: Sendable, Hashable {
        /// The column that results.
        package var name: String
        package var field: String
    }
    package struct DerivedColumn: Sendable, Hashable {
        package var name: String
        /// Over the other columns, as plain SQL.
        package var sql: String
    }
    package struct Binding: Sendable, Hashable {
        /// A field of the explore in which the derived table is used: its filter is handed on.
        package var from: String
        /// The field of the source that is filtered.
        package var to: String
    }

    package var explore: String
    package var columns: [Column]
    package var derivedColumns: [DerivedColumn]
    package var filters: [FieldFilterText]
    package var bindings: [Binding]
    /// `bind_all_filters`: every filter of the outer query is handed on; it has to be of the same explore.
    package var bindsAllFilters: Bool
    /// `expression_custom_filter`: a Looker expression that is true for the rows that count.
    package var customFilter: String?
    /// `view.field` or `view.field desc`
    package var sorts: [String]
    package var limit: Int?
    package var timezone: String?
    package var location: SourceLocation
}
