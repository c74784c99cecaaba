import Testing

@testable import SemanticModel

private let clock = FilterClock(now: 0)

private func parse(_ text: String) throws -> FieldFilter {
    try FilterParser.parse(text, for: .string, clock: clock)
}

private func filter(
    _ including: [StringFilter.Term] = [], not excluding: [StringFilter.Term] = []
) -> FieldFilter {
    .string(StringFilter(including: including, excluding: excluding))
}

private let expressions: [(String, FieldFilter)] = [
    ("", .any), ("  ", .any), (" , ,", .any), ("%", .any), ("%,FOO", .any),
    ("FOO", filter([.equals("FOO")])),
    (" FOO ,, BAR ", filter([.equals("FOO"), .equals("BAR")])),
    ("%FOO%", filter([.matches([.anyRun, .text("FOO"), .anyRun])])),
    ("FOO%", filter([.matches([.text("FOO"), .anyRun])])),
    ("%FOO", filter([.matches([.anyRun, .text("FOO")])])),
    ("F%OD", filter([.matches([.text("F"), .anyRun, .text("OD")])])),
    ("_UF", filter([.matches([.anyOne, .text("UF")])])),
    ("-FOO", filter(not: [.equals("FOO")])),
    ("-FOO,-BAR", filter(not: [.equals("FOO"), .equals("BAR")])),
    ("-%FOO%", filter(not: [.matches([.anyRun, .text("FOO"), .anyRun])])),
    ("FOO%,-FOOD", filter([.matches([.text("FOO"), .anyRun])], not: [.equals("FOOD")])),
    ("%,-FOOD", filter(not: [.equals("FOOD")])),
    ("EMPTY", filter([.isEmpty])), ("-empty", filter(not: [.isEmpty])),
    ("NULL", filter([.isNull])), ("-null", filter(not: [.isNull])),
    ("t-shirt", filter([.equals("t-shirt")])),
    ("^-5", filter([.equals("-5")])), ("100^%", filter([.equals("100%")])), ("a^_b", filter([.equals("a_b")])),
    ("a^,b", filter([.equals("a,b")])), ("x^^y", filter([.equals("x^y")])), ("^\"q^\"", filter([.equals("\"q\"")])),
    ("\"a, b\"", filter([.equals("a, b")])), ("-\"a, b\"", filter(not: [.equals("a, b")])),
    ("\"NULL\"", filter([.equals("NULL")])), ("\"\"", filter([.equals("")])),
    ("\"50%_^x\"", filter([.equals("50%_^x")])), ("\"say \\\"hi\\\"\"", filter([.equals("say \"hi\"")])),
    ("\"a\" , \"b\"", filter([.equals("a"), .equals("b")])),
    ("Santa Cruz\\, CA", filter([.equals("Santa Cruz, CA")])),
    ("^ ^ hello^ ^ ", filter([.equals("  hello  ")])),
    (
        "None,p1,p2,p0,p3",
        filter([.equals("None"), .equals("p1"), .equals("p2"), .equals("p0"), .equals("p3")])
    ),
    ("100^%%", filter([.matches([.text("100%"), .anyRun])])),
    ("sub^_region", filter([.equals("sub_region")])),
    ("%100^%^_^^ FOO%", filter([.matches([.anyRun, .text("100%_^ FOO"), .anyRun])])),
    ("\"[10.0,20.0)\"", filter([.equals("[10.0,20.0)")])), ("10 to 19", filter([.equals("10 to 19")])),
    ("-Casi Neff,-Andrew Reed", filter(not: [.equals("Casi Neff"), .equals("Andrew Reed")])),
    ("-\"price_1MzNR\"", filter(not: [.equals("price_1MzNR")])),
    ("debug^_ping^_view", filter([.equals("debug_ping_view")])),
    // Nothing is unreadable: marks that open or escape nothing are text.
    ("-", filter([.equals("-")])), ("\"open", filter([.equals("\"open")])), ("a^", filter([.equals("a^")])),
    ("\"a\"b", filter([.equals("\"a\"b")])),
]

@Test(arguments: expressions)
func `text filters mean what they say`(expression: String, expected: FieldFilter) throws {
    #expect(try parse(expression) == expected)
}

@Test func `written values are matched exactly, alone and in lists`() throws {
    let values = [
        "Databricks", "a,b", "100%", "a_b", "x^y", "-5", "-", "\"q\"", "\"", "NULL", "empty", "", " padded ", "  ",
        "back\\", "\\", "a\\,b", "C:\\x", "tab\t", "t-shirt", " \"", " \\", "Zürich 🏔", "{[(", "'",
    ]
    for value in values {
        #expect(try parse(FilterWriter.exact(value)) == filter([.equals(value)]), "\(value)")
        #expect(try parse("-" + FilterWriter.exact(value)) == filter(not: [.equals(value)]), "\(value)")
    }
    let list = values.map { FilterWriter.exact($0) }.joined(separator: ",")
    #expect(try parse(list) == filter(values.map { .equals($0) }))
    #expect(try parse(FilterWriter.exact(values)) == filter(values.map { .equals($0) }))
}

@Test func `text to look for is written with its wildcards escaped`() throws {
    #expect(FilterWriter.contains("100%_^ FOO") == "%100^%^_^^ FOO%")
    for text in ["a,b", "%", "_x", "-1", "\"", "NULL", " a ", "\\"] {
        #expect(try parse(FilterWriter.contains(text)) == filter([.matches([.anyRun, .text(text), .anyRun])]))
    }
    #expect(try parse(FilterWriter.contains("")) == .any)
}

@Test(arguments: expressions)
func `text filters survive being written back`(expression: String, expected: FieldFilter) throws {
    #expect(try parse(FilterWriter.expression(for: expected)) == expected)
}
