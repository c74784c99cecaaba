/// The table calculations of one query: read and checked once, run over its result.
///
///     let calculations = TableCalculations(
///         [.init(name: "share", expression: "${orders.count} / sum(${orders.count})")],
///         fields: ["orders.count": .init(type: .number, role: .measure)])
///     let columns = calculations.evaluate(over: result, now: now, seed: 1)
///
/// Calculations may name one another in any order. One with a problem is left out, and so is what depends on it; the
/// others run.
package struct TableCalculations: Sendable {
    package struct Definition: Sendable, Hashable {
        /// What `${name}` refers to; among calculations and fields only once.
        package let name: String
        package let expression: String

        package init(name: String, expression: String) {
            self.name = name
            self.expression = expression
        }
    }

    package struct Problem: Sendable, Hashable {
        package let calculation: String
        package let problem: ExpressionProblem
    }

    /// A calculation that can be run.
    package struct Checked: Sendable {
        package let name: String
        package let expression: LookerExpression
        package let type: ExpressionType
    }

    /// What a calculation gave, or why it gave nothing.
    package struct Outcome: Sendable {
        package let name: String
        package let result: Result<CalculatedColumn, ExpressionProblem>
    }

    /// More calculations than this are not looked at.
    package static let most = 500
    /// What all calculations of a query together may look at. Growing windows over 10 000 rows take half of it.
    package static let mostValues = 100_000_000

    /// In an order in which each comes after those it names.
    package let checked: [Checked]
    /// By calculation in the order given, in each by place; warnings included.
    package let problems: [Problem]

    /// - Parameters:
    ///   - definitions: In the order in which they are shown. Two of one name are both left out: nobody knows which is meant.
    ///   - fields: All that the query selects, by full name; custom fields by their bare one.
    ///   - use: ``ExpressionUse/tableCalculation``, or ``ExpressionUse/dataTest`` for what has to be yes in every row.
    package init(
        _ definitions: [Definition], fields: [String: ExpressionScope.Field], use: ExpressionUse = .tableCalculation
    ) {
        var found: [String: [ExpressionProblem]] = [:]
        var parsed: [String: LookerExpression] = [:]
        var names: [String] = []
        for (position, definition) in definitions.enumerated() {
            let name = definition.name
            guard position < Self.most else {
                found[name, default: []].append(
                    ExpressionProblem(.tooLong, "a query has at most \(Self.most) calculations", at: 0..<0))
                continue
            }
            guard parsed[name] == nil, found[name] == nil, fields[name] == nil else {
                found[name, default: []].append(
                    ExpressionProblem(.duplicateName, "the name '\(name)' is taken", at: 0..<0, suggestion: name + "_2")
                )
                continue
            }
            let (expression, problems) = ExpressionParser.parse(definition.expression)
            found[name] = problems
            parsed[name] = expression
            names.append(name)
        }

        var scope = ExpressionScope(use: use, fields: fields)
        for name in names { scope.fields[name] = ExpressionScope.Field(type: .any, role: .calculation) }
        var checked: [Checked] = []
        var order = CalculationOrder(names: names, expressions: parsed)
        while let name = order.next() {
            guard let expression = parsed[name] else { continue }
            let (type, problems) = ExpressionChecker.check(expression, in: scope)
            found[name, default: []] += problems
            found[name, default: []] += Self.inherited(by: expression, from: found, names: Set(names))
            guard !Self.hasError(found[name]) else { continue }
            scope.fields[name] = ExpressionScope.Field(type: type, role: .calculation)
            checked.append(Checked(name: name, expression: expression, type: type))
        }
        for (name, problem) in order.circular() { found[name, default: []].append(problem) }
        self.checked = checked
        var seen: Set<String> = []
        problems = definitions.filter { seen.insert($0.name).inserted }.flatMap { definition in
            (found[definition.name] ?? []).map { Problem(calculation: definition.name, problem: $0) }
        }
    }

    /// What is wrong with an expression because of the calculations it names.
    private static func inherited(
        by expression: LookerExpression, from found: [String: [ExpressionProblem]], names: Set<String>
    ) -> [ExpressionProblem] {
        expression.fields.compactMap { reference, span in
            guard names.contains(reference.name), hasError(found[reference.name]) else { return nil }
            return ExpressionProblem(.dependsOnProblem, "'\(reference.name)' has a problem of its own", at: span)
        }
    }

    private static func hasError(_ problems: [ExpressionProblem]?) -> Bool {
        problems?.contains { $0.severity == .error } == true
    }

    /// Runs what could be checked.
    ///
    /// - Parameters:
    ///   - table: The rows after limit and fill, without total and subtotal rows.
    ///   - now: What `now()` gives: microseconds of the wall clock in the query's time zone since 1970-01-01 00:00.
    ///   - seed: Of `rand()`: the same seed, the same numbers.
    ///   - mostValues: How many values all calculations together may look at.
    /// - Returns: One outcome for each of ``checked``, in its order. A calculation fails if the result lacks a field or
    ///   totals it names, or if all calculations together look at too many values; those that name it fail with it.
    package func evaluate(
        over table: some ResultTable, now: Int64, seed: UInt64, mostValues: Int = Self.mostValues
    ) -> [Outcome] {
        let isPivoted = table.pivotCount > 0
        let size = (rows: max(0, table.rowCount), pivots: max(1, table.pivotCount))
        let own = Set(checked.map(\.name))
        var evaluator = Evaluator(
            size: size, isPivoted: isPivoted, now: now, random: SplitMix64(seed: seed), budget: mostValues)
        let named = Set(checked.flatMap { $0.expression.fields.map(\.reference.name) }).subtracting(own)
        for name in named {
            if let column = table.column(name) { evaluator.add(column, as: name) }
        }
        var failed: Set<String> = []
        return checked.map { calculation in
            do throws(ExpressionProblem) {
                if let (reference, span) = calculation.expression.fields.first(where: {
                    failed.contains($0.reference.name)
                }) {
                    throw ExpressionProblem(.dependsOnProblem, "'\(reference.name)' has a problem of its own", at: span)
                }
                let grid = try evaluator.evaluate(calculation.expression)
                evaluator.columns[calculation.name] = grid
                let column = CalculatedColumn(grid: grid, type: calculation.type, size: size)
                return Outcome(name: calculation.name, result: .success(column))
            } catch {
                failed.insert(calculation.name)
                return Outcome(name: calculation.name, result: .failure(error))
            }
        }
    }
}

