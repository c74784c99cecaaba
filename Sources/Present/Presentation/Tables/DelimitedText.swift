package import QueryCompiler
package import QueryRunner
internal import SemanticModel
package import Warehouse

/// Rows as comma- or tab-separated text (RFC 4180), headed by full labels.
///
/// A text cell that a spreadsheet would take for a formula gets a leading apostrophe; numbers are left alone.
package struct DelimitedText: Sendable {
    private let query: CompiledQuery
    private let separator: UInt8
    private let renderers: [CellRenderer]?

    /// - Parameters:
    ///   - formatted: Formatted text ("1,062") rather than raw values (1062).
    package init(_ query: CompiledQuery, tabSeparated: Bool, formatted: Bool) {
        self.query = query
        separator = tabSeparated ? 0x09 : UInt8(ascii: ",")
        renderers = formatted ? query.fields.map(CellRenderer.init) : nil
    }

    /// The header line with its line end.
    package var header: [UInt8] {
        var bytes: [UInt8] = []
        line(query.fields.map(\.label), to: &bytes)
        return bytes
    }

    /// The lines of one batch.
    package func lines(_ batch: ColumnBatch) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(batch.rowCount * query.fields.count * 12)
        for row in 0..<batch.rowCount {
            for column in query.fields.indices where column < batch.columns.count {
                if column > 0 { bytes.append(separator) }
                append(cell(batch.columns[column], column: column, row: row), to: &bytes)
            }
            bytes.append(0x0A)
        }
        return bytes
    }

    /// A whole answer; a pivoted one with a first line with the pivot values over their columns. Totals are left out: whoever
    /// adds up the lines would count everything twice.
    package func document(_ answer: QueryAnswer) -> [UInt8] {
        guard answer.pivot != nil else { return answer.rows.batches.reduce(into: header) { $0 += lines($1) } }
        let table = TableLayout(answer, hasTotals: false)
        var bytes: [UInt8] = []
        line((table.pivotHeader(formatted: renderers != nil) ?? []).map(Self.guarded), to: &bytes)
        line(table.labels, to: &bytes)
        for row in table.lines {
            line(
                table.slots.map { slot in
                    table.value(slot, in: row).map { cell($0.column, column: slot.column, row: $0.row) } ?? ""
                }, to: &bytes)
        }
        return bytes
    }

    private func cell(_ values: Column, column: Int, row: Int) -> String {
        let text = renderers?[column].text(of: values, row: row) ?? values.text(row: row) ?? ""
        return values.number(row: row) == nil ? Self.guarded(text) : text
    }

    private func line(_ cells: [String], to bytes: inout [UInt8]) {
        for (place, cell) in cells.enumerated() {
            if place > 0 { bytes.append(separator) }
            append(cell, to: &bytes)
        }
        bytes.append(0x0A)
    }

    private func append(_ text: String, to bytes: inout [UInt8]) {
        let utf8 = text.utf8
        let needsQuotes = utf8.contains { $0 == separator || $0 == UInt8(ascii: "\"") || $0 == 0x0A || $0 == 0x0D }
        guard needsQuotes else { return bytes.append(contentsOf: utf8) }
        bytes.append(UInt8(ascii: "\""))
        for byte in utf8 {
            if byte == UInt8(ascii: "\"") { bytes.append(byte) }
            bytes.append(byte)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Spreadsheets take a cell for a formula by its first character, behind quotes and blanks; the full-width forms
    /// are taken by some of them as well.
    static func guarded(_ text: String) -> String {
        let triggers: Set<Unicode.Scalar> = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"]
        let first = text.unicodeScalars.first { $0 != "\"" && $0 != "'" && $0 != " " }
        guard let first, triggers.contains(first) else { return text }
        return "'" + text
    }
}
