/// What readers of a query's result can see of it.
struct OutputDigest: Sendable {
    struct Column: Sendable {
        var name: String
        var digest: TreeDigest
    }

    var columns: [Column]
    var rows: TreeDigest

    init(_ shape: QueryShape) {
        columns = shape.columns.map { Column(name: $0.name, digest: $0.value.digest) }
        rows = shape.rows
    }
}

extension ChangeClass {
    init(from old: OutputDigest, to new: OutputDigest) {
        let oldNames = old.columns.map { $0.name.lowercased() }
        let newNames = new.columns.map { $0.name.lowercased() }
        let removed = old.columns.filter { !newNames.contains($0.name.lowercased()) }.map(\.name)
        let added = new.columns.filter { !oldNames.contains($0.name.lowercased()) }.map(\.name)
        let rowsDiffer = old.rows != new.rows
        let changed = old.columns.enumerated().filter { place, column in
            guard !rowsDiffer, new.columns.indices.contains(place) else { return true }
            return newNames[place] != oldNames[place] || new.columns[place].digest != column.digest
        }
        if !changed.isEmpty || rowsDiffer {
            self = .breaking(
                Difference(
                    columns: changed.map(\.element.name), removed: removed, added: added, rowsDiffer: rowsDiffer))
        } else {
            self = added.isEmpty ? .none : .additive(added: added)
        }
    }
}
