import ProductAnalytics
import Testing

struct FormulaTests {
    /// The points of a formula whose terms are given by hand: A counts 1, 2, 4, B counts 2, 0, 8.
    private func points(_ text: String) throws -> [Double?] {
        let items = try FormulaParser.items(of: text, events: 2, segments: 2)
        guard case .points(let formula) = try #require(items.first).body else { return [] }
        return formula.values(points: 3) { term in
            FormulaValues(points: term.event == 0 ? [1, 2, 4] : [2, 0, nil], collapsed: term.event == 0 ? 5 : 10)
        }.points
    }

    @Test func `operators bind as in arithmetic`() throws {
        #expect(try points("1 + 2 * 3") == [7, 7, 7])
        #expect(try points("(1 + 2) * 3") == [9, 9, 9])
        #expect(try points("10 - 4 - 3") == [3, 3, 3])
        #expect(try points("16 / 4 / 2") == [2, 2, 2])
        #expect(try points("-2 * -3 + .5") == [6.5, 6.5, 6.5])
        #expect(try points("UNIQUES(A) - totals(a)") == [0, 0, 0])
    }

    @Test func `division by zero and missing operands give no number`() throws {
        #expect(try points("UNIQUES(A) / UNIQUES(B)") == [0.5, nil, nil])
        #expect(try points("UNIQUES(B) + 1") == [3, 1, nil])
    }

    @Test func `scalar functions`() throws {
        #expect(try points("SQRT(UNIQUES(A) * UNIQUES(A))") == [1, 2, 4])
        #expect(try points("POWER(UNIQUES(A), 3)") == [1, 8, 64])
        #expect(try points("LOG(UNIQUES(A), 2)") == [0, 1, 2])
        #expect(try points("LOG10(100 * UNIQUES(A) / UNIQUES(A))") == [2, 2, 2])
        #expect(try points("LN(EXP(1))") == [1, 1, 1])
        #expect(try points("LN(0 - UNIQUES(A))") == [nil, nil, nil])
        #expect(try points("SQRT(0 - 1)") == [nil, nil, nil])
        #expect(try points("EXP(1000)") == [nil, nil, nil])
    }

    /// Through (0, 1), (1, 2), (2, 4): the slope is 3/2 and the mean 7/3, so that the line begins at 5/6.
    @Test func `a trend line is the line of least squares`() throws {
        let line = try points("TRENDLINE(UNIQUES(A))").map { try #require($0) }
        #expect(zip(line, [5.0 / 6, 14.0 / 6, 23.0 / 6]).allSatisfy { abs($0 - $1) < 1e-12 })
    }

    @Test func `a trend line passes over missing points`() throws {
        #expect(try points("TRENDLINE(UNIQUES(B))") == [2, 0, -2])
    }

    @Test func `the value over the range is the formula of the values over the range`() throws {
        let items = try FormulaParser.items(of: "UNIQUES(A) / UNIQUES(B)", events: 2, segments: 1)
        guard case .points(let formula) = try #require(items.first).body else {
            Issue.record("No formula of points: \(items)")
            return
        }
        let values = formula.values(points: 1) { FormulaValues(points: [1], collapsed: $0.event == 0 ? 5 : 10) }
        #expect(values.collapsed == 0.5)
    }

