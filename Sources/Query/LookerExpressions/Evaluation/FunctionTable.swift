import Foundation

/// How a function of the catalogue is computed over a table.
enum Computation: Sendable {
    case constant(ExpressionValue)
    /// Along the values of one, two or more arguments.
    case unary(@Sendable (ExpressionValue) -> ExpressionValue)
    case binary(@Sendable (ExpressionValue, ExpressionValue) -> ExpressionValue)
    case several(@Sendable ([ExpressionValue]) -> ExpressionValue)
    /// Over the values of a column, or of each list, nulls included.
    case column(@Sendable (ArraySlice<ExpressionValue>) -> ExpressionValue)
    /// Over the numbers of a column, or of each list.
    case numbers(@Sendable ([Double]) -> Double?)
    /// Over the numbers of two columns, or of each two lists, from rows that have both.
    case pairs(@Sendable ([Double], [Double]) -> Double?)
    /// Over the sorted numbers of the argument at a position, for each value of the other argument.
    case sorted(at: Int, @Sendable ([Double], ExpressionValue) -> ExpressionValue)
    /// Whatever looks at the table as such.
    case table(
        @Sendable (inout Evaluator, [Grid], Range<Int>) throws(ExpressionProblem) -> Grid)
}

/// The computations by name. Every function that table calculations may use is here; a test compares with the catalogue.
enum FunctionTable {
    static let all: [String: Computation] = [
        mathematics, statistics, distributions, text, dates, logic, positions,
    ].reduce(into: [:]) { all, group in all.merge(group) { first, _ in first } }

    private static func number(_ function: @escaping @Sendable (Double) -> Double) -> Computation {
        .unary { value in value.double.map { .finite(function($0)) } ?? .null }
    }

    /// Whole numbers are what they are.
    private static func rounding(_ rule: FloatingPointRoundingRule) -> Computation {
        .unary { value in
            if case .number(let number) = value { return Arithmetic.whole(number.rounded(rule)) }
            return value
        }
    }

    /// A function of numbers alone: null if one is missing or the result is none.
    static func numeric(_ function: @escaping @Sendable ([Double]) -> Double?) -> Computation {
        .several { values in
            let numbers = values.compactMap(\.double)
            guard numbers.count == values.count, let result = function(numbers) else { return .null }
            return .finite(result)
        }
    }

    private static let mathematics: [String: Computation] = [
        "abs": .unary { value in
            if case .integer(let number) = value { return number < 0 ? Arithmetic.negate(value) : value }
            return value.double.map { .finite($0.magnitude) } ?? .null
        },
        "ceiling": rounding(.up), "floor": rounding(.down),
        "exp": number { exp($0) }, "ln": number { log($0) }, "log": number { log10($0) },
        "sqrt": number { $0.squareRoot() },
        "sin": number { sin($0) }, "cos": number { cos($0) }, "tan": number { tan($0) },
        "asin": number { asin($0) }, "acos": number { acos($0) }, "atan": number { atan($0) },
        "degrees": number { $0 * 180 / Double.pi }, "radians": number { $0 * Double.pi / 180 },
        "pi": .constant(.number(Double.pi)),
        "mod": .binary(Arithmetic.modulo), "power": .binary(Arithmetic.power), "round": .binary(Arithmetic.round),
        "fact": .unary { value in
            guard let count = value.whole, (0...170).contains(count) else { return .null }
            return (1...max(1, count)).reduce(.integer(1)) { Arithmetic.multiply($0, .integer($1)) }
        },
        "combin": .binary { total, chosen in
            guard let n = total.whole, let k = chosen.whole else { return .null }
            return choices(n, k)
        },
        "multinomial": .several { values in
            var (result, sum) = (ExpressionValue.integer(1), Int64(0))
            for value in values {
                guard let count = value.whole, count >= 0, count < 1 << 40, sum < 1 << 50 else { return .null }
                sum += count
                result = Arithmetic.multiply(result, choices(sum, count))
            }
            return result
        },
        "rand": .table { evaluator, _, span throws(ExpressionProblem) in
            var random = evaluator.random
            let grid = try evaluator.build(.rows, at: span) { _, _ in .number(Double.random(in: 0..<1, using: &random))
            }
            evaluator.random = random
            return grid
        },
    ]

    /// Exact as long as 64 bits hold the products on the way.
    private static func choices(_ n: Int64, _ k: Int64) -> ExpressionValue {
        guard n >= 0, k >= 0 else { return .null }
        if k > n { return .integer(0) }
        let steps = min(k, n - k)
        if steps > 1_000 { return .finite(exp(Distributions.logChoices(Double(n), Double(k)))) }
        var result = ExpressionValue.integer(1)
        for step in 0..<steps {
            // The product of `step + 1` numbers in a row divides by each up to it.
            result = Arithmetic.divide(Arithmetic.multiply(result, .integer(n - step)), .integer(step + 1))
        }
        return result
    }

    private static let logic: [String: Computation] = [
        "is_null": .unary { .yesNo($0.isNull) },
        "coalesce": .table { evaluator, grids, span throws(ExpressionProblem) in
            try evaluator.build(evaluator.union(grids), isList: grids.contains(where: \.isList), at: span) {
                row, pivot in
                for grid in grids {
                    let value = grid.value(row, pivot)
                    if !value.isNull { return value }
                }
                return .null
            }
        },
    ]
}
