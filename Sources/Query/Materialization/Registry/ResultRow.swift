internal import SQL
internal import Warehouse

/// One row of a small result.
struct ResultRow {
    let batch: ColumnBatch
    let row: Int

    func text(_ column: Int) -> String? {
        guard !batch.columns[column].isNull(row) else { return nil }
        return switch batch.columns[column].values {
        case .text(let values): values[row]
        case .bool(let values): String(values[row])
        case .int(let values): String(values[row])
        case .uint(let values): String(values[row])
        case .hugeInt(let values): String(values[row])
        case .uhugeInt(let values): String(values[row])
        case .double(let values): String(values[row])
        case .decimal(let values, let scale): "\(values[row])e-\(scale)"
        case .date(let values): CivilText.date(days: Int64(values[row]))
        case .time(let values): String(values[row])
        case .timestamp(let values): CivilText.timestamp(microseconds: values[row])
        case .timestampTZ(let values): CivilText.timestamp(microseconds: values[row]) + " UTC"
        case .interval(let values): "\(values[row])"
        case .uuid(let values): String(values[row], radix: 16)
        case .blob(let values): "\(values[row])"
        case .nested(let values): "\(values[row])"
        }
    }

    /// Times are microseconds since 1970-01-01 00:00:00.
    func int(_ column: Int) -> Int64? {
        guard !batch.columns[column].isNull(row) else { return nil }
        return switch batch.columns[column].values {
        case .int(let values), .timestamp(let values), .timestampTZ(let values): values[row]
        case .date(let values): Int64(values[row]) * 86_400_000_000
        default: nil
        }
    }
}

extension ResultSet {
    var rows: [ResultRow] {
        batches.flatMap { batch in (0..<batch.rowCount).map { ResultRow(batch: batch, row: $0) } }
    }
}
