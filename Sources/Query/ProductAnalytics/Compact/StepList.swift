internal import Warehouse

/// Events of one type in the order of person, time and sequence, by column.
struct StepList: Sendable {
    var people: [Int32] = []
    var times: [Int64] = []
    var sequences: [Int64] = []
    /// Codes of promoted texts as the warehouse keeps them; 0 is none.
    var codes: [[Int32]]
    /// Promoted numbers; not a number where there is none.
    var numbers: [[Double]]

    init(codes: Int = 0, numbers: Int = 0) {
        self.codes = Array(repeating: [], count: codes)
        self.numbers = Array(repeating: [], count: numbers)
    }

    var count: Int { people.count }

    /// How much memory it takes.
    var bytes: Int { count * (12 + (sequences.isEmpty ? 0 : 8) + 4 * codes.count + 8 * numbers.count) }

    mutating func append(_ other: StepList) {
        people += other.people
        times += other.times
        sequences += other.sequences
        for index in codes.indices { codes[index] += other.codes[index] }
        for index in numbers.indices { numbers[index] += other.numbers[index] }
    }
}

/// Gathers the rows of a scan over steps: uid, time, then the sequence, codes and numbers as far as they are wanted.
struct StepListPass: ChunkPass {
    private(set) var list: StepList
    private let hasSequence: Bool

    init(_ list: StepList, hasSequence: Bool) {
        self.list = list
        self.hasSequence = hasSequence
    }

    mutating func take(_ chunk: ColumnChunk) {
        if case .int32(let people) = chunk.columns[0].values {
            list.people.append(contentsOf: people)
        } else {
            var people: [Int64] = []
            chunk.appendIntegers(0, to: &people)
            list.people.append(contentsOf: people.lazy.map { Int32(truncatingIfNeeded: $0) })
        }
        chunk.appendIntegers(1, to: &list.times)
        var column = 2
        if hasSequence {
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
    }
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
