import LookerExpressions
import Testing

@Suite struct ParserTests {
    private func parsed(_ text: String) -> String? { ExpressionParser.parse(text).expression?.description }

    @Test(arguments: [
        ("1 + 2 * 3", "(1 + (2 * 3))"),
        ("(1 + 2) * 3", "((1 + 2) * 3)"),
        ("8 - 3 - 2", "((8 - 3) - 2)"),
        ("8 / 4 % 3", "((8 / 4) % 3)"),
        ("-2 * 3", "(-2 * 3)"),
        ("2 - -${a}", "(2 - (-${a}))"),
        ("1 + 2 > 2 AND yes OR no", "(((1 + 2) > 2) AND yes) OR no"),
        ("yes OR no AND no", "yes OR (no AND no)"),
        ("NOT ${a} = 1 AND yes", "(NOT (${a} = 1)) AND yes"),
        ("NOT NOT yes", "NOT (NOT yes)"),
        ("${v.a} != \"x\"", "(${v.a} != \"x\")"),
    ])
    func `operators bind as in the reference`(_ text: String, _ whole: String) {
        #expect(parsed(text) == parsed(whole))
        #expect(parsed(text) != nil)
    }

    @Test func `a tree is written with all its parentheses`() {
        #expect(parsed("1+2*3") == "(1 + (2 * 3))")
        #expect(
            parsed("if(${a} >= 4 OR ${b} > 5 AND ${c}, \"x\", \"y\")")
                == "case(when(((${a} >= 4) OR ((${b} > 5) AND ${c})), \"x\"), \"y\")")
    }

    @Test(arguments: [
        "12", "0.5", ".5", "1e3", "\"a\\\"b\\\\c\\n\"", "'single'", "yes", "null", "${v.f:total}",
        "${ v.f : row_total }",
        "row()", "concat(\"a\", 1, ${x})", "case(when(yes, 1), when(no, 2))", "mean(offset_list(${a.b}, -6, 7))",
    ])
    func `what is written out reads back the same`(_ text: String) throws {
        let written = try #require(parsed(text))
        #expect(parsed(written) == written)
        #expect(ExpressionParser.parse(text).problems.isEmpty)
    }

    @Test func `literals keep their kind`() {
        func kind(_ text: String) -> LookerExpression.Kind? { ExpressionParser.parse(text).expression?.kind }
        #expect(kind("12") == .integer(12))
        #expect(kind("-12") == .integer(-12))
        #expect(kind("1.50") == .decimal(1.5))
        #expect(kind("9223372036854775808") == .decimal(9_223_372_036_854_775_808))
        #expect(kind("\"a\\tb\"") == .string("a\tb"))
        #expect(kind("'it\\'s'") == .string("it's"))
        #expect(kind("\"\\d+\"") == .string("\\d+"))
        #expect(kind("no") == .yesNo(false))
        #expect(kind("${a.b:row_total}") == .field(.init(name: "a.b", part: .rowTotal)))
    }

    @Test func `comments go to the end of their line`() {
        #expect(parsed("1 # one\n + # and\n 2") == "(1 + 2)")
        #expect(parsed("\"# no comment\"") == "\"# no comment\"")
    }

    @Test func `places count unicode scalars`() throws {
        // 👍🏽 is one character of two scalars; with its quotes it takes four.
        let expression = try #require(ExpressionParser.parse("\"👍🏽\" = ${a.b}").expression)
        #expect(expression.span == 0..<13)
        #expect(expression.children.map(\.span) == [0..<4, 7..<13])
        #expect(expression.fields.map(\.span) == [7..<13])
        let call = try #require(ExpressionParser.parse(" sum( ${x} ) ").expression)
        #expect(call.span == 1..<12)
    }

    @Test(arguments: [
        ("", ExpressionProblem.Code.emptyExpression, 0..<0),
        ("  # only a comment", .emptyExpression, 0..<0),
        ("1 +", .missingOperand, 3..<3),
        ("1 + * 2", .missingOperand, 4..<5),
        ("(1 + 2", .missingParenthesis, 0..<1),
        ("1 + 2)", .unexpectedToken, 5..<6),
        ("sum(${a},)", .missingOperand, 9..<10),
        ("1 2", .unexpectedToken, 2..<3),
        ("1 < 2 < 3", .chainedComparison, 6..<7),
        ("\"open", .unterminatedString, 0..<5),
        ("12abc", .invalidNumber, 0..<5),
        ("1.2.3", .invalidNumber, 0..<5),
        ("${a", .invalidFieldReference, 0..<3),
        ("${}", .invalidFieldReference, 0..<3),
        ("${a..b}", .invalidFieldReference, 0..<7),
        ("${a:sum}", .invalidFieldReference, 0..<8),
        ("$a", .invalidFieldReference, 0..<1),
        ("1 ? 2", .unexpectedCharacter, 2..<3),
        ("“x”", .unexpectedCharacter, 0..<1),
        ("when(yes, 1)", .misplacedWhen, 0..<4),
        ("case(1, 2)", .misplacedWhen, 5..<6),
        ("case(when(yes, 1), 2, 3)", .misplacedWhen, 20..<21),
        ("if(yes, 1)", .wrongNumberOfArguments, 0..<10),
        ("if(yes)", .wrongNumberOfArguments, 0..<7),
        ("count", .unexpectedToken, 0..<5),
        ("orders.count + 1", .unexpectedToken, 0..<12),
    ])
    func `a mistake is named with its place`(_ text: String, _ code: ExpressionProblem.Code, _ span: Range<Int>) throws
    {
        let problem = try #require(ExpressionParser.parse(text).problems.first)
        #expect(problem.code == code)
        #expect(problem.span == span)
    }

    @Test(arguments: [
        ("1 == 2", "=", "(1 = 2)"), ("1 <> 2", "!=", "(1 != 2)"), ("yes && no", "AND", "(yes AND no)"),
        ("yes or no", "OR", "(yes OR no)"), ("not yes", "NOT", "(NOT yes)"), ("TRUE", "yes", "yes"),
        ("NULL", "null", "null"), ("IF(yes, 1, 2)", "if", "case(when(yes, 1), 2)"), ("Sum(1)", "sum", "sum(1)"),
    ])
    func `the spelling of other languages is understood and put right`(
        _ text: String, _ suggestion: String, _ meant: String
    ) {
        let (expression, problems) = ExpressionParser.parse(text)
        #expect(problems.map(\.code) == [.spelling])
        #expect(problems.first?.suggestion == suggestion)
        #expect(expression?.description == meant)
    }

    @Test func `what is too long or too deep is refused`() {
        #expect(ExpressionParser.parse(String(repeating: "1", count: 100_001)).problems.first?.code == .tooLong)
        for deep in [
            String(repeating: "(", count: 50_000), String(repeating: "-", count: 50_000),
            String(repeating: "abs(", count: 20_000), "1" + String(repeating: " + 1", count: 20_000),
            String(repeating: "NOT ", count: 20_000), String(repeating: "if(yes, 1, ", count: 9_000),
            String(repeating: "case(when(", count: 9_000),
        ] { #expect(ExpressionParser.parse(deep).problems.first?.code == .tooDeep, "\(deep.prefix(12))") }
        // A sum of a hundred terms is nothing unusual.
        #expect(ExpressionParser.parse("1" + String(repeating: " + 1", count: 150)).expression != nil)
    }

    @Test func `any text gives a tree or an explanation`() {
        let pieces = [
            "(", ")", ",", "${a}", "${", "}", "\"", "'", "1", ".", "e", "-", "+", "*", "/", "%", "=", "<", ">", "!",
            "AND",
            "not", "if", "case", "when", "sum", "null", "yes", " ", "\n", "#", "\\", "é", "👍🏽", "\u{0}", "$", ":total",
            "&",
        ]
        let seed = UInt64(20_260_701)
        var random = Seeded(state: seed)
        for _ in 0..<20_000 {
            let text = (0..<Int.random(in: 0...12, using: &random))
                .map { _ in pieces[Int.random(in: 0..<pieces.count, using: &random)] }.joined()
            let (expression, problems) = ExpressionParser.parse(text)
            #expect(expression != nil || !problems.isEmpty, "seed \(seed): \(text)")
            let length = text.unicodeScalars.count
            #expect(problems.allSatisfy { $0.span.upperBound <= length }, "seed \(seed): \(text)")
            guard let expression else { continue }
            _ = ExpressionChecker.check(expression, in: ExpressionScope(use: .tableCalculation, fields: Fixture.fields))
            #expect(ExpressionParser.parse(expression.description).expression?.description == expression.description)
        }
    }
}
