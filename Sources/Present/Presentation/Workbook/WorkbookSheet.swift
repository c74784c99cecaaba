internal import QueryRunner
internal import Warehouse

/// The rows of a workbook's sheet.
struct WorkbookSheet {
    private let table: TableLayout
    private let texts: TableText
    private let styles: WorkbookStyles
    private let references: [String]

    init(_ table: TableLayout, styles: WorkbookStyles) {
        self.table = table
        texts = TableText(table)
        self.styles = styles
        references = table.slots.indices.map(Self.reference)
    }

    var xml: [UInt8] {
        var headers = [table.labels]
        if let pivots = table.pivotHeader() { headers.insert(pivots, at: 0) }
        var widths = table.slots.indices.map { column in headers.map { $0[column].count }.max() ?? 0 }
        var rows: [UInt8] = []
        for (place, header) in headers.enumerated() {
            let cells = header.indices.map { text(header[$0], style: 1, column: $0, row: place + 1) }
            append(cells, row: place + 1, to: &rows)
        }
        for (place, line) in table.lines.enumerated() {
            let shown = texts.cells(of: line)
            let row = headers.count + place + 1
            let cells = table.slots.indices.map { column in
                // Enough rows tell how wide a column has to be.
                if place < 1_000 { widths[column] = max(widths[column], shown[column].count) }
                return cell(line, column: column, row: row, shown: shown[column])
            }
            append(cells, row: row, to: &rows)
        }
        return Array(head(widths, frozen: headers.count).utf8) + rows + Array("</sheetData></worksheet>".utf8)
    }

    private func head(_ widths: [Int], frozen: Int) -> String {
        let columns = widths.enumerated().map { column, width in
            "<col min=\"\(column + 1)\" max=\"\(column + 1)\" width=\"\(min(max(width, 6), 60) + 2)\" customWidth=\"1\"/>"
        }
        return Workbook.declaration + "<worksheet xmlns=\"\(Workbook.mainNamespace)\">"
            + "<sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"\(frozen)\" topLeftCell=\"A\(frozen + 1)\""
            + " activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>"
            + (columns.isEmpty ? "" : "<cols>\(columns.joined())</cols>") + "<sheetData>"
    }

    private func append(_ cells: [String], row: Int, to rows: inout [UInt8]) {
        rows.append(contentsOf: "<row r=\"\(row)\">".utf8)
        for cell in cells { rows.append(contentsOf: cell.utf8) }
        rows.append(contentsOf: "</row>".utf8)
    }

    private func cell(_ line: TableLayout.Line, column: Int, row: Int, shown: String) -> String {
        let slot = table.slots[column]
        let isBold = if case .row = line { false } else { true }
        let style = styles.style(field: slot.column, isBold: isBold)
        guard let (values, place) = table.value(slot, in: line), !values.isNull(place) else {
            // What has no value is empty; the words that tell totals apart are not.
            return shown == "∅" || shown.isEmpty ? "" : text(shown, style: isBold ? 1 : 0, column: column, row: row)
        }
        guard values.isNumeric, let number = values.text(row: place), Self.isExact(number, values) else {
            let own = values.isNumeric ? values.text(row: place) ?? shown : shown
            return text(own, style: isBold ? 1 : 0, column: column, row: row)
        }
        return "<c r=\"\(references[column])\(row)\" s=\"\(style)\"><v>\(number)</v></c>"
    }

    /// Spreadsheets keep 15 digits of a number. What is exact and has more stays text, so that no digit is lost.
    private static func isExact(_ number: String, _ values: Column) -> Bool {
        guard let value = Double(number), value.isFinite else { return false }
        if case .double = values.values { return true }
        return number.filter(\.isNumber).drop { $0 == "0" }.count <= 15
    }

    private func text(_ text: String, style: Int, column: Int, row: Int) -> String {
        guard !text.isEmpty else { return "" }
        // The longest text that a cell holds, in UTF-16 units.
        let kept = text.utf16.count <= 32_767 ? text : String(text.prefix(16_000))
        return "<c r=\"\(references[column])\(row)\" s=\"\(style)\" t=\"inlineStr\"><is><t xml:space=\"preserve\">"
            + XMLText.content(kept) + "</t></is></c>"
    }

    /// `A` … `Z`, `AA` … for columns from 0.
    private static func reference(_ column: Int) -> String {
        var letters: [UInt8] = []
        var rest = column + 1
        while rest > 0 {
            letters.append(UInt8(65 + (rest - 1) % 26))
            rest = (rest - 1) / 26
        }
        return String(decoding: letters.reversed(), as: UTF8.self)
    }
}

/// Text inside XML 1.0. Characters that no XML may contain become a replacement character.
enum XMLText {
    static func content(_ text: String) -> String { escaped(text, quotes: false) }

    static func attribute(_ text: String) -> String { escaped(text, quotes: true) }

    private static func escaped(_ text: String, quotes: Bool) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"" where quotes: result += "&quot;"
            // A bare carriage return would be read as a line feed.
            case "\r": result += "&#13;"
            case "\t", "\n": result.unicodeScalars.append(scalar)
            default:
                let isAllowed = scalar.value >= 0x20 && scalar.value != 0xFFFE && scalar.value != 0xFFFF
                result.unicodeScalars.append(isAllowed ? scalar : "\u{FFFD}")
            }
        }
        return result
    }
}
