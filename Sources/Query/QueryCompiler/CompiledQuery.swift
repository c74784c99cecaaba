package import SQL
package import SemanticModel

/// An explore query as SQL, with what is needed to read its result.
package struct CompiledQuery: Sendable {
    package var sql: String
    /// Bound in order.
    package var parameters: [SQLValue]
    /// The same statement with every value written out, for people to read and to run elsewhere.
    package var readableSQL: String
    /// One for each column of the result, in order. Helper columns (hidden sort keys) come last, after `fields.count`.
    package var fields: [Field]
    /// The column of the result that a field sorts by where that is not its own, by the field's name.
    package var sortColumns: [String: Int]
    /// The pivot dimensions, in order; each is also among `fields`.
    package var pivots: [Field]
    /// The totals query of `ExploreQuery.total`: the same FROM and WHERE, measures only, in the order of the measures
    /// among `fields`. `nil` when not asked for, when there is no measure, and for pivoted queries.
    package var totals: (sql: String, parameters: [SQLValue])?
    /// Filters as applied: the query's, the explore's defaults and access rules left out.
    package var appliedFilters: [AppliedFilter]
    /// The sorts in effect, also where the query gave none.
    package var sorts: [AppliedSort]
    /// Which form the measures took and why, in sentences.
    package var explanation: [String]
    package var timezone: String
    package var limit: Int?

    package init(
        sql: String, parameters: [SQLValue], readableSQL: String, fields: [Field], sortColumns: [String: Int],
        pivots: [Field],
        totals: (sql: String, parameters: [SQLValue])?,
        appliedFilters: [AppliedFilter], sorts: [AppliedSort], explanation: [String], timezone: String, limit: Int?
    ) {
        self.sql = sql
        self.parameters = parameters
        self.readableSQL = readableSQL
        self.fields = fields
        self.sortColumns = sortColumns
        self.pivots = pivots
        self.totals = totals
        self.appliedFilters = appliedFilters
        self.sorts = sorts
        self.explanation = explanation
        self.timezone = timezone
        self.limit = limit
    }
}

package struct AppliedFilter: Sendable {
    package var field: Field
    package var expression: String

    package init(field: Field, expression: String) {
        self.field = field
        self.expression = expression
    }
}

package struct AppliedSort: Sendable, Hashable {
    package var field: String
    package var descending: Bool
    /// The pivot column by whose cells a measure sorts the rows, from 0.
    package var pivotColumn: Int

    package init(field: String, descending: Bool, pivotColumn: Int = 0) {
        self.field = field
        self.descending = descending
        self.pivotColumn = pivotColumn
    }
}

/// Who asks and when: what a query compiles against beside the model.
package struct QueryContext: Sendable {
    /// The start of the query, microseconds since 1970-01-01 00:00:00 UTC: the same "now" for all its filters.
    package var now: Int64
    /// The zone used when the query names none.
    package var projectTimezone: String
    /// Attributes of the user, for row-level rules. A rule whose attribute is missing lets no row through.
    package var userAttributes: [String: String]

    package init(now: Int64, projectTimezone: String, userAttributes: [String: String] = [:]) {
        self.now = now
        self.projectTimezone = projectTimezone
        self.userAttributes = userAttributes
    }
}

/// Why a query can't be compiled. `field` names what to look at; `suggestion` is a name that exists.
package struct QueryError: Error, Sendable, Equatable {
    package enum Code: String, Sendable {
        case unknownModel = "unknown-model", unknownExplore = "unknown-explore", unknownField = "unknown-field"
        case badFilter = "bad-filter", badSort = "bad-sort", badLimit = "bad-limit", badTimezone = "bad-timezone"
        case noFields = "no-fields", missingPrimaryKey = "missing-primary-key", unsupported = "unsupported"
        case circularReference = "circular-reference", badLiquid = "bad-liquid"
    }

    package var code: Code
    package var message: String
    package var field: String?
    package var suggestion: String?

    package init(_ code: Code, _ message: String, field: String? = nil, suggestion: String? = nil) {
        self.code = code
        self.message = message
        self.field = field
        self.suggestion = suggestion
    }
}
