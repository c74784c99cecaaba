/// Who has which rows of a list in the order of people: each person once, with the end of their rows.
struct PeopleRuns: Sendable {
    private(set) var people: [Int32] = []
    /// One behind the last row of each person; the first one's rows begin at 0, the others' where those before end.
    private(set) var ends: [Int32] = []

    /// - Parameter rows: The person of each row, in rising order.
    init(rows: [Int32]) {
        people.reserve(rows.count / 4)
        ends.reserve(rows.count / 4)
        rows.withUnsafeBufferPointer { rows in
            var row = 0
            while row < rows.count {
                let person = rows[row]
                row += 1
                while row < rows.count, rows[row] == person { row += 1 }
                append(person, end: row)
            }
        }
    }

    init() {}

    mutating func append(_ person: Int32, end: Int) {
        people.append(person)
        ends.append(Int32(truncatingIfNeeded: end))
    }

    var count: Int { people.count }
}
