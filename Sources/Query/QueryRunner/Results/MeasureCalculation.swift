internal import QueryCompiler
internal import SemanticModel
internal import Warehouse

/// Measures that are computed from the rows of the result: shares, changes and running totals, along the rows or along the
/// pivot columns.
struct MeasureCalculation {
    let query: CompiledQuery

    /// - Returns: `nil` for what needs no rows, since its SQL gives the value itself.
    func column(
        _ calculation: ResultCalculation, of values: Column, in frame: ResultFrame
    ) throws(ResultProblem) -> Column? {
        let direction: ResultCalculation.Direction
        switch calculation {
        case .percentOfTotal(let along), .percentOfPrevious(let along), .runningTotal(let along): direction = along
        case .periodOverPeriod: return nil
        }
        guard values.isNumeric || (0..<values.values.count).allSatisfy(values.isNull) else {
            throw ResultProblem(field: "", message: "it is computed from numbers, and the measure is none")
        }
        let lines = lines(along: direction, in: frame)
        switch calculation {
        case .percentOfTotal: return Self.shares(values, along: lines)
        case .percentOfPrevious:
            return Self.changes(values, along: isNewestFirst(direction) ? lines.map { $0.reversed() } : lines)
        case .runningTotal: return Self.runningTotals(values, along: lines)
        case .periodOverPeriod: return nil
        }
    }

    /// The places of the values that belong together, in their order: those of each pivot column, or of each row.
    private func lines(along direction: ResultCalculation.Direction, in frame: ResultFrame) -> [[Int]] {
        if direction == .row, frame.keys != nil {
            return (0..<frame.rowCount).map { row in (0..<frame.cellCount).map { frame.place(row: row, cell: $0) } }
        }
        return (0..<frame.cellCount).map { cell in (0..<frame.rowCount).map { frame.place(row: $0, cell: cell) } }
    }

    /// Whether the newest comes first, so that what was before stands after.
    private func isNewestFirst(_ direction: ResultCalculation.Direction) -> Bool {
        let pivots = Set(query.pivots.map(\.name))
        let alongPivots = direction == .row && !pivots.isEmpty
        guard let sort = query.sorts.first(where: { pivots.contains($0.field) == alongPivots }),
            let field = query.fields.first(where: { $0.name == sort.field }), field.category != .measure
        else { return false }
        return sort.descending && field.filterGrammar == .date
    }

    private static func shares(_ values: Column, along lines: [[Int]]) -> Column {
        var result = Numbers(count: values.values.count)
        for line in lines {
            let total = sum(values, line)
            guard total != 0 else { continue }
            for place in line { result[place] = values.double(row: place).map { $0 / total * 100 } }
        }
        return result.column
    }

    private static func sum(_ values: Column, _ line: [Int]) -> Double {
        let exact = runningTotals(values, along: [line])
        // The last running total is the sum, as exact as the column is.
        return line.last.flatMap { exact.double(row: $0) } ?? 0
    }

    private static func changes(_ values: Column, along lines: [[Int]]) -> Column {
        var result = Numbers(count: values.values.count)
        for line in lines {
            for (before, place) in zip(line, line.dropFirst()) {
                guard let value = values.double(row: place), let previous = values.double(row: before), previous != 0
                else { continue }
                result[place] = (value - previous) / previous * 100
            }
        }
        return result.column
    }

    /// Sums of integers and decimals stay exact; what comes before the first value is NULL, and a NULL adds nothing.
    private static func runningTotals(_ values: Column, along lines: [[Int]]) -> Column {
        let count = values.values.count
        let scale: Int
        let exact: (Int) -> Int128?
        switch values.values {
        case .decimal(let storage, let places):
            scale = places
            exact = { values.isNull($0) ? nil : storage[$0] }
        case .double:
            return doubleTotals(values, along: lines)
        default:
            scale = 0
            exact = { values.exactInteger(row: $0) }
        }
        var sums = Array(repeating: Int128(0), count: count)
        var nulls = Array(repeating: true, count: count)
        for line in lines {
            var sum: Int128?
            for place in line {
                if let value = exact(place) {
                    let (next, overflow) = (sum ?? 0).addingReportingOverflow(value)
                    guard !overflow else { return doubleTotals(values, along: lines) }
                    sum = next
                }
                guard let sum else { continue }
                sums[place] = sum
                nulls[place] = false
            }
        }
        let mask = nulls.contains(true) ? nulls : nil
        if scale > 0 { return Column(.decimal(unscaled: sums, scale: scale), nulls: mask) }
        let small = sums.compactMap { Int64(exactly: $0) }
        return Column(small.count == count ? .int(small) : .hugeInt(sums), nulls: mask)
    }

    private static func doubleTotals(_ values: Column, along lines: [[Int]]) -> Column {
        var result = Numbers(count: values.values.count)
        for line in lines {
            var sum: Double?
            for place in line {
                if let value = values.double(row: place) { sum = (sum ?? 0) + value }
                result[place] = sum
            }
        }
        return result.column
    }

    /// A column of numbers, NULL where none was put.
    private struct Numbers {
        private var values: [Double]
        private var nulls: [Bool]

        init(count: Int) {
            values = Array(repeating: 0, count: count)
            nulls = Array(repeating: true, count: count)
        }

        subscript(place: Int) -> Double? {
            get { nulls[place] ? nil : values[place] }
            set {
                values[place] = newValue ?? 0
                nulls[place] = newValue == nil
            }
        }

        var column: Column { Column(.double(values), nulls: nulls.contains(true) ? nulls : nil) }
    }
}
