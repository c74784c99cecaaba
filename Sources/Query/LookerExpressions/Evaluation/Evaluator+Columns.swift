/// Functions that look at a whole column, or at each list of a column of lists.
extension Evaluator {
    mutating func call(
        _ call: LookerExpression.FunctionCall, at span: Range<Int>
    ) throws(ExpressionProblem) -> Grid {
        // Asks about the field, not for its values.
        if call.name == "in_query", case .field(let reference)? = call.arguments.first?.kind {
            return Grid(constant: .yesNo(columns[reference.name] != nil))
        }
        guard let computation = FunctionTable.all[call.name] else {
            throw ExpressionProblem(
                .notAllowedHere, "'\(call.name)' cannot be computed over a result", at: call.nameSpan)
        }
        var grids: [Grid] = []
        for argument in call.arguments { grids.append(try evaluate(argument)) }
        switch computation {
        case .constant(let value): return Grid(constant: value)
        case .unary(let function): return try map(grids[0], at: span, function)
        case .binary(let function): return try map(grids[0], grids[1], at: span, function)
        case .several(let function):
            return try build(union(grids), at: span) { row, pivot in function(grids.map { $0.value(row, pivot) }) }
        case .column(let function):
            return try summarise(grids, [0], at: span, prepare: { function($0[0]) }, finish: { value, _ in value })
        case .numbers(let function):
            return try summarise(
                grids, [0], at: span,
                prepare: { columns -> ExpressionValue in
                    function(columns[0].compactMap(\.double)).map { .finite($0) } ?? .null
                }, finish: { value, _ in value })
        case .pairs(let function):
            return try summarise(
                grids, [0, 1], at: span,
                prepare: { columns -> ExpressionValue in
                    let (left, right) = Self.pairs(columns[0], columns[1])
                    return function(left, right).map { .finite($0) } ?? .null
                }, finish: { value, _ in value })
        case .sorted(let position, let function):
            return try summarise(
                grids, [position], at: span, prepare: { $0[0].compactMap(\.double).sorted() },
                finish: { sorted, others in function(sorted, others[0]) })
        case .table(let function): return try function(&self, grids, span)
        }
    }

    /// The rows in which both have a number.
    static func pairs(
        _ left: ArraySlice<ExpressionValue>, _ right: ArraySlice<ExpressionValue>
    ) -> (left: [Double], right: [Double]) {
        var pairs: (left: [Double], right: [Double]) = ([], [])
        for (a, b) in zip(left, right) {
            guard let a = a.double, let b = b.double else { continue }
            pairs.left.append(a)
            pairs.right.append(b)
        }
        return pairs
    }

    /// Brings columns, or the lists in them, down to single values.
    ///
    /// If one of the `summarised` is made of lists, each place looks at its own lists; otherwise each pivot column looks at
    /// its rows, and the result varies by row only as far as the other arguments do.
    ///
    /// - Parameters:
    ///   - summarised: Positions of the arguments that are looked at as a whole.
    ///   - prepare: Called once for each different set of columns or lists.
    ///   - finish: Called for each place with what was prepared and the values of the other arguments.
    mutating func summarise<Prepared>(
        _ grids: [Grid], _ summarised: [Int], at span: Range<Int>,
        prepare: ([ArraySlice<ExpressionValue>]) -> Prepared,
        finish: (Prepared, [ExpressionValue]) -> ExpressionValue
    ) throws(ExpressionProblem) -> Grid {
        let wholes = summarised.map { grids[$0] }
        let others = grids.indices.filter { !summarised.contains($0) }.map { grids[$0] }
        let areLists = wholes.contains(where: \.isList)
        let reach = union(wholes)
        let varying = areLists ? reach : Grid.Extent(byRow: false, byPivot: reach.byPivot)
        let extent = varying.union(union(others))
        var grid = Grid(extent, of: size)
        var last: (row: Int, pivot: Int, prepared: Prepared)?
        for pivot in 0..<grid.pivots {
            for row in 0..<grid.rows {
                let place = (row: varying.byRow ? row : 0, pivot: varying.byPivot ? pivot : 0)
                let prepared: Prepared
                if let last, last.row == place.row, last.pivot == place.pivot {
                    prepared = last.prepared
                } else {
                    let columns = wholes.map { areLists ? Self.list($0.value(row, pivot)) : wholeColumn($0, pivot) }
                    try spend(columns.reduce(0) { $0 + $1.count }, at: span)
                    prepared = prepare(columns)
                    last = (place.row, place.pivot, prepared)
                }
                grid.values.append(finish(prepared, others.map { $0.value(row, pivot) }))
            }
        }
        try spend(grid.values.count, at: span)
        return grid
    }

