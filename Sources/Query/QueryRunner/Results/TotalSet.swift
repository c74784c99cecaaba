internal import QueryCompiler
package import Warehouse

/// Totals beside a result: one row for each group of its rows, or pivot columns, that is summed up.
package struct TotalSet: Sendable {
    /// By the column of the result that they belong to; columns without a total are absent. Dimensions that the groups
    /// share are among them.
    package internal(set) var columns: [Int: Column]
    package let rowCount: Int
    private let rowsByKey: [RowKey: Int]

    /// - Parameters:
    ///   - places: For each column of `batch` the column of the result.
    ///   - keys: How many of them, from the first on, tell the groups apart.
    init(_ batch: ColumnBatch, places: [Int], keys: Int) {
        let pairs = zip(places, batch.columns).map { ($0, $1) }
        columns = Dictionary(pairs, uniquingKeysWith: { first, _ in first })
        rowCount = batch.rowCount
        let keyColumns = Array(batch.columns.prefix(keys))
        rowsByKey = Dictionary(
            (0..<batch.rowCount).map { (RowKey(keyColumns, row: $0), $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The row of the group with these values; of totals over everything with none.
    package func row(of key: RowKey) -> Int? { rowsByKey[key] }
}

/// The totals of groups that share the values of their first row dimensions, and of each pivot column in them.
package struct SubtotalSet: Sendable {
    /// The row dimensions that the groups share, by their columns in the result.
    package let dimensions: [Int]
    package let totals: TotalSet
    /// The groups in their order, each with the rows of its pivot columns by the index of the pivot key; without pivots
    /// the only row is at 0.
    package let groups: [[Int: Int]]
}
