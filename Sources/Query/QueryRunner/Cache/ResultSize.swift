internal import SQL
internal import Warehouse

extension StatementResults {
    /// About how many bytes of memory they take.
    var bytes: Int {
        ([rows, totals, rowTotals, grandTotals].compactMap(\.self) + subtotals).reduce(0) { $0 + $1.bytes }
    }
}

extension ResultSet {
    fileprivate var bytes: Int {
        batches.reduce(256) { sum, batch in
            batch.columns.reduce(sum + 64) { $0 + $1.values.bytes + ($1.nulls?.count ?? 0) + 64 }
        }
    }
}

extension ColumnValues {
    fileprivate var bytes: Int {
        switch self {
        case .bool(let values): values.count
        case .int, .uint, .double, .time, .timestamp, .timestampTZ: count * 8
        case .date: count * 4
        case .hugeInt, .uhugeInt, .decimal, .uuid, .interval: count * 16
        // Up to 15 bytes stand in the string itself.
        case .text(let values): values.reduce(0) { $0 + 16 + ($1.utf8.count > 15 ? $1.utf8.count + 32 : 0) }
        case .blob(let values): values.reduce(0) { $0 + 8 + $1.count + 32 }
        case .nested(let values): values.reduce(0) { $0 + $1.bytes }
        }
    }
}

extension NestedValue {
    fileprivate var bytes: Int {
        switch self {
        case .null, .bool, .int, .double, .hugeInt: 32
        case .text(let text): 48 + text.utf8.count
        case .list(let values): values.reduce(48) { $0 + $1.bytes }
        case .object(let fields): fields.reduce(48) { $0 + 48 + $1.name.utf8.count + $1.value.bytes }
        case .map(let entries): entries.reduce(48) { $0 + $1.key.bytes + $1.value.bytes }
        }
    }
}

extension SQLValue {
    /// Whether both are the same bytes: to Swift two texts of other bytes may be equal.
    func isIdentical(to other: SQLValue) -> Bool {
        if case .text(let left) = self, case .text(let right) = other { return left.utf8.elementsEqual(right.utf8) }
        return self == other
    }
}
