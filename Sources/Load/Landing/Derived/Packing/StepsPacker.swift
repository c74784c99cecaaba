internal import ColumnPack
internal import Warehouse

/// Packs rows of `main.steps` in their order: ev, uid, time, seq, then promoted properties.
struct StepsPacker: ChunkPass {
    private var block: BlockPacker
    private let places: [String]
    private var people: [Int32] = []
    private var times: [Int64] = []
    private var sequences: [Int64] = []
    private var codes: [[Int64]]
    private var numbers: [[Double]]

    init(_ writer: PackWriter, places: [String]) {
        block = BlockPacker(writer, .steps)
        self.places = places
        codes = places.filter { $0.hasPrefix("p") }.map { _ in [] }
        numbers = places.filter { $0.hasPrefix("n") }.map { _ in [] }
    }

    mutating func take(_ chunk: ColumnChunk) {
        guard case .uint16(let types) = chunk.columns[0].values, case .int32(let people) = chunk.columns[1].values,
            case .int64(let times) = chunk.columns[2].values, case .int64(let sequences) = chunk.columns[3].values
        else { return block.fail("the warehouse copies columns") }
        var start = 0
        while start < chunk.rowCount {
            let type = Int(types[start])
            if !block.holds(people[start], type: type) {
                write()
                block.move(to: people[start], type: type)
            }
            var end = start + 1
            while end < chunk.rowCount, types[end] == types[start], people[end] <= block.lastPerson { end += 1 }
            let rows = start..<end
            self.people += people[rows]
            self.times += times[rows]
            self.sequences += sequences[rows]
            take(chunk, rows)
            start = end
        }
    }

    private mutating func take(_ chunk: ColumnChunk, _ rows: Range<Int>) {
        var (code, number) = (0, 0)
        for (place, name) in places.enumerated() {
            let column = chunk.columns[4 + place]
            if name.hasPrefix("p") {
                guard case .int32(let values) = column.values else { return block.fail("\(name) is copied") }
                for row in rows { codes[code].append(column.validity.isNull(row) ? 0 : Int64(values[row])) }
                code += 1
            } else {
                guard case .double(let values) = column.values else { return block.fail("\(name) is copied") }
                for row in rows { numbers[number].append(column.validity.isNull(row) ? .nan : values[row]) }
                number += 1
            }
        }
    }

    private mutating func write() {
        guard !people.isEmpty else { return }
        block.add(people)
        block.add(.time, times)
        block.add(.sequence, sequences)
        var (code, number) = (0, 0)
        for name in places {
            guard let column = Pack.Column(promoted: name) else { continue }
            if name.hasPrefix("p") {
                block.add(column, codes[code])
                codes[code].removeAll(keepingCapacity: true)
                code += 1
            } else {
                block.add(column, numbers[number])
                numbers[number].removeAll(keepingCapacity: true)
                number += 1
            }
        }
        people.removeAll(keepingCapacity: true)
        times.removeAll(keepingCapacity: true)
        sequences.removeAll(keepingCapacity: true)
    }

    mutating func finished() throws(PackError) -> PackWriter {
        write()
        return try block.finished()
    }
}
