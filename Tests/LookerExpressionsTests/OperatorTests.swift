import LookerExpressions
import Testing

/// Single values: arithmetic, comparison, logic, text and dates.
@Suite struct OperatorTests {
    @Test func `whole numbers stay whole as long as they can`() throws {
        try expect("7 + 3 * 2", is: .integer(13))
        try expect("6 / 3", is: .integer(2))
        try expect("1 / 2", is: .number(0.5))
        try expect("7 % 4", is: .integer(3))
        try expect("mod(-7, 4)", is: .integer(-3))
        try expect("7.5 % 2", is: .number(1.5))
        try expect("power(2, 10)", is: .integer(1_024))
        try expect("power(2, 62) * 2 - 1", is: .number(9_223_372_036_854_775_808))
        try expect("-5 - -3", is: .integer(-2))
        try expect("9007199254740993 + 0", is: .integer(9_007_199_254_740_993))
    }

    @Test(arguments: [
        "1 / 0", "0 / 0", "1.5 / 0.0", "5 % 0", "mod(5, 0)", "null + 1", "-null", "sqrt(-1)", "ln(0)", "log(-1)",
        "exp(1000)",
        "power(10, 400)", "asin(2)", "fact(171)", "fact(-1)", "round(null, 1)", "abs(null)", "concat(\"a\", null)",
        "length(null)",
        "date(2026, 2, 29)", "date(2026, 13, 1)", "date(0, 1, 1)", "date_time(2026, 1, 1, 24, 0, 0)",
        "to_number(\"12 apples\")",
        "to_number(\"inf\")", "to_number(\"\")", "to_date(\"2026-02-30\")", "to_date(\"\")",
        "add_days(99999999, date(2026, 1, 1))",
        "add_years(9000, date(2026, 1, 1))", "null = null", "1 > null", "NOT null", "yes AND null", "no OR null",
        "coalesce(null, null)", "if(null, 1, null)", "norm_s_inv(0)", "percentile(list(1, 2), 1.5)", "pivot_column()",
        "pivot_row(1)", "pivot_index(1, 1)", "sum(list(null))", "index(list(1, 2), 3)", "index(list(1, 2), 0)",
        "large(list(1), 2)",
    ])
    func `what has no answer is null`(_ expression: String) throws { try expect(expression, is: .null) }

    @Test func `yes, no and null combine as known and not known`() throws {
        try expect("no AND null", is: .yesNo(false))
        try expect("null AND no", is: .yesNo(false))
        try expect("null OR yes", is: .yesNo(true))
        try expect("yes AND NOT no", is: .yesNo(true))
        try expect("is_null(null)", is: .yesNo(true))
        try expect("is_null(0)", is: .yesNo(false))
        try expect("if(null, 1, 2)", is: .integer(2))
        try expect("case(when(no, 1), when(null, 2), when(yes, 3), 4)", is: .integer(3))
        try expect("case(when(no, 1))", is: .null)
        try expect("coalesce(null, 3, 4)", is: .integer(3))
    }

    @Test func `values compare within their type`() throws {
        try expect("3 = 3.0", is: .yesNo(true))
        try expect("\"a\" < \"b\"", is: .yesNo(true))
        try expect("\"a\" = \"A\"", is: .yesNo(false))
        try expect("date(2026, 1, 2) >= \"2026-01-02\"", is: .yesNo(true))
        try expect("yes != no", is: .yesNo(true))
        try expect("2 <= 1", is: .yesNo(false))
    }

    @Test func `numbers round away from zero at a half`() throws {
        try expect("round(2.5, 0)", is: .integer(3))
        try expect("round(-2.5, 0)", is: .integer(-3))
        try expect("round(1.005, 2)", is: .number(1.01))
        try expect("round(1234.5678, -2)", is: .integer(1_200))
        try expect("round(1234, -2)", is: .integer(1_200))
        try expect("round(7, 3)", is: .integer(7))
        try expect("ceiling(1.1)", is: .integer(2))
        try expect("floor(-1.1)", is: .integer(-2))
        try expect("abs(-3)", is: .integer(3))
        try expect("abs(-1.5)", is: .number(1.5))
    }

