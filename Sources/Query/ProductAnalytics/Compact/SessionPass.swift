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
    let offsets: UnsafeBufferPointer<Int64>
    /// The events that lie in what the chart reads; never empty.
    let rows: Range<Int>

    @inline(__always)
    func time(_ row: Int) -> Int64 { start + offsets[row] }
}

/// A fold over sessions. Those of a person may come in any order.
protocol SessionPass: Sendable {
    mutating func add(_ session: SessionEvents)
    mutating func merge(_ other: Self)
}
