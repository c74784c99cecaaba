/// Computes a checked expression for all rows and pivot columns at once.
///
/// Each part gives a ``Grid``; functions of single values run along the stored values of their arguments, so a constant is
/// computed once and a pivot dimension once for each pivot column.
struct Evaluator {
    /// Rows and pivot columns; no pivot columns means one that isn't called so.
    let size: (rows: Int, pivots: Int)
    let isPivoted: Bool
    /// Microseconds of the wall clock in the query's time zone.
    let now: Int64
    /// What is known of fields and of calculations that came before.
    var columns: [String: Grid]
    var totals: [String: Grid]
    var rowTotals: [String: Grid]
    var random: SplitMix64
    /// Values that may still be looked at. An expression is short, a table is not, and `offset_list` in `offset_list` grows
    /// with the square of its rows.
    var budget: Int

    mutating func evaluate(_ expression: LookerExpression) throws(ExpressionProblem) -> Grid {
        switch expression.kind {
        case .null: return Grid(constant: .null)
        case .yesNo(let yes): return Grid(constant: .yesNo(yes))
        case .integer(let number): return Grid(constant: .integer(number))
        case .decimal(let number): return Grid(constant: .number(number))
        case .string(let text): return Grid(constant: .string(text))
        case .field(let reference): return try field(reference, at: expression.span)
        case .not(let operand): return try map(try evaluate(operand), at: expression.span, Logic.not)
        case .negate(let operand): return try map(try evaluate(operand), at: expression.span, Arithmetic.negate)
        case .binary(let sign, let left, let right):
            let operands = (try evaluate(left), try evaluate(right))
            return try map(operands.0, operands.1, at: expression.span, Self.function(of: sign))
        case .choice(let branches, let otherwise): return try choice(branches, otherwise, at: expression.span)
        case .call(let call): return try self.call(call, at: expression.span)
        }
    }

    private static func function(
        of sign: LookerExpression.BinaryOperator
    ) -> (ExpressionValue, ExpressionValue) -> ExpressionValue {
        switch sign {
        case .or: Logic.or
        case .and: Logic.and
        case .equal: Logic.comparison { $0 == 0 }
        case .notEqual: Logic.comparison { $0 != 0 }
        case .less: Logic.comparison { $0 < 0 }
        case .lessOrEqual: Logic.comparison { $0 <= 0 }
        case .greater: Logic.comparison { $0 > 0 }
        case .greaterOrEqual: Logic.comparison { $0 >= 0 }
        case .add: Arithmetic.add
        case .subtract: Arithmetic.subtract
        case .multiply: Arithmetic.multiply
        case .divide: Arithmetic.divide
        case .modulo: Arithmetic.modulo
        }
    }

    private func field(
        _ reference: LookerExpression.FieldReference, at span: Range<Int>
    ) throws(ExpressionProblem) -> Grid {
        switch reference.part {
        case .value:
            if let grid = columns[reference.name] { return grid }
            throw ExpressionProblem(
                .missingColumn, "the result has no '\(reference.name)'", at: span,
                suggestion: "add the field to the query")
        case .total:
            if let grid = totals[reference.name] { return grid }
            throw ExpressionProblem(
                .noTotals, "the result has no totals", at: span, suggestion: "switch totals on, or write sum()")
        case .rowTotal:
            if let grid = rowTotals[reference.name] { return grid }
            throw ExpressionProblem(
                .noTotals, "the result has no row totals", at: span,
                suggestion: "switch row totals on, or write sum(pivot_row())")
        }
    }

    /// All branches are computed: that takes longer than stopping at the first, and cannot fail.
    private mutating func choice(
        _ branches: [LookerExpression.Branch], _ otherwise: LookerExpression?, at span: Range<Int>
    ) throws(ExpressionProblem) -> Grid {
        var parts: [Grid] = []
        for branch in branches {
            parts.append(try evaluate(branch.condition))
            parts.append(try evaluate(branch.value))
        }
        if let otherwise { parts.append(try evaluate(otherwise)) } else { parts.append(Grid(constant: .null)) }
        let isList = parts.contains(where: \.isList)
        let last = parts.count - 1
        return try build(union(parts), isList: isList, at: span) { row, pivot in
            var position = 0
            while position < last {
                if parts[position].value(row, pivot).isYes { return parts[position + 1].value(row, pivot) }
                position += 2
            }
            return parts[last].value(row, pivot)
        }
    }

    // MARK: Along the values

    func union(_ grids: [Grid]) -> Grid.Extent { grids.reduce(.constant) { $0.union($1.extent) } }

    mutating func spend(_ values: Int, at span: Range<Int>) throws(ExpressionProblem) {
        budget -= min(values, budget + 1)
        guard budget < 0 else { return }
        throw ExpressionProblem(
            .tooMuchWork, "this looks at more values than one query's calculations may", at: span,
            suggestion: "limit the rows, or use running_total() in place of growing lists")
    }

    /// A grid of that extent from each of its places.
    mutating func build(
        _ extent: Grid.Extent, isList: Bool = false, at span: Range<Int>,
        _ value: (_ row: Int, _ pivot: Int) -> ExpressionValue
    ) throws(ExpressionProblem) -> Grid {
        var grid = Grid(extent, of: size, isList: isList)
        try spend(grid.count, at: span)
        grid.values.reserveCapacity(grid.count)
        for pivot in 0..<grid.pivots {
            for row in 0..<grid.rows { grid.values.append(value(row, pivot)) }
        }
        return grid
    }

    mutating func map(
        _ grid: Grid, at span: Range<Int>, _ function: (ExpressionValue) -> ExpressionValue
    ) throws(ExpressionProblem) -> Grid {
        try spend(grid.values.count, at: span)
        return Grid(grid.extent, of: size, values: grid.values.map(function))
    }

    mutating func map(
        _ left: Grid, _ right: Grid, at span: Range<Int>,
        _ function: (ExpressionValue, ExpressionValue) -> ExpressionValue
    ) throws(ExpressionProblem) -> Grid {
        try build(left.extent.union(right.extent), at: span) { row, pivot in
            function(left.value(row, pivot), right.value(row, pivot))
        }
    }
}

/// A small generator whose numbers depend on its seed alone (Steele, Lea, Flood: "Fast splittable pseudorandom number
/// generators").
struct SplitMix64: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
