internal import JSON
internal import QueryCompiler
internal import QueryRunner
internal import SemanticModel
internal import Warehouse

/// Writes rows of cells as Looker's `json_detail` has them: `{"value": 1062, "rendered": "1,062"}`, under pivots one for each
/// pivot column by its key.
struct CellWriter {
    let answer: QueryAnswer
    private let renderers: [CellRenderer]
    private let decorator: CellDecorator?
    /// The column by which a field sorts where that is not its own, by the field's column.
    private let sortColumns: [Int: Int]

    /// - Parameter decorator: Adds HTML and links to the cells of the result's rows.
    init(_ answer: QueryAnswer, decorator: CellDecorator? = nil) {
        self.answer = answer
        self.decorator = decorator
        renderers = answer.query.fields.map(CellRenderer.init)
        let fields = answer.query.fields
        sortColumns = Dictionary(
            fields.indices.compactMap { column in
                answer.query.sortColumns[fields[column].name].map { (column, $0) }
            }, uniquingKeysWith: { first, _ in first })
    }

    private var fields: [Field] { answer.query.fields }

    func rows(to writer: inout JSONWriter) {
        writer.beginArray()
        if let table = answer.pivot {
            for row in table.rows { self.row(row, of: table, to: &writer) }
        } else {
            for batch in answer.rows.batches { for row in 0..<batch.rowCount { self.row(batch, row, to: &writer) } }
        }
        writer.endArray()
    }

    // MARK: Cells

    /// `value`, and `rendered` only where it differs from the value's own text.
    func cell(
        _ values: Column, row: Int, of column: Int, sortValue: (column: Column, row: Int)? = nil,
        in batch: ColumnBatch? = nil, to writer: inout JSONWriter
    ) {
        writer.beginObject()
        writer.key("value")
        values.writeJSON(row: row, to: &writer)
        if let rendered = renderers[column].text(of: values, row: row), rendered != values.text(row: row) {
            writer.key("rendered")
            writer.string(rendered)
        }
        if let sortValue, !sortValue.column.isNull(sortValue.row) {
            writer.key("sort_value")
            sortValue.column.writeJSON(row: sortValue.row, to: &writer)
        }
        if let batch { decorator?.write(column, of: batch, row: row, to: &writer) }
        writer.endObject()
    }

    /// A cell of the result's rows.
    func cell(_ column: Int, at place: PivotTable.Place, to writer: inout JSONWriter) {
        cell(column, of: answer.rows.batches[place.batch], row: place.row, to: &writer)
    }

    private func cell(_ column: Int, of batch: ColumnBatch, row: Int, to writer: inout JSONWriter) {
        let sort = sortColumns[column].flatMap { $0 < batch.columns.count ? (batch.columns[$0], row) : nil }
        cell(batch.columns[column], row: row, of: column, sortValue: sort, in: batch, to: &writer)
    }

    private func empty(to writer: inout JSONWriter) { writer.value(["value": .null]) }

    private func cell(_ set: TotalSet?, _ column: Int, row: Int?, to writer: inout JSONWriter) {
        if let row, let values = set?.columns[column] {
            cell(values, row: row, of: column, to: &writer)
        } else {
            empty(to: &writer)
        }
    }

    // MARK: Rows

    private func row(_ batch: ColumnBatch, _ row: Int, to writer: inout JSONWriter) {
        writer.beginObject()
        for column in fields.indices where column < batch.columns.count {
            writer.key(fields[column].name)
            cell(column, of: batch, row: row, to: &writer)
        }
        writer.endObject()
    }

    private func row(_ row: PivotTable.Row, of table: PivotTable, to writer: inout JSONWriter) {
        let columns = answer.rows.batches[row.place.batch].columns
        let total = answer.rowTotals.flatMap { totals in
            totals.row(of: RowKey(answer.layout.rows.map { columns[$0] }, row: row.place.row))
        }
        writer.beginObject()
        for column in fields.indices {
            switch answer.placement(of: column) {
            case .pivot: continue
            case .row:
                writer.key(fields[column].name)
                cell(column, at: row.place, to: &writer)
            case .cell:
                writer.key(fields[column].name)
                writer.beginObject()
                for (index, key) in table.keys.enumerated() {
                    writer.key(key.text)
                    if let place = row.cells[index] { cell(column, at: place, to: &writer) } else { empty(to: &writer) }
                }
                if answer.rowTotals != nil {
                    writer.key(PivotTable.rowTotalKey)
                    cell(answer.rowTotals, column, row: total, to: &writer)
                }
                writer.endObject()
            }
        }
        writer.endObject()
    }

