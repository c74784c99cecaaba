package import QueryRunner

/// A result as a table for the terminal: pivot values, labels, a rule, aligned cells with formatted values, subtotals behind
/// their groups, totals under a second rule.
package struct TextTable: Sendable {
    package let text: String

    package init(_ answer: QueryAnswer) {
        let table = TableLayout(answer, hasTotals: true)
        let texts = TableText(table)
        var header = [table.labels]
        if let pivots = table.pivotHeader() { header.insert(pivots, at: 0) }
        let body = table.lines.map(texts.cells)
        let widths = table.slots.indices.map { column in (header + body).map { $0[column].count }.max() ?? 0 }
        func line(_ cells: [String]) -> String {
            table.slots.indices.map { column in
                let blanks = String(repeating: " ", count: widths[column] - cells[column].count)
                return table.isNumeric(table.slots[column]) ? blanks + cells[column] : cells[column] + blanks
            }.joined(separator: "  ")
        }
        let rule = widths.map { String(repeating: "─", count: $0) }.joined(separator: "  ")
        var lines = header.map(line) + [rule]
        for (cells, kind) in zip(body, table.lines) {
            if kind == .total { lines.append(rule) }
            lines.append(line(cells))
        }
        if answer.rows.rowCount == 0 { lines.append("No rows.") }
        text = lines.joined(separator: "\n") + "\n"
    }
}
