package import JSON
package import QueryCompiler
package import QueryRunner
internal import SemanticModel
package import Warehouse

/// Rows as JSON objects, raw values under the names or labels of the fields.
package struct JSONRows: Sendable {
    private let query: CompiledQuery
    private let names: [String]

    /// - Parameter labelled: Full labels as keys ("Orders Count") rather than names ("orders.count").
    package init(_ query: CompiledQuery, labelled: Bool) {
        self.query = query
        names = query.fields.map { labelled ? $0.label : $0.name }
    }

    /// The whole answer as an array.
    package func write(_ answer: QueryAnswer, columnLimit: Int, to writer: inout JSONWriter) {
        writer.beginArray()
        if query.pivots.isEmpty {
            for batch in answer.rows.batches { write(batch, to: &writer) }
        } else {
            writePivoted(answer, columnLimit: columnLimit, to: &writer)
        }
        writer.endArray()
    }

    /// The rows of one batch, as elements of an array that the caller has opened.
    package func write(_ batch: ColumnBatch, to writer: inout JSONWriter) {
        for row in 0..<batch.rowCount {
            writer.beginObject()
            for (column, name) in names.enumerated() where column < batch.columns.count {
                writer.key(name)
                batch.columns[column].writeJSON(row: row, to: &writer)
            }
            writer.endObject()
        }
    }

    /// Measures hold `{pivot field: {value: cell}}`, one level for each pivot field.
    private func writePivoted(_ answer: QueryAnswer, columnLimit: Int, to writer: inout JSONWriter) {
        let table = PivotTable(answer, columnLimit: columnLimit)
        let batches = answer.rows.batches
        let pivotNames = query.pivots.map(\.name)
        for row in table.rows {
            writer.beginObject()
            for (column, field) in query.fields.enumerated() where !pivotNames.contains(field.name) {
                writer.key(names[column])
                if field.category != .measure {
                    batches[row.place.batch].columns[column].writeJSON(row: row.place.row, to: &writer)
                    continue
                }
                writer.beginObject()
                writer.key(pivotNames.joined(separator: "|FIELD|"))
                writer.beginObject()
                for (index, key) in table.keys.enumerated() {
                    writer.key(key.text)
                    if let place = row.cells[index] {
                        batches[place.batch].columns[column].writeJSON(row: place.row, to: &writer)
                    } else {
                        writer.null()
                    }
                }
                writer.endObject()
                writer.endObject()
            }
            writer.endObject()
        }
    }
}
