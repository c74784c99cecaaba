internal import Warehouse

extension ColumnChunk {
    func isNull(_ row: Int, _ column: Int) -> Bool {
        if case .copied(let copy) = columns[column].values { return copy.isNull(row) }
        return columns[column].validity.isNull(row)
    }

    /// Whole numbers and times of a column; what is NULL gives some number.
    func appendIntegers(_ column: Int, to numbers: inout [Int64]) {
        switch columns[column].values {
        case .int16(let values): numbers.append(contentsOf: values.lazy.map { Int64($0) })
        case .uint16(let values): numbers.append(contentsOf: values.lazy.map { Int64($0) })
        case .int32(let values): numbers.append(contentsOf: values.lazy.map { Int64($0) })
        case .int64(let values): numbers.append(contentsOf: values)
        case .double(let values): numbers.append(contentsOf: values.lazy.map { Int64(exactly: $0.rounded()) ?? 0 })
        case .list: numbers.append(contentsOf: repeatElement(0, count: rowCount))
        case .copied(let copy): numbers.append(contentsOf: copy.integers)
        }
    }

    /// The same with one number for what is NULL.
    func appendIntegers(_ column: Int, to numbers: inout [Int64], missing: Int64) {
        let start = numbers.count
        appendIntegers(column, to: &numbers)
        for row in 0..<rowCount where isNull(row, column) { numbers[start + row] = missing }
    }

    func appendMarks(_ column: Int, to marks: inout [UInt64]) {
        switch columns[column].values {
        case .int32(let values): marks.append(contentsOf: values.lazy.map { UInt64(bitPattern: Int64($0)) })
        case .int64(let values): marks.append(contentsOf: values.lazy.map { UInt64(bitPattern: $0) })
        default:
            var numbers: [Int64] = []
            appendIntegers(column, to: &numbers)
            marks.append(contentsOf: numbers.lazy.map { UInt64(bitPattern: $0) })
        }
    }

    /// Doubles of a column, not a number where it is NULL.
    func appendNumbers(_ column: Int, to numbers: inout [Double]) {
        let start = numbers.count
        switch columns[column].values {
        case .double(let values): numbers.append(contentsOf: values)
        case .copied(let copy):
            if case .double(let values) = copy.values {
                numbers.append(contentsOf: values)
            } else {
                numbers.append(contentsOf: repeatElement(.nan, count: rowCount))
            }
        default: numbers.append(contentsOf: repeatElement(.nan, count: rowCount))
        }
        for row in 0..<rowCount where isNull(row, column) { numbers[start + row] = .nan }
    }
}

extension Column {
    /// Whole numbers and times, in microseconds; zero for what is neither.
    var integers: [Int64] {
        switch values {
        case .int(let values), .timestamp(let values), .timestampTZ(let values): values
        case .hugeInt(let values): values.map { Int64(truncatingIfNeeded: $0) }
        case .uint(let values): values.map { Int64(bitPattern: $0) }
        case .date(let values): values.map { Int64($0) }
        default: Array(repeating: 0, count: values.count)
        }
    }
}
