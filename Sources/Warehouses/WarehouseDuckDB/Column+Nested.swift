import Warehouse

extension Column {
    /// The value of `row` as it stands inside a list or struct.
    func nested(row: Int) -> NestedValue {
        if isNull(row) { return .null }
        switch values {
        case .bool(let storage): return .bool(storage[row])
        case .int(let storage): return .int(storage[row])
        case .uint(let storage): return .hugeInt(Int128(storage[row]))
        case .hugeInt(let storage): return .hugeInt(storage[row])
        case .uhugeInt(let storage):
            return Int128(exactly: storage[row]).map { .hugeInt($0) } ?? .text(String(storage[row]))
        case .double(let storage): return .double(storage[row])
        case .decimal(let unscaled, let scale): return .text(ScalarText.decimal(unscaled[row], scale: scale))
        case .date(let storage): return .text(ScalarText.date(days: Int64(storage[row])))
        case .time(let storage): return .text(ScalarText.time(microseconds: storage[row]))
        case .timestamp(let storage), .timestampTZ(let storage):
            return .text(ScalarText.timestamp(microseconds: storage[row]))
        case .interval(let storage): return .text(ScalarText.interval(storage[row]))
        case .uuid(let storage): return .text(ScalarText.uuid(storage[row]))
        case .text(let storage): return .text(storage[row])
        case .blob(let storage): return .text(ScalarText.blob(storage[row]))
        case .nested(let storage): return storage[row]
        }
    }
}
