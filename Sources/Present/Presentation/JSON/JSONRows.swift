package import JSON
package import QueryCompiler
package import QueryRunner
internal import SemanticModel
package import Warehouse

/// Rows as JSON objects, raw values under the names or labels of the fields.
package struct JSONRows: Sendable {
    private let query: CompiledQuery
    private let names: [String]
    private let renderers: [CellRenderer]?

    /// - Parameters:
    ///   - labelled: Full labels as keys ("Orders Count") rather than names ("orders.count").
    ///   - formatted: Formatted text ("1,062") rather than raw values (1062).
    package init(_ query: CompiledQuery, labelled: Bool, formatted: Bool = false) {
        self.query = query
        names = query.fields.map { labelled ? $0.label : $0.name }
        renderers = formatted ? query.fields.map(CellRenderer.init) : nil
    }

    /// The whole answer as an array; totals are not among its rows.
    package func write(_ answer: QueryAnswer, to writer: inout JSONWriter) {
        writer.beginArray()
        if let table = answer.pivot {
            for row in table.rows { write(row, of: table, answer, to: &writer) }
        } else {
            for batch in answer.rows.batches { write(batch, to: &writer) }
        }
        writer.endArray()
    }

    /// The rows of one batch, as elements of an array that the caller has opened.
    package func write(_ batch: ColumnBatch, to writer: inout JSONWriter) {
        for row in 0..<batch.rowCount {
            writer.beginObject()
            for (column, name) in names.enumerated() where column < batch.columns.count {
                writer.key(name)
                value(batch.columns[column], column: column, row: row, to: &writer)
            }
            writer.endObject()
        }
    }

    /// Cells hold `{pivot fields: {pivot values: value}}`.
    private func write(
        _ row: PivotTable.Row, of table: PivotTable, _ answer: QueryAnswer, to writer: inout JSONWriter
    ) {
        let batches = answer.rows.batches
        let pivots = query.pivots.map(\.name).joined(separator: "|FIELD|")
        writer.beginObject()
        for column in query.fields.indices {
            switch answer.placement(of: column) {
            case .pivot: continue
            case .row:
                writer.key(names[column])
                value(batches[row.place.batch].columns[column], column: column, row: row.place.row, to: &writer)
            case .cell:
                writer.key(names[column])
                writer.beginObject()
                writer.key(pivots)
                writer.beginObject()
                for (index, key) in table.keys.enumerated() {
                    writer.key(key.text)
                    if let place = row.cells[index] {
                        value(batches[place.batch].columns[column], column: column, row: place.row, to: &writer)
                    } else {
                        writer.null()
                    }
                }
                writer.endObject()
                writer.endObject()
            }
        }
        writer.endObject()
    }

    private func value(_ values: Column, column: Int, row: Int, to writer: inout JSONWriter) {
        guard let renderers else { return values.writeJSON(row: row, to: &writer) }
        if let text = renderers[column].text(of: values, row: row) { writer.string(text) } else { writer.null() }
    }
}
