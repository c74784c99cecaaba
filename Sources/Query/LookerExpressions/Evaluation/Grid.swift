/// What an expression gives for a whole result, column after column, without repeating what doesn't vary.
struct Grid: Sendable {
    typealias Extent = ResultColumn.Extent

    let extent: Extent
    /// Rows and pivot columns that are stored: 1 where nothing varies.
    let rows: Int
    let pivots: Int
    /// Whether the values are lists, known from how they were made: aggregates then work list by list.
    let isList: Bool
    var values: [ExpressionValue]

    init(
        _ extent: Extent, of size: (rows: Int, pivots: Int), isList: Bool = false, values: [ExpressionValue] = []
    ) {
        self.extent = extent
        rows = extent.byRow ? size.rows : 1
        pivots = extent.byPivot ? size.pivots : 1
        self.isList = isList
        self.values = values
    }

    init(constant: ExpressionValue) {
        self.init(.constant, of: (1, 1), values: [constant])
    }

    var count: Int { rows * pivots }

    /// Where row `row` of pivot column `pivot` of the whole result is stored.
    @inline(__always) func index(_ row: Int, _ pivot: Int) -> Int {
        (extent.byPivot ? pivot * rows : 0) + (extent.byRow ? row : 0)
    }

    /// - Parameters: Within the whole result.
    @inline(__always) func value(_ row: Int, _ pivot: Int) -> ExpressionValue { values[index(row, pivot)] }

    /// The stored rows of one pivot column.
    func column(_ pivot: Int) -> ArraySlice<ExpressionValue> {
        let start = extent.byPivot ? pivot * rows : 0
        return values[start..<start + rows]
    }
}
