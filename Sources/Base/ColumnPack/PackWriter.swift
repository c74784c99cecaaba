internal import Foundation

/// Writes a pack block by block, under a name of its own until it is whole.
package struct PackWriter {
    private var directory = PackDirectory()
    private let file: FileHandle
    private let path: String
    private let draft: String
    private var waiting: [UInt8] = []
    private var written = 0
    private var rows: [Pack.Key: Int] = [:]

    /// - Parameters:
    ///   - path: Where the pack will be. Its folder is made.
    ///   - people: Whose rows stand in one block: ranges that follow each other from 0 on.
    package init(path: String, people: [ClosedRange<Int32>]) throws(PackError) {
        self.path = path
        draft = path + ".draft"
        do {
            let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            guard FileManager.default.createFile(atPath: draft, contents: nil) else {
                throw CocoaError(.fileWriteUnknown)
            }
            file = try FileHandle(forWritingTo: URL(fileURLWithPath: draft))
        } catch {
            throw PackError(path: path, reason: "\(error)")
        }
        directory.people = people
    }

    package var people: [ClosedRange<Int32>] { directory.people }

    /// Whether a block was begun.
    package func has(_ key: Pack.Key) -> Bool { directory.blocks[key] != nil }

    /// How many rows a block has; 0 if there is none.
    package func rowCount(_ key: Pack.Key) -> Int { rows[key] ?? 0 }

    /// How many rows of steps of a type there are.
    package func stepCount(type: Int) -> Int {
        people.indices.reduce(0) { $0 + rowCount(Pack.Key(.steps, type: type, people: $1)) }
    }

    package func problem(_ reason: String) -> PackError { PackError(path: path, reason: reason) }

    /// The properties that are packed from the events, as charts write them.
    package var numbers: [String] {
        get { directory.numbers }
        set { directory.numbers = newValue }
    }

    /// The column of the property at a place in ``numbers``.
    package func column(ofNumber place: Int) -> Pack.Column { .number(at: place) }

    /// Begins the block of a key; its columns follow.
    package mutating func begin(_ key: Pack.Key) { directory.blocks[key] = [:] }

    package mutating func add(_ column: Pack.Column, _ numbers: [Int64], to key: Pack.Key) throws(PackError) {
        try add(column, PackedColumn(numbers), to: key)
    }

    /// - Parameter numbers: Not a number where there is none.
    package mutating func add(_ column: Pack.Column, _ numbers: [Double], to key: Pack.Key) throws(PackError) {
        try add(column, PackedColumn(numbers), to: key)
    }

    /// - Parameter people: Of each row, in rising order.
    package mutating func addPeople(_ people: [Int32], to key: Pack.Key) throws(PackError) {
        var gaps: [Int64] = []
        var rows: [Int64] = []
        var last: Int32 = 0
        for person in people {
            if person == last, !rows.isEmpty {
                rows[rows.count - 1] += 1
            } else {
                gaps.append(Int64(person) - Int64(last))
                rows.append(1)
                last = person
            }
        }
        try add(.gaps, gaps, to: key)
        try add(.rows, rows, to: key)
        self.rows[key] = people.count
    }

    private mutating func add(_ column: Pack.Column, _ packed: PackedColumn, to key: Pack.Key) throws(PackError) {
        directory.blocks[key, default: [:]][column] = written + waiting.count
        waiting += packed.bytes
        if waiting.count > 4 << 20 { try flush() }
    }

    private mutating func flush() throws(PackError) {
        do {
            try file.write(contentsOf: Data(waiting))
        } catch {
            throw PackError(path: path, reason: "\(error)")
        }
        written += waiting.count
        waiting.removeAll(keepingCapacity: true)
    }

    /// Writes the directory, waits until all of it is on the disk, and gives the file its name.
    package mutating func finish() throws(PackError) {
        let words = directory.words
        let tail = [Pack.magic, Int64(written + waiting.count), Int64(words.count), PackDirectory.checksum(words)]
        for word in words + tail { withUnsafeBytes(of: word.littleEndian) { waiting += $0 } }
        try flush()
        do {
            try file.synchronize()
            try file.close()
            guard rename(draft, path) == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        } catch {
            throw PackError(path: path, reason: "\(error)")
        }
    }
}
