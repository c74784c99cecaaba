internal import Warehouse

/// Hands rows of `main.sess` (uid, started_at, evs, ats) to a pass.
struct SessionScan<Pass: SessionPass>: ChunkPass {
    private(set) var pass: Pass
    /// Whether the warehouse copies lists, which is too slow to be worth it.
    private(set) var isUnreadable = false
    private let from: Int64
    private let to: Int64

    init(_ request: SessionsReader.Request, into pass: Pass) {
        self.pass = pass
        from = request.from ?? .min
        to = request.to ?? .max
    }

    mutating func take(_ chunk: ColumnChunk) {
        guard case .int32(let people) = chunk.columns[0].values, case .int64(let starts) = chunk.columns[1].values,
            case .list(let lists, .uint16(let types)) = chunk.columns[2].values,
            case .list(let moments, .int64(let offsets)) = chunk.columns[3].values
        else {
            isUnreadable = true
            return
        }
        for row in 0..<chunk.rowCount {
            let types = UnsafeBufferPointer(rebasing: types[lists[row].range])
            let offsets = UnsafeBufferPointer(rebasing: offsets[moments[row].range])
            guard let last = offsets.last, types.count == offsets.count else { continue }
            let start = starts[row]
            var session = SessionEvents(
                person: people[row], types: types, start: start, offsets: .plain(offsets), rows: 0..<types.count)
            if start < from || start + last >= to { session.cut(to: from..<to) }
            if !session.rows.isEmpty { pass.add(session) }
        }
    }
}

/// Puts sessions together from rows (uid, session, time, type) in this order and hands them to a pass. A session below 0 is
/// none: such an event stands alone.
struct SessionRows<Pass: SessionPass>: ChunkPass {
    private(set) var pass: Pass
    private var person: Int64 = -1
    private var session: Int64 = -1
    private var types: [UInt16] = []
    private var times: [Int64] = []

    init(into pass: Pass) { self.pass = pass }

    mutating func take(_ chunk: ColumnChunk) {
        var columns: [[Int64]] = [[], [], [], []]
        for column in columns.indices { chunk.appendIntegers(column, to: &columns[column]) }
        for row in 0..<chunk.rowCount {
            if columns[0][row] != person || columns[1][row] != session || session < 0 {
                finish()
                (person, session) = (columns[0][row], columns[1][row])
            }
            times.append(columns[2][row])
            types.append(UInt16(truncatingIfNeeded: columns[3][row]))
        }
    }

    /// After the last chunk.
    mutating func finish() {
        guard !types.isEmpty else { return }
        let person = Int32(truncatingIfNeeded: person)
        types.withUnsafeBufferPointer { types in
            times.withUnsafeBufferPointer { times in
                pass.add(
                    SessionEvents(person: person, types: types, start: 0, offsets: .plain(times), rows: 0..<types.count)
                )
            }
        }
        types.removeAll(keepingCapacity: true)
        times.removeAll(keepingCapacity: true)
    }
}
