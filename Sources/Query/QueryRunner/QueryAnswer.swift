package import QueryCompiler
internal import SemanticModel
package import Warehouse

/// A query with its result.
package struct QueryAnswer: Sendable {
    /// Where the value of a column stands in a pivoted result.
    package enum Placement: Sendable {
        /// Once in each row.
        case row
        /// Over the columns.
        case pivot
        /// Under each pivot column; in a result without pivots everything that is no dimension.
        case cell
    }

    /// With ``CompiledQuery/sortColumns`` as they are in `rows`.
    package var query: CompiledQuery
    /// One column for each of the query's fields, then helper columns.
    package var rows: ResultSet
    /// Which of the rows are one row of the pivoted table; `nil` without pivots.
    package let pivot: PivotTable?
    /// Everything that the filters let through: one row, or one for each pivot column.
    package var totals: TotalSet?
    /// All pivot columns of a row, by the row dimensions.
    package var rowTotals: TotalSet?
    /// One row: totals of the row totals.
    package var grandTotals: TotalSet?
    /// From the coarsest to the finest.
    package var subtotals: [SubtotalSet] = []
    /// What of the query gave no values, and why.
    package var problems: [ResultProblem] = []
    /// What the reader of the result should know, in sentences; `problems` are not repeated.
    package var warnings: [String] = []
    /// From asking to the last row, the wait for a place included.
    package var runtime: Duration
    /// Where it came from when it was not computed for this query.
    package var cached: CachedAnswer?
    /// Table calculations that stand once in each row of a pivoted table, by their columns.
    var rowCalculations: Set<Int> = []
    package let layout: ResultLayout

    /// A result that nothing is done to.
    package init(query: CompiledQuery, rows: ResultSet, runtime: Duration) {
        self.init(
            query: query, rows: rows, pivot: query.pivots.isEmpty ? nil : PivotTable(query, rows: rows.batches),
            runtime: runtime)
    }

    init(query: CompiledQuery, rows: ResultSet, pivot: PivotTable?, runtime: Duration) {
        self.query = query
        self.rows = rows
        self.pivot = pivot
        self.runtime = runtime
        layout = ResultLayout(query)
    }

    /// All that the reader of the result should know, in sentences.
    package var remarks: [String] { query.warnings + warnings + problems.map(\.description) }

    /// - Parameter column: The place among the query's fields.
    package func placement(of column: Int) -> Placement {
        if layout.pivots.contains(column) { return .pivot }
        if layout.calculations.contains(column) { return rowCalculations.contains(column) ? .row : .cell }
        return query.fields[column].category == .measure ? .cell : .row
    }
}

/// A field of the query that has no values, although the query ran.
package struct ResultProblem: Error, Sendable, Hashable {
    package var field: String
    /// A sentence without a full stop.
    package var message: String
    package var suggestion: String?

    package init(field: String, message: String, suggestion: String? = nil) {
        self.field = field
        self.message = message
        self.suggestion = suggestion
    }
}

extension ResultProblem: CustomStringConvertible {
    package var description: String {
        "`\(field)` has no values: \(message)" + (suggestion.map { "; \($0)" } ?? "") + "."
    }
}
