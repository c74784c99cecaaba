import Testing

@testable import SemanticModel

private typealias Term = NumberFilter.Term

private func parse(_ text: String) throws -> FieldFilter {
    try FilterParser.parse(text, for: .number, clock: FilterClock(now: 0))
}

private func filter(_ including: [NumberFilter.Term] = [], not excluding: [NumberFilter.Term] = []) -> FieldFilter {
    .number(NumberFilter(including: including, excluding: excluding))
}

private func numbers(_ digits: String...) -> [NumberFilter.Term] { digits.map { .equals($0) } }

/// "[1,7)": brackets as in the filters; a missing number is open.
private func range(_ text: String) -> NumberFilter.Term {
    let ends = text.dropFirst().dropLast().split(separator: ",", omittingEmptySubsequences: false)
    func bound(_ digits: Substring?, _ inclusive: Bool) -> NumberFilter.Bound? {
        guard let digits, !digits.isEmpty else { return nil }
        return NumberFilter.Bound(digits: String(digits), inclusive: inclusive)
    }
    return .range(lower: bound(ends.first, text.hasPrefix("[")), upper: bound(ends.last, text.hasSuffix("]")))
}

private let expressions: [(String, FieldFilter)] = [
    ("", .any), (" , ", .any),
    ("5", filter(numbers("5"))), ("=5", filter(numbers("5"))),
    ("NOT 5", filter(not: numbers("5"))), ("<>5", filter(not: numbers("5"))), ("!=5", filter(not: numbers("5"))),
    ("1, 3, 5, 7", filter(numbers("1", "3", "5", "7"))), ("1,,3", filter(numbers("1", "3"))),
    ("NOT 66, 99, 4", filter(not: numbers("66", "99", "4"))),
    ("23, NOT 42, 43", filter(not: numbers("23", "42", "43"))),
    ("23, NOT 42, NOT 43", filter(numbers("23"), not: numbers("42", "43"))),
    ("5, NOT 6, NOT 7", filter(numbers("5"), not: numbers("6", "7"))),
    ("23, NOT NULL", filter(numbers("23"), not: [.isNull])),
    ("NOT NULL, 23", filter(numbers("23"), not: [.isNull])),
    ("5.5 to 10", filter([range("[5.5,10]")])), ("80 to 159", filter([range("[80,159]")])),
    ("1 to", filter([range("[1,]")])), ("to 10", filter([range("[,10]")])),
    ("NOT 3 to 80.44", filter(not: [range("[3,80.44]")])),
    (">=5.5 AND <=10", filter([range("[5.5,10]")])), ("<=10 and >=5.5", filter([range("[5.5,10]")])),
    (">10 AND <=20 OR 90", filter([range("(10,20]"), .equals("90")])),
    ("<3 OR >80.44", filter(not: [range("[3,80.44]")])), (">=80 OR <=3", filter(not: [range("(3,80)")])),
    (">3 OR <80", filter([range("(3,)"), range("(,80)")])),
    ("<3 OR >80, 50", filter([range("(,3)"), range("(80,)"), .equals("50")])),
    (">=50 AND <=100 OR >=500 AND <=1000", filter([range("[50,100]"), range("[500,1000]")])),
    ("(1,7)", filter([range("(1,7)")])), ("[5,90)", filter([range("[5,90)")])),
    ("(12,20]", filter([range("(12,20]")])), ("[12, 20]", filter([range("[12,20]")])),
    ("[0,2000]", filter([range("[0,2000]")])),
    ("(500,inf)", filter([range("(500,)")])), ("[500,)", filter([range("[500,)")])),
    ("(-inf,10]", filter([range("(,10]")])), ("(,10)", filter([range("(,10)")])),
    ("[,10]", filter([range("[,10]")])), ("(-inf,inf)", filter(not: [.isNull])),
    ("NOT (3,12)", filter(not: [range("(3,12)")])),
    ("[0,9],[20,29]", filter([range("[0,9]"), range("[20,29]")])),
    ("[0,10],20", filter([range("[0,10]"), .equals("20")])),
    (
        "(1,100],500,600,(800,900],[2000,)",
        filter([range("(1,100]"), .equals("500"), .equals("600"), range("(800,900]"), range("[2000,)")])
    ),
    ("NOT 10,[1,5)", filter([range("[1,5)")], not: numbers("10"))),
    ("[-.4, .4],NOT NULL", filter([range("[-0.4,0.4]")], not: [.isNull])),
    ("NULL", filter([.isNull])), ("not null", filter(not: [.isNull])), ("-NULL", filter(not: [.isNull])),
    (">5", filter([range("(5,)")])), ("NOT >5", filter(not: [range("(5,)")])),
    // Exact decimals in one form.
    ("007.50", filter(numbers("7.5"))), ("-0", filter(numbers("0"))), ("1e3", filter(numbers("1000"))),
    ("12.5E-3", filter(numbers("0.0125"))),
    ("12345678901234567890.123456789", filter(numbers("12345678901234567890.123456789"))),
]

@Test(arguments: expressions)
func `number filters mean what they say`(expression: String, expected: FieldFilter) throws {
    #expect(try parse(expression) == expected)
}

@Test(arguments: expressions)
func `number filters survive being written back`(expression: String, expected: FieldFilter) throws {
    // Open ends lose whether they were written round or square: nothing depends on it.
    #expect(try parse(FilterWriter.expression(for: expected)) == expected)
}

@Test(arguments: [
    ("five", 0), ("5 apples", 2), ("$5", 0), ("5%", 1), ("1, x", 3), ("[1;2]", 2), ("[1,2", 4), ("(1)", 2),
    (">5 AND >10", 7), ("> ", 2), ("5 OR", 4), ("NOT", 3), ("[inf,5]", 1), ("1e99", 0), ("[1 to 3]", 3),
    ("1.2.3", 3), (">5 AND 7", 7),
])
func `number filters that can't be read say where`(expression: String, offset: Int) {
    #expect {
        try parse(expression)
    } throws: { error in
        (error as? FilterExpressionError)?.offset == offset
    }
}
