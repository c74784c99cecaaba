/// The result that calculations run over: rows after limit and fill, in the order in which they are shown.
package protocol ResultTable {
    var rowCount: Int { get }
    /// 0 if the result isn't pivoted. A total column doesn't count.
    var pivotCount: Int { get }
    /// - Returns: Nil if the result has no such field. Asked once for each field that a calculation names.
    func column(_ field: String) -> ResultColumn?
}

/// The values of one field.
package struct ResultColumn: Sendable, Hashable {
    /// What a value depends on.
    package struct Extent: Sendable, Hashable {
        package let byRow: Bool
        package let byPivot: Bool

        /// A row dimension.
        package static let rows = Extent(byRow: true, byPivot: false)
        /// A pivot dimension: one value for each pivot column.
        package static let pivots = Extent(byRow: false, byPivot: true)
        /// A measure of a pivoted result.
        package static let cells = Extent(byRow: true, byPivot: true)
        /// The same everywhere.
        package static let constant = Extent(byRow: false, byPivot: false)

        func union(_ other: Extent) -> Extent {
            Extent(byRow: byRow || other.byRow, byPivot: byPivot || other.byPivot)
        }
    }

    package let extent: Extent
    /// Column after column: the value in row r of pivot column p is at `p * rowCount + r`. Where there should be more values
    /// than there are, they are null.
    package let values: [ExpressionValue]
    /// The column's total over all data, one for each pivot column if the extent has them, else one; nil if the query
    /// asks for no totals.
    package let totals: [ExpressionValue]?
    /// The total over all pivot columns, one for each row; nil if the query asks for none.
    package let rowTotals: [ExpressionValue]?

    package init(
        _ values: [ExpressionValue], extent: Extent = .rows, totals: [ExpressionValue]? = nil,
        rowTotals: [ExpressionValue]? = nil
    ) {
        self.values = values
        self.extent = extent
        self.totals = totals
        self.rowTotals = rowTotals
    }
}
