/// A value that goes into a statement: bound as a parameter, or written by the dialect's literal encoder.
package enum SQLValue: Sendable, Hashable {
    case null
    case bool(Bool)
    case int(Int64)
    case double(Double)
    /// An exact number in digits (`-12.50`), already checked to be one.
    case decimal(String)
    case text(String)
    case blob([UInt8])
    /// Days since 1970-01-01.
    case date(Int32)
    /// Microseconds since 1970-01-01 00:00:00, without a zone.
    case timestamp(Int64)
}
