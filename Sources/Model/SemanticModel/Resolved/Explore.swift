package import LookML

/// A starting point for queries: a base view, what may be joined to it, and the fields that result.
package struct Explore: Sendable {
    package var name: String
    package var model: String
    package var label: String
    package var description: String?
    package var groupLabel: String?
    package var hidden: Bool
    package var tags: [String]
    /// The base view first, then the joins in declared order.
    package var views: [JoinedView]
    /// Every field that a query may name, in the order of the field picker: by view, then as declared.
    package var fields: [Field] {
        get { tables.value.fields }
        _modify { yield &tables.value.fields }
    }
    /// Filters that hold unless the query filters on the same field: full field name and filter expression.
    package var alwaysFilters: [FieldFilterText]
    /// Row-level rules: the field must match the user's attribute.
    package var accessFilters: [AccessFilter]
    package var sqlAlwaysWhere: SQLTemplate?
    package var sqlAlwaysHaving: SQLTemplate?
    package var alwaysJoin: [String]
    package var caseSensitive: Bool
    package var location: SourceLocation
    /// Fields by full name, old names (`alias`) included.
    package var fieldsByName: [String: Field] {
        get { tables.value.byName }
        _modify { yield &tables.value.byName }
    }
    /// Fields that no query may name, by full name: left out by `fields`, or behind an access grant. The SQL of other
    /// fields, join conditions and keys may still stand on them.
    package var supportingFields: [String: Field] {
        get { tables.value.supporting }
        _modify { yield &tables.value.supporting }
    }
    /// How long results may be used again: the explore's policy, else the model's, else an hour.
    package var cachePolicy = CachePolicy.standard
    /// Filters that hold unless the query filters on one of certain fields.
    package var conditionalFilter: ConditionalFilter?
    /// Full names: a query with one of these neither groups nor aggregates, since its rows are single already.
    package var cancelGroupingFields: [String] = []
    /// `symmetric_aggregates`: `false` computes measures naively; those of joined views are hidden then.
    package var usesSymmetricAggregates = true
    /// Queries to begin with.
    package var quickStarts: [ExploreQueryText] = []
    package var aggregateTables: [AggregateTable] = []
    /// SQL that runs before each query, as for functions that it needs; `nil` is the model's.
    package var sqlPreamble: SQLTemplate?
    /// What is behind access grants; `nil` when nothing is, and for an explore that has been opened.
    var guarded: GuardedExplore?
    /// Of a project's explores few are queried, so that the fields of one are put together when somebody first asks.
    private var tables: Deferred<FieldTables>

    private struct FieldTables: Sendable {
        var fields: [Field] = []
        var byName: [String: Field] = [:]
        var supporting: [String: Field] = [:]
    }

    package init(
        name: String, model: String, label: String, description: String?, groupLabel: String?, hidden: Bool,
        tags: [String], views: [JoinedView], fields: [Field], alwaysFilters: [FieldFilterText],
        accessFilters: [AccessFilter], sqlAlwaysWhere: SQLTemplate?, sqlAlwaysHaving: SQLTemplate?,
        alwaysJoin: [String], caseSensitive: Bool, location: SourceLocation, fieldsByName: [String: Field],
        supportingFields: [String: Field] = [:]
    ) {
        self.name = name
        self.model = model
        self.label = label
        self.description = description
        self.groupLabel = groupLabel
        self.hidden = hidden
        self.tags = tags
        self.views = views
        self.alwaysFilters = alwaysFilters
        self.accessFilters = accessFilters
        self.sqlAlwaysWhere = sqlAlwaysWhere
        self.sqlAlwaysHaving = sqlAlwaysHaving
        self.alwaysJoin = alwaysJoin
        self.caseSensitive = caseSensitive
        self.location = location
        tables = Deferred(FieldTables(fields: fields, byName: fieldsByName, supporting: supportingFields))
    }

    /// Puts fields in the place of those that it has, once they are asked for.
    mutating func `defer`(_ fields: Lazy<ExploreFields>) {
        tables = Deferred(
            Lazy {
                let fields = fields.value
                return FieldTables(fields: fields.offered, byName: fields.byName, supporting: fields.supporting)
            }, empty: FieldTables())
    }

    /// The field that a query names.
    package func field(_ name: String) -> Field? { fieldsByName[name] }

    /// The field that a `${view.field}` names: also one that queries may not.
    package func reference(_ name: String) -> Field? { fieldsByName[name] ?? supportingFields[name] }

    package func view(_ alias: String) -> JoinedView? { views.first { $0.alias == alias } }
}

