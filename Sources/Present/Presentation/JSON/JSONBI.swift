package import JSON
package import QueryCompiler
package import QueryRunner
internal import SemanticModel

/// Rows of cells beside a short description of the fields: Looker's `json_bi`, which it made for programs.
package struct JSONBI: Sendable {
    private let query: CompiledQuery
    private let asked: ExploreQuery
    private let showsSQL: Bool

    /// - Parameter asked: Whose custom fields tell what calculations look like.
    package init(_ query: CompiledQuery, asked: ExploreQuery, showsSQL: Bool) {
        self.query = query
        self.asked = asked
        self.showsSQL = showsSQL
    }

    package func write(_ answer: QueryAnswer, to writer: inout JSONWriter) {
        let cells = CellWriter(answer)
        writer.beginObject()
        writer.key("metadata")
        metadata(answer, to: &writer)
        writer.key("rows")
        cells.rows(to: &writer)
        writer.key("totals_data")
        cells.totals(to: &writer)
        writer.key("subtotals_data")
        cells.subtotals(to: &writer)
        writer.endObject()
    }

    /// The answer to a query that the warehouse refused: the error stands where the rows would.
    package func write(failure message: String, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("metadata")
        metadata(nil, to: &writer)
        writer.key("rows")
        writer.value([["looker_error": .string(message)]])
        writer.endObject()
    }

    private func metadata(_ answer: QueryAnswer?, to writer: inout JSONWriter) {
        let filters = query.appliedFilters.map { ($0.field.name, JSONValue.string($0.expression)) }
        let members: [(String, JSONValue)] = [
            ("sql", showsSQL ? .string(query.readableSQL) : .null),
            ("fields", FieldLists(query, answer: answer, asked: asked, showsSQL: showsSQL).json),
            ("has_totals", .bool(answer?.totals != nil)),
            ("has_row_totals", .bool(answer?.rowTotals != nil)),
            ("has_subtotals", .bool(answer?.subtotals.isEmpty == false)),
            ("columns_truncated", answer?.pivot?.truncated == true ? "yes" : "no"),
            ("filters", .object(JSONObject(filters))),
            ("filter_expression", JSONValue(asked.filterExpression)),
            ("warnings", .array((answer?.remarks ?? query.warnings).map(JSONValue.string))),
            ("big_query_metadata", .null),
        ]
        writer.beginObject()
        for (key, value) in members {
            writer.key(key)
            writer.value(value)
        }
        writer.key("pivots")
        if let answer { CellWriter(answer).pivots(to: &writer) } else { writer.value([]) }
        writer.endObject()
    }
}
