package import QueryRunner
internal import SemanticModel

/// A result as a table for the terminal: labels, a rule, aligned cells with formatted values.
package struct TextTable: Sendable {
    package let text: String

    package init(_ answer: QueryAnswer) {
        let fields = answer.query.fields
        let renderers = fields.map(CellRenderer.init)
        var rows = [fields.map(\.label)]
        for batch in answer.rows.batches {
            for row in 0..<batch.rowCount {
                rows.append(fields.indices.map { renderers[$0].text(of: batch.columns[$0], row: row) ?? "∅" })
            }
        }
        let widths = fields.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        var lines: [String] = []
        for (place, row) in rows.enumerated() {
            let cells = fields.indices.map { column in
                let blanks = String(repeating: " ", count: widths[column] - row[column].count)
                return FieldMetadata.isNumeric(fields[column]) ? blanks + row[column] : row[column] + blanks
            }
            lines.append(cells.joined(separator: "  "))
            if place == 0 { lines.append(widths.map { String(repeating: "─", count: $0) }.joined(separator: "  ")) }
        }
        if rows.count == 1 { lines.append("No rows.") }
        text = lines.joined(separator: "\n") + "\n"
    }
}
