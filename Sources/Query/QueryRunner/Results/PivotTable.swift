package import QueryRunner
internal import SemanticModel
internal import Warehouse

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
    /// Whether columns were left out because of `columnLimit`.
    package var truncated: Bool

    /// - Parameters:
    ///   - columnLimit: Pivot columns at most.
    package init(_ answer: QueryAnswer, columnLimit: Int) {
        let fields = answer.query.fields
        let pivotNames = Set(answer.query.pivots.map(\.name))
        let pivotColumns = answer.query.pivots.compactMap { pivot in fields.firstIndex { $0.name == pivot.name } }
        let rowColumns = fields.indices.filter {
            fields[$0].category != .measure && !pivotNames.contains(fields[$0].name)
        }

        var keyIndex: [[String?]: Int] = [:]
        var keys: [Key] = []
        var rowIndex: [[String?]: Int] = [:]
        var rows: [Row] = []
        for (batchIndex, batch) in answer.rows.batches.enumerated() {
            for row in 0..<batch.rowCount {
                let place = Place(batch: batchIndex, row: row)
                let values = pivotColumns.map { batch.columns[$0].text(row: row) }
                let key = keyIndex[values] ?? keys.count
                if key == keys.count {
                    keyIndex[values] = key
                    keys.append(
                        Key(
                            text: values.map { $0 ?? "null" }.joined(separator: "|FIELD|"), values: values, place: place
                        ))
                }
                let dimensions = rowColumns.map { batch.columns[$0].text(row: row) }
                let target = rowIndex[dimensions] ?? rows.count
                if target == rows.count {
                    rowIndex[dimensions] = target
                    rows.append(Row(place: place, cells: [:]))
                }
                rows[target].cells[key] = place
            }
        }
        let order = Self.order(keys, answer: answer, pivotColumns: pivotColumns)
        let kept = order.prefix(max(1, columnLimit))
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

    private static func order(_ keys: [Key], answer: QueryAnswer, pivotColumns: [Int]) -> [Int] {
        let descending = answer.query.pivots.map { pivot in
            answer.query.sorts.first { $0.field == pivot.name }?.descending ?? false
        }
        let sortColumns = answer.query.pivots.map { answer.query.sortColumns[$0.name] }
        func precedes(_ left: Key, _ right: Key) -> Bool {
            for (place, shown) in pivotColumns.enumerated() {
                let (a, b) = (left.values[place], right.values[place])
                if a == b { continue }
                guard let a else { return false }
                guard let b else { return true }
                let values = answer.rows.batches
                // A helper column, where the compiler made one, orders tiers and week days as people expect.
                let column = sortColumns[place] ?? shown
                let (x, y) = (values[left.place.batch].columns[column], values[right.place.batch].columns[column])
                let isLess =
                    if let first = x.number(row: left.place.row), let second = y.number(row: right.place.row) {
                        first.asDouble < second.asDouble
                    } else {
                        (x.text(row: left.place.row) ?? a) < (y.text(row: right.place.row) ?? b)
                    }
                return descending[place] ? !isLess : isLess
            }
            return false
        }
        return keys.indices.sorted { precedes(keys[$0], keys[$1]) }
    }
}
