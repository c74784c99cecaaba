internal import QueryCompiler
internal import SemanticModel
internal import Warehouse

/// A result while things are done to it: one batch in which every row of the table has all its pivot columns, one behind the
/// other.
struct ResultFrame {
    /// What the statement returned, helper columns last.
    var columns: [Column]
    /// Rows of the table that people see.
    var rowCount: Int
    /// The pivot columns; `nil` without pivots.
    var keys: [PivotTable.Key]?
    /// Whether the table has more pivot columns than it may show.
    var isTruncated = false
    /// What could not be done, in sentences.
    var warnings: [String] = []

    /// Values in each column for one row of the table.
    var cellCount: Int { keys?.count ?? 1 }

    /// The place of a value in its column.
    func place(row: Int, cell: Int) -> Int { row * cellCount + cell }
}

/// Brings the rows of a statement into a frame, with the rows and pivot columns that fill a dimension.
struct FrameBuilder {
    /// Rows that a dimension is filled to when the query has no limit.
    static let largestFill = 50_000

    let query: CompiledQuery
    let layout: ResultLayout
    private var warnings: [String] = []

    init(_ query: CompiledQuery) {
        self.query = query
        layout = ResultLayout(query)
    }

    /// - Throws: ``QueryFailure/tooLarge(limit:)`` when the table, all cells filled in, has more values than may be held.
    mutating func frame(of result: ResultSet) throws(QueryFailure) -> ResultFrame {
        let fills = usableFills()
        var frame: ResultFrame
        if query.pivots.isEmpty {
            let batch = result.joined(columns: query.selected)
            frame = ResultFrame(columns: batch.columns, rowCount: batch.rowCount)
            if let fill = fills.rows, fits(fill, batch.columns[fill.column], rowCount: batch.rowCount) {
                try add(fill, to: &frame)
            }
        } else {
            frame = try pivoted(result, fills: fills)
        }
        frame.warnings = warnings
        return frame
    }

    private struct Fill {
        let column: Int
        let sequence: FillSequence
    }

    /// The fill of the row dimension and of the pivot dimension, where there is only one of them: with two, the values of one
    /// would have to be shown for each of the other.
    private mutating func usableFills() -> (rows: Fill?, pivots: Fill?) {
        var found: (rows: Fill?, pivots: Fill?)
        for fill in query.plan.fills where query.fields.indices.contains(fill.column) {
            let name = query.fields[fill.column].name
            guard layout.rows == [fill.column] || layout.pivots == [fill.column] else {
                warnings.append("`\(name)` is not filled: it is only where it is the one dimension of its direction.")
                continue
            }
            guard let sequence = FillSequence(fill.values) else {
                warnings.append("`\(name)` is not filled: its values can't be counted through.")
                continue
            }
            if layout.rows == [fill.column] {
                found.rows = Fill(column: fill.column, sequence: sequence)
            } else {
                found.pivots = Fill(column: fill.column, sequence: sequence)
            }
        }
        return found
    }

    /// - Parameter present: The numbers of the values that are there.
    private mutating func weave(
        _ fill: Fill, into present: [Int64?], order: FillWeave.Order, limit: Int, unit: String
    ) -> FillWeave {
        let weave = FillWeave(
            present, first: fill.sequence.first, last: fill.sequence.last, order: order,
            most: max(0, limit - present.count))
        if weave.isCut {
            let name = query.fields[fill.column].name
            warnings.append("`\(name)` is filled up to \(limit) \(unit); more values without data are left out.")
        }
        return weave
    }

    private var rowLimit: Int { min(query.limit ?? Self.largestFill, Self.largestFill) }

    /// How the rows are sorted by a dimension that they all differ in.
    private func rowOrder(of column: Int) -> FillWeave.Order {
        let pivots = Set(query.pivots.map(\.name))
        guard let sort = query.sorts.first(where: { !pivots.contains($0.field) }),
            sort.field == query.fields[column].name
        else { return .none }
        return sort.descending ? .descending : .ascending
    }

    private mutating func add(_ fill: Fill, to frame: inout ResultFrame) throws(QueryFailure) {
        let column = frame.columns[fill.column]
        let weave = weave(
            fill, into: (0..<frame.rowCount).map { fill.sequence.number(of: column, row: $0) },
            order: rowOrder(of: fill.column), limit: rowLimit, unit: "rows")
        guard weave.slots.count > frame.rowCount else { return }
        let places = weave.slots.map { if case .present(let place) = $0 { place } else { Int?.none } }
        try check(values: places.count * frame.columns.count)
        frame.columns = frame.columns.map { $0.taking(places) }
        frame.columns[fill.column] = Self.values(weave.slots, of: fill, in: frame.columns[fill.column])
        frame.rowCount = places.count
    }

    /// Whether a column can hold the values that are added to it; if not, with a warning.
    private mutating func fits(_ fill: Fill, _ column: Column, rowCount: Int) -> Bool {
        let sample = fill.sequence.value(fill.sequence.first ?? fill.sequence.last ?? 0)
        guard rowCount > 0, let sample, column.taking([nil]).replacing([(0, sample)]) == nil else { return true }
        warnings.append(
            "`\(query.fields[fill.column].name)` is not filled: the database's values are of another kind.")
        return false
    }

