internal import Warehouse

/// Cells of small results by row and column.
extension ColumnBatch {
    func integer(_ row: Int, _ column: Int) -> Int64? {
        guard columns.indices.contains(column), !columns[column].isNull(row) else { return nil }
        switch columns[column].values {
        case .int(let values): return values[row]
        case .uint(let values): return Int64(exactly: values[row])
        case .hugeInt(let values): return Int64(exactly: values[row])
        case .uhugeInt(let values): return Int64(exactly: values[row])
        default: return nil
        }
    }

    func text(_ row: Int, _ column: Int) -> String? {
        guard columns.indices.contains(column), !columns[column].isNull(row),
            case .text(let values) = columns[column].values
        else { return nil }
        return values[row]
    }

    func bool(_ row: Int, _ column: Int) -> Bool? {
        guard columns.indices.contains(column), !columns[column].isNull(row),
            case .bool(let values) = columns[column].values
        else { return nil }
        return values[row]
    }

    func timestamp(_ row: Int, _ column: Int) -> Timestamp? {
        guard columns.indices.contains(column), !columns[column].isNull(row) else { return nil }
        switch columns[column].values {
        case .timestamp(let values), .timestampTZ(let values): return Timestamp(microseconds: values[row])
        default: return nil
        }
    }
}

extension ResultSet {
    /// The first column of the first row.
    var firstInteger: Int64? { batches.first { $0.rowCount > 0 }?.integer(0, 0) }
}
