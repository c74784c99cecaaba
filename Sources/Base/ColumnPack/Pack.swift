internal import Foundation

/// Rows of derived tables as packed columns in one file: what a scan of those tables would give, at the speed of memory.
///
/// A file is written once and never changed, so that it is mapped and read where it lies; deleting it does no harm to those
/// who have it open. It says nothing that the tables don't say: where it is missing or broken, they are read.
package final class Pack: Sendable {
    /// Which rows a block holds.
    package struct Key: Hashable, Sendable {
        package var table: Table
        /// Of events; 0 where the table has rows of all types.
        package var type: Int
        /// Whose rows: a place in ``Pack/people``.
        package var people: Int

        package init(_ table: Table, type: Int = 0, people: Int) {
            self.table = table
            self.type = type
            self.people = people
        }
    }

    package enum Table: Int, Sendable {
        case steps = 1
        case days = 2
        case sessions = 3
    }

    /// A column of a block. People are runs: how far each person's number lies behind the one before (the first one's behind 0),
    /// and how many rows each has.
    package struct Column: Hashable, Sendable {
        let number: Int

        package static let gaps = Column(number: 1)
        package static let rows = Column(number: 2)
        package static let time = Column(number: 3)
        package static let sequence = Column(number: 4)
        package static let day = Column(number: 5)
        package static let count = Column(number: 6)
        package static let session = Column(number: 7)
        /// Of all sessions, one after the other; ``count`` says how many each has.
        package static let types = Column(number: 8)
        package static let offsets = Column(number: 9)

        /// A promoted property by the name of its column: `p1`, `n1` and so on.
        package init?(promoted name: String) {
            guard let place = Int(name.dropFirst()), (1...99).contains(place) else { return nil }
            switch name.first {
            case "p": number = 100 + place
            case "n": number = 200 + place
            default: return nil
            }
        }

        /// A property that is packed from the events, by its place in ``Pack/numbers``.
        static func number(at place: Int) -> Column { Column(number: 300 + place) }

        init(number: Int) { self.number = number }
    }

    static let magic: Int64 = 0x324B_4341_5053_4E53
    /// The magic number, the offset and size of the directory, its checksum.
    static let tailSize = 32

    /// Whose rows stand in one block, in order: everybody from 0 on is in one of these.
    package let people: [ClosedRange<Int32>]
    /// Properties whose numbers stand beside the steps of some types, as charts write them.
    package let numbers: [String]
    private let blocks: [Key: [Column: Int]]
    private let file: MappedFile

    /// - Throws: ``PackError`` if there is no such file, or it is not whole.
    package init(path: String) throws(PackError) {
        let file = try MappedFile(path: path)
        func broken(_ reason: String) -> PackError { PackError(path: path, reason: reason) }
        func words(_ offset: Int, _ count: Int) -> [Int64] {
            (0..<count).map { file.start.load(fromByteOffset: offset + $0 * 8, as: Int64.self) }
        }
        guard file.count >= Self.tailSize, file.count % 8 == 0 else { throw broken("it is cut off") }
        let tail = words(file.count - Self.tailSize, 4)
        guard tail[0] == Self.magic else { throw broken("it does not end as a pack does") }
        let (offset, count) = (tail[1], tail[2])
        guard offset >= 0, offset % 8 == 0, count >= 1, count <= Int64(file.count / 8),
            offset == Int64(file.count - Self.tailSize) - count * 8
        else { throw broken("its directory is not where it should be") }
        let directory = words(Int(offset), Int(count))
        guard PackDirectory.checksum(directory) == tail[3] else { throw broken("its directory is damaged") }
        guard let found = PackDirectory(words: directory) else { throw broken("its directory can't be read") }
        for columns in found.blocks.values where columns.values.contains(where: { $0 >= Int(offset) }) {
            throw broken("its directory is wrong")
        }
        self.file = file
        people = found.people
        numbers = found.numbers
        blocks = found.blocks
    }

    /// Bytes of the file.
    package var size: Int { file.count }

    /// - Returns: `nil` where there are no such rows.
    package func block(_ key: Key) -> PackedBlock? {
        blocks[key].map { PackedBlock(columns: $0, pack: self) }
    }

    /// The types of events that some people have steps of.
    package func types(_ table: Table) -> Set<Int> { Set(blocks.keys.lazy.filter { $0.table == table }.map(\.type)) }

    /// The column of a property that is packed from the events.
    package func column(ofNumber property: String) -> Column? {
        numbers.firstIndex(of: property).map { Column.number(at: $0) }
    }

    /// Whether all steps of the type have the number; `true` where there are no such steps.
    package func holds(_ number: PackedNumber) -> Bool {
        let column = column(ofNumber: number.property)
        return people.indices.allSatisfy { part in
            guard let columns = blocks[Key(.steps, type: number.type, people: part)] else { return true }
            return column.map { columns[$0] != nil } ?? false
        }
    }

    /// The numbers that stand beside steps.
    package var heldNumbers: [PackedNumber] {
        let types = types(.steps)
        return numbers.flatMap { name in types.map { PackedNumber(name, type: $0) } }.filter(holds).sorted()
    }

    fileprivate func column(at place: Int) -> ColumnHead? {
        ColumnHead(file.start + place, room: file.count - Self.tailSize - place)
    }
}

/// The rows of a table that some people have.
package struct PackedBlock {
    private let columns: [Pack.Column: Int]
    private let pack: Pack

    fileprivate init(columns: [Pack.Column: Int], pack: Pack) {
        self.columns = columns
        self.pack = pack
    }

    package func integers(_ column: Pack.Column) -> PackedIntegers? {
        guard let place = columns[column], let head = pack.column(at: place), head.form == .integers else { return nil }
        return head.integers
    }

    package func doubles(_ column: Pack.Column) -> PackedDoubles? {
        guard let place = columns[column], let head = pack.column(at: place), head.form != .integers else { return nil }
        return head.doubles
    }

    package var people: PackedPeople? {
        guard let gaps = integers(.gaps), let lengths = integers(.rows) else { return nil }
        return PackedPeople(gaps: gaps, lengths: lengths)
    }
}

/// Why a pack can't be read or written.
package struct PackError: Error, CustomStringConvertible {
    let path: String
    let reason: String

    package var description: String { "The pack \(path) can't be used: \(reason)." }
}
