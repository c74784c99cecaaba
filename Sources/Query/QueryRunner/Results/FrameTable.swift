internal import LookerExpressions
internal import QueryCompiler
internal import SemanticModel
internal import Warehouse

/// A frame as table calculations see it.
struct FrameTable: ResultTable {
    let query: CompiledQuery
    let layout: ResultLayout
    let frame: ResultFrame
    let totals: TotalSet?
    let rowTotals: TotalSet?

    var rowCount: Int { frame.rowCount }
    var pivotCount: Int { frame.keys?.count ?? 0 }

    func column(_ field: String) -> ResultColumn? {
        guard let place = query.fields[..<layout.calculations.lowerBound].firstIndex(where: { $0.name == field }) else {
            return nil
        }
        let values = FieldValues(query.fields[place])
        let column = frame.columns[place]
        let rows = 0..<frame.rowCount
        let cells = 0..<frame.cellCount
        if layout.pivots.contains(place) {
            // Any row has the values of the pivot columns.
            let found = frame.rowCount > 0 ? cells.map { values.value(column, row: $0) } : []
            return ResultColumn(found, extent: .pivots)
        }
        guard query.fields[place].category == .measure else {
            return ResultColumn(rows.map { values.value(column, row: frame.place(row: $0, cell: 0)) })
        }
        return ResultColumn(
            cells.flatMap { cell in rows.map { values.value(column, row: frame.place(row: $0, cell: cell)) } },
            extent: frame.keys == nil ? .rows : .cells, totals: totals(of: place, values),
            rowTotals: rowTotals(of: place, values))
    }

    private func totals(of place: Int, _ values: FieldValues) -> [ExpressionValue]? {
        guard let totals, let column = totals.columns[place] else { return nil }
        let keys = frame.keys?.map { RowKey($0.values) } ?? [RowKey([])]
        return keys.map { key in totals.row(of: key).map { values.value(column, row: $0) } ?? .null }
    }

    private func rowTotals(of place: Int, _ values: FieldValues) -> [ExpressionValue]? {
        guard let rowTotals, let column = rowTotals.columns[place] else { return nil }
        let dimensions = layout.rows.map { frame.columns[$0] }
        return (0..<frame.rowCount).map { row in
            let key = RowKey(dimensions, row: frame.place(row: row, cell: 0))
            return rowTotals.row(of: key).map { values.value(column, row: $0) } ?? .null
        }
    }
}

/// The values of a field as expressions take them: dates and yesno are text in a result, and more than that here.
struct FieldValues {
    private enum Reading { case stored, yesNo, date }

    private let reading: Reading

    init(_ field: Field) {
        reading =
            switch ExpressionType(of: field) {
            case .yesNo: .yesNo
            case .date: .date
            default: .stored
            }
    }

    func value(_ column: Column, row: Int) -> ExpressionValue {
        if column.isNull(row) { return .null }
        switch column.values {
        case .bool(let storage): return .yesNo(storage[row])
        case .int, .uint, .hugeInt, .uhugeInt, .double, .decimal:
            if let whole = column.exactInteger(row: row).flatMap({ Int64(exactly: $0) }) { return .integer(whole) }
            return column.double(row: row).map { .finite($0) } ?? .null
        case .date(let storage): return .date(Int64(storage[row]) * 86_400_000_000)
        case .timestamp(let storage), .timestampTZ(let storage): return .date(storage[row])
        default: break
        }
        guard let text = column.scalarText(row: row) else { return .null }
        switch reading {
        case .stored: return .string(text)
        case .yesNo: return text == "Yes" ? .yesNo(true) : text == "No" ? .yesNo(false) : .string(text)
        case .date: return LookerExpressions.CivilTime.parse(text).map { .date($0) } ?? .string(text)
        }
    }
}
