import LookerExpressions
import Testing

@Suite struct RandomCalculationTests {
    private static let leaves = [
        "0", "1", "-1", "2.5", "1e300", "-1e-300", "9223372036854775807", "-9223372036854775807", "\"\"", "\"Rome\"",
        "\"2026-01-31\"", "yes", "no", "null", "${orders.count}", "${orders.week}", "${users.city}", "${users.is_new}",
        "${orders.status}", "${orders.count:total}", "${orders.count:row_total}", "now()", "row()", "pivot_column()",
        "list(3, null, 1)", "date(2024, 2, 29)", "pivot_row(${orders.count})", "offset_list(${orders.count}, -1, 2)",
    ]

    /// A leaf, or any function of the catalogue on smaller expressions.
    private func expression(_ depth: Int, _ random: inout Seeded) -> String {
        guard depth > 0, Int.random(in: 0..<5, using: &random) > 0 else {
            return Self.leaves[Int.random(in: 0..<Self.leaves.count, using: &random)]
        }
        switch Int.random(in: 0..<6, using: &random) {
        case 0:
            let signs = LookerExpression.BinaryOperator.allCases
            let sign = signs[Int.random(in: 0..<signs.count, using: &random)].rawValue
            return "(\(expression(depth - 1, &random)) \(sign) \(expression(depth - 1, &random)))"
        case 1:
            let parts = (0..<3).map { _ in expression(depth - 1, &random) }
            return "if(\(parts.joined(separator: ", ")))"
        default:
            let all = FunctionCatalogue.all
            let function = all[Int.random(in: 0..<all.count, using: &random)]
            let more = function.maximumArguments == nil ? Int.random(in: 0...2, using: &random) : 0
            let arguments = (0..<function.minimumArguments + more).map { _ in expression(depth - 1, &random) }
            return "\(function.name)(\(arguments.joined(separator: ", ")))"
        }
    }

    @Test func `whatever passes the checker gives finite values everywhere, and every time the same`() throws {
        let seed = UInt64(7)
        var random = Seeded(state: seed)
        var computed: Set<String> = []
        for _ in 0..<12_000 {
            let text = expression(2, &random)
            let calculations = TableCalculations([.init(name: "c", expression: text)], fields: Fixture.fields)
            #expect(calculations.checked.count == 1 || !calculations.problems.isEmpty, "seed \(seed): \(text)")
            guard !calculations.checked.isEmpty else { continue }
            computed.insert(String(text.prefix { $0 != "(" }))
            for table in [Fixture.weeks, Fixture.pivoted, SmallTable(rowCount: 0, pivotCount: 1, columns: [:])] {
                let outcomes = calculations.evaluate(over: table, now: Fixture.now, seed: 1, mostValues: 1_000_000)
                let again = calculations.evaluate(over: table, now: Fixture.now, seed: 1, mostValues: 1_000_000)
                guard let column = try? outcomes.first?.result.get(), let same = try? again.first?.result.get() else {
                    continue
                }
                for pivot in 0..<max(1, table.pivotCount) {
                    let values = column.values(pivot: pivot)
                    #expect(values == same.values(pivot: pivot), "seed \(seed): \(text)")
                    #expect(values.allSatisfy { $0.double?.isFinite ?? true }, "seed \(seed): \(text)")
                }
            }
        }
        // Nearly every function comes by with arguments that fit.
        #expect(computed.count > 100, "seed \(seed): \(computed.count) functions")
    }
}
