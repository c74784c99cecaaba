package import JSON
package import QueryCompiler
package import QueryRunner
package import SemanticModel
internal import Warehouse

/// A result with everything around it: fields, filters, SQL, totals and formatted text (Looker's `json_detail`).
package struct JSONDetail: Sendable {
    /// What the caller knows beside the answer.
    package struct Surroundings: Sendable {
        /// A short id of this run.
        package var id: String
        /// `nil` where several explores, or none, are behind the result.
        package var explore: Explore?
        /// Whether the reader may see SQL.
        package var showsSQL: Bool
        /// When the query ran, microseconds since 1970-01-01 UTC.
        package var ranAt: Int64
        /// What the query as asked says of its custom fields and calculations.
        package var asked: ExploreQuery
        /// Where the fields belong; without it what they take from there is null.
        package var place: FieldPlace?
        /// `nil` writes cells without HTML and links.
        package var decorator: CellDecorator?

        package init(id: String, explore: Explore?, showsSQL: Bool, ranAt: Int64, asked: ExploreQuery) {
            self.id = id
            self.explore = explore
            self.showsSQL = showsSQL
            self.ranAt = ranAt
            self.asked = asked
        }
    }

    private let query: CompiledQuery
    private let surroundings: Surroundings

    package init(_ query: CompiledQuery, in surroundings: Surroundings) {
        self.query = query
        self.surroundings = surroundings
    }

    package func write(_ answer: QueryAnswer, to writer: inout JSONWriter) {
        let cells = CellWriter(answer, decorator: surroundings.decorator)
        writer.beginObject()
        head(answer, runtime: answer.runtime, to: &writer)
        writer.key("columns_truncated")
        writer.string(answer.pivot?.truncated == true ? "yes" : "no")
        writer.key("has_totals")
        writer.bool(answer.totals != nil)
        writer.key("has_row_totals")
        writer.bool(answer.rowTotals != nil)
        writer.key("has_subtotals")
        writer.bool(!answer.subtotals.isEmpty)
        writer.key("pivots")
        cells.pivots(to: &writer)
        writer.key("data")
        cells.rows(to: &writer)
        writer.key("totals_data")
        cells.totals(to: &writer)
        writer.key("subtotals_data")
        cells.subtotals(to: &writer)
        writer.key("subtotal_sets")
        writer.value(
            .array(
                answer.subtotals.map { subtotal in
                    .array(subtotal.dimensions.map { .string(query.fields[$0].name) })
                }))
        writer.key("errors")
        writer.null()
        writer.endObject()
    }

    /// The answer to a query that the warehouse refused: no rows, and the error where Looker puts it.
    package func write(failure message: String, details: String?, to writer: inout JSONWriter) {
        writer.beginObject()
        head(nil, runtime: .zero, to: &writer)
        for (key, value) in Self.withoutRows {
            writer.key(key)
            writer.value(value)
        }
        writer.key("data")
        writer.value([])
        writer.key("errors")
        writer.value([
            [
                "message": .string(message), "message_details": JSONValue(details), "level": "fatal", "fatal": true,
            ]
        ])
        writer.endObject()
    }

    private static let withoutRows: [(String, JSONValue)] = [
        ("columns_truncated", "no"), ("has_totals", false), ("has_row_totals", false), ("has_subtotals", false),
        ("pivots", []), ("totals_data", [:]), ("subtotals_data", [:]), ("subtotal_sets", []),
    ]

    private func head(_ answer: QueryAnswer?, runtime: Duration, to writer: inout JSONWriter) {
        let (seconds, attoseconds) = runtime.components
        let milliseconds = seconds * 1_000 + attoseconds / 1_000_000_000_000_000
        let explore = surroundings.explore
        let members: [(String, JSONValue)] = [
            ("id", .string(surroundings.id)),
            ("status", "complete"),
            ("from_cache", .bool(answer?.cached != nil)),
            ("expired", .bool(answer?.cached?.isExpired ?? false)),
            ("result_source", answer?.cached == nil ? "query" : "cache"),
            ("ran_at", .string(CivilTime.iso(microseconds: answer?.cached?.ranAt ?? surroundings.ranAt))),
            ("runtime", .string(Column.decimal(Int128(milliseconds), scale: 3))),
            ("sql", surroundings.showsSQL ? .string(query.readableSQL) : .null),
            ("sql_explain", .null),
            ("explanation", .array(query.explanation.map(JSONValue.string))),
            ("timezone", .string(query.timezone)),
            ("number_format", "1,234.56"),
            ("null_sort_treatment", "low"),
            ("supports_pivot_in_db", true),
            (
                "explore",
                explore.map { explore in
                    [
                        "name": .string(explore.name), "label": .string(explore.label),
                        "description": JSONValue(explore.description),
                    ]
                } ?? .null
            ),
            (
                "added_params",
                ["sorts": .array(query.allSorts.map { .string($0.field + ($0.descending ? " desc" : "")) })]
            ),
            ("applied_filters", appliedFilters),
            ("applied_filter_expression", JSONValue(surroundings.asked.filterExpression)),
            (
                "fields",
                FieldLists(
                    query, answer: answer, asked: surroundings.asked, showsSQL: surroundings.showsSQL,
                    at: surroundings.place
                ).json
            ),
            ("fill_fields", .array(query.plan.fills.map { .string(query.fields[$0.column].name) })),
            ("drill_menu_build_time", 0),
            ("warnings", .array((answer?.remarks ?? query.warnings).map(JSONValue.string))),
        ]
        for (key, value) in members {
            writer.key(key)
            writer.value(value)
        }
    }

    private var appliedFilters: JSONValue {
        .object(
            JSONObject(
                query.appliedFilters.map { filter in
                    let field: JSONValue = [
                        "name": .string(filter.field.name), "type": .string(filter.field.type),
                        "label": .string(filter.field.label), "label_short": .string(filter.field.labelShort),
                        "view": .string(filter.field.view), "view_label": .string(filter.field.viewLabel),
                    ]
                    return (filter.field.name, ["value": .string(filter.expression), "field": field])
                }))
    }
}