    /// The column of a filled dimension with the added values.
    private static func values(_ slots: [FillWeave.Slot], of fill: Fill, in column: Column) -> Column {
        var added: [(row: Int, value: DimensionFill.Value)] = []
        for (row, slot) in slots.enumerated() {
            if case .added(let number) = slot, let value = fill.sequence.value(number) { added.append((row, value)) }
        }
        var column = column
        if added.count == slots.count, added.allSatisfy({ $0.value.number == nil }) {
            // Nothing came from the database that would tell how it stores the dimension.
            column = Column(.text(Array(repeating: "", count: slots.count)), nulls: nil)
        }
        return column.replacing(added) ?? column
    }

    private func check(values count: Int) throws(QueryFailure) {
        guard count <= QueryRunner.largestHeldResult else { throw .tooLarge(limit: QueryRunner.largestHeldResult) }
    }

    // MARK: Pivots

    private mutating func pivoted(
        _ result: ResultSet, fills: (rows: Fill?, pivots: Fill?)
    ) throws(QueryFailure) -> ResultFrame {
        let table = PivotTable(query, rows: result.batches)
        let batch = result.joined(columns: query.selected)
        var starts: [Int] = []
        var total = 0
        for batch in result.batches {
            starts.append(total)
            total += batch.rowCount
        }
        func flat(_ place: PivotTable.Place) -> Int { starts[place.batch] + place.row }
        var fills = fills
        if let fill = fills.rows, !fits(fill, batch.columns[fill.column], rowCount: total) { fills.rows = nil }
        if let fill = fills.pivots, !fits(fill, batch.columns[fill.column], rowCount: total) { fills.pivots = nil }

        var rowSlots = table.rows.indices.map(FillWeave.Slot.present)
        if let fill = fills.rows {
            let column = batch.columns[fill.column]
            rowSlots =
                weave(
                    fill, into: table.rows.map { fill.sequence.number(of: column, row: flat($0.place)) },
                    order: rowOrder(of: fill.column), limit: rowLimit, unit: "rows"
                ).slots
        }
        var keySlots = table.keys.indices.map(FillWeave.Slot.present)
        if let fill = fills.pivots {
            let column = batch.columns[fill.column]
            let descending = query.sorts.first { $0.field == query.fields[fill.column].name }?.descending ?? false
            keySlots =
                weave(
                    fill, into: table.keys.map { fill.sequence.number(of: column, row: flat($0.place)) },
                    order: descending ? .descending : .ascending, limit: query.columnLimit, unit: "pivot columns"
                ).slots
        }
        // Without rows there is nothing that pivot columns could stand over, and without those no cells.
        if rowSlots.isEmpty || keySlots.isEmpty { (rowSlots, keySlots) = ([], []) }
        try check(values: rowSlots.count.multipliedReportingOverflow(by: keySlots.count * batch.columns.count))

        // The rows of the statement from which each column of the frame takes its values.
        let rowPlaces = rowSlots.map { slot in slot.present.map { flat(table.rows[$0].place) } }
        let keyPlaces = keySlots.map { slot in slot.present.map { flat(table.keys[$0].place) } }
        let cells = rowSlots.flatMap { row in
            keySlots.map { key -> Int? in
                guard let row = row.present, let key = key.present else { return nil }
                return table.rows[row].cells[key].map(flat)
            }
        }
        let byRow = rowPlaces.flatMap { place in keySlots.map { _ in place } }
        let byKey = rowPlaces.flatMap { _ in keyPlaces }
        let helpers = Dictionary(query.sortColumns.map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        let pivotNames = Set(query.pivots.map(\.name))
        var columns = batch.columns.indices.map { column -> Column in
            let values = batch.columns[column]
            if layout.pivots.contains(column) { return values.taking(byKey) }
            if layout.rows.contains(column) { return values.taking(byRow) }
            guard let field = helpers[column] else { return values.taking(cells) }
            return values.taking(pivotNames.contains(field) ? byKey : byRow)
        }
        if let fill = fills.rows {
            let slots = rowSlots.flatMap { slot in keySlots.map { _ in slot } }
            columns[fill.column] = Self.values(slots, of: fill, in: columns[fill.column])
        }
        if let fill = fills.pivots {
            let slots = rowSlots.flatMap { _ in keySlots }
            columns[fill.column] = Self.values(slots, of: fill, in: columns[fill.column])
        }
        let keys = keySlots.map { slot -> PivotTable.Key in
            switch slot {
            case .present(let place): table.keys[place]
            case .added(let number):
                PivotTable.Key([fills.pivots?.sequence.value(number)?.text], place: .init(batch: 0, row: 0))
            }
        }
        return ResultFrame(columns: columns, rowCount: rowSlots.count, keys: keys, isTruncated: table.truncated)
    }

    private func check(values count: (partialValue: Int, overflow: Bool)) throws(QueryFailure) {
        try check(values: count.overflow ? .max : count.partialValue)
    }
}

extension FillWeave.Slot {
    var present: Int? { if case .present(let place) = self { place } else { nil } }
}
