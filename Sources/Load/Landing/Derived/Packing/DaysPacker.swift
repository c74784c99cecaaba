internal import ColumnPack
internal import Warehouse

/// Packs rows of `main.act` in their order: uid, day, n.
struct DaysPacker: ChunkPass {
    private var block: BlockPacker
    private var people: [Int32] = []
    private var days: [Int64] = []
    private var counts: [Int64] = []

    init(_ writer: PackWriter) { block = BlockPacker(writer, .days) }

    mutating func take(_ chunk: ColumnChunk) {
        guard case .int32(let people) = chunk.columns[0].values, case .int32(let days) = chunk.columns[1].values,
            case .int32(let counts) = chunk.columns[2].values
        else { return block.fail("the warehouse copies columns") }
        for row in 0..<chunk.rowCount {
            if !block.holds(people[row], type: 0) {
                write()
                block.move(to: people[row], type: 0)
            }
            self.people.append(people[row])
            self.days.append(Int64(days[row]))
            self.counts.append(Int64(counts[row]))
        }
    }

    private mutating func write() {
        guard !people.isEmpty else { return }
        block.add(people)
        block.add(.day, days)
        block.add(.count, counts)
        people.removeAll(keepingCapacity: true)
        days.removeAll(keepingCapacity: true)
        counts.removeAll(keepingCapacity: true)
    }

    mutating func finished() throws(PackError) -> PackWriter {
        write()
        return try block.finished()
    }
}
