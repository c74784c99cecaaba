import JSON
import Pipelines
import Warehouse

/// A few rows, as a table for a terminal or as JSON.
struct RowsText {
    private let columns: [String]
    private let rows: [[String?]]

    init(_ result: ResultSet) {
        columns = result.columns.map(\.name)
        var rows: [[String?]] = []
        for batch in result.batches {
            for row in 0..<batch.rowCount { rows.append(batch.columns.map { Self.text($0, row) }) }
        }
        self.rows = rows
    }

    var text: String {
        let cells = rows.map { $0.map { $0 ?? "" } }
        let widths = columns.indices.map { column in
            ([columns[column]] + cells.map { $0[column] }).map(\.count).max() ?? 0
        }
        func line(_ cells: [String]) -> String {
            zip(cells, widths).map { $0 + String(repeating: " ", count: max(0, $1 - $0.count)) }
                .joined(separator: "  ")
        }
        let rule = widths.map { String(repeating: "─", count: $0) }.joined(separator: "  ")
        return ([line(columns), rule] + (cells.isEmpty ? ["No rows."] : cells.map(line))).joined(separator: "\n")
    }

    var json: JSONValue {
        .array(rows.map { row in .object(JSONObject(zip(columns, row).map { ($0, JSONValue($1)) })) })
    }

    private static func text(_ column: Column, _ row: Int) -> String? {
        guard !column.isNull(row) else { return nil }
        return switch column.values {
        case .bool(let values): values[row] ? "true" : "false"
        case .int(let values): "\(values[row])"
        case .uint(let values): "\(values[row])"
        case .hugeInt(let values): "\(values[row])"
        case .uhugeInt(let values): "\(values[row])"
        case .double(let values): "\(values[row])"
        case .decimal(let values, let scale): decimal(values[row], scale)
        case .date(let values): String(UTCTime.text(Int64(values[row]) * UTCTime.day).prefix(10))
        case .time(let values): String(UTCTime.text(values[row], withFraction: true).dropFirst(11))
        case .timestamp(let values): UTCTime.text(values[row], withFraction: true)
        case .timestampTZ(let values): UTCTime.text(values[row], withFraction: true) + "+00"
        case .interval(let values): "\(values[row].months) months \(values[row].days) days"
        case .uuid(let values): String(values[row], radix: 16)
        case .text(let values): values[row]
        case .blob(let values): "\(values[row].count) bytes"
        case .nested(let values): "\(values[row])"
        }
    }

    private static func decimal(_ value: Int128, _ scale: Int) -> String {
        guard scale > 0 else { return "\(value)" }
        let digits = String(value.magnitude)
        let padded = String(repeating: "0", count: max(0, scale + 1 - digits.count)) + digits
        return (value < 0 ? "-" : "") + padded.dropLast(scale) + "." + padded.suffix(scale)
    }
}
