internal import QueryCompiler
internal import SemanticModel
internal import Warehouse

extension ResultFrame {
    /// Sorts the rows by table calculations, whose values no database knows, and other columns. Rows that the sorts leave
    /// equal keep their order.
    mutating func sort(by sorts: [AppliedSort], of query: CompiledQuery, calculations: Range<Int>) {
        let pivots = Set(query.pivots.map(\.name))
        let places = sorts.filter { !pivots.contains($0.field) }.compactMap { sort in
            query.fields.firstIndex { $0.name == sort.field }.map { (sort, $0) }
        }
        func precedes(_ left: Int, _ right: Int) -> Bool {
            for (sort, place) in places {
                let isCell = query.fields[place].category == .measure || calculations.contains(place)
                let cell = isCell && sort.pivotColumn < cellCount ? sort.pivotColumn : 0
                let column = columns[query.sortColumns[sort.field] ?? place]
                let order = ValueOrder.compare(
                    column, self.place(row: left, cell: cell), column, self.place(row: right, cell: cell))
                if order != 0 { return sort.descending ? order > 0 : order < 0 }
            }
            return left < right
        }
        let order = (0..<rowCount).sorted(by: precedes)
        let flat = order.flatMap { row in (0..<cellCount).map { Int?.some(place(row: row, cell: $0)) } }
        columns = columns.map { $0.taking(flat) }
    }
}
