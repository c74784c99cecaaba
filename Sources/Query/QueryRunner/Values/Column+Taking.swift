internal import LookerExpressions
internal import QueryCompiler
internal import Warehouse

extension Column {
    /// The values at these places, NULL at `nil`.
    func taking(_ places: [Int?]) -> Column {
        let nulls = places.map { place in place.map(isNull) ?? true }
        return Column(values.taking(places), nulls: nulls.contains(true) ? nulls : nil)
    }

    static func nulls(_ count: Int) -> Column {
        Column(.int(Array(repeating: 0, count: count)), nulls: Array(repeating: true, count: count))
    }

    /// Columns one behind the other: those of a result's batches. Should a database store one column in two ways, all of
    /// it becomes text.
    static func joined(_ parts: [Column]) -> Column {
        guard parts.count != 1 else { return parts[0] }
        let count = parts.reduce(0) { $0 + $1.values.count }
        var nulls: [Bool]?
        if parts.contains(where: { $0.nulls != nil }) {
            nulls = parts.flatMap { $0.nulls ?? Array(repeating: false, count: $0.values.count) }
        }
        if let values = ColumnValues.joined(parts.map(\.values)) { return Column(values, nulls: nulls) }
        guard count > 0 else { return .nulls(0) }
        let texts = parts.flatMap { part in (0..<part.values.count).map { part.scalarText(row: $0) ?? "" } }
        return Column(.text(texts), nulls: nulls)
    }

    /// The column with other values in some rows, for a dimension's values that are added to it.
    ///
    /// - Returns: `nil` when a column of this kind can't hold them.
    func replacing(_ values: [(row: Int, value: DimensionFill.Value)]) -> Column? {
        func replaced<Stored>(_ storage: [Stored], _ convert: (DimensionFill.Value) -> Stored?) -> [Stored]? {
            var storage = storage
            for (row, value) in values {
                guard let stored = convert(value) else { return nil }
                storage[row] = stored
            }
            return storage
        }
        let replacedValues: ColumnValues? =
            switch self.values {
            case .text(let storage): replaced(storage) { $0.text }.map { .text($0) }
            case .int(let storage): replaced(storage) { $0.number }.map { .int($0) }
            case .uint(let storage): replaced(storage) { $0.number.flatMap { UInt64(exactly: $0) } }.map { .uint($0) }
            case .hugeInt(let storage): replaced(storage) { $0.number.map { Int128($0) } }.map { .hugeInt($0) }
            case .double(let storage): replaced(storage) { $0.number.map { Double($0) } }.map { .double($0) }
            case .decimal(let storage, let scale) where scale < 18:
                replaced(storage) { value in
                    value.number.map { number in (0..<scale).reduce(Int128(number)) { power, _ in power * 10 } }
                }.map { .decimal(unscaled: $0, scale: scale) }
            case .date(let storage):
                replaced(storage) { LookerExpressions.CivilTime.parse($0.text).map { Int32($0 / 86_400_000_000) } }
                    .map { .date($0) }
            default: nil
            }
        guard let replacedValues else { return nil }
        var nulls = self.nulls
        for (row, _) in values { nulls?[row] = false }
        return Column(replacedValues, nulls: nulls?.contains(true) == true ? nulls : nil)
    }
}

extension ResultSet {
    /// All batches as one.
    ///
    /// - Parameter count: Columns that there have to be, for a result without rows.
    func joined(columns count: Int) -> ColumnBatch {
        guard batches.count != 1 else { return batches[0] }
        guard let first = batches.first else {
            return ColumnBatch(columns: Array(repeating: .nulls(0), count: max(count, columns.count)), rowCount: 0)
        }
        let joined = first.columns.indices.map { place in Column.joined(batches.map { $0.columns[place] }) }
        return ColumnBatch(columns: joined, rowCount: rowCount)
    }
}
