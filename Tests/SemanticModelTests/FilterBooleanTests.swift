import Testing

@testable import SemanticModel

private func parse(_ text: String) throws -> FieldFilter {
    try FilterParser.parse(text, for: .boolean, clock: FilterClock(now: 0))
}

@Test(arguments: [
    ("", FieldFilter.any), ("Yes", .boolean(.yes)), ("no", .boolean(.no)), ("TRUE", .boolean(.yes)),
    ("False", .boolean(.no)), ("1", .boolean(.yes)), ("0", .boolean(.no)), ("y", .boolean(.yes)),
    ("n", .boolean(.no)), ("-Yes", .boolean(.no)), ("-No", .boolean(.yes)), ("Yes,No", .any),
    (" Yes , ", .boolean(.yes)),
    ("NULL", .boolean(.isNull)), ("-NULL", .boolean(.isNotNull)), ("NOT NULL", .boolean(.isNotNull)),
    ("No,NULL", .boolean(.no)), ("Yes,-NULL", .boolean(.yes)), ("\"Yes\"", .boolean(.yes)),
])
func `yes and no filters mean what they say`(expression: String, expected: FieldFilter) throws {
    #expect(try parse(expression) == expected)
}

@Test(arguments: [("maybe", 0), ("Yes,perhaps", 4), ("Yes No", 4), ("10", 0), ("No,-NULL", 0), ("-Yes,-No", 0)])
func `yes and no filters that can't be read say where`(expression: String, offset: Int) {
    #expect {
        try parse(expression)
    } throws: { error in
        (error as? FilterExpressionError)?.offset == offset
    }
}
