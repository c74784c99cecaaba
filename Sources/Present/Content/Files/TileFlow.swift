/// Gives a place to tiles whose file names none: below the others, from left to right, as text flows.
enum TileFlow {
    static let columns = 24
    static let defaultWidth = 8
    static let defaultHeight = 6
    /// The row or column of a tile that has a size only.
    static let unplaced = -1

    static func place(_ tiles: inout [TileDefinition]) {
        var top = 0
        for index in tiles.indices {
            guard var placement = tiles[index].placement else { continue }
            placement.width = min(placement.width, columns)
            if placement.row != unplaced, placement.column != unplaced {
                placement.column = min(placement.column, columns - placement.width)
                top = max(top, placement.row + placement.height)
            }
            tiles[index].placement = placement
        }
        var column = 0
        var height = 0
        for index in tiles.indices {
            var placement =
                tiles[index].placement
                ?? TilePlacement(row: unplaced, column: unplaced, width: defaultWidth, height: defaultHeight)
            guard placement.row == unplaced || placement.column == unplaced else { continue }
            if column + placement.width > columns {
                top += height
                column = 0
                height = 0
            }
            placement.row = top
            placement.column = column
            column += placement.width
            height = max(height, placement.height)
            tiles[index].placement = placement
        }
    }

    /// The place of one more tile: to the right of the lowest tiles where it fits, else below all.
    static func next(after others: [TilePlacement]) -> TilePlacement {
        let bottom = others.map { $0.row + $0.height }.max() ?? 0
        let below = TilePlacement(row: bottom, column: 0, width: defaultWidth, height: defaultHeight)
        let lowest = others.filter { $0.row + $0.height == bottom }
        guard let last = lowest.max(by: { $0.column + $0.width < $1.column + $1.width }) else { return below }
        let column = last.column + last.width
        let isFree = others.allSatisfy { $0.row + $0.height <= last.row || $0.column + $0.width <= column }
        guard isFree, column + defaultWidth <= columns else { return below }
        return TilePlacement(row: last.row, column: column, width: defaultWidth, height: defaultHeight)
    }
}
