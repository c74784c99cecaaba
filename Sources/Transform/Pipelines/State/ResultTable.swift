package import Warehouse

/// A small result, read by row and column.
package struct ResultTable: Sendable {
    package let columns: [ColumnDescription]
    package let count: Int
    private let batches: [ColumnBatch]

    package init(_ result: ResultSet) {
        columns = result.columns
        count = result.rowCount
        batches = result.batches
    }

    private func place(_ row: Int) -> (batch: ColumnBatch, row: Int)? {
        var rest = row
        for batch in batches {
            if rest < batch.rowCount { return (batch, rest) }
            rest -= batch.rowCount
        }
        return nil
    }

    /// A text; `nil` for NULL and for what is no text.
    package func text(_ row: Int, _ column: Int) -> String? {
        guard let (batch, row) = place(row), !batch.columns[column].isNull(row),
            case .text(let values) = batch.columns[column].values
        else { return nil }
        return values[row]
    }

    /// A whole number, a truth value as 0 or 1, or an instant in microseconds; `nil` for NULL and for anything else.
    package func int(_ row: Int, _ column: Int) -> Int64? {
        guard let (batch, row) = place(row), !batch.columns[column].isNull(row) else { return nil }
        return switch batch.columns[column].values {
        case .int(let values), .timestamp(let values), .timestampTZ(let values): values[row]
        case .uint(let values): Int64(clamping: values[row])
        case .hugeInt(let values): Int64(clamping: values[row])
        case .bool(let values): values[row] ? 1 : 0
        case .date(let values): Int64(values[row]) * 86_400_000_000
        case .decimal(let values, let scale) where scale == 0: Int64(clamping: values[row])
        default: nil
        }
    }

    /// A number; `nil` for NULL and for what is none.
    package func number(_ row: Int, _ column: Int) -> Double? {
        guard let (batch, place) = place(row), !batch.columns[column].isNull(place) else { return nil }
        return switch batch.columns[column].values {
        case .double(let values): values[place]
        case .decimal(let values, let scale): Double(unscaled: values[place], scale: scale)
        default: int(row, column).map(Double.init)
        }
    }
}
