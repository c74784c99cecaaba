internal import QueryCompiler
package import QueryRunner
internal import SemanticModel
internal import Warehouse

/// A result as an Excel workbook of one sheet (ECMA-376, SpreadsheetML): numbers in the field's format, all else as text, a
/// header in bold that stays when one scrolls, column widths, subtotals and totals.
package enum Workbook {
    /// What a sheet can't hold.
    package enum Failure: Error, Sendable, Equatable {
        case tooManyRows(Int)
        case tooManyColumns(Int)
        /// The file would pass 4 GB.
        case tooLarge
    }

    /// What Excel allows.
    package static let largestSheet = (rows: 1_048_576, columns: 16_384)

    package static func bytes(_ answer: QueryAnswer) throws(Failure) -> [UInt8] {
        let table = TableLayout(answer, hasTotals: true)
        let headers = table.pivotHeader() == nil ? 1 : 2
        guard table.lines.count + headers <= largestSheet.rows else { throw .tooManyRows(table.lines.count) }
        guard table.slots.count <= largestSheet.columns else { throw .tooManyColumns(table.slots.count) }
        let styles = WorkbookStyles(answer.query.fields.map(\.valueFormat))
        var archive = ZipArchive()
        let parts: [(String, [UInt8])] = [
            ("[Content_Types].xml", Array(contentTypes.utf8)),
            ("_rels/.rels", Array(packageRelations.utf8)),
            ("xl/workbook.xml", Array(workbook.utf8)),
            ("xl/_rels/workbook.xml.rels", Array(workbookRelations.utf8)),
            ("xl/styles.xml", Array(styles.xml.utf8)),
            ("xl/worksheets/sheet1.xml", WorkbookSheet(table, styles: styles).xml),
        ]
        for (name, content) in parts { guard archive.add(name, content) else { throw .tooLarge } }
        guard let bytes = archive.finished() else { throw .tooLarge }
        return bytes
    }

    static let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    static let mainNamespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    private static let officeNamespace = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    private static let packageNamespace = "http://schemas.openxmlformats.org/package/2006"
    private static let sheetType = "application/vnd.openxmlformats-officedocument.spreadsheetml"

    private static let contentTypes =
        declaration + """
            <Types xmlns="\(packageNamespace)/content-types">\
            <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
            <Default Extension="xml" ContentType="application/xml"/>\
            <Override PartName="/xl/workbook.xml" ContentType="\(sheetType).sheet.main+xml"/>\
            <Override PartName="/xl/worksheets/sheet1.xml" ContentType="\(sheetType).worksheet+xml"/>\
            <Override PartName="/xl/styles.xml" ContentType="\(sheetType).styles+xml"/>\
            </Types>
            """

    private static let packageRelations =
        declaration + """
            <Relationships xmlns="\(packageNamespace)/relationships">\
            <Relationship Id="rId1" Type="\(officeNamespace)/officeDocument" Target="xl/workbook.xml"/>\
            </Relationships>
            """

    private static let workbook =
        declaration + """
            <workbook xmlns="\(mainNamespace)" xmlns:r="\(officeNamespace)">\
            <sheets><sheet name="Result" sheetId="1" r:id="rId1"/></sheets></workbook>
            """

    private static let workbookRelations =
        declaration + """
            <Relationships xmlns="\(packageNamespace)/relationships">\
            <Relationship Id="rId1" Type="\(officeNamespace)/worksheet" Target="worksheets/sheet1.xml"/>\
            <Relationship Id="rId2" Type="\(officeNamespace)/styles" Target="styles.xml"/>\
            </Relationships>
            """
}

extension Workbook.Failure: CustomStringConvertible {
    package var description: String {
        switch self {
        case .tooManyRows(let count):
            "An Excel sheet holds \(Workbook.largestSheet.rows) rows; these are \(count). Lower the limit, or download CSV."
        case .tooManyColumns(let count):
            "An Excel sheet holds \(Workbook.largestSheet.columns) columns; these are \(count). Lower the column limit."
        case .tooLarge: "The workbook would be larger than 4 GB. Lower the limit, or download CSV."
        }
    }
}

/// The number formats of a workbook: style 0 is plain, 1 bold, then for each format a plain and a bold one.
struct WorkbookStyles {
    private var formats: [String] = []
    private let placeByField: [Int?]

    /// - Parameter patterns: One for each field; `nil` and what no spreadsheet can read get the general format.
    init(_ patterns: [String?]) {
        var formats: [String] = []
        placeByField = patterns.map { pattern in
            guard let pattern, Self.isReadable(pattern) else { return nil }
            if let place = formats.firstIndex(of: pattern) { return place }
            formats.append(pattern)
            return formats.count - 1
        }
        self.formats = formats
    }

    func style(field: Int, isBold: Bool) -> Int {
        let place = placeByField[field].map { $0 + 1 } ?? 0
        return place * 2 + (isBold ? 1 : 0)
    }

    /// One wrong pattern makes Excel refuse the file, so only what is surely right is passed on.
    private static func isReadable(_ pattern: String) -> Bool {
        guard !pattern.isEmpty, pattern.utf8.count <= 200, pattern.contains(where: { $0 == "0" || $0 == "#" }) else {
            return false
        }
        var isQuoted = false
        for scalar in pattern.unicodeScalars {
            if scalar == "\"" {
                isQuoted.toggle()
            } else if isQuoted {
                guard scalar.value >= 0x20 else { return false }
            } else if !"0#,.%$€£ ()-+;".unicodeScalars.contains(scalar) {
                return false
            }
        }
        return !isQuoted && pattern.split(separator: ";", omittingEmptySubsequences: false).count <= 3
    }

    var xml: String {
        // Numbers below 164 are Excel's own formats.
        let numbers = formats.enumerated().map { place, pattern in
            "<numFmt numFmtId=\"\(164 + place)\" formatCode=\"\(XMLText.attribute(pattern))\"/>"
        }
        let cells = ([0] + formats.indices.map { 164 + $0 }).flatMap { format in
            [0, 1].map { font in
                "<xf numFmtId=\"\(format)\" fontId=\"\(font)\" fillId=\"0\" borderId=\"0\" xfId=\"0\""
                    + " applyNumberFormat=\"1\" applyFont=\"1\"/>"
            }
        }
        return Workbook.declaration + "<styleSheet xmlns=\"\(Workbook.mainNamespace)\">"
            + (numbers.isEmpty ? "" : "<numFmts count=\"\(numbers.count)\">\(numbers.joined())</numFmts>")
                + """
                <fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>\
                <font><b/><sz val="11"/><name val="Calibri"/></font></fonts>\
                <fills count="2"><fill><patternFill patternType="none"/></fill>\
                <fill><patternFill patternType="gray125"/></fill></fills>\
                <borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
                <cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
                """
            + "<cellXfs count=\"\(cells.count)\">\(cells.joined())</cellXfs>"
            + "<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>"
    }
}
