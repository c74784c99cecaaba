import Testing

@testable import SemanticModel

private let pieces = [
    "{{", "}}", "{%", "%}", "{%-", "-%}", "{{-", "-}}", " ", "'", "\"", "|", ":", ",", ".", "..", "[", "]", "(", ")",
    "=", "==", "<",
    "contains", "and", "or", "if", "endif", "else", "elsif", "unless", "endunless", "case", "when", "endcase", "for",
    "i", "in",
    "(1..3)", "endfor", "break", "continue", "assign", "capture", "endcapture", "raw", "endraw", "comment",
    "endcomment", "liquid",
    "\n", "#", "cycle", "increment", "condition", "endcondition", "parameter", "u", "l", "forloop.index", "-1", "1",
    "2.5",
    "9223372036854775807", "é", "\u{301}", "\u{E000}1\u{E001}", "limit:", "offset:", "reversed", "empty", "blank",
    "nil", "%", "-",
]

@Test func `no template stops the engine`() {
    var random = LiquidRandom(state: 7)
    let values: [String: LiquidValue] = [
        "u": .user("a'b\u{301} \u{E000} <é>"), "l": .list([.user("x"), .integer(3), .null]),
    ]
    for _ in 0..<6_000 {
        let count = Int.random(in: 1...14, using: &random)
        let text = (0..<count).map { _ in (pieces.randomElement(using: &random) ?? "") }.joined(
            separator: Bool.random(using: &random) ? " " : "")
        let whole = Bool.random(using: &random) ? "{% \(text) %}" : text
        for result in [
            rendered(whole, values, as: LiquidSQLEscaper()), rendered(whole, values, as: LiquidHTMLEscaper()),
        ] {
            if case .failure(let error) = result {
                #expect((0...whole.unicodeScalars.count).contains(error.offset), "\(whole)")
            }
        }
    }
}

@Test func `no value stops a filter`() {
    let values: [String: LiquidValue] = [
        "a": .null, "b": .boolean(true), "c": .integer(.min), "d": .integer(.max),
        "e": .user("é\u{301}\u{1F3D4}\r\n<&%e"),
        "f": .list([.null, .integer(1), .user("x"), .list([.user("y")])]), "g": .record(["n": .user("z")]),
        "h": .range(from: .min, through: .max), "i": .number(LiquidNumber(-1e35) ?? LiquidNumber(0)), "j": .user(""),
        "k": .range(from: 3, through: 1), "l": .user("99999999999"), "m": .user("2024-02-29"), "n": .user("%Q %99Y %"),
    ]
    for filter in LiquidFilter.allCases {
        for value in values.keys.sorted() {
            for argument in values.keys.sorted() {
                for count in filter.arguments {
                    let arguments = repeatElement(argument, count: count).joined(separator: ", ")
                    let template = "'{{ \(value) | \(filter.rawValue)\(count > 0 ? ": " : "")\(arguments) }}'"
                    _ = rendered(template, values, as: LiquidSQLEscaper())
                }
            }
        }
    }
}

@Test func `numbers are exact and written in plain digits`() {
    let texts: [(String, String?)] = [
        ("1", "1"), ("-0.50", "-0.5"), (" 7 ", "7"), (".5", "0.5"), ("5.", "5.0"), ("1e3", "1000.0"),
        ("1.5e-3", "0.0015"),
        ("1e-400", "0.0"), ("1e35", "100000000000000000000000000000000000.0"), ("1e36", nil), ("", nil), ("-", nil),
        (".", nil), ("1 2", nil),
        ("0x10", nil), ("1e", nil), ("nan", nil), ("inf", nil), ("१", nil), ("1'", nil),
        ("0.1234567890123456789", "0.123456789012345678"),
    ]
    for (text, expected) in texts { #expect(LiquidNumber(text)?.text == expected, "\(text)") }
    #expect(LiquidNumber(Double.infinity) == nil)
    #expect(LiquidNumber(Double.nan) == nil)
    #expect(LiquidNumber(0.1)?.text == "0.1")
    #expect(LiquidNumber(1e21)?.text == "1000000000000000000000.0")
    #expect(LiquidNumber(.min).magnitude.text == "9223372036854775808")
    #expect(LiquidNumber("5.0") == LiquidNumber(5))
    #expect(LiquidNumber("-0.1").map { $0 < LiquidNumber(0) } == true)
}
