internal import Warehouse

/// A row of a small result, its cells by column.
struct ResultRow {
    private let batch: ColumnBatch
    private let row: Int

    fileprivate init(_ batch: ColumnBatch, _ row: Int) {
        self.batch = batch
        self.row = row
    }

    func text(_ column: Int) -> String? {
        guard !batch.columns[column].isNull(row), case .text(let values) = batch.columns[column].values else {
            return nil
        }
        return values[row]
    }

    func integer(_ column: Int) -> Int64? {
        guard !batch.columns[column].isNull(row) else { return nil }
        switch batch.columns[column].values {
        case .int(let values), .timestamp(let values), .timestampTZ(let values): return values[row]
        case .uint(let values): return Int64(exactly: values[row])
        case .hugeInt(let values): return Int64(exactly: values[row])
        default: return nil
        }
    }

    func flag(_ column: Int) -> Bool {
        guard !batch.columns[column].isNull(row), case .bool(let values) = batch.columns[column].values else {
            return false
        }
        return values[row]
    }
}

extension ResultSet {
    var rows: [ResultRow] {
        batches.flatMap { batch in (0..<batch.rowCount).map { ResultRow(batch, $0) } }
    }
}