    /// A single value beside lists counts as a list of one.
    private static func list(_ value: ExpressionValue) -> ArraySlice<ExpressionValue> {
        switch value {
        case .list(let list): list.slice
        case .null: []
        default: [value]
        }
    }

    /// All rows of a pivot column, also of what is the same in each of them.
    func wholeColumn(_ grid: Grid, _ pivot: Int) -> ArraySlice<ExpressionValue> {
        if grid.extent.byRow { return grid.column(pivot) }
        return Array(repeating: grid.value(0, pivot), count: size.rows)[...]
    }

    // MARK: From the first row on

    /// Nulls are passed over: the rows beside them show what came before; null until there is a value.
    mutating func running(
        _ grid: Grid, at span: Range<Int>, _ combine: (ExpressionValue, ExpressionValue) -> ExpressionValue
    ) throws(ExpressionProblem) -> Grid {
        var result = Grid(Grid.Extent(byRow: true, byPivot: grid.extent.byPivot), of: size)
        try spend(result.count, at: span)
        result.values.reserveCapacity(result.count)
        for pivot in 0..<result.pivots {
            var sum = ExpressionValue.null
            for value in wholeColumn(grid, pivot) {
                if !value.isNull { sum = sum.isNull ? value : combine(sum, value) }
                result.values.append(sum)
            }
        }
        return result
    }

    // MARK: Tests

    /// Of two columns with rows − 1 degrees of freedom, of two columns of lists with (rows − 1)(columns − 1).
    mutating func chiSquared(
        _ actual: Grid, _ expected: Grid, at span: Range<Int>
    ) throws(ExpressionProblem) -> Grid {
        guard actual.isList, expected.isList else {
            return try summarise(
                [actual, expected], [0, 1], at: span,
                prepare: { columns -> ExpressionValue in
                    let (left, right) = Self.pairs(columns[0], columns[1])
                    return Statistics.chiSquared(actual: left, expected: right, freedom: left.count - 1)
                        .map { .finite($0) } ?? .null
                }, finish: { value, _ in value })
        }
        let rows = actual.extent.union(expected.extent).byRow ? size.rows : 1
        var all: (left: [Double], right: [Double]) = ([], [])
        var width = 0
        for row in 0..<rows {
            let (left, right) = Self.pairs(Self.list(actual.value(row, 0)), Self.list(expected.value(row, 0)))
            try spend(left.count, at: span)
            width = max(width, left.count)
            all.left += left
            all.right += right
        }
        let freedom = rows > 1 ? (rows - 1) * (width - 1) : width - 1
        let result = Statistics.chiSquared(actual: all.left, expected: all.right, freedom: freedom)
        return Grid(constant: result.map { .finite($0) } ?? .null)
    }

    mutating func tTest(_ grids: [Grid], at span: Range<Int>) throws(ExpressionProblem) -> Grid {
        try summarise(grids, [0, 1], at: span, prepare: { $0 }) { columns, options in
            guard let tails = options[0].whole, let kind = options[1].whole else { return .null }
            var (left, right) = Self.pairs(columns[0], columns[1])
            // Only a paired test needs both values of a row.
            if kind != 1 { (left, right) = (columns[0].compactMap(\.double), columns[1].compactMap(\.double)) }
            return Statistics.tTest(left, right, tails: tails, kind: kind).map { .finite($0) } ?? .null
        }
    }

    mutating func zTest(_ grids: [Grid], at span: Range<Int>) throws(ExpressionProblem) -> Grid {
        try summarise(
            grids, [0], at: span,
            prepare: { columns -> (mean: Double?, count: Int) in
                let numbers = columns[0].compactMap(\.double)
                return (Statistics.mean(numbers), numbers.count)
            },
            finish: { sample, options in
                guard let mean = sample.mean, let value = options[0].double, let deviation = options[1].double,
                    let below = Distributions.normal(
                        value - mean, mean: 0, deviation: deviation / Double(sample.count).squareRoot(),
                        cumulative: true)
                else { return .null }
                return .finite(below)
            })
    }
}
