import QueryCompiler
package import QueryRunner
internal import SemanticModel
package import Warehouse

/// A result as a table that people read: pivot columns side by side, row totals and what stands once in a row behind them,
/// subtotals behind their groups, totals at the end.
package struct TableLayout: Sendable {
    /// One column of the table.
    package struct Slot: Sendable, Hashable {
        package enum Part: Sendable, Hashable {
            /// Once in each row.
            case row
            /// Under a pivot column, by its index.
            case pivot(Int)
            case rowTotal
        }
        /// Of the result.
        package let column: Int
        package let part: Part
    }

    /// One line of the table.
    package enum Line: Sendable, Hashable {
        /// By its place.
        case row(Int)
        /// By the place of the subtotals among the query's, and that of the group in them.
        case subtotal(Int, group: Int)
        case total
    }

    package let answer: QueryAnswer
    package let slots: [Slot]
    /// In the order of the table.
    package let lines: [Line]
    /// Where the rows of a table without pivots are.
    private let places: [PivotTable.Place]

    /// - Parameter hasTotals: Whether totals, subtotals and row totals are shown where the query has them.
    package init(_ answer: QueryAnswer, hasTotals: Bool) {
        self.answer = answer
        let columns = Array(answer.query.fields.indices)
        let cells = columns.filter { answer.placement(of: $0) == .cell }
        if let table = answer.pivot {
            let once = columns.filter { answer.placement(of: $0) == .row }
            let (calculated, dimensions) = (
                once.filter(answer.layout.calculations.contains), once.filter(answer.layout.rows.contains)
            )
            var slots = dimensions.map { Slot(column: $0, part: .row) }
            for key in table.keys.indices { slots += cells.map { Slot(column: $0, part: .pivot(key)) } }
            if hasTotals, let totals = answer.rowTotals {
                slots += cells.filter { totals.columns[$0] != nil }.map { Slot(column: $0, part: .rowTotal) }
            }
            self.slots = slots + calculated.map { Slot(column: $0, part: .row) }
            places = []
        } else {
            slots = columns.map { Slot(column: $0, part: .row) }
            places = answer.rows.batches.enumerated().flatMap { index, batch in
                (0..<batch.rowCount).map { PivotTable.Place(batch: index, row: $0) }
            }
        }
        let rows = answer.pivot.map(\.rows.count) ?? places.count
        var lines = (0..<rows).map(Line.row)
        if hasTotals {
            if !answer.subtotals.isEmpty { lines = Self.withSubtotals(rows: rows, answer, places) }
            if answer.totals != nil { lines.append(.total) }
        }
        self.lines = lines
    }

    /// Each group's subtotals follow the last row of the group, the finest first.
    private static func withSubtotals(rows: Int, _ answer: QueryAnswer, _ places: [PivotTable.Place]) -> [Line] {
        func key(_ row: Int, _ dimensions: [Int]) -> RowKey {
            let place = answer.pivot?.rows[row].place ?? places[row]
            let columns = answer.rows.batches[place.batch].columns
            return RowKey(dimensions.map { columns[$0] }, row: place.row)
        }
        var behind: [Int: [Line]] = [:]
        for (index, subtotal) in answer.subtotals.enumerated().reversed() {
            var last: [RowKey: Int] = [:]
            for row in 0..<rows { last[key(row, subtotal.dimensions)] = row }
            let shared = subtotal.dimensions.compactMap { subtotal.totals.columns[$0] }
            for (group, cells) in subtotal.groups.enumerated() {
                guard let first = cells.values.first, let row = last[RowKey(shared, row: first)] else { continue }
                behind[row, default: []].append(.subtotal(index, group: group))
            }
        }
        return (0..<rows).flatMap { [.row($0)] + (behind[$0] ?? []) }
    }

    /// The value under a slot: a column and the row in it; `nil` where there is none.
    package func value(_ slot: Slot, in line: Line) -> (column: Column, row: Int)? {
        switch line {
        case .row(let row):
            switch slot.part {
            case .row: return value(slot.column, at: answer.pivot?.rows[row].place ?? places[row])
            case .pivot(let key): return answer.pivot?.rows[row].cells[key].flatMap { value(slot.column, at: $0) }
            case .rowTotal: return rowTotal(of: slot.column, row: row)
            }
        case .subtotal(let index, let group):
            let subtotal = answer.subtotals[index]
            guard let column = subtotal.totals.columns[slot.column] else { return nil }
            let cells = subtotal.groups[group]
            switch slot.part {
            case .row: return cells.values.first.map { (column, $0) }
            case .pivot(let key): return cells[key].map { (column, $0) }
            case .rowTotal: return nil
            }
        case .total:
            switch slot.part {
            case .row: return answer.pivot == nil ? Self.value(answer.totals, slot.column, RowKey([])) : nil
            case .pivot(let key):
                guard let values = answer.pivot?.keys[key].values else { return nil }
                return Self.value(answer.totals, slot.column, RowKey(values))
            case .rowTotal: return Self.value(answer.grandTotals, slot.column, RowKey([]))
            }
        }
    }

    private func value(_ column: Int, at place: PivotTable.Place) -> (column: Column, row: Int)? {
        let columns = answer.rows.batches[place.batch].columns
        return column < columns.count ? (columns[column], place.row) : nil
    }

    private func rowTotal(of column: Int, row: Int) -> (column: Column, row: Int)? {
        guard let place = answer.pivot?.rows[row].place else { return nil }
        let columns = answer.rows.batches[place.batch].columns
        return Self.value(answer.rowTotals, column, RowKey(answer.layout.rows.map { columns[$0] }, row: place.row))
    }

    private static func value(_ set: TotalSet?, _ column: Int, _ key: RowKey) -> (column: Column, row: Int)? {
        guard let set, let values = set.columns[column], let row = set.row(of: key) else { return nil }
        return (values, row)
    }

    /// What stands over the slots of a pivoted table: the pivot values, once for each slot; `nil` without pivots.
    ///
    /// - Parameter formatted: As people read them rather than as they are.
    package func pivotHeader(formatted: Bool = true) -> [String]? {
        guard let table = answer.pivot else { return nil }
        let renderers = answer.query.pivots.map(CellRenderer.init)
        return slots.map { slot in
            switch slot.part {
            case .row: return ""
            case .rowTotal: return "Row Total"
            case .pivot(let key):
                let place = table.keys[key].place
                let columns = answer.rows.batches[place.batch].columns
                return zip(renderers, answer.layout.pivots).map { renderer, column in
                    let values = columns[column]
                    return (formatted ? renderer.text(of: values, row: place.row) : values.text(row: place.row)) ?? "∅"
                }.joined(separator: " - ")
            }
        }
    }

    /// The labels over the slots.
    package var labels: [String] { slots.map { answer.query.fields[$0.column].label } }

    package func isNumeric(_ slot: Slot) -> Bool { FieldMetadata.isNumeric(answer.query.fields[slot.column]) }
}

/// The formatted text of a table's cells.
package struct TableText: Sendable {
    private let layout: TableLayout
    private let renderers: [CellRenderer]

    package init(_ layout: TableLayout) {
        self.layout = layout
        renderers = layout.answer.query.fields.map(CellRenderer.init)
    }

    /// One text for each slot: NULL is ∅, no value at all is nothing, and the first cell of totals says what they are.
    package func cells(of line: TableLayout.Line) -> [String] {
        var texts = layout.slots.map { slot -> String in
            guard let (column, row) = layout.value(slot, in: line) else { return "" }
            return renderers[slot.column].text(of: column, row: row) ?? "∅"
        }
        let rows = layout.answer.layout.rows
        let title: (text: String, depth: Int)? =
            switch line {
            case .row: nil
            case .subtotal(let index, _): ("Subtotal", layout.answer.subtotals[index].dimensions.count)
            case .total: ("Total", 0)
            }
        if let title, rows.indices.contains(title.depth),
            let place = layout.slots.firstIndex(where: { $0.column == rows[title.depth] })
        {
            texts[place] = title.text
        }
        return texts
    }
}
