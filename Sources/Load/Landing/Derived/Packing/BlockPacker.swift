internal import ColumnPack

/// Writes one block after the other while rows come in the order of type and person; keeps the first failure for the end, since
/// scans can't fail halfway.
struct BlockPacker {
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