/// The values of a calculation.
package struct CalculatedColumn: Sendable {
    package let type: ExpressionType
    let grid: Grid
    let size: (rows: Int, pivots: Int)

    init(grid: Grid, type: ExpressionType, size: (rows: Int, pivots: Int)) {
        self.grid = grid
        self.type = type
        self.size = size
    }

    /// Whether it is shown beside every pivot column, rather than once at the end of the table. Doesn't depend on the rows.
    package var isPivoted: Bool { grid.extent.byPivot }

    /// - Parameters:
    ///   - row: From 0.
    ///   - pivot: From 0; of no account if the calculation isn't pivoted.
    /// - Returns: Null outside of the table.
    package func value(row: Int, pivot: Int = 0) -> ExpressionValue {
        guard row >= 0, row < size.rows, pivot >= 0, pivot < size.pivots else { return .null }
        return grid.value(row, pivot)
    }

    /// The values of all rows from the first on, in one pivot column.
    package func values(pivot: Int = 0) -> [ExpressionValue] { (0..<size.rows).map { value(row: $0, pivot: pivot) } }

    /// Whether a data test holds: yes in every row. A test that finds no row holds, one that finds null doesn't.
    package var isYesEverywhere: Bool {
        (0..<size.rows).allSatisfy { row in (0..<grid.pivots).allSatisfy { value(row: row, pivot: $0).isYes } }
    }
}

extension Evaluator {
    init(size: (rows: Int, pivots: Int), isPivoted: Bool, now: Int64, random: SplitMix64, budget: Int) {
        self.init(
            size: size, isPivoted: isPivoted, now: now, columns: [:], totals: [:], rowTotals: [:], random: random,
            budget: budget)
    }

    /// Takes over a column of the result, brought to the length it should have.
    mutating func add(_ column: ResultColumn, as name: String) {
        let extent = isPivoted ? column.extent : Grid.Extent(byRow: column.extent.byRow, byPivot: false)
        columns[name] = filled(column.values, extent)
        if let values = column.totals {
            totals[name] = filled(values, Grid.Extent(byRow: false, byPivot: extent.byPivot))
        }
        if let values = column.rowTotals {
            rowTotals[name] = filled(values, Grid.Extent(byRow: extent.byRow, byPivot: false))
        }
    }

    private func filled(_ values: [ExpressionValue], _ extent: Grid.Extent) -> Grid {
        var grid = Grid(extent, of: size)
        grid.values = Array(values.prefix(grid.count))
        grid.values += Array(repeating: .null, count: grid.count - grid.values.count)
        return grid
    }
}
