import Testing

@testable import SemanticModel

/// 2018-05-18 18:30:02
private let clock = FilterClock(now: 1_526_668_202_000_000, weekStartDay: .monday, fiscalMonthOffset: 3)

@Test(arguments: [
    ("", FilterGrammar.string, "is any value"),
    ("Databricks,Acme", .string, "is Databricks or Acme"),
    ("%data%,-Databricks", .string, "contains data and is not Databricks"),
    ("-EMPTY", .string, "is not blank"),
    ("[0,2000]", .number, "is between 0 and 2,000"),
    (">-1234567.5", .number, "is greater than -1,234,567.5"),
    ("NOT 5", .number, "is not 5"),
    ("Yes", .boolean, "is Yes"),
    ("4 week ago for 4 week", .date, "is in the last 4 complete weeks"),
    ("3 days", .date, "is in the last 3 days"),
    ("before 2018/05/29", .date, "is before 2018-05-29"),
    ("NOT NULL", .date, "is not null"),
    ("whenever", .date, "matches whenever"),
])
func `filters read as sentences`(expression: String, grammar: FilterGrammar, sentence: String) {
    #expect(FilterSentence.sentence(for: expression, grammar: grammar, clock: clock) == sentence)
}
