internal import QueryCompiler
internal import SemanticModel
internal import Warehouse

/// What the statements of a query returned.
struct StatementResults: Sendable {
    var rows: ResultSet
    var totals: ResultSet?
    var rowTotals: ResultSet?
    var grandTotals: ResultSet?
    /// One for each of the query's subtotals.
    var subtotals: [ResultSet] = []
}

/// Makes the answer to a query from what its statements returned: fill, measures over the result, table calculations.
struct ResultAssembly {
    let query: CompiledQuery
    private let layout: ResultLayout

    init(_ query: CompiledQuery) {
        self.query = query
        layout = ResultLayout(query)
    }

    /// - Throws: ``QueryFailure/tooLarge(limit:)`` when filling and calculating would make more values than may be held.
    func answer(_ results: StatementResults, runtime: Duration) throws(QueryFailure) -> QueryAnswer {
        let totals = results.totals.map { totalSet($0, keys: layout.pivots) }
        let rowTotals = results.rowTotals.map { totalSet($0, keys: layout.rows) }
        var answer: QueryAnswer
        if query.plan.isEmpty, layout.calculations.isEmpty {
            answer = QueryAnswer(query: query, rows: results.rows, runtime: runtime)
        } else {
            answer = try calculated(results.rows, totals: totals, rowTotals: rowTotals, runtime: runtime)
        }
        answer.totals = totals
        answer.rowTotals = rowTotals
        answer.grandTotals = results.grandTotals.map { totalSet($0, keys: []) }
        answer.subtotals = zip(query.subtotals, results.subtotals).map { subtotal, result in
            subtotalSet(subtotal, result, keys: answer.pivot?.keys)
        }
        return answer
    }

    private func calculated(
        _ rows: ResultSet, totals: TotalSet?, rowTotals: TotalSet?, runtime: Duration
    ) throws(QueryFailure) -> QueryAnswer {
        var builder = FrameBuilder(query)
        var frame = try builder.frame(of: rows)
        var problems = calculateMeasures(in: &frame)
        let table = FrameTable(query: query, layout: layout, frame: frame, totals: totals, rowTotals: rowTotals)
        let calculations = CalculationColumns(query: query, layout: layout).evaluate(over: table)
        problems += calculations.problems
        try check(values: frame.rowCount * frame.cellCount, columns: frame.columns.count + calculations.columns.count)
        frame.columns.insert(contentsOf: calculations.columns, at: min(query.selected, frame.columns.count))

        var query = query
        for (field, column) in query.sortColumns where column >= query.selected {
            query.sortColumns[field] = column + calculations.columns.count
        }
        if !query.plan.sorts.isEmpty {
            frame.sort(by: query.plan.sorts + query.sorts, of: query, calculations: layout.calculations)
        }
        let rowCount = frame.rowCount * frame.cellCount
        let result = ResultSet(
            columns: descriptions(rows.columns, count: frame.columns.count),
            batches: rowCount == 0 ? [] : [ColumnBatch(columns: frame.columns, rowCount: rowCount)])
        var answer = QueryAnswer(
            query: query, rows: result,
            pivot: frame.keys.map {
                PivotTable(keys: $0, rowCount: frame.rowCount, truncated: frame.isTruncated)
            }, runtime: runtime)
        if frame.keys != nil { answer.rowCalculations = calculations.rowCalculations }
        answer.problems = problems
        answer.warnings = frame.warnings
        return answer
    }

    private func check(values: Int, columns: Int) throws(QueryFailure) {
        let limit = QueryRunner.largestHeldResult
        guard values <= limit / max(1, columns) else { throw .tooLarge(limit: limit) }
    }

    private func descriptions(_ statement: [ColumnDescription], count: Int) -> [ColumnDescription] {
        var columns = statement
        let added = layout.calculations.map { ColumnDescription(name: query.fields[$0].name, type: "") }
        columns.insert(contentsOf: added, at: min(query.selected, columns.count))
        return columns
    }

    private func calculateMeasures(in frame: inout ResultFrame) -> [ResultProblem] {
        var problems: [ResultProblem] = []
        let calculation = MeasureCalculation(query: query)
        for (place, form) in query.plan.measures where frame.columns.indices.contains(place) {
            do throws(ResultProblem) {
                let column = try calculation.column(form, of: frame.columns[place], in: frame)
                if let column { frame.columns[place] = column }
            } catch {
                frame.columns[place] = .nulls(frame.rowCount * frame.cellCount)
                problems.append(ResultProblem(field: query.fields[place].name, message: error.message))
            }
        }
        return problems
    }

    // MARK: Totals

    /// - Parameter keys: The columns of the result that come first in the statement's.
    private func totalSet(_ result: ResultSet, keys: [Int]) -> TotalSet {
        let places = keys + layout.measures
        var set = TotalSet(result.joined(columns: places.count), places: places, keys: keys.count)
        // Over the rows of the result such a measure has no total.
        for (place, form) in query.plan.measures {
            if case .periodOverPeriod = form { continue }
            set.columns[place] = nil
        }
        for (place, column) in CalculationColumns(query: query, layout: layout).totals(of: set) {
            set.columns[place] = column
        }
        return set
    }

    private func subtotalSet(_ subtotal: Subtotal, _ result: ResultSet, keys: [PivotTable.Key]?) -> SubtotalSet {
        let dimensions = subtotal.dimensions.compactMap { dimension in
            query.fields.firstIndex { $0.name == dimension.name }
        }
        let set = totalSet(result, keys: dimensions + layout.pivots)
        let keyIndex = Dictionary(
            (keys ?? []).enumerated().map { (RowKey($0.element.values), $0.offset) },
            uniquingKeysWith: { first, _ in first })
        let dimensionColumns = dimensions.compactMap { set.columns[$0] }
        let pivotColumns = layout.pivots.compactMap { set.columns[$0] }
        var groups: [[Int: Int]] = []
        var places: [RowKey: Int] = [:]
        for row in 0..<set.rowCount {
            let group = RowKey(dimensionColumns, row: row)
            let place = places[group] ?? groups.count
            if place == groups.count {
                places[group] = place
                groups.append([:])
            }
            // Pivot columns beyond the limit are not shown.
            guard let cell = keys == nil ? 0 : keyIndex[RowKey(pivotColumns, row: row)] else { continue }
            groups[place][cell] = row
        }
        return SubtotalSet(dimensions: dimensions, totals: set, groups: groups)
    }
}
