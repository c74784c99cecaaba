package import SQL
package import SemanticModel

/// An explore query as SQL, with what is needed to read its result.
package struct CompiledQuery: Sendable {
    package var sql: String
    /// Bound in order.
    package var parameters: [SQLValue]
    /// The same statement with every value written out, for people to read and to run elsewhere.
    package var readableSQL: String
    /// One for each column of the result, in order: what the statement returns, then the table calculations. The
    /// statement's helper columns (hidden sort keys) come after ``selected``.
    package var fields: [Field]
    /// How many of ``fields`` the statement returns; the rest is computed by ``plan``.
    package var selected: Int
    /// The column of the result that a field sorts by where that is not its own, by the field's name.
    package var sortColumns: [String: Int]
    /// The pivot dimensions, in order; each is also among `fields`.
    package var pivots: [Field]
    /// The totals query of `ExploreQuery.total`: the same FROM and WHERE, and for columns the pivot dimensions in the order
    /// of `pivots`, then the measures in the order of `fields`: one row, or one for each pivot column. `nil` when not asked
    /// for and when there is no measure.
    package var totals: CompiledStatement?
    /// The totals over all pivot columns: the row dimensions, then the measures, both in the order of `fields`, one row for
    /// each row of the pivoted table, in any order.
    package var rowTotals: CompiledStatement?
    /// The measures over everything, where both kinds of totals are asked for.
    package var grandTotals: CompiledStatement?
    /// From the coarsest to the finest.
    package var subtotals: [Subtotal]
    /// What is done to the rows that the statement returns.
    package var plan: ResultPlan
    /// Filters as applied: the query's, the explore's defaults and access rules left out.
    package var appliedFilters: [AppliedFilter]
    /// The sorts in effect, also where the query gave none.
    package var sorts: [AppliedSort]
    /// What does not work as asked, in sentences for whoever reads the result.
    package var warnings: [String] = []
    /// Which form the measures took and why, in sentences.
    package var explanation: [String]
    package var timezone: String
    /// The name of its model, whose datagroups `cachePolicy` names.
    package var model = ""
    /// How long the result may be used again.
    package var cachePolicy = CachePolicy.standard
    /// The tables beside those of the database that it reads, and those that it would.
    package var tables = KeptTables()
    package var limit: Int?
    /// Pivot columns at most; the statement returns one more where there are more.
    package var columnLimit = ExploreQuery.defaultColumnLimit

    package init(
        sql: String, parameters: [SQLValue], readableSQL: String, fields: [Field], sortColumns: [String: Int],
        pivots: [Field], totals: CompiledStatement?, appliedFilters: [AppliedFilter], sorts: [AppliedSort],
        explanation: [String], timezone: String, limit: Int?
    ) {
        self.sql = sql
        self.parameters = parameters
        self.readableSQL = readableSQL
        self.fields = fields
        selected = fields.count
        self.sortColumns = sortColumns
        self.pivots = pivots
        self.totals = totals
        subtotals = []
        plan = ResultPlan()
        self.appliedFilters = appliedFilters
        self.sorts = sorts
        self.explanation = explanation
        self.timezone = timezone
        self.limit = limit
    }
}

/// A statement and the values bound in it, in order.
package struct CompiledStatement: Sendable, Hashable {
    package var sql: String
    package var parameters: [SQLValue]

    package init(sql: String, parameters: [SQLValue]) {
        self.sql = sql
        self.parameters = parameters
    }
}

/// The totals of groups that share the values of their first row dimensions.
package struct Subtotal: Sendable {
    /// The row dimensions that are still grouped by, in the order of the query's fields.
    package var dimensions: [Field]
    /// Its columns: `dimensions`, the pivot dimensions, the measures in the order of the query's fields.
    package var statement: CompiledStatement

    package init(dimensions: [Field], statement: CompiledStatement) {
        self.dimensions = dimensions
        self.statement = statement
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
    /// What need not be computed.
    package var built = BuiltTables()
    /// The view whose table grows, and from when on its rows are computed: for `{% incrementcondition %}`.
    var increment: TableGrowth?

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
        case circularReference = "circular-reference", badLiquid = "bad-liquid", badExpression = "bad-expression"
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
