internal import LookerExpressions
internal import QueryCompiler
internal import SemanticModel
internal import Warehouse

/// The table calculations of a query as columns.
struct CalculationColumns {
    let query: CompiledQuery
    let layout: ResultLayout

    struct Outcome {
        /// One for each calculation among the query's fields, in their order; NULL where it gave nothing.
        var columns: [Column] = []
        /// The places of those that stand once in each row, among the query's fields.
        var rowCalculations: Set<Int> = []
        var problems: [ResultProblem] = []
    }

    func evaluate(over table: FrameTable) -> Outcome {
        var outcome = Outcome()
        guard let calculations = query.plan.calculations else { return outcome }
        let now = query.plan.now
        let results = calculations.evaluate(over: table, now: now, seed: UInt64(bitPattern: now))
        let found = Dictionary(results.map { ($0.name, $0.result) }, uniquingKeysWith: { first, _ in first })
        let frame = table.frame
        for place in layout.calculations {
            let name = query.fields[place].name
            switch found[name] {
            case .success(let column):
                if !column.isPivoted { outcome.rowCalculations.insert(place) }
                var values: [ExpressionValue] = []
                values.reserveCapacity(frame.rowCount * frame.cellCount)
                for row in 0..<frame.rowCount {
                    for cell in 0..<frame.cellCount { values.append(column.value(row: row, pivot: cell)) }
                }
                outcome.columns.append(Column(values))
                continue
            case .failure(let problem):
                outcome.problems.append(
                    ResultProblem(field: name, message: problem.message, suggestion: problem.suggestion))
            case nil:
                let problem = calculations.problems.first { $0.calculation == name && $0.problem.severity == .error }
                outcome.problems.append(
                    ResultProblem(
                        field: name, message: problem?.problem.message ?? "it is not among the query's calculations",
                        suggestion: problem?.problem.suggestion))
            }
            outcome.rowCalculations.insert(place)
            outcome.columns.append(.nulls(frame.rowCount * frame.cellCount))
        }
        return outcome
    }

    /// The values of calculations over totals: of those that need nothing but the measures of their own row.
    ///
    /// - Returns: By the places among the query's fields.
    func totals(of set: TotalSet) -> [Int: Column] {
        guard let calculations = query.plan.calculations, set.rowCount > 0 else { return [:] }
        var known = Set(layout.measures.filter { set.columns[$0] != nil }.map { query.fields[$0].name })
        var own: Set<String> = []
        for calculation in calculations.checked where Self.isOfOneRow(calculation.expression, knowing: known) {
            own.insert(calculation.name)
            known.insert(calculation.name)
        }
        guard !own.isEmpty else { return [:] }
        let now = query.plan.now
        let table = TotalTable(query: query, layout: layout, totals: set)
        var columns: [Int: Column] = [:]
        for outcome in calculations.evaluate(over: table, now: now, seed: UInt64(bitPattern: now)) {
            guard own.contains(outcome.name), case .success(let column) = outcome.result,
                let place = layout.calculations.first(where: { query.fields[$0].name == outcome.name })
            else { continue }
            columns[place] = Column(column.values())
        }
        return columns
    }

    /// Whether an expression names something, only what is known, and no function that looks at other rows or columns.
    private static func isOfOneRow(_ expression: LookerExpression, knowing known: Set<String>) -> Bool {
        let fields = expression.fields.map(\.reference)
        guard !fields.isEmpty, fields.allSatisfy({ $0.part == .value && known.contains($0.name) }) else { return false }
        func isOfOneRow(_ expression: LookerExpression) -> Bool {
            if case .call(let call) = expression.kind,
                FunctionCatalogue.function(named: call.name)?.uses.contains(.customDimension) != true
            {
                return false
            }
            return expression.children.allSatisfy(isOfOneRow)
        }
        return isOfOneRow(expression)
    }
}

/// Totals as calculations see them: rows of measures.
private struct TotalTable: ResultTable {
    let query: CompiledQuery
    let layout: ResultLayout
    let totals: TotalSet

    var rowCount: Int { totals.rowCount }
    var pivotCount: Int { 0 }

    func column(_ field: String) -> ResultColumn? {
        guard let place = layout.measures.first(where: { query.fields[$0].name == field }),
            let column = totals.columns[place]
        else { return nil }
        let values = FieldValues(query.fields[place])
        return ResultColumn((0..<totals.rowCount).map { values.value(column, row: $0) })
    }
}
