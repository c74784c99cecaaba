import Presentation
import Testing

@Suite struct ValueFormatTests {
    /// Pattern, number, and what a spreadsheet shows for them.
    static let cases: [(String, Double, String)] = [
        ("0", 1234.5, "1235"),
        ("0", 0.4, "0"),
        ("#,##0", 1_234_567, "1,234,567"),
        ("#,##0", -1_234.5, "-1,235"),
        ("#,##0.00", 1_234.5, "1,234.50"),
        ("#,##0.##", 1_234.5, "1,234.5"),
        ("#,##0.##", 1_234, "1,234"),
        ("0.00", 1.005, "1.01"),
        ("0.0%", 0.1234, "12.3%"),
        ("0%", 0.125, "13%"),
        ("#,##0\"%\"", 12.4, "12%"),
        ("$#,##0.00", -12.5, "-$12.50"),
        ("$#,##0;($#,##0)", -1_500, "($1,500)"),
        ("$#,##0;($#,##0);\"none\"", 0, "none"),
        ("[>=1000000]0.0,,\"M\";[>=1000]0.0,\"K\";0", 2_345_678, "2.3M"),
        ("[>=1000000]0.0,,\"M\";[>=1000]0.0,\"K\";0", 12_345, "12.3K"),
        ("[>=1000000]0.0,,\"M\";[>=1000]0.0,\"K\";0", 12, "12"),
        ("0.0,", 12_345, "12.3"),
        ("0.00E+00", 12_345, "1.23E+04"),
        ("00000", 42, "00042"),
        ("0.00\\ \\€", 3, "3.00 €"),
        ("#,##0.00\" km\"", 5, "5.00 km"),
        ("#", 0, ""),
        ("0", -0.2, "0"),
        ("#,##0", 1e18, "1,000,000,000,000,000,000"),
        ("#,##0.0", .infinity, "∞"),
        ("\"text only\"", 5, "text only"),
        ("", 5, ""),
    ]

    @Test(arguments: cases)
    func `a number looks as a spreadsheet shows it`(_ pattern: String, _ number: Double, _ expected: String) {
        #expect(ValueFormat(pattern).format(.double(number)) == expected)
    }

    @Test func `integers keep every digit`() {
        #expect(ValueFormat("#,##0").format(.integer(9_007_199_254_740_993)) == "9,007,199,254,740,993")
        #expect(ValueFormat("0").format(.integer(-5)) == "-5")
        #expect(ValueFormat("0%").format(.integer(2)) == "200%")
        #expect(ValueFormat("#,##0.00").format(.integer(1_000)) == "1,000.00")
    }

    @Test(arguments: [
        "[", "[>=", "\"", "\\", "0.0.0", ";;;;", "0E", "%%%", "_", "*", "#,,,", "E+0", "[$€-407]0", "[red]0",
    ])
    func `any text is a pattern`(_ pattern: String) {
        for number in [0, 1.5, -1e9, 1e300, -1e-300] { _ = ValueFormat(pattern).format(.double(number)) }
        for number: Int128 in [0, .max, .min] { _ = ValueFormat(pattern).format(.integer(number)) }
    }
}
