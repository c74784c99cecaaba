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

/// Writes one block after the other while rows come in the order of type and person; keeps the first failure for the end, since
/// scans can't fail halfway.
private struct BlockPacker {
    private var writer: PackWriter
    private let table: Pack.Table
    /// Whether the blocks are begun already, and get further columns.
    private let isThere: Bool
    private var added: [PackedNumber: Int] = [:]
    private var key: Pack.Key?
    private var failure: PackError?
    /// Of the part of the people whose block is being filled.
    private(set) var lastPerson: Int32 = -1
    private var firstPerson: Int32 = 0

    init(_ writer: PackWriter, _ table: Pack.Table, isThere: Bool = false) {
        self.writer = writer
        self.table = table
        self.isThere = isThere
    }

    func holds(_ person: Int32, type: Int) -> Bool {
        key?.type == type && person >= firstPerson && person <= lastPerson
    }

    /// Begins the block in which a person's rows stand.
    mutating func move(to person: Int32, type: Int) {
        guard let part = writer.people.firstIndex(where: { $0.contains(person) }) else {
            return fail("there is a person \(person)")
        }
        (firstPerson, lastPerson) = (writer.people[part].lowerBound, writer.people[part].upperBound)
        let next = Pack.Key(table, type: type, people: part)
        key = next
        guard !isThere else { return writer.has(next) ? () : fail("there are new steps") }
        if writer.has(next) { fail("the rows are not sorted") }
        writer.begin(next)
    }

    mutating func add(_ people: [Int32]) {
        guard let key, failure == nil else { return }
        keep { writer throws(PackError) in try writer.addPeople(people, to: key) }
    }

    mutating func add(_ column: Pack.Column, _ numbers: [Int64]) {
        guard let key, failure == nil else { return }
        keep { writer throws(PackError) in try writer.add(column, numbers, to: key) }
    }

    mutating func add(_ column: Pack.Column, _ numbers: [Double]) {
        guard let key, failure == nil else { return }
        keep { writer throws(PackError) in try writer.add(column, numbers, to: key) }
    }

    /// Adds the numbers of all rows of a block that is there.
    /// - Parameter place: Of the property in ``PackWriter/numbers``.
    mutating func add(number place: Int, _ numbers: [Double]) {
        guard let key, failure == nil else { return }
        guard numbers.count == writer.rowCount(key) else { return fail("steps have gone meanwhile") }
        added[PackedNumber(writer.numbers[place], type: key.type), default: 0] += numbers.count
        let column = writer.column(ofNumber: place)
        keep { writer throws(PackError) in try writer.add(column, numbers, to: key) }
    }

    /// Checks that all steps of a type have got a number.
    mutating func expect(_ number: PackedNumber) {
        if added[number] != writer.stepCount(type: number.type) { fail("steps have gone meanwhile") }
    }

    private mutating func keep(_ write: (inout PackWriter) throws(PackError) -> Void) {
        do { try write(&writer) } catch { failure = error }
    }

    mutating func fail(_ reason: String) { if failure == nil { failure = writer.problem(reason) } }

    func finished() throws(PackError) -> PackWriter {
        if let failure { throw failure }
        return writer
    }
}
