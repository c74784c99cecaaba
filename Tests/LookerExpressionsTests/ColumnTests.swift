import LookerExpressions
import Testing

/// An expression of a number beside that number.
struct Case: Sendable {
    let expression: String
    let expected: Double

    init(_ expression: String, _ expected: Double) {
        self.expression = expression
        self.expected = expected
    }
}

/// Counts are 10 40 20 30; revenues 1.5 2.5 null 4; cities Rome Oslo Rome null.
@Suite struct ColumnTests {
    @Test func `an aggregate shows the same in every row`() throws {
        try expectWeeks("sum(${orders.count})", whole(100, 100, 100, 100))
        try expectWeeks(
            "${orders.count} / sum(${orders.count})", [.number(0.1), .number(0.4), .number(0.2), .number(0.3)])
        try expectWeeks("count(${orders.revenue})", whole(3, 3, 3, 3))
        try expectWeeks("count_distinct(${users.city})", whole(2, 2, 2, 2))
        try expectWeeks("sum(1)", whole(4, 4, 4, 4))
        try expectWeeks("max(row())", whole(4, 4, 4, 4))
    }

    static let reductions: [Case] = [
        Case("sum(${orders.revenue})", 8.0), Case("mean(${orders.count})", 25), Case("median(${orders.count})", 25),
        Case("median(${orders.revenue})", 2.5), Case("max(${orders.revenue})", 4), Case("min(${orders.count})", 10),
        Case("product(${orders.revenue})", 15), Case("large(${orders.count}, 2)", 30),
        Case("small(${orders.count}, 2)", 20),
        // Deviations -15 15 -5 5: squares 225 225 25 25 make 500.
        Case("var_pop(${orders.count})", 125), Case("var_samp(${orders.count})", 500.0 / 3),
        Case("stddev_pop(${orders.count})", 11.180339887498949),
        Case("stddev_samp(${orders.count})", 12.909944487358056),
        // Ranks 0.25 * 3 = 0.75 of the way from 10 to 20.
        Case("percentile(${orders.count}, 0.25)", 17.5), Case("percentile(${orders.count}, 1)", 40),
        Case("percent_rank(${orders.count}, 30)", 2.0 / 3), Case("percent_rank(list(1, 2, 3), 2.5)", 0.75),
        Case("rank_avg(2, list(1, 2, 2, 3))", 2.5), Case("rank(2, list(1, 2, 2, 3))", 2),
        Case("geomean(list(2, 8))", 4),
        // Rows 1, 2, 4: x 10 40 30 (mean 80/3), y 1.5 2.5 4 (mean 8/3). Sxy = 235 - 640/3 = 65/3, Sxx = 2600 - 6400/3 = 1400/3.
        Case("slope(${orders.revenue}, ${orders.count})", 65.0 / 1_400),
        Case("covar_samp(${orders.count}, ${orders.revenue})", 65.0 / 6),
        Case("covar_pop(${orders.count}, ${orders.revenue})", 65.0 / 9),
        Case("intercept(${orders.revenue}, ${orders.count})", 8.0 / 3 - 65.0 / 1_400 * 80 / 3),
        // Syy = 24.5 - 64/3 = 19/6; r = (65/3) / sqrt(1400/3 * 19/6).
        Case("correl(${orders.count}, ${orders.revenue})", 0.5636214801906779),
        // 1 2 3 4 10: mean 4, deviations -3 -2 -1 0 6, squares sum 50, s² = 12.5, cubes sum 180, fourths 1394.
        Case("skew(list(1, 2, 3, 4, 10))", 5.0 / 12 * 180 / 44.19417382415922),
        Case("kurtosis(list(1, 2, 3, 4, 10))", 30.0 / 24 * 1_394 / 156.25 - 3 * 16.0 / 6),
    ]

    @Test(arguments: reductions)
    func `a column comes down to a number`(_ example: Case) throws {
        let column = try Fixture.outcome(of: example.expression, over: Fixture.weeks)
        let value = try #require(column.value(row: 0).double)
        #expect((value - example.expected).magnitude < 1e-12, "\(value)")
        #expect(column.values() == Array(repeating: column.value(row: 0), count: 4))
    }

    @Test func `small numbers are not lost beside large ones`() throws {
        try expect("sum(list(0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1))", is: .integer(1))
        try expect("sum(list(10000000000000000.0, 1.0, -10000000000000000.0))", is: .integer(1))
    }

    @Test func `text and dates have a largest and a most frequent`() throws {
        try expectWeeks("max(${orders.week})", Array(repeating: day("2026-01-26"), count: 4))
        try expectWeeks("min(${users.city})", words("Oslo", "Oslo", "Oslo", "Oslo"))
        try expectWeeks("mode(${users.city})", words("Rome", "Rome", "Rome", "Rome"))
        try expectWeeks("mode(${orders.count})", whole(10, 10, 10, 10))
    }

    @Test func `running totals pass over nulls`() throws {
        try expectWeeks("running_total(${orders.count})", whole(10, 50, 70, 100))
        try expectWeeks("running_total(${orders.revenue})", [.number(1.5), .integer(4), .integer(4), .integer(8)])
        try expectWeeks("running_product(row())", whole(1, 2, 6, 24))
        try expectWeeks("running_total(1)", whole(1, 2, 3, 4))
        try expectWeeks("running_total(if(row() > 2, 5, null))", whole(nil, nil, 5, 10))
    }

    @Test func `the largest has rank one, equals share theirs`() throws {
        try expectWeeks("rank(${orders.count}, ${orders.count})", whole(4, 1, 3, 2))
        try expectWeeks("rank(${orders.revenue}, ${orders.revenue})", whole(3, 2, nil, 1))
        try expectWeeks(
            "percent_rank(${orders.count}, ${orders.count})",
            [.integer(0), .integer(1), .number(1.0 / 3), .number(2.0 / 3)])
    }