    // MARK: Totals

    /// One object like a row, of what has totals.
    func totals(to writer: inout JSONWriter) {
        writer.beginObject()
        if let totals = answer.totals {
            for column in fields.indices where totals.columns[column] != nil && answer.placement(of: column) == .cell {
                writer.key(fields[column].name)
                guard let table = answer.pivot else {
                    cell(totals, column, row: totals.row(of: RowKey([])), to: &writer)
                    continue
                }
                writer.beginObject()
                for key in table.keys {
                    writer.key(key.text)
                    cell(totals, column, row: totals.row(of: RowKey(key.values)), to: &writer)
                }
                if let grand = answer.grandTotals {
                    writer.key(PivotTable.rowTotalKey)
                    cell(grand, column, row: grand.row(of: RowKey([])), to: &writer)
                }
                writer.endObject()
            }
        }
        writer.endObject()
    }

    static let groupingKey = "$$$__grouping__$$$"

    /// Lists of rows by the number of dimensions that the rows of a group share.
    func subtotals(to writer: inout JSONWriter) {
        writer.beginObject()
        for subtotal in answer.subtotals {
            writer.key(String(subtotal.dimensions.count))
            writer.beginArray()
            for group in subtotal.groups { self.group(group, of: subtotal, to: &writer) }
            writer.endArray()
        }
        writer.endObject()
    }

    private func group(_ cells: [Int: Int], of subtotal: SubtotalSet, to writer: inout JSONWriter) {
        let any = cells.values.first
        writer.beginObject()
        for column in fields.indices {
            switch answer.placement(of: column) {
            case .pivot: continue
            case .row:
                writer.key(fields[column].name)
                let isShared = subtotal.dimensions.contains(column)
                cell(isShared ? subtotal.totals : nil, column, row: any, to: &writer)
            case .cell:
                writer.key(fields[column].name)
                guard let table = answer.pivot else {
                    cell(subtotal.totals, column, row: cells[0], to: &writer)
                    continue
                }
                writer.beginObject()
                for (index, key) in table.keys.enumerated() {
                    writer.key(key.text)
                    cell(subtotal.totals, column, row: cells[index], to: &writer)
                }
                writer.endObject()
            }
        }
        writer.key(Self.groupingKey)
        writer.value(.array(subtotal.dimensions.map { .string(fields[$0].name) }))
        writer.endObject()
    }

    // MARK: Pivot columns

    /// The pivot columns in their order, that of the row totals last.
    func pivots(to writer: inout JSONWriter) {
        writer.beginArray()
        for key in answer.pivot?.keys ?? [] {
            writer.beginObject()
            writer.key("key")
            writer.string(key.text)
            writer.key("is_total")
            writer.bool(false)
            let batch = answer.rows.batches[key.place.batch]
            member("data", to: &writer) { $1.writeJSON(row: key.place.row, to: &$2) }
            member("metadata", to: &writer) { column, _, writer in cell(column, at: key.place, to: &writer) }
            member("labels", to: &writer) { column, values, writer in
                writer.value(JSONValue(renderers[column].text(of: values, row: key.place.row)))
            }
            member("sort_values", to: &writer) { column, values, writer in
                let sort = sortColumns[column].flatMap { $0 < batch.columns.count ? batch.columns[$0] : nil }
                (sort ?? values).writeJSON(row: key.place.row, to: &writer)
            }
            writer.endObject()

            func member(
                _ name: String, to writer: inout JSONWriter, _ value: (Int, Column, inout JSONWriter) -> Void
            ) {
                writer.key(name)
                writer.beginObject()
                for column in answer.layout.pivots {
                    writer.key(fields[column].name)
                    value(column, batch.columns[column], &writer)
                }
                writer.endObject()
            }
        }
        if answer.rowTotals != nil { rowTotalPivot(to: &writer) }
        writer.endArray()
    }

    private func rowTotalPivot(to writer: inout JSONWriter) {
        let names = answer.layout.pivots.map { fields[$0].name }
        func object(_ value: JSONValue) -> JSONValue { .object(JSONObject(names.map { ($0, value) })) }
        writer.value([
            "key": .string(PivotTable.rowTotalKey), "is_total": true, "data": object(.null),
            "metadata": object(["value": .null]), "labels": object(.null), "sort_values": object(.null),
        ])
    }
}