    @Test func `mathematics gives what the tables say`() throws {
        try expect("sqrt(16)", isNear: 4)
        try expect("exp(1)", isNear: 2.718281828459045)
        try expect("ln(exp(2))", isNear: 2)
        try expect("log(1000)", isNear: 3)
        try expect("sin(pi() / 6)", isNear: 0.5)
        try expect("cos(radians(60))", isNear: 0.5)
        try expect("tan(atan(0.25))", isNear: 0.25)
        try expect("degrees(acos(0))", isNear: 90)
        try expect("degrees(asin(1))", isNear: 90)
        try expect("fact(5)", is: .integer(120))
        try expect("fact(0)", is: .integer(1))
        try expect("combin(5, 2)", is: .integer(10))
        try expect("combin(52, 5)", is: .integer(2_598_960))
        try expect("combin(2, 5)", is: .integer(0))
        // (2 + 3 + 4)! / (2! 3! 4!) = 362880 / 288.
        try expect("multinomial(2, 3, 4)", is: .integer(1_260))
    }

    @Test func `text counts from one, in characters`() throws {
        try expect("concat(\"a\", 1, yes, 0.5, date(2026, 1, 2))", is: .string("a1Yes0.52026-01-02"))
        try expect("contains(\"Rome\", \"om\")", is: .yesNo(true))
        try expect("contains(\"Rome\", \"OM\")", is: .yesNo(false))
        try expect("starts_with(\"Rome\", \"Ro\")", is: .yesNo(true))
        try expect("length(\"Zoë\")", is: .integer(3))
        try expect("position(\"Zoë ë\", \"ë\")", is: .integer(3))
        try expect("position(\"abc\", \"x\")", is: .integer(0))
        try expect("position(\"abc\", \"\")", is: .integer(1))
        try expect("replace(\"a-b-c\", \"-\", \"+\")", is: .string("a+b+c"))
        try expect("replace(\"aaa\", \"aa\", \"b\")", is: .string("ba"))
        try expect("replace(\"abc\", \"\", \"x\")", is: .string("abc"))
        try expect("substring(\"before\", 1, 3)", is: .string("bef"))
        try expect("substring(\"Zoë!\", 3, 9)", is: .string("ë!"))
        // Places 0, 1, 2, of which the first is before the text.
        try expect("substring(\"abc\", 0, 3)", is: .string("ab"))
        try expect("substring(\"abc\", 4, 1)", is: .string(""))
        try expect("substring(\"abc\", 2, -1)", is: .string(""))
        try expect("substring(\"abc\", 1, 9223372036854775807)", is: .string("abc"))
        try expect("upper(lower(\"ÄBc\"))", is: .string("ÄBC"))
        try expect("trim(\"  a b \t\")", is: .string("a b"))
        try expect("index(split(\"a,b,,c\", \",\"), 4)", is: .string("c"))
        try expect("count(split(\"a,b,,c\", \",\"))", is: .integer(4))
    }

    @Test func `values turn into text and back`() throws {
        try expect("to_string(12)", is: .string("12"))
        try expect("to_string(6.0 / 2)", is: .string("3"))
        try expect("to_string(0.1)", is: .string("0.1"))
        try expect("to_string(no)", is: .string("No"))
        try expect("to_string(null)", is: .string(""))
        try expect("to_string(date_time(2026, 1, 2, 3, 4, 5))", is: .string("2026-01-02 03:04:05"))
        try expect("to_number(\" 12 \")", is: .integer(12))
        try expect("to_number(\"-1.5e2\")", is: .number(-150))
    }
}

@Suite struct DateTests {
    private func expect(
        _ expression: String, writes text: String, at place: Testing.SourceLocation = #_sourceLocation
    ) throws {
        #expect(try Fixture.value(of: expression).text == text, "\(expression)", sourceLocation: place)
    }

    @Test(arguments: [
        ("date(1970, 1, 1)", Int64(0)), ("date(2000, 3, 1)", 951_868_800), ("date(1969, 12, 31)", -86_400),
        ("date_time(2026, 3, 4, 5, 6, 7)", 1_772_600_767), ("date(1600, 2, 29)", -11_670_998_400),
    ])
    func `a day has its place on the time line`(_ expression: String, _ seconds: Int64) throws {
        #expect(try Fixture.value(of: expression) == .date(seconds * 1_000_000))
    }

