internal import ColumnPack

/// The active events of one recorded session, or an event outside of any, in the order of time.
///
/// Valid only inside the call of ``SessionPass/add(_:)``.
struct SessionEvents {
    let person: Int32
    /// By event, its type's number.
    let types: UnsafeBufferPointer<UInt16>
    /// When the session started, in microseconds.
    let start: Int64
    /// By event, microseconds since the start.
    let offsets: SessionOffsets
    /// The events that lie in what the chart reads; never empty.
    private(set) var rows: Range<Int>

    init(
        person: Int32, types: UnsafeBufferPointer<UInt16>, start: Int64, offsets: SessionOffsets, rows: Range<Int>
    ) {
        self.person = person
        self.types = types
        self.start = start
        self.offsets = offsets
        self.rows = rows
    }

    /// Leaves out the events before and after, where the session reaches over an end of what is read; maybe none is left.
    mutating func cut(to times: Range<Int64>) {
        while !rows.isEmpty, time(rows.lowerBound) < times.lowerBound { rows = rows.dropFirst() }
        while !rows.isEmpty, time(rows.upperBound - 1) >= times.upperBound { rows = rows.dropLast() }
    }

    @inline(__always)
    func time(_ row: Int) -> Int64 { start + offsets[row] }
}

/// When the events of a session were, as the warehouse has it.
enum SessionOffsets {
    case plain(UnsafeBufferPointer<Int64>)
    /// Numbers of many sessions, and the place of the session's first one.
    case packed(PackedIntegers, first: Int)

    @inline(__always)
    subscript(row: Int) -> Int64 {
        switch self {
        case .plain(let offsets): offsets[row]
        case .packed(let offsets, let first): offsets[first + row]
        }
    }
}

/// A fold over sessions. Those of a person may come in any order.
protocol SessionPass: Sendable {
    mutating func add(_ session: SessionEvents)
    mutating func merge(_ other: Self)
}
