package import QueryRunner

/// A result as a table in HTML or Markdown: formatted values, pivot values over their columns, subtotals and totals.
package enum MarkupTable {
    /// A whole page without scripts or outside resources.
    package static func html(_ answer: QueryAnswer) -> String {
        let table = TableLayout(answer, hasTotals: true)
        let texts = TableText(table)
        func row(_ cells: [String], _ tag: String, isStrong: Bool = false) -> String {
            let content = zip(cells, table.slots).map { cell, slot in
                let align = table.isNumeric(slot) ? " class=\"number\"" : ""
                let text = HTMLText.escaped(cell)
                return "<\(tag)\(align)>" + (isStrong && !text.isEmpty ? "<strong>\(text)</strong>" : text)
                    + "</\(tag)>"
            }
            return "<tr>" + content.joined() + "</tr>\n"
        }
        var html = """
            <!DOCTYPE html>
            <html>
            <head>
            <meta charset="utf-8">
            <style>
            table { border-collapse: collapse; font-family: sans-serif; font-size: 13px; }
            th, td { border: 1px solid #d4d7dc; padding: 4px 8px; text-align: left; vertical-align: top; }
            th { background: #f2f3f5; }
            .number { text-align: right; }
            </style>
            </head>
            <body>
            <table>
            <thead>

            """
        if let pivots = table.pivotHeader() { html += row(pivots, "th") }
        html += row(table.labels, "th") + "</thead>\n<tbody>\n"
        for line in table.lines {
            let isTotal = if case .row = line { false } else { true }
            html += row(texts.cells(of: line), "td", isStrong: isTotal)
        }
        return html + "</tbody>\n</table>\n</body>\n</html>\n"
    }

    /// A table as GitHub's Markdown has it; with pivots the values stand in the header before the labels.
    package static func markdown(_ answer: QueryAnswer) -> String {
        let table = TableLayout(answer, hasTotals: true)
        let texts = TableText(table)
        func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |\n" }
        var header = table.labels.map(markdownText)
        if let pivots = table.pivotHeader() {
            header = zip(pivots, header).map { $0.isEmpty ? $1 : markdownText($0) + " / " + $1 }
        }
        var text = line(header) + line(table.slots.map { table.isNumeric($0) ? "---:" : "---" })
        for row in table.lines {
            let isTotal = if case .row = row { false } else { true }
            text += line(
                texts.cells(of: row).map { cell in
                    isTotal && !cell.isEmpty ? "**" + markdownText(cell) + "**" : markdownText(cell)
                })
        }
        return text
    }

    /// Text that Markdown takes for nothing else, on one line.
    private static func markdownText(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\", "|", "*", "_", "`", "[", "]", "<", ">", "#": result += "\\" + String(scalar)
            case "\n", "\r", "\t": result += " "
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
