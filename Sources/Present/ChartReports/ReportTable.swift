/// A table of an answer: what its rows are called, columns with a cell for each of them, and what is said below.
struct ReportTable {
    struct Column {
        var name: String
        var cells: [String]
        /// Words stand to the left, numbers to the right.
        var isText = false
    }

    /// What it is about; empty where nothing has to be told apart.
    var title = ""
    /// What the rows are.
    var rowName: String
    var rows: [String]
    var columns: [Column]
    var remarks: [String] = []
    /// Whether something in it bears the mark of what has not ended yet.
    var hasUnfinished = false

    static let unfinished = "*"

    /// Columns that fit beside each other.
    private static let widest = 8

    /// As many columns beside each other as are readable, each time beside the names of the rows.
    var lines: [String] {
        var lines: [String] = title.isEmpty ? [] : [title + ":"]
        for start in stride(from: 0, to: rows.isEmpty ? 0 : columns.count, by: Self.widest) {
            let part = columns[start..<min(columns.count, start + Self.widest)]
            let cells = rows.indices.map { row in
                [rows[row]] + part.map { row < $0.cells.count ? $0.cells[row] : ReportText.nothing }
            }
            let right = part.enumerated().filter { !$0.element.isText }.map { $0.offset + 1 }
            if start > 0 { lines.append("") }
            lines += TextGrid(header: [rowName] + part.map(\.name), rows: cells, toTheRight: Set(right)).lines
        }
        if rows.isEmpty { lines.append("Nothing is there.") }
        return lines + remarks
    }
}
