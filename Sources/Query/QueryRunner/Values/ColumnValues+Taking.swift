internal import Warehouse

extension ColumnValues {
    /// The values at these places; at `nil` an arbitrary one, which the caller has to mark as NULL.
    func taking(_ places: [Int?]) -> ColumnValues {
        switch self {
        case .bool(let storage): .bool(Self.take(storage, places, false))
        case .int(let storage): .int(Self.take(storage, places, 0))
        case .uint(let storage): .uint(Self.take(storage, places, 0))
        case .hugeInt(let storage): .hugeInt(Self.take(storage, places, 0))
        case .uhugeInt(let storage): .uhugeInt(Self.take(storage, places, 0))
        case .double(let storage): .double(Self.take(storage, places, 0))
        case .decimal(let storage, let scale): .decimal(unscaled: Self.take(storage, places, 0), scale: scale)
        case .date(let storage): .date(Self.take(storage, places, 0))
        case .time(let storage): .time(Self.take(storage, places, 0))
        case .timestamp(let storage): .timestamp(Self.take(storage, places, 0))
        case .timestampTZ(let storage): .timestampTZ(Self.take(storage, places, 0))
        case .interval(let storage):
            .interval(Self.take(storage, places, IntervalValue(months: 0, days: 0, microseconds: 0)))
        case .uuid(let storage): .uuid(Self.take(storage, places, 0))
        case .text(let storage): .text(Self.take(storage, places, ""))
        case .blob(let storage): .blob(Self.take(storage, places, []))
        case .nested(let storage): .nested(Self.take(storage, places, .null))
        }
    }

    private static func take<Value>(_ storage: [Value], _ places: [Int?], _ empty: Value) -> [Value] {
        places.map { place in place.map { storage[$0] } ?? empty }
    }

    /// The values of all parts, one part behind the other; `nil` when they are not stored alike.
    static func joined(_ parts: [ColumnValues]) -> ColumnValues? {
        func all<Value>(_ storage: (ColumnValues) -> [Value]?) -> [Value]? {
            var values: [Value] = []
            values.reserveCapacity(parts.reduce(0) { $0 + $1.count })
            for part in parts {
                guard let stored = storage(part) else { return nil }
                values += stored
            }
            return values
        }
        return switch parts.first {
        case nil: nil
        case .bool: all { if case .bool(let storage) = $0 { storage } else { nil } }.map { .bool($0) }
        case .int: all { if case .int(let storage) = $0 { storage } else { nil } }.map { .int($0) }
        case .uint: all { if case .uint(let storage) = $0 { storage } else { nil } }.map { .uint($0) }
        case .hugeInt: all { if case .hugeInt(let storage) = $0 { storage } else { nil } }.map { .hugeInt($0) }
        case .uhugeInt: all { if case .uhugeInt(let storage) = $0 { storage } else { nil } }.map { .uhugeInt($0) }
        case .double: all { if case .double(let storage) = $0 { storage } else { nil } }.map { .double($0) }
        case .decimal(_, let scale):
            all { if case .decimal(let storage, scale) = $0 { storage } else { nil } }
                .map { .decimal(unscaled: $0, scale: scale) }
        case .date: all { if case .date(let storage) = $0 { storage } else { nil } }.map { .date($0) }
        case .time: all { if case .time(let storage) = $0 { storage } else { nil } }.map { .time($0) }
        case .timestamp: all { if case .timestamp(let storage) = $0 { storage } else { nil } }.map { .timestamp($0) }
        case .timestampTZ:
            all { if case .timestampTZ(let storage) = $0 { storage } else { nil } }.map { .timestampTZ($0) }
        case .interval: all { if case .interval(let storage) = $0 { storage } else { nil } }.map { .interval($0) }
        case .uuid: all { if case .uuid(let storage) = $0 { storage } else { nil } }.map { .uuid($0) }
        case .text: all { if case .text(let storage) = $0 { storage } else { nil } }.map { .text($0) }
        case .blob: all { if case .blob(let storage) = $0 { storage } else { nil } }.map { .blob($0) }
        case .nested: all { if case .nested(let storage) = $0 { storage } else { nil } }.map { .nested($0) }
        }
    }
}
