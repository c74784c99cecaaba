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
        package var explore: Explore
        /// Whether the reader may see SQL.
        package var showsSQL: Bool
        /// When the query ran, microseconds since 1970-01-01 UTC.
        package var ranAt: Int64
        package var columnLimit: Int
        /// What of the query has no effect on the result, in sentences.
        package var warnings: [String]

        package init(
            id: String, explore: Explore, showsSQL: Bool, ranAt: Int64, columnLimit: Int, warnings: [String] = []
        ) {
            self.id = id
            self.explore = explore
            self.showsSQL = showsSQL
            self.ranAt = ranAt
            self.columnLimit = columnLimit
            self.warnings = warnings
        }
    }

    private let query: CompiledQuery
    private let surroundings: Surroundings
    private let renderers: [CellRenderer]

    package init(_ query: CompiledQuery, in surroundings: Surroundings) {
        self.query = query
        self.surroundings = surroundings
        renderers = query.fields.map(CellRenderer.init)
    }

    package func write(_ answer: QueryAnswer, to writer: inout JSONWriter) {
        let table = query.pivots.isEmpty ? nil : PivotTable(answer, columnLimit: surroundings.columnLimit)
        writer.beginObject()
        head(runtime: answer.runtime, to: &writer)
        writer.key("columns_truncated")
        writer.string(table?.truncated == true ? "yes" : "no")
        writer.key("has_totals")
        writer.bool(answer.totals != nil)
        pivots(table, answer, to: &writer)
        writer.key("data")
        writer.beginArray()
        if let table {
            for row in table.rows { pivoted(row, table, answer, to: &writer) }
        } else {
            flat(answer, to: &writer)
        }
        writer.endArray()
        totals(answer, to: &writer)
        writer.key("errors")
        writer.null()
        writer.endObject()
    }

    /// The answer to a query that the warehouse refused: no rows, and the error where Looker puts it.
    package func write(failure message: String, details: String?, to writer: inout JSONWriter) {
        writer.beginObject()
        head(runtime: .zero, to: &writer)
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

    private func head(runtime: Duration, to writer: inout JSONWriter) {
        let (seconds, attoseconds) = runtime.components
        let milliseconds = seconds * 1_000 + attoseconds / 1_000_000_000_000_000
        let explore = surroundings.explore
        let members: [(String, JSONValue)] = [
            ("id", .string(surroundings.id)),
            ("status", "complete"),
            ("from_cache", false),
            ("expired", false),
            ("result_source", "query"),
            ("ran_at", .string(CivilTime.iso(microseconds: surroundings.ranAt))),
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
                [
                    "name": .string(explore.name), "label": .string(explore.label),
                    "description": JSONValue(explore.description),
                ]
            ),
            (
                "added_params",
                ["sorts": .array(query.sorts.map { .string($0.field + ($0.descending ? " desc" : "")) })]
            ),
            ("applied_filters", appliedFilters),
            ("applied_filter_expression", .null),
            ("fields", fields),
            ("fill_fields", []),
            ("has_row_totals", false),
            ("has_subtotals", false),
            ("subtotals_data", [:]),
            ("subtotal_sets", []),
            ("drill_menu_build_time", 0),
            ("warnings", .array(surroundings.warnings.map(JSONValue.string))),
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
                        "label": .string(filter.field.label),
                    ]
                    return (filter.field.name, ["value": .string(filter.expression), "field": field])
                }))
    }

    private var fields: JSONValue {
        let pivotNames = Set(query.pivots.map(\.name))
        func described(_ fields: [Field]) -> JSONValue {
            .array(
                fields.map { field in
                    let place = query.sorts.firstIndex { $0.field == field.name }
                    return FieldMetadata.json(
                        field, showsSQL: surroundings.showsSQL,
                        sort: place.map { ($0, query.sorts[$0].descending) })
                })
        }
        return [
            "dimensions": described(query.fields.filter { $0.category != .measure && !pivotNames.contains($0.name) }),
            "measures": described(query.fields.filter { $0.category == .measure }),
            "table_calculations": [],
            "pivots": described(query.pivots),
        ]
    }

    private func pivots(_ table: PivotTable?, _ answer: QueryAnswer, to writer: inout JSONWriter) {
        writer.key("pivots")
        writer.beginArray()
        for key in table?.keys ?? [] {
            writer.beginObject()
            writer.key("key")
            writer.string(key.text)
            writer.key("is_total")
            writer.bool(false)
            for name in ["data", "metadata"] {
                writer.key(name)
                writer.beginObject()
                for pivot in query.pivots {
                    guard let column = query.fields.firstIndex(where: { $0.name == pivot.name }) else { continue }
                    writer.key(pivot.name)
                    if name == "metadata" {
                        cell(answer, column: column, at: key.place, to: &writer)
                    } else {
                        answer.rows.batches[key.place.batch].columns[column].writeJSON(row: key.place.row, to: &writer)
                    }
                }
                writer.endObject()
            }
            writer.endObject()
        }
        writer.endArray()
    }

    private func flat(_ answer: QueryAnswer, to writer: inout JSONWriter) {
        for (index, batch) in answer.rows.batches.enumerated() {
            for row in 0..<batch.rowCount {
                writer.beginObject()
                for (column, field) in query.fields.enumerated() {
                    writer.key(field.name)
                    cell(answer, column: column, at: .init(batch: index, row: row), to: &writer)
                }
                writer.endObject()
            }
        }
    }

    private func pivoted(
        _ row: PivotTable.Row, _ table: PivotTable, _ answer: QueryAnswer, to writer: inout JSONWriter
    ) {
        let pivotNames = Set(query.pivots.map(\.name))
        writer.beginObject()
        for (column, field) in query.fields.enumerated() where !pivotNames.contains(field.name) {
            writer.key(field.name)
            guard field.category == .measure else {
                cell(answer, column: column, at: row.place, to: &writer)
                continue
            }
            writer.beginObject()
            for (index, key) in table.keys.enumerated() {
                writer.key(key.text)
                if let place = row.cells[index] {
                    cell(answer, column: column, at: place, to: &writer)
                } else {
                    writer.value(["value": .null])
                }
            }
            writer.endObject()
        }
        writer.endObject()
    }

    /// `value`, and `rendered` only where it differs from the value's own text.
    private func cell(_ answer: QueryAnswer, column: Int, at place: PivotTable.Place, to writer: inout JSONWriter) {
        let values = answer.rows.batches[place.batch].columns[column]
        cell(values, renderer: renderers[column], row: place.row, to: &writer)
    }

    private func cell(_ values: Column, renderer: CellRenderer, row: Int, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("value")
        values.writeJSON(row: row, to: &writer)
        if let rendered = renderer.text(of: values, row: row), rendered != values.text(row: row) {
            writer.key("rendered")
            writer.string(rendered)
        }
        writer.endObject()
    }

    private func totals(_ answer: QueryAnswer, to writer: inout JSONWriter) {
        writer.key("totals_data")
        writer.beginObject()
        if let batch = answer.totals?.batches.first, batch.rowCount > 0 {
            let measures = query.fields.enumerated().filter { $0.element.category == .measure }
            for (column, measure) in measures.enumerated() where column < batch.columns.count {
                writer.key(measure.element.name)
                cell(batch.columns[column], renderer: renderers[measure.offset], row: 0, to: &writer)
            }
        }
        writer.endObject()
    }
}
