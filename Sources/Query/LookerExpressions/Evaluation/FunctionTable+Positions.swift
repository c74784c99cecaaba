extension FunctionTable {
    static let positions: [String: Computation] = [
        "row": .table { evaluator, _, span throws(ExpressionProblem) in
            try evaluator.build(.rows, at: span) { row, _ in .integer(Int64(row) + 1) }
        },
        "offset": .table { evaluator, grids, span throws(ExpressionProblem) in
            let rows = evaluator.size.rows
            let extent = evaluator.union(grids).union(.rows)
            return try evaluator.build(extent, isList: grids[0].isList, at: span) { row, pivot in
                place(row, grids[1].value(row, pivot), below: rows).map { grids[0].value($0, pivot) } ?? .null
            }
        },
        "offset_list": .table { evaluator, grids, span throws(ExpressionProblem) in
            let columns = (0..<(grids[0].extent.byPivot ? evaluator.size.pivots : 1))
                .map { evaluator.wholeColumn(grids[0], $0) }
            let extent = evaluator.union(grids).union(.rows)
            return try evaluator.build(extent, isList: true, at: span) { row, pivot in
                list(
                    from: columns[columns.count > 1 ? pivot : 0], at: row, grids[1].value(row, pivot),
                    grids[2].value(row, pivot))
            }
        },
        "index": .table { evaluator, grids, span throws(ExpressionProblem) in
            let n = grids[1]
            if grids[0].isList {
                return try evaluator.map(grids[0], n, at: span) { value, position in
                    guard case .list(let list) = value, let position = position.whole else { return .null }
                    return list.element(position)
                }
            }
            let rows = evaluator.size.rows
            let extent = Grid.Extent(byRow: false, byPivot: grids[0].extent.byPivot).union(n.extent)
            return try evaluator.build(extent, at: span) { row, pivot in
                place(-1, n.value(row, pivot), below: rows).map { grids[0].value($0, pivot) } ?? .null
            }
        },
        "list": .table { evaluator, grids, span throws(ExpressionProblem) in
            try evaluator.spend(evaluator.size.rows * grids.count, at: span)
            return try evaluator.build(evaluator.union(grids), isList: true, at: span) { row, pivot in
                .list(ExpressionList(grids.map { $0.value(row, pivot) }))
            }
        },
        "lookup": .table { evaluator, grids, span throws(ExpressionProblem) in
            try evaluator.spend(evaluator.size.rows, at: span)
            let rows = firstRows(grids[1], in: evaluator)
            return try evaluator.build(
                grids[0].extent.union(Grid.Extent(byRow: false, byPivot: evaluator.union(grids).byPivot)), at: span
            ) { row, pivot in
                rows[rows.count > 1 ? pivot : 0][grids[0].value(row, pivot)]
                    .map { grids[2].value($0, pivot) } ?? .null
            }
        },
        "match": .table { evaluator, grids, span throws(ExpressionProblem) in
            if grids[1].isList {
                var work = 0
                let grid = try evaluator.map(grids[0], grids[1], at: span) { value, list in
                    guard !value.isNull, case .list(let list) = list else { return .null }
                    work += list.slice.count
                    return list.slice.firstIndex(of: value)
                        .map { .integer(Int64($0 - list.slice.startIndex + list.leading + 1)) } ?? .null
                }
                try evaluator.spend(work, at: span)
                return grid
            }
            try evaluator.spend(evaluator.size.rows, at: span)
            let rows = firstRows(grids[1], in: evaluator)
            return try evaluator.build(
                grids[0].extent.union(Grid.Extent(byRow: false, byPivot: grids[1].extent.byPivot)), at: span
            ) { row, pivot in
                rows[rows.count > 1 ? pivot : 0][grids[0].value(row, pivot)].map { .integer(Int64($0) + 1) } ?? .null
            }
        },
        "pivot_column": .table { evaluator, _, span throws(ExpressionProblem) in
            guard evaluator.isPivoted else { return Grid(constant: .null) }
            return try evaluator.build(.pivots, at: span) { _, pivot in .integer(Int64(pivot) + 1) }
        },
        "pivot_index": .table { evaluator, grids, span throws(ExpressionProblem) in
            guard evaluator.isPivoted else { return Grid(constant: .null) }
            let extent = Grid.Extent(byRow: grids[0].extent.byRow, byPivot: false).union(grids[1].extent)
            let pivots = evaluator.size.pivots
            return try evaluator.build(extent, isList: grids[0].isList, at: span) { row, pivot in
                place(-1, grids[1].value(row, pivot), below: pivots).map { grids[0].value(row, $0) } ?? .null
            }
        },
        "pivot_offset": .table { evaluator, grids, span throws(ExpressionProblem) in
            guard evaluator.isPivoted else { return Grid(constant: .null) }
            let extent = evaluator.union(grids).union(.pivots)
            let pivots = evaluator.size.pivots
            return try evaluator.build(extent, isList: grids[0].isList, at: span) { row, pivot in
                place(pivot, grids[1].value(row, pivot), below: pivots).map { grids[0].value(row, $0) } ?? .null
            }
        },
        "pivot_row": .table { evaluator, grids, span throws(ExpressionProblem) in
            guard evaluator.isPivoted else { return Grid(constant: .null) }
            let lines = try evaluator.lines(of: grids[0], at: span)
            return try evaluator.build(
                Grid.Extent(byRow: grids[0].extent.byRow, byPivot: false), isList: true, at: span
            ) { row, _ in .list(ExpressionList(lines[row][...])) }
        },
        "pivot_offset_list": .table { evaluator, grids, span throws(ExpressionProblem) in
            guard evaluator.isPivoted else { return Grid(constant: .null) }
            let lines = try evaluator.lines(of: grids[0], at: span)
            let isByRow = grids[0].extent.byRow
            return try evaluator.build(evaluator.union(grids).union(.pivots), isList: true, at: span) { row, pivot in
                list(
                    from: lines[isByRow ? row : 0][...], at: pivot, grids[1].value(row, pivot),
                    grids[2].value(row, pivot))
            }
        },
        "pivot_where": .table { evaluator, grids, span throws(ExpressionProblem) in
            guard evaluator.isPivoted else { return Grid(constant: .null) }
            let pivots = evaluator.size.pivots
            let extent = Grid.Extent(byRow: evaluator.union(grids).byRow, byPivot: false)
            try evaluator.spend((extent.byRow ? evaluator.size.rows : 1) * pivots, at: span)
            return try evaluator.build(extent, isList: grids[1].isList, at: span) { row, _ in
                let chosen = (0..<pivots).filter { grids[0].value(row, $0).isYes }
                return chosen.count == 1 ? grids[1].value(row, chosen[0]) : .null
            }
        },
    ]

    /// `start + offset`, if it is from 0 to below `count`.
    private static func place(_ start: Int, _ offset: ExpressionValue, below count: Int) -> Int? {
        guard let offset = offset.whole else { return nil }
        let (place, overflow) = Int64(start).addingReportingOverflow(offset)
        return !overflow && place >= 0 && place < count ? Int(place) : nil
    }

    /// `length` values of `column` from `start + offset` on, as far as there are any.
    private static func list(
        from column: ArraySlice<ExpressionValue>, at start: Int, _ offset: ExpressionValue, _ length: ExpressionValue
    ) -> ExpressionValue {
        guard let offset = offset.whole, let length = length.whole, length >= 0 else { return .null }
        let (first, tooFar) = Int64(start).addingReportingOverflow(offset)
        guard !tooFar else { return .list(ExpressionList([])) }
        let (end, tooLong) = first.addingReportingOverflow(length)
        let from = min(max(0, first), Int64(column.count))
        let to = max(from, min(tooLong ? .max : end, Int64(column.count)))
        // How far a list reaches out of the table matters as far as anybody counts.
        let leading = first < 0 ? min(length, -max(first, -(1 << 40))) : 0
        let slice = column[column.startIndex + Int(from)..<column.startIndex + Int(to)]
        return .list(ExpressionList(leading: Int(clamping: leading), slice))
    }

    /// For each pivot column of `grid` the first row of every value.
    private static func firstRows(_ grid: Grid, in evaluator: Evaluator) -> [[ExpressionValue: Int]] {
        (0..<grid.pivots).map { pivot in
            var rows: [ExpressionValue: Int] = [:]
            for (row, value) in evaluator.wholeColumn(grid, pivot).enumerated() where !value.isNull {
                if rows[value] == nil { rows[value] = row }
            }
            return rows
        }
    }
}

extension Evaluator {
    /// The values of each stored row in all pivot columns.
    mutating func lines(of grid: Grid, at span: Range<Int>) throws(ExpressionProblem) -> [[ExpressionValue]] {
        let rows = grid.extent.byRow ? size.rows : 1
        try spend(rows * size.pivots, at: span)
        return (0..<rows).map { row in (0..<size.pivots).map { grid.value(row, $0) } }
    }
}
