internal import ColumnPack
internal import Warehouse

/// Packs numbers of events beside the steps that are packed already: rows of ev, uid, then a number of each property, in the order
/// of the steps.
struct NumbersPacker: ChunkPass {
    private var block: BlockPacker
    private let numbers: [PackedNumber]
    private let properties: [String]
    private var type = 0
    private var columns: [[Double]]

    /// - Parameter numbers: Of types that have steps.
    init(_ writer: PackWriter, _ numbers: [PackedNumber], properties: [String]) {
        var writer = writer
        writer.numbers = properties
        block = BlockPacker(writer, .steps, isThere: true)
        self.numbers = numbers
        self.properties = properties
        columns = properties.map { _ in [] }
    }

    mutating func take(_ chunk: ColumnChunk) {
        guard case .uint16(let types) = chunk.columns[0].values, case .int32(let people) = chunk.columns[1].values
        else {
            return block.fail("the warehouse copies columns")
        }
        for row in 0..<chunk.rowCount {
            if !block.holds(people[row], type: Int(types[row])) {
                write()
                type = Int(types[row])
                block.move(to: people[row], type: type)
            }
            for place in columns.indices {
                guard case .double(let values) = chunk.columns[2 + place].values else {
                    return block.fail("\(properties[place]) is copied")
                }
                columns[place].append(chunk.columns[2 + place].validity.isNull(row) ? .nan : values[row])
            }
        }
    }

    private mutating func write() {
        for (place, property) in properties.enumerated() {
            if !columns[place].isEmpty, numbers.contains(PackedNumber(property, type: type)) {
                block.add(number: place, columns[place])
            }
            columns[place].removeAll(keepingCapacity: true)
        }
    }

    /// - Throws: ``PackError`` also if steps have gone since they were packed.
    mutating func finished() throws(PackError) -> PackWriter {
        write()
        for number in numbers { block.expect(number) }
        return try block.finished()
    }
}
