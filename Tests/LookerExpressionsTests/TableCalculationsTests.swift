import LookerExpressions
import Testing

@Suite struct TableCalculationsTests {
    private func calculations(
        _ definitions: [(String, String)], use: ExpressionUse = .tableCalculation
    ) -> TableCalculations {
        TableCalculations(
            definitions.map { TableCalculations.Definition(name: $0.0, expression: $0.1) }, fields: Fixture.fields,
            use: use)
    }

    private func codes(_ calculations: TableCalculations) -> [String] {
        calculations.problems.map { "\($0.calculation): \($0.problem.code.rawValue)" }
    }

    @Test func `calculations run after those they name, whatever their order`() throws {
        let calculations = calculations([
            ("third", "${second} + 1"), ("first", "sum(${orders.count})"),
            ("second", "${orders.count} / ${first} * 10"),
        ])
        #expect(calculations.problems.isEmpty)
        #expect(calculations.checked.map(\.name) == ["first", "second", "third"])
        #expect(calculations.checked.map(\.type) == [.number, .number, .number])
        let outcomes = calculations.evaluate(over: Fixture.weeks, now: 0, seed: 0)
        let third = try #require(outcomes.last).result.get()
        #expect(third.values() == whole(2, 5, 3, 4))
    }

    @Test func `the type of a calculation is known to those that name it`() {
        let calculations = calculations([("wrong", "${city} + 1"), ("city", "upper(${users.city})")])
        #expect(codes(calculations) == ["wrong: wrongType"])
        #expect(calculations.checked.map(\.name) == ["city"])
    }

    @Test func `a circle is an error for all on it, and no trouble for others`() {
        let calculations = calculations([
            ("a", "${b} + 1"), ("b", "${c} + 1"), ("c", "${a} + 1"), ("self", "${self}"), ("after", "${a}"),
            ("free", "1"),
        ])
        #expect(
            codes(calculations) == [
                "a: circularReference", "b: circularReference", "c: circularReference", "self: circularReference",
                "after: dependsOnProblem",
            ])
        #expect(calculations.problems.first?.problem.message == "the calculation needs itself: a → b → c → a")
        #expect(calculations.problems.first?.problem.span == 0..<4)
        #expect(calculations.checked.map(\.name) == ["free"])
    }

    @Test func `what names a faulty calculation is left out with it`() {
        let calculations = calculations([("bad", "1 +"), ("worse", "${bad} * 2"), ("worst", "${worse}"), ("good", "2")])
        #expect(codes(calculations) == ["bad: missingOperand", "worse: dependsOnProblem", "worst: dependsOnProblem"])
        #expect(calculations.checked.map(\.name) == ["good"])
    }

    @Test func `a misspelt expression is checked as far as possible, and not run`() {
        let calculations = calculations([("a", "1 == \"x\"")])
        #expect(codes(calculations) == ["a: spelling", "a: mixedTypes"])
        #expect(calculations.checked.isEmpty)
    }

    @Test func `a name is given once`() {
        let calculations = calculations([("a", "1"), ("a", "2"), ("orders.count", "3")])
        #expect(codes(calculations) == ["a: duplicateName", "orders.count: duplicateName"])
    }

    @Test func `a warning doesn't keep a calculation from running`() {
        let calculations = calculations([("a", "${orders.count} = null")])
        #expect(codes(calculations) == ["a: comparisonWithNull"])
        #expect(calculations.checked.count == 1)
    }

    @Test func `a field that the result lacks fails where it is named, and what depends on it`() {
        let calculations = calculations([
            ("a", "1 + ${orders.status}"), ("b", "length(${orders.status})"), ("c", "${b}"), ("d", "1"),
        ])
        let outcomes = calculations.evaluate(over: Fixture.weeks, now: 0, seed: 0)
        #expect(outcomes.map(\.name) == ["b", "c", "d"])
        let failures = outcomes.map { outcome -> ExpressionProblem.Code? in
            if case .failure(let problem) = outcome.result { return problem.code }
            return nil
        }
        #expect(failures == [.missingColumn, .dependsOnProblem, nil])
    }

    @Test func `a data test holds if it says yes in every row`() throws {
        func holds(_ expression: String) throws -> Bool {
            let calculations = calculations([("test", expression)], use: .dataTest)
            let outcome = try #require(calculations.evaluate(over: Fixture.weeks, now: 0, seed: 0).first)
            return try outcome.result.get().isYesEverywhere
        }
        #expect(try holds("${orders.count} >= 10"))
        #expect(try !holds("${orders.count} > 10"))
        #expect(try !holds("${orders.revenue} > 0"))
    }

    @Test func `work without end is refused, growing windows over a usual result are not`() throws {
        let rows = 2_000
        let table = SmallTable(
            rowCount: rows, columns: ["orders.count": ResultColumn((0..<rows).map { .integer(Int64($0)) })])
        let growing = "sum(offset_list(${orders.count}, 1 - row(), row()))"
        // 0 + … + 1999.
        #expect(try Fixture.outcome(of: growing, over: table).value(row: rows - 1) == .integer(1_999_000))
        let window = try Fixture.outcome(of: "sum(offset_list(${orders.count}, -9, 10))", over: table)
        // 1990 + … + 1999.
        #expect(window.value(row: rows - 1) == .integer(19_945))
        let outcomes = calculations([("a", growing)])
            .evaluate(over: table, now: 0, seed: 0, mostValues: 100_000)
        #expect(throws: ExpressionProblem.self) { try outcomes.first?.result.get() }
    }

    @Test func `a column that is too short is filled with null, one that is too long is cut`() throws {
        let table = SmallTable(
            rowCount: 3,
            columns: ["orders.count": ResultColumn(whole(1)), "orders.revenue": ResultColumn(whole(1, 2, 3, 4))])
        #expect(try Fixture.outcome(of: "${orders.count}", over: table).values() == whole(1, nil, nil))
        #expect(try Fixture.outcome(of: "sum(${orders.revenue})", over: table).value(row: 0) == .integer(6))
    }
}
