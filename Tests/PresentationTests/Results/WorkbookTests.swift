import Foundation
import Presentation
import QueryCompiler
import QueryRunner
import SemanticModel
import Testing
import Warehouse

@Suite struct WorkbookTests {
    private func sheet(_ answer: QueryAnswer) throws -> String {
        let members = try #require(ZipReader.members(try Workbook.bytes(answer)))
        return try #require(members["xl/worksheets/sheet1.xml"])
    }

    /// The cells of a row as they stand in the sheet.
    private func row(_ number: Int, of sheet: String) -> String? {
        guard let start = sheet.range(of: "<row r=\"\(number)\">"),
            let end = sheet.range(of: "</row>", range: start.upperBound..<sheet.endIndex)
        else { return nil }
        return String(sheet[start.upperBound..<end.lowerBound])
    }

    private func text(_ cell: String, _ text: String, style: Int = 0) -> String {
        "<c r=\"\(cell)\" s=\"\(style)\" t=\"inlineStr\"><is><t xml:space=\"preserve\">\(text)</t></is></c>"
    }

    @Test func `a workbook has the parts that a spreadsheet looks for`() async throws {
        let members = try #require(ZipReader.members(try Workbook.bytes(try await AnswerFixture.flat())))
        #expect(
            Set(members.keys) == [
                "[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels",
                "xl/styles.xml", "xl/worksheets/sheet1.xml",
            ])
        #expect(members["xl/styles.xml"]?.contains("<numFmt numFmtId=\"164\" formatCode=\"#,##0.00\"/>") == true)
        for (name, content) in members {
            #expect(content.hasPrefix("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"), "\(name)")
        }
    }

    @Test func `numbers are numbers in the field's format, all else is text, totals are bold`() async throws {
        let sheet = try sheet(try await AnswerFixture.flat())
        #expect(
            row(1, of: sheet) == text("A1", "T Country", style: 1) + text("B1", "T City", style: 1)
                + text("C1", "T Revenue", style: 1))
        #expect(
            row(2, of: sheet) == text("A2", "IT") + text("B2", "Rome") + "<c r=\"C2\" s=\"2\"><v>1002.50</v></c>")
        // NULL is an empty cell.
        #expect(row(3, of: sheet) == text("A3", "IT") + "<c r=\"C3\" s=\"2\"><v>4.00</v></c>")
        #expect(
            row(4, of: sheet) == text("A4", "IT", style: 1) + text("B4", "Subtotal", style: 1)
                + "<c r=\"C4\" s=\"3\"><v>1006.50</v></c>")
        // A text is never a formula.
        #expect(row(5, of: sheet)?.contains(text("B5", "=1+1")) == true)
        #expect(row(7, of: sheet) == text("A7", "Total", style: 1) + "<c r=\"C7\" s=\"3\"><v>1014.50</v></c>")
        #expect(row(8, of: sheet) == nil)
    }

    @Test func `pivot values stand over their columns, and both header lines stay in view`() async throws {
        let sheet = try sheet(try await AnswerFixture.pivoted())
        #expect(
            row(1, of: sheet) == text("B1", "new", style: 1) + text("C1", "paid", style: 1)
                + text("D1", "Row Total", style: 1))
        #expect(sheet.contains("<pane ySplit=\"2\" topLeftCell=\"A3\""))
        #expect(
            row(4, of: sheet) == text("A4", "NO") + "<c r=\"B4\" s=\"2\"><v>8.00</v></c>"
                + "<c r=\"D4\" s=\"2\"><v>8.00</v></c>")
    }

    @Test func `no digit is lost: what a spreadsheet would round stays text`() async throws {
        let query = AnswerFixture.query(
            """
            SELECT 9007199254740993 AS a, 123456789012345 AS b, 1234567890123.4567::DECIMAL(20, 4) AS c,
                0.1::DOUBLE + 0.2 AS d, 'NaN'::DOUBLE AS e
            """, ["a", "b", "c", "d", "e"].map { AnswerFixture.measure($0, label: $0) })
        let sheet = try sheet(try await AnswerFixture.answer(query))
        #expect(
            row(2, of: sheet) == text("A2", "9007199254740993") + "<c r=\"B2\" s=\"0\"><v>123456789012345</v></c>"
                + text("C2", "1234567890123.4567") + "<c r=\"D2\" s=\"0\"><v>0.30000000000000004</v></c>"
                + text("E2", "NaN"))
    }

    @Test func `any text is text that XML can hold`() async throws {
        let query = AnswerFixture.query(
            "SELECT '<a & \"b\">' || chr(1) || chr(13) || ' ' AS x", [AnswerFixture.dimension("x", label: "X")])
        let sheet = try sheet(try await AnswerFixture.answer(query))
        #expect(row(2, of: sheet) == text("A2", "&lt;a &amp; \"b\"&gt;\u{FFFD}&#13; "))
    }

    /// Patterns of LookML, and whether a workbook takes them over.
    static let patterns: [(String, Bool)] = [
        ("#,##0.00", true), ("0.0%", true), ("$#,##0;($#,##0)", true), ("0.0,,\"M\"", true), ("€#,##0", true),
        ("\"open", false), ("[>=1000]0.0,\"K\";0", false), ("h:mm:ss", false), ("0;0;0;0;0", false),
        ("nonsense", false), ("", false),
    ]

    @Test(arguments: patterns.indices) func `only patterns that are surely right are passed on`(_ place: Int)
        async throws
    {
        let (pattern, isTaken) = Self.patterns[place]
        let query = AnswerFixture.query(
            "SELECT 1.5 AS n", [AnswerFixture.measure("n", label: "N", format: pattern)])
        let bytes = try Workbook.bytes(try await AnswerFixture.answer(query))
        let styles = try #require(ZipReader.members(bytes)?["xl/styles.xml"])
        #expect(styles.contains("<numFmts") == isTaken)
    }

    @Test func `columns beyond Z are named as spreadsheets name them`() async throws {
        let names = (0..<703).map { "n\($0)" }
        let query = AnswerFixture.query(
            "SELECT " + names.indices.map { "\($0) AS n\($0)" }.joined(separator: ", "),
            names.map { AnswerFixture.measure($0, label: $0) })
        let cells = try #require(row(2, of: try sheet(try await AnswerFixture.answer(query))))
        for (name, value) in [("Z", 25), ("AA", 26), ("AZ", 51), ("BA", 52), ("ZZ", 701), ("AAA", 702)] {
            #expect(cells.contains("<c r=\"\(name)2\" s=\"0\"><v>\(value)</v></c>"), "\(name)")
        }
    }

    @Test func `what no sheet holds is refused`() {
        let query = AnswerFixture.query(
            "SELECT 1 AS n", [AnswerFixture.measure("n", label: "N")])
        let rows = ColumnBatch(
            columns: [Column(.int(Array(repeating: 1, count: 1_048_576)))], rowCount: 1_048_576)
        let answer = QueryAnswer(
            query: query,
            rows: ResultSet(columns: [ColumnDescription(name: "n", type: "BIGINT")], batches: [rows]), runtime: .zero)
        #expect(throws: Workbook.Failure.tooManyRows(1_048_576)) { try Workbook.bytes(answer) }
    }
}