    @Test func `every form of a date is read`() throws {
        try expect("to_date(\"2026\")", writes: "2026-01-01")
        try expect("to_date(\"2026-07\")", writes: "2026-07-01")
        try expect("to_date(\"2026-07-05\")", writes: "2026-07-05")
        try expect("to_date(\"2026-07-05 14\")", writes: "2026-07-05 14:00:00")
        try expect("to_date(\"2026-07-05 14:30\")", writes: "2026-07-05 14:30:00")
        try expect("to_date(\"2026-07-05T14:30:59.5\")", writes: "2026-07-05 14:30:59.500000")
        for text in ["26-07-05", "2026-7x", "2026-07-05 14:30:59:1", "2026-07 14", "2026--1", "2026-07-05 ", "-2026"] {
            #expect(try Fixture.value(of: "to_date(\"\(text)\")") == .null, "\(text)")
        }
    }

    @Test func `dates move by units and stay in their month`() throws {
        try expect("add_days(1, date(2026, 2, 28))", writes: "2026-03-01")
        try expect("add_days(-1, date(2024, 3, 1))", writes: "2024-02-29")
        try expect("add_months(1, date(2026, 1, 31))", writes: "2026-02-28")
        try expect("add_months(-13, date(2026, 1, 15))", writes: "2024-12-15")
        try expect("add_years(1, date(2024, 2, 29))", writes: "2025-02-28")
        try expect("add_hours(25, date(2026, 1, 1))", writes: "2026-01-02 01:00:00")
        try expect("add_minutes(-1, date(2026, 1, 1))", writes: "2025-12-31 23:59:00")
        try expect("add_seconds(0.5, date(2026, 1, 1))", writes: "2026-01-01 00:00:00.500000")
    }

    @Test func `differences count complete units from the first to the second`() throws {
        try OperatorTests.expectWhole("diff_days(date(2026, 1, 1), date(2026, 3, 1))", 59)
        try OperatorTests.expectWhole("diff_days(date(2026, 1, 2), date(2026, 1, 1))", -1)
        try OperatorTests.expectWhole("diff_days(\"2026-01-01 12:00\", \"2026-01-02 11:59\")", 0)
        try OperatorTests.expectWhole("diff_hours(\"2026-01-01 12:00\", \"2026-01-02 11:59\")", 23)
        try OperatorTests.expectWhole("diff_minutes(\"2026-01-01\", \"2026-01-01 02:00\")", 120)
        try OperatorTests.expectWhole("diff_seconds(\"2026-01-01\", \"2026-01-01 00:01\")", 60)
        try OperatorTests.expectWhole("diff_months(date(2026, 1, 15), date(2026, 3, 14))", 1)
        try OperatorTests.expectWhole("diff_months(date(2026, 1, 15), date(2026, 3, 15))", 2)
        try OperatorTests.expectWhole("diff_months(date(2026, 3, 15), date(2026, 1, 15))", -2)
        try OperatorTests.expectWhole("diff_months(date(2026, 1, 31), date(2026, 2, 28))", 1)
        try OperatorTests.expectWhole("diff_years(date(2024, 2, 29), date(2026, 2, 27))", 1)
    }

    @Test func `parts are taken out and cut off`() throws {
        let moment = "date_time(2026, 8, 9, 10, 11, 12)"
        for (unit, part) in [
            ("years", Int64(2_026)), ("months", 8), ("days", 9), ("hours", 10), ("minutes", 11), ("seconds", 12),
        ] { try OperatorTests.expectWhole("extract_\(unit)(\(moment))", part) }
        try expect("trunc_years(\(moment))", writes: "2026-01-01")
        try expect("trunc_quarters(\(moment))", writes: "2026-07-01")
        try expect("trunc_months(\(moment))", writes: "2026-08-01")
        try expect("trunc_days(\(moment))", writes: "2026-08-09")
        try expect("trunc_hours(\(moment))", writes: "2026-08-09 10:00:00")
        try expect("trunc_minutes(\(moment))", writes: "2026-08-09 10:11:00")
        try expect("now()", writes: "2026-03-04 05:06:07")
    }
}

extension OperatorTests {
    fileprivate static func expectWhole(
        _ expression: String, _ number: Int64, at place: Testing.SourceLocation = #_sourceLocation
    ) throws {
        try expect(expression, is: .integer(number), at: place)
    }
}