package struct FieldFilterText: Sendable, Hashable {
    package var field: String
    package var expression: String

    package init(field: String, expression: String) {
        self.field = field
        self.expression = expression
    }
}

package struct AccessFilter: Sendable, Hashable {
    package var field: String
    package var userAttribute: String

    package init(field: String, userAttribute: String) {
        self.field = field
        self.userAttribute = userAttribute
    }
}

/// A view as it takes part in an explore.
package struct JoinedView: Sendable {
    /// The name of its fields and its SQL alias.
    package var alias: String
    /// The view that it comes from.
    package var view: String
    package var label: String
    package var source: ViewSource
    /// The name of the primary key dimension, without the view.
    package var primaryKey: String?
    /// How it is joined; `nil` for the base view.
    package var join: Join?
    /// Access grants without all of which the view does not take part for a user.
    package var requiredGrants: [String] = []

    package init(alias: String, view: String, label: String, source: ViewSource, primaryKey: String?, join: Join?) {
        self.alias = alias
        self.view = view
        self.label = label
        self.source = source
        self.primaryKey = primaryKey
        self.join = join
    }
}

/// Where the rows of a view come from.
///
/// The rows of a native derived table come from the table that the compiler makes under the view's name: its source is
/// the table `${view.SQL_TABLE_NAME}`, and ``Model/derivedTables`` has its query.
package enum ViewSource: Sendable {
    /// A table as its SQL writes it, verbatim.
    case table(SQLTemplate)
    /// A derived table by SQL, put into a CTE; it may name other views with `${view.SQL_TABLE_NAME}`.
    case derivedSQL(SQLTemplate)
}

package struct Join: Sendable {
    package enum Kind: String, Sendable { case leftOuter = "left_outer", inner, fullOuter = "full_outer", cross }
    package enum Relationship: String, Sendable {
        case manyToOne = "many_to_one", oneToOne = "one_to_one", oneToMany = "one_to_many", manyToMany = "many_to_many"
    }

    package var kind: Kind
    package var relationship: Relationship
    /// `sql_on`; `foreign_key` has been rewritten into it. `nil` for a cross join or a raw clause.
    package var on: SQLTemplate?
    /// A whole join clause written by hand (`sql:`).
    package var rawClause: SQLTemplate?
    package var sqlWhere: SQLTemplate?
    package var requiredJoins: [String]
    package var location: SourceLocation
    /// `outer_only`: every query that uses the join has to join it as an outer one.
    package var isOuterOnly = false

    package init(
        kind: Kind, relationship: Relationship, on: SQLTemplate?, rawClause: SQLTemplate?, sqlWhere: SQLTemplate?,
        requiredJoins: [String], location: SourceLocation
    ) {
        self.kind = kind
        self.relationship = relationship
        self.on = on
        self.rawClause = rawClause
        self.sqlWhere = sqlWhere
        self.requiredJoins = requiredJoins
        self.location = location
    }
}

/// SQL from a LookML file, cut at its references. Liquid stays inside the text for the compiler to render.
package struct SQLTemplate: Sendable, Hashable {
    package enum Part: Sendable, Hashable {
        case text(String)
        /// `${TABLE}`
        case table
        /// `${field}` or `${view.field}`, always with the view's alias: `view.field`.
        case field(String)
        /// `${view.SQL_TABLE_NAME}`: the view's name as known in the model.
        case tableName(String)
    }

    package var parts: [Part]
    /// The alias of the view that `${TABLE}` stands for; `nil` outside views.
    package var view: String?
    package var location: SourceLocation

    package init(parts: [Part], view: String?, location: SourceLocation) {
        self.parts = parts
        self.view = view
        self.location = location
    }
}
