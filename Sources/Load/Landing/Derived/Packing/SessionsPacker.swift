internal import ColumnPack
internal import Warehouse

/// Packs rows of `main.sess` in their order: uid, session, started_at, evs, ats.
struct SessionsPacker: ChunkPass {
    private var block: BlockPacker
    private var people: [Int32] = []
    private var sessions: [Int64] = []
    private var starts: [Int64] = []
    private var counts: [Int64] = []
    private var types: [Int64] = []
    private var offsets: [Int64] = []

    init(_ writer: PackWriter) { block = BlockPacker(writer, .sessions) }

    mutating func take(_ chunk: ColumnChunk) {
        guard case .int32(let people) = chunk.columns[0].values, case .int64(let sessions) = chunk.columns[1].values,
            case .int64(let starts) = chunk.columns[2].values,
            case .list(let lists, .uint16(let types)) = chunk.columns[3].values,
            case .list(let moments, .int64(let offsets)) = chunk.columns[4].values
        else { return block.fail("the warehouse copies lists") }
        for row in 0..<chunk.rowCount {
            if !block.holds(people[row], type: 0) {
                write()
                block.move(to: people[row], type: 0)
            }
            guard lists[row].count == moments[row].count else { return block.fail("a session lacks times") }
            self.people.append(people[row])
            self.sessions.append(sessions[row])
            self.starts.append(starts[row])
            counts.append(Int64(lists[row].count))
            for place in lists[row].range { self.types.append(Int64(types[place])) }
            self.offsets += offsets[moments[row].range]
        }
    }

    private mutating func write() {
        guard !people.isEmpty else { return }
        block.add(people)
        block.add(.session, sessions)
        block.add(.time, starts)
        block.add(.count, counts)
        block.add(.types, types)
        block.add(.offsets, offsets)
        people.removeAll(keepingCapacity: true)
        sessions.removeAll(keepingCapacity: true)
        starts.removeAll(keepingCapacity: true)
        counts.removeAll(keepingCapacity: true)
        types.removeAll(keepingCapacity: true)
        offsets.removeAll(keepingCapacity: true)
    }

    mutating func finished() throws(PackError) -> PackWriter {
        write()
        return try block.finished()
    }
}
