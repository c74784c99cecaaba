internal import SQL
internal import Warehouse

/// Events of one type in the order of person, time and sequence, by column.
struct StepList: Sendable {
    /// Empty where ``runs`` say it, and were asked for alone.
    var people: [Int32] = []
    /// The same by person, where that is known.
    var runs: PeopleRuns?
    /// Microseconds.
    var times: [Int64] = []
    /// Empty unless asked for.
    var sequences: [Int64] = []
    /// Codes of promoted texts as the warehouse keeps them; 0 is none.
    var codes: [[Int32]]
    /// Promoted numbers; not a number where there is none.
    var numbers: [[Double]]

    init(codes: Int = 0, numbers: Int = 0) {
        self.codes = Array(repeating: [], count: codes)
        self.numbers = Array(repeating: [], count: numbers)
    }

    var count: Int { times.count }
}

extension StepList {
    /// One list of two.
    /// - Parameter takesTies: Whether equal times of a person may stand in any order, where there are no sequences.
    /// - Returns: `nil` if they may not, and do.
    static func merged(_ first: StepList, _ second: StepList, takesTies: Bool = false) -> StepList? {
        if first.count == 0 { return second }
        if second.count == 0 { return first }
        let total = first.count + second.count
        let hasSequences = !first.sequences.isEmpty && !second.sequences.isEmpty
        /// Rows of `first`, each time up to a row of `second`: runs to copy.
        var runs: [(isSecond: Bool, rows: Range<Int>)] = []
        var (left, right) = (0, 0)
        var isUnordered = false
        while left < first.count, right < second.count {
            let start = (left, right)
            while left < first.count, Self.isBefore(first, left, second, right, hasSequences, &isUnordered) {
                left += 1
            }
            if left > start.0 { runs.append((false, start.0..<left)) }
            guard left < first.count else { break }
            while right < second.count, !Self.isBefore(first, left, second, right, hasSequences, &isUnordered) {
                right += 1
            }
            runs.append((true, start.1..<right))
        }
        if isUnordered, !takesTies { return nil }
        if left < first.count { runs.append((false, left..<first.count)) }
        if right < second.count { runs.append((true, right..<second.count)) }
        func merge<Value>(_ a: [Value], _ b: [Value]) -> [Value] {
            guard !a.isEmpty || !b.isEmpty else { return [] }
            var all: [Value] = []
            all.reserveCapacity(total)
            for run in runs { all += run.isSecond ? b[run.rows] : a[run.rows] }
            return all
        }
        var list = StepList(codes: first.codes.count, numbers: first.numbers.count)
        list.people = merge(first.people, second.people)
        list.times = merge(first.times, second.times)
        if hasSequences { list.sequences = merge(first.sequences, second.sequences) }
        for place in list.codes.indices { list.codes[place] = merge(first.codes[place], second.codes[place]) }
        for place in list.numbers.indices { list.numbers[place] = merge(first.numbers[place], second.numbers[place]) }
        return list
    }

    @inline(__always)
    private static func isBefore(
        _ first: StepList, _ row: Int, _ second: StepList, _ other: Int, _ hasSequences: Bool, _ isUnordered: inout Bool
    ) -> Bool {
        if first.people[row] != second.people[other] { return first.people[row] < second.people[other] }
        if first.times[row] != second.times[other] { return first.times[row] < second.times[other] }
        guard hasSequences else {
            isUnordered = true
            return true
        }
        return first.sequences[row] < second.sequences[other]
    }
}

/// Gathers the rows of a scan over steps: uid, time, then the sequence, codes and numbers as far as they are wanted.
struct StepListPass: ChunkPass {
    private(set) var list: StepList
    /// The highest number of a row in its table, where those are the last column.
    private(set) var lastRow: Int64 = -1
    private let columns: StepColumns
    private let hasRows: Bool
    private let expected: Int

    /// - Parameter expected: How many rows there may be; room that is not used costs nothing.
    init(_ columns: StepColumns, hasRows: Bool = false, expected: Int = 0) {
        self.columns = columns
        self.hasRows = hasRows
        list = StepList(codes: columns.codes.count, numbers: columns.numbers.count)
        self.expected = expected
    }

    /// Not before the pass is where it gathers: a copy of it would have no room.
    private mutating func makeRoom() {
        list.people.reserve(expected)
        list.times.reserve(expected)
        if columns.hasSequences { list.sequences.reserve(expected) }
        for index in list.codes.indices { list.codes[index].reserve(expected) }
        for index in list.numbers.indices { list.numbers[index].reserve(expected) }
    }

    mutating func take(_ chunk: ColumnChunk) {
        if list.count == 0, expected > 0 { makeRoom() }
        if case .int32(let people) = chunk.columns[0].values {
            list.people.append(contentsOf: people)
        } else {
            var people: [Int64] = []
            chunk.appendIntegers(0, to: &people)
            list.people.append(contentsOf: people.lazy.map { Int32(truncatingIfNeeded: $0) })
        }
        chunk.appendIntegers(1, to: &list.times)
        var column = 2
        if columns.hasSequences {
            chunk.appendIntegers(column, to: &list.sequences)
            column += 1
        }
        for index in list.codes.indices {
            chunk.appendCodes(column, to: &list.codes[index])
            column += 1
        }
        for index in list.numbers.indices {
            chunk.appendNumbers(column, to: &list.numbers[index])
            column += 1
        }
        guard hasRows else { return }
        var rows: [Int64] = []
        chunk.appendIntegers(column, to: &rows)
        lastRow = max(lastRow, rows.max() ?? -1)
    }
}

/// A number of each step.
enum StepNumber: Sendable, Hashable {
    /// In a column of `main.steps`.
    case promoted(String)
    /// In the event's JSON, where `value` reads it of `main.events AS e`, and maybe packed from there.
    case property(PropertyReference, value: SQLExpression)
}

/// What is read of steps beside person and time.
struct StepColumns: Sendable, Hashable {
    var hasSequences = false
    /// Whether it is enough to know people by their runs of rows. Lists may say them row by row all the same.
    var hasRuns = false
    var codes: [String] = []
    var numbers: [StepNumber] = []
}

extension ColumnChunk {
    /// Small numbers of a column, 0 where it is NULL.
    fileprivate func appendCodes(_ column: Int, to codes: inout [Int32]) {
        let start = codes.count
        if case .int32(let values) = columns[column].values {
            codes.append(contentsOf: values)
            guard columns[column].validity.words != nil else { return }
            for row in 0..<rowCount where isNull(row, column) { codes[start + row] = 0 }
        } else {
            var numbers: [Int64] = []
            appendIntegers(column, to: &numbers)
            codes.append(
                contentsOf: numbers.indices.lazy.map { isNull($0, column) ? 0 : Int32(truncatingIfNeeded: numbers[$0]) }
            )
        }
    }
}
