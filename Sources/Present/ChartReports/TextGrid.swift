/// Rows of cells as aligned text.
package struct TextGrid {
    package var header: [String]
    package var rows: [[String]]
    /// The columns that stand to the right; `nil` are those whose cells are all numbers.
    package var toTheRight: Set<Int>?

    package init(header: [String], rows: [[String]], toTheRight: Set<Int>? = nil) {
        self.header = header
        self.rows = rows
        self.toTheRight = toTheRight
    }

    package var lines: [String] {
        let all = [header] + rows
        let count = all.map(\.count).max() ?? 0
        func cell(_ row: [String], _ column: Int) -> String { column < row.count ? row[column] : "" }
        let widths = (0..<count).map { column in all.map { cell($0, column).count }.max() ?? 0 }
        let numeric = (0..<count).map { column in
            toTheRight.map { $0.contains(column) }
                ?? rows.allSatisfy { row in
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
