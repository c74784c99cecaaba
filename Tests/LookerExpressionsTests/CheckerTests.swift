import LookerExpressions
import Testing

@Suite struct CheckerTests {
    private func check(
        _ text: String, _ use: ExpressionUse = .tableCalculation
    ) throws -> (type: ExpressionType, problems: [ExpressionProblem]) {
        let expression = try #require(ExpressionParser.parse(text).expression)
        return ExpressionChecker.check(expression, in: ExpressionScope(use: use, fields: Fixture.fields))
    }

    @Test(arguments: [
        ("1 + 2", ExpressionType.number), ("${orders.count} > 3", .yesNo), ("${users.city}", .string),
        ("null", .any), ("if(yes, null, 1)", .number), ("coalesce(null, ${orders.week})", .date),
        ("case(when(yes, \"a\"), null)", .string), ("max(${orders.week})", .date),
        ("min(list(1, 2))", .number), ("list(1, null)", .list(.number)), ("split(\"a,b\", \",\")", .list(.string)),
        ("offset_list(${users.city}, 0, 2)", .list(.string)), ("index(offset_list(${orders.week}, 0, 2), 1)", .date),
        ("offset(${orders.week}, 1)", .date), ("lookup(\"Rome\", ${users.city}, ${orders.count})", .number),
        ("pivot_where(${orders.status} = \"new\", ${users.city})", .string),
        ("${orders.week} > \"2026-01-01\"", .yesNo),
        ("add_days(1, \"2026-01-31\")", .date), ("mode(${users.is_new})", .yesNo),
        ("in_query(${nobody.knows})", .yesNo),
        ("count(pivot_row(${orders.count}))", .number), ("rank(${orders.count}, ${orders.count})", .number),
    ])
    func `the type follows from the parts`(_ text: String, _ type: ExpressionType) throws {
        let checked = try check(text)
        #expect(checked.type == type)
        #expect(checked.problems.isEmpty)
    }

    @Test(arguments: [
        ("1 + \"a\"", ExpressionProblem.Code.wrongType, 4..<7),
        ("${orders.week} - 1", .wrongType, 0..<14),
        ("NOT 1", .wrongType, 4..<5),
        ("-\"a\"", .wrongType, 1..<4),
        ("1 AND yes", .wrongType, 0..<1),
        ("if(1, 2, 3)", .wrongType, 3..<4),
        ("if(yes, 1, \"a\")", .mixedTypes, 11..<14),
        ("coalesce(1, \"a\")", .mixedTypes, 12..<15),
        ("list(1, yes)", .mixedTypes, 8..<11),
        ("1 = \"1\"", .mixedTypes, 4..<7),
        ("${users.is_new} = \"Yes\"", .mixedTypes, 18..<23),
        ("${orders.week} > \"soon\"", .wrongType, 17..<23),
        ("yes < no", .wrongType, 6..<8),
        ("list(1) = list(1)", .wrongType, 0..<7),
        ("sum(\"a\")", .wrongType, 4..<7),
        ("max(yes)", .wrongType, 4..<7),
        ("length(12)", .wrongType, 7..<9),
        ("abs(list(1))", .wrongType, 4..<11),
        ("list(list(1))", .wrongType, 5..<12),
        ("match(\"a\", ${orders.count})", .wrongType, 6..<9),
        ("extract_days(\"soon\")", .wrongType, 13..<19),
        ("in_query(1)", .wrongType, 9..<10),
        ("round(1)", .wrongNumberOfArguments, 0..<8),
        ("row(1)", .wrongNumberOfArguments, 0..<6),
        ("concat()", .wrongNumberOfArguments, 0..<8),
        ("summ(1)", .unknownFunction, 0..<4),
        ("${orders.cuont}", .unknownField, 0..<15),
        ("${users.city:total}", .noTotals, 0..<19),
        ("matches_filter(${users.city}, \"Rome\")", .notAllowedHere, 0..<14),
    ])
    func `a mistake is reported at its place`(_ text: String, _ code: ExpressionProblem.Code, _ span: Range<Int>) throws
    {
        let problems = try check(text).problems
        #expect(problems.map(\.code) == [code])
        #expect(problems.first?.span == span)
        #expect(problems.first?.severity == .error)
    }

    @Test func `all problems are reported, from left to right, each once`() throws {
        let problems = try check("sum(${orders.cuont}) + lenght(12) + (\"a\" * 2) + abs(yes)").problems
        #expect(problems.map(\.code) == [.unknownField, .unknownFunction, .wrongType, .wrongType])
        #expect(problems.map(\.suggestion) == ["${orders.count}", "length", "to_number(text)", "if(condition, 1, 0)"])
    }

    @Test(arguments: [
        ("avg(1)", "mean"), ("ifnull(1, 2)", "coalesce"), ("runing_total(1)", "running_total"),
        ("${count}", "${orders.count}"),
        ("round(1)", "round(value, num_decimals)"),
        ("\"a\" + \"b\"", "concat(a, b) joins text; to_number(text) makes a number of it"),
        ("${users.is_new} = \"No\"", "no"), ("${orders.week} + 1", "add_days(number, date)"),
    ])
    func `a mistake comes with what to write`(_ text: String, _ suggestion: String) throws {
        #expect(try check(text).problems.first?.suggestion == suggestion)
    }

    @Test func `a comparison with null is allowed and warned of`() throws {
        let checked = try check("${orders.count} = null")
        #expect(checked.type == .yesNo)
        #expect(checked.problems.map(\.severity) == [.warning])
        #expect(checked.problems.first?.suggestion == "is_null(${orders.count})")
        #expect(try check("null != ${orders.count}").problems.first?.suggestion == "NOT is_null(${orders.count})")
    }

    @Test(arguments: [ExpressionUse.customFilter, .customDimension, .customMeasure])
    func `what becomes SQL sees one row`(_ use: ExpressionUse) throws {
        let codes = try check("sum(${users.city:total}) > 1", use).problems.map(\.code)
        #expect(codes.contains(.notAllowedHere))
        #expect(try check("matches_filter(${users.city}, \"R%\")", use).problems.isEmpty)
        #expect(try check("matches_filter(${users.city}, ${users.city})", use).problems.map(\.code) == [.wrongType])
    }

    @Test func `a filter and a test say yes or no, a dimension holds no measure and no list`() throws {
        #expect(try check("1 + 1", .customFilter).problems.map(\.code) == [.notYesNo])
        #expect(try check("sum(${orders.count})", .dataTest).problems.map(\.code) == [.notYesNo])
        #expect(try check("sum(${orders.count}) > 0", .dataTest).problems.isEmpty)
        #expect(try check("null", .customFilter).problems.isEmpty)
        #expect(try check("${orders.count}", .customDimension).problems.map(\.code) == [.notAllowedHere])
        #expect(try check("${orders.count} > 5", .customFilter).problems.isEmpty)
    }
}