    @Test func `letters, digits, windows and formats are read`() throws {
        let items = try FormulaParser.items(
            of: "%: ACTIVE(A2); $:REVENUETOTAL(B) ; ROLLWIN(uniques, A, 7); HIST(B1);", events: 2, segments: 2)
        #expect(
            items == [
                FormulaItem(
                    text: "ACTIVE(A2)", format: .percent,
                    body: .points(.term(FormulaTerm(.active, event: 0, segment: 1)))),
                FormulaItem(
                    text: "REVENUETOTAL(B)", format: .currency, body: .points(.term(FormulaTerm(.revenue, event: 1)))),
                FormulaItem(
                    text: "ROLLWIN(uniques, A, 7)",
                    body: .points(.term(FormulaTerm(.uniques, event: 0, window: .rolling(7))))),
                FormulaItem(text: "HIST(B1)", body: .frequencies(event: 1, segment: 0)),
            ])
    }

    /// "51.25" is a percentage; pages that show formulas as shares have to know which already are.
    @Test(arguments: [
        ("%: ACTIVE(A)", true), ("ACTIVE(A) * 2 - ACTIVE(B)", true), ("-ACTIVE(A)", true),
        ("TRENDLINE(ACTIVE(A))", true),
        ("%: UNIQUES(A) / UNIQUES(B)", false), ("ACTIVE(A) / ACTIVE(B)", false), ("ACTIVE(A) * ACTIVE(B)", false),
        ("UNIQUES(A)", false), ("HIST(A)", false),
    ])
    func `a formula of active % is a percentage as long as it has one factor of a hundred`(
        _ text: String, isInPercent: Bool
    )
        throws
    {
        #expect(try FormulaParser.items(of: text, events: 2, segments: 1).map(\.isInPercent) == [isInPercent])
    }

    @Test func `every function of the language is known`() throws {
        let text = """
            UNIQUES(A); TOTALS(A); ACTIVE(A); AVG(A); PROPSUM(A); PROPAVG(A); PROPMIN(A); PROPMAX(A); PROPCOUNT(A);
            PROPCOUNTAVG(A); PERCENTILE(A, 0.9); FREQPERCENTILE(A, .5); HIST(A); PROPHIST(A); ARPAU(A); REVENUETOTAL(A);
            CUMSUM(uniques, A); ROLLAVG(totals, A, 3); ROLLWIN(propsum, A, 3); ROLLWINBEFORE(uniques, A, 3);
            EXP(1); LN(1); LOG(8, 2); LOG10(1); POWER(2, 3); SQRT(2); TRENDLINE(UNIQUES(A))
            """
        #expect(try FormulaParser.items(of: text, events: 1, segments: 1).count == 27)
    }

    @Test(arguments: [
        ("UNIQ(A)", 1, "There is no function \"UNIQ\". Known: "),
        ("UNIQUE(A)", 1, "There is no function \"UNIQUE\". Did you mean \"UNIQUES\"?"),
        ("1 + ", 5, "Here is the end, where a number, a function or ( was expected."),
        ("UNIQUES(C)", 9, "There is no event C. Events are A, B."),
        ("UNIQUES(A3)", 9, "There is no such segment. Segments are numbered from 1 to 2."),
        ("UNIQUES(A", 10, "Here is the end, where \")\" was expected."),
        ("A + 1", 1, "A names an event. Say what of it is meant, such as UNIQUES(A)."),
        ("PERCENTILE(A, 90)", 15, "A percentile lies between 0 and 1; the median is 0.5."),
        ("ROLLWIN(uniques, A, 2.5)", 21, "A window is a whole number of buckets from 1 to 3660."),
        ("ROLLWIN(unique, A, 2)", 9, "There is no metric \"unique\". Did you mean \"uniques\"?"),
        ("2 * HIST(A)", 5, "HIST makes a histogram. It stands alone, with nothing around it."),
        ("HIST(A) * 2", 9, "Here is \"*\", where + - * / ; or the end was expected."),
        ("1 ? 2", 3, "\"?\" means nothing here. A formula has numbers, + - * / ( ) and functions."),
        ("1.2.3", 1, "\"1.2.3\" is no number."),
        ("", 1, "Here is the end, where a number, a function or ( was expected."),
        (";", 1, "Here is \";\", where a number, a function or ( was expected."),
    ]) func `mistakes are told with their place`(_ text: String, position: Int, message: String) throws {
        let error = try #require(throws: FormulaError.self) {
            try FormulaParser.items(of: text, events: 2, segments: 2)
        }
        #expect(error.position == position)
        // Of lists of what is known only the beginning is compared.
        #expect(message.hasSuffix("Known: ") ? error.message.hasPrefix(message) : error.message == message)
    }

    @Test func `deep nesting is refused, not followed`() throws {
        let text = String(repeating: "(", count: 5_000) + "1" + String(repeating: ")", count: 5_000)
        #expect(throws: FormulaError.self) { try FormulaParser.items(of: text, events: 1, segments: 1) }
        #expect(throws: FormulaError.self) {
            try FormulaParser.items(of: String(repeating: "-", count: 9_000) + "1", events: 1, segments: 1)
        }
    }
}

struct PercentileTests {
    /// Values 1, 2, 4, 10: rank 1.5 gives 3, rank 2.7 gives 8.2 (`product-analytics.md` §4.1).
    @Test func `percentiles interpolate between ranks`() {
        #expect(Percentile.value(0.5, of: [1, 2, 4, 10]) == 3)
        #expect(Percentile.value(0.9, of: [1, 2, 4, 10]).map { abs($0 - 8.2) < 1e-12 } == true)
        #expect(Percentile.value(0.5, of: []) == nil)
        #expect(Percentile.value(1, of: [1, 2]) == 2)
        #expect(Percentile.value(0.5, ofCounts: [1: 1, 2: 1, 4: 1, 10: 1]) == 3)
        #expect(Percentile.value(0.5, ofCounts: [1: 3, 5: 1]) == 1)
        #expect(Percentile.value(0.5, ofCounts: [:]) == nil)
    }
}
