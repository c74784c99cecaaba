/// Rows of cells as aligned text.
struct TextGrid {
    var header: [String]
    var rows: [[String]]

    /// Columns whose cells are all numbers stand to the right.
    var lines: [String] {
        let all = [header] + rows
        let count = all.map(\.count).max() ?? 0
        func cell(_ row: [String], _ column: Int) -> String { column < row.count ? row[column] : "" }
        let widths = (0..<count).map { column in all.map { cell($0, column).count }.max() ?? 0 }
        let numeric = (0..<count).map { column in
            rows.allSatisfy { row in
                cell(row, column).allSatisfy { $0.isNumber || "+-–.%*".contains($0) }
            }
        }
        func line(_ row: [String]) -> String {
            var text = (0..<count).map { column in
                let blanks = String(repeating: " ", count: widths[column] - cell(row, column).count)
                return numeric[column] ? blanks + cell(row, column) : cell(row, column) + blanks
            }.joined(separator: "  ")
            while text.last == " " { text.removeLast() }
            return text
        }
        let rule = widths.map { String(repeating: "─", count: $0) }.joined(separator: "  ")
        return [line(header), rule] + rows.map(line)
    }
}