    @Test func `other rows are found by distance`() throws {
        try expectWeeks("row()", whole(1, 2, 3, 4))
        try expectWeeks("offset(${orders.count}, 1)", whole(40, 20, 30, nil))
        try expectWeeks("offset(${orders.count}, -1)", whole(nil, 10, 40, 20))
        try expectWeeks("offset(${orders.count}, 2 - row())", whole(40, 40, 40, 40))
        try expectWeeks("offset(${orders.count}, 9223372036854775807)", whole(nil, nil, nil, nil))
        try expectWeeks("offset(${users.city}, null)", words(nil, nil, nil, nil))
        try expectWeeks(
            "${orders.count} / offset(${orders.count}, -1) - 1", [.null, .integer(3), .number(-0.5), .number(0.5)])
        try expectWeeks("index(${orders.count}, 2)", whole(40, 40, 40, 40))
        try expectWeeks("index(${orders.count}, 5)", whole(nil, nil, nil, nil))
        try expectWeeks("index(${orders.count}, 5 - row())", whole(30, 20, 40, 10))
    }

    @Test func `lists are windows on a column`() throws {
        try expectWeeks("mean(offset_list(${orders.count}, -1, 2))", whole(10, 25, 30, 25))
        try expectWeeks("sum(offset_list(${orders.count}, 0, 3))", whole(70, 90, 50, 30))
        try expectWeeks("count(offset_list(${orders.revenue}, 0, 2))", whole(2, 1, 1, 1))
        try expectWeeks("sum(offset_list(${orders.count}, 1 - row(), row()))", whole(10, 50, 70, 100))
        // The first place of the first row's list lies above the table.
        try expectWeeks("index(offset_list(${orders.count}, -1, 2), 2)", whole(10, 40, 20, 30))
        try expectWeeks("index(offset_list(${orders.count}, -1, 2), 1)", whole(nil, 10, 40, 20))
        try expectWeeks("match(20, offset_list(${orders.count}, -1, 3))", whole(nil, 3, 2, 1))
        try expectWeeks("sum(offset_list(${orders.count}, 0, -1))", whole(nil, nil, nil, nil))
        try expectWeeks(
            "count(offset_list(${orders.count}, -9223372036854775807, 9223372036854775807))", whole(0, 1, 2, 3))
        try expectWeeks("sum(list(${orders.count}, row(), null))", whole(11, 42, 23, 34))
        try expectWeeks("sum(if(row() > 2, list(1, 2), null))", whole(nil, nil, 3, 3))
        try expectWeeks("round(correl(offset_list(${orders.count}, 0, 2), list(1, 2)), 9)", whole(1, -1, 1, nil))
    }

    @Test func `values are looked up where they first stand`() throws {
        try expectWeeks("lookup(\"Rome\", ${users.city}, ${orders.count})", whole(10, 10, 10, 10))
        try expectWeeks("lookup(${users.city}, ${users.city}, ${orders.count})", whole(10, 40, 10, nil))
        try expectWeeks("lookup(\"Bonn\", ${users.city}, ${orders.count})", whole(nil, nil, nil, nil))
        try expectWeeks("match(30, ${orders.count})", whole(4, 4, 4, 4))
        try expectWeeks("match(${users.city}, ${users.city})", whole(1, 2, 1, nil))
    }

    @Test func `conditions hold row by row`() throws {
        try expectWeeks("if(${users.is_new}, ${orders.count}, 0)", whole(10, 0, 0, 30))
        try expectWeeks("is_null(${orders.revenue})", [.yesNo(false), .yesNo(false), .yesNo(true), .yesNo(false)])
        try expectWeeks("NOT ${users.is_new}", [.yesNo(false), .yesNo(true), .null, .yesNo(false)])
        try expectWeeks("diff_days(offset(${orders.week}, -1), ${orders.week})", whole(nil, 7, 7, 7))
        try expectWeeks(
            "in_query(${orders.count}) AND NOT in_query(${orders.profit})", Array(repeating: .yesNo(true), count: 4))
    }

    @Test func `totals come from the query`() throws {
        try expectWeeks("${orders.count:total} - ${orders.count}", whole(93, 63, 83, 73))
        #expect(throws: ExpressionProblem.self) {
            try Fixture.outcome(of: "${orders.count:row_total}", over: Fixture.weeks)
        }
    }

    @Test func `a result without rows gives no values and no trouble`() throws {
        let empty = SmallTable(rowCount: 0, columns: Fixture.weeks.columns)
        for expression in [
            "sum(${orders.count})", "offset(${orders.count}, 1)", "index(${orders.count}, 1)", "row()", "rand()",
            "lookup(1, ${orders.count}, ${users.city})", "mean(offset_list(${orders.count}, 0, 3))",
            "rank(1, ${orders.count})",
            "running_total(${orders.revenue})", "t_test(${orders.count}, ${orders.revenue}, 2, 1)",
            "match(1, ${orders.count})",
            "chisq_test(${orders.count}, ${orders.count})", "percentile(${orders.count}, 0.5)",
        ] { #expect(try Fixture.outcome(of: expression, over: empty).values().isEmpty) }
    }

    @Test func `random numbers differ by row and repeat by seed`() throws {
        let first = try Fixture.outcome(of: "rand()", over: Fixture.weeks).values()
        #expect(Set(first).count == 4)
        #expect(first.allSatisfy { ($0.double ?? -1) >= 0 && ($0.double ?? 1) < 1 })
        #expect(try Fixture.outcome(of: "rand()", over: Fixture.weeks).values() == first)
    }
}
