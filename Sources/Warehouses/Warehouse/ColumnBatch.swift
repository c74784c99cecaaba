/// A run of rows held by column: what a warehouse returns, and what it takes in bulk.
///
/// Every column has `rowCount` entries. A batch that a query returns is never empty.
package struct ColumnBatch: Sendable {
    package var columns: [Column]
    package var rowCount: Int

    package init(columns: [Column], rowCount: Int) {
        self.columns = columns
        self.rowCount = rowCount
    }
}

/// One column of a batch: typed storage beside a mask of which entries are NULL.
///
/// The entry of a NULL holds an arbitrary value of the storage's type.
package struct Column: Sendable {
    package var values: ColumnValues
    /// One flag for each row, true where the value is NULL; `nil` when no row is.
    package var nulls: [Bool]?

    package init(_ values: ColumnValues, nulls: [Bool]? = nil) {
        self.values = values
        self.nulls = nulls
    }

    package func isNull(_ row: Int) -> Bool { nulls?[row] ?? false }
}

/// The typed storage of a column. One array for each kind of value that a database can return.
package enum ColumnValues: Sendable {
    case bool([Bool])
    /// All integers up to 64 bits, signed.
    case int([Int64])
    /// Unsigned 64-bit integers.
    case uint([UInt64])
    /// 128-bit integers (DuckDB's HUGEINT), signed.
    case hugeInt([Int128])
    /// Unsigned 128-bit integers (DuckDB's UHUGEINT).
    case uhugeInt([UInt128])
    case double([Double])
    /// Exact decimals: the value is `unscaled / 10^scale`.
    case decimal(unscaled: [Int128], scale: Int)
    /// Days since 1970-01-01.
    case date([Int32])
    /// Microseconds since midnight.
    case time([Int64])
    /// Microseconds since 1970-01-01 00:00:00 without a zone.
    case timestamp([Int64])
    /// Microseconds since 1970-01-01 00:00:00 UTC.
    case timestampTZ([Int64])
    case interval([IntervalValue])
    /// The 128 bits in the order in which a UUID is written.
    case uuid([UInt128])
    /// Text, ENUM values, JSON and everything else that is best carried as text.
    case text([String])
    case blob([[UInt8]])
    /// Lists, structs and maps, by value.
    case nested([NestedValue])
}

extension ColumnValues {
    /// How many values there are.
    package var count: Int {
        switch self {
        case .bool(let storage): storage.count
        case .int(let storage), .time(let storage), .timestamp(let storage), .timestampTZ(let storage): storage.count
        case .uint(let storage): storage.count
        case .hugeInt(let storage), .decimal(let storage, _): storage.count
        case .uhugeInt(let storage), .uuid(let storage): storage.count
        case .double(let storage): storage.count
        case .date(let storage): storage.count
        case .interval(let storage): storage.count
        case .text(let storage): storage.count
        case .blob(let storage): storage.count
        case .nested(let storage): storage.count
        }
    }
}

/// A calendar interval, as SQL keeps it: months and days have no fixed length.
package struct IntervalValue: Hashable, Sendable {
    package var months: Int32
    package var days: Int32
    package var microseconds: Int64

    package init(months: Int32, days: Int32, microseconds: Int64) {
        self.months = months
        self.days = days
        self.microseconds = microseconds
    }
}

/// A value inside a list, struct or map, and such a value itself.
package indirect enum NestedValue: Sendable, Equatable {
    case null
    case bool(Bool)
    case int(Int64)
    case hugeInt(Int128)
    case double(Double)
    /// Text, and every scalar whose JSON form is a string (dates, UUIDs, exact decimals …).
    case text(String)
    case list([NestedValue])
    /// Fields in the order of their declaration.
    case object([(name: String, value: NestedValue)])
    /// Entries in the order of the map.
    case map([(key: NestedValue, value: NestedValue)])

    package static func == (left: NestedValue, right: NestedValue) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.bool(let a), .bool(let b)): a == b
        case (.int(let a), .int(let b)): a == b
        case (.hugeInt(let a), .hugeInt(let b)): a == b
        case (.double(let a), .double(let b)): a == b
        case (.text(let a), .text(let b)): a == b
        case (.list(let a), .list(let b)): a == b
        case (.object(let a), .object(let b)):
            a.count == b.count && zip(a, b).allSatisfy { $0.name == $1.name && $0.value == $1.value }
        case (.map(let a), .map(let b)):
            a.count == b.count && zip(a, b).allSatisfy { $0.key == $1.key && $0.value == $1.value }
        default: false
        }
    }
}

/// A column of a result or table: its name, and its type as the engine spells it.
package struct ColumnDescription: Sendable, Equatable {
    package var name: String
    package var type: String

    package init(name: String, type: String) {
        self.name = name
        self.type = type
    }
}
