package import QueryCompiler
internal import SemanticModel
package import Warehouse

/// A result whose pivot dimensions have become columns.
///
/// The warehouse returns one row for each combination of row and pivot values; here the rows with equal row dimensions
/// are put together. Rows keep the order in which they first appear; pivot columns are in the order of the pivot sort,
/// ascending where the query has none, NULL last.
package struct PivotTable: Sendable {
    /// Where a row of the flat result is.
    package struct Place: Sendable, Hashable {
        package var batch: Int
        package var row: Int

        package init(batch: Int, row: Int) {
            self.batch = batch
            self.row = row
        }
    }

    package struct Key: Sendable, Hashable {
        /// The values joined by `|FIELD|`, NULL written as "null".
        package var text: String
        /// One for each pivot field; `nil` is NULL.
        package var values: [String?]
        /// A row that holds the values.
        package var place: Place
    }

    package struct Row: Sendable {
        /// A row that holds the values of the row dimensions.
        package var place: Place
        /// By the index of the pivot key.
        package var cells: [Int: Place]
    }

    package static let rowTotalKey = "$$$_row_total_$$$"

    package var keys: [Key]
    package var rows: [Row]
    /// Whether columns were left out because of the query's column limit.
    package var truncated: Bool

    /// - Parameter rows: What the statement of `query` returned; one pivot column more than the limit shows that there are
    ///   more.
    package init(_ query: CompiledQuery, rows batches: [ColumnBatch]) {
        let layout = ResultLayout(query)
        var keyIndex: [RowKey: Int] = [:]
        var keys: [Key] = []
        var rowIndex: [RowKey: Int] = [:]
        var rows: [Row] = []
        for (batchIndex, batch) in batches.enumerated() {
            let pivotColumns = layout.pivots.map { batch.columns[$0] }
            let rowColumns = layout.rows.map { batch.columns[$0] }
            for row in 0..<batch.rowCount {
                let place = Place(batch: batchIndex, row: row)
                let name = RowKey(pivotColumns, row: row)
                let key = keyIndex[name] ?? keys.count
                if key == keys.count {
                    keyIndex[name] = key
                    keys.append(Key(pivotColumns.map { $0.scalarText(row: row) }, place: place))
                }
                let dimensions = RowKey(rowColumns, row: row)
                let target = rowIndex[dimensions] ?? rows.count
                if target == rows.count {
                    rowIndex[dimensions] = target
                    rows.append(Row(place: place, cells: [:]))
                }
                rows[target].cells[key] = place
            }
        }
        let order = Self.order(keys, query: query, layout: layout, batches: batches)
        let kept = order.prefix(max(1, query.columnLimit))
        let newIndex = Dictionary(
            kept.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
        self.keys = kept.map { keys[$0] }
        self.rows = rows.map { row in
            var cells: [Int: Place] = [:]
            for (key, place) in row.cells { if let index = newIndex[key] { cells[index] = place } }
            return Row(place: row.place, cells: cells)
        }
        truncated = order.count > kept.count
    }

    /// A table all of whose cells are there: the rows of one batch, for each row of the table one after the other.
    init(keys: [Key], rowCount: Int, truncated: Bool) {
        self.keys = keys.enumerated().map { index, key in
            var key = key
            key.place = Place(batch: 0, row: index)
            return key
        }
        rows = (0..<rowCount).map { row in
            let places = keys.indices.map { ($0, Place(batch: 0, row: row * keys.count + $0)) }
            return Row(
                place: Place(batch: 0, row: row * keys.count),
                cells: Dictionary(places, uniquingKeysWith: { first, _ in first }))
        }
        self.truncated = truncated
    }

    private static func order(
        _ keys: [Key], query: CompiledQuery, layout: ResultLayout, batches: [ColumnBatch]
    ) -> [Int] {
        let descending = query.pivots.map { pivot in
            query.sorts.first { $0.field == pivot.name }?.descending ?? false
        }
        // A helper column, where the compiler made one, orders tiers and week days as people expect.
        let columns = zip(query.pivots, layout.pivots).map { query.sortColumns[$0.name] ?? $1 }
        func precedes(_ left: Key, _ right: Key) -> Bool {
            for (place, column) in columns.enumerated() {
                let (a, b) = (left.values[place], right.values[place])
                if a == b { continue }
                guard let a else { return false }
                guard let b else { return true }
                let order = ValueOrder.compare(
                    batches[left.place.batch].columns[column], left.place.row,
                    batches[right.place.batch].columns[column], right.place.row)
                let isLess = order == 0 ? a < b : order < 0
                return descending[place] ? !isLess : isLess
            }
            return false
        }
        return keys.indices.sorted { precedes(keys[$0], keys[$1]) }
    }
}

extension PivotTable.Key {
    init(_ values: [String?], place: PivotTable.Place) {
        self.init(
            text: values.map { $0 ?? "null" }.joined(separator: "|FIELD|"), values: values, place: place)
    }
}
