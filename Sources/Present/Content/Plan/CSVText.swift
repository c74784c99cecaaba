/// CSV as people send it and get it.
package enum CSVText {
    /// RFC 4180, with or without carriage returns.
    /// - Parameter separators: What may stand between cells.
    package static func rows(of text: String, separators: Set<Character> = [",", ";", "\t"]) -> [[String]] {
        var rows: [[String]] = []
        var row: [String] = []
        var cell = ""
        var isQuoted = false
        var wasQuoted = false
        func trimmed(_ text: String) -> String {
            var part = Substring(text)
            while part.first?.isWhitespace == true { part.removeFirst() }
            while part.last?.isWhitespace == true { part.removeLast() }
            return String(part)
        }
        func endCell() {
            row.append(wasQuoted ? cell : trimmed(cell))
            (cell, wasQuoted) = ("", false)
        }
        func endRow() {
            endCell()
            if row != [""] { rows.append(row) }
            row = []
        }
        var rest = Substring(text)
        while let character = rest.popFirst() {
            if isQuoted {
                if character == "\"" {
                    if rest.first == "\"" {
                        cell.append("\"")
                        rest.removeFirst()
                    } else {
                        isQuoted = false
                    }
                } else {
                    cell.append(character)
                }
            } else if character == "\"", cell.isEmpty || trimmed(cell).isEmpty {
                (isQuoted, wasQuoted, cell) = (true, true, "")
            } else if separators.contains(character) {
                endCell()
            } else if character.isNewline {
                endRow()
            } else {
                cell.append(character)
            }
        }
        endRow()
        return rows
    }

    /// A line of cells, with its end.
    package static func line(_ cells: [String]) -> String { cells.map(cell).joined(separator: ",") + "\r\n" }

    private static func cell(_ text: String) -> String {
        let isPlain = text.unicodeScalars.allSatisfy { !"\",\r\n".unicodeScalars.contains($0) }
        let isTrimmed = text.first?.isWhitespace != true && text.last?.isWhitespace != true
        return isPlain && isTrimmed ? text : "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}
