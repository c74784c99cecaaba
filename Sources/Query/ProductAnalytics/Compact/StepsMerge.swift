/// Walks step lists person by person and folds each person's events.
struct StepsMerge<Pass: UnitPass> {
    /// A list, and how far it has been walked.
    private struct Cursor {
        let people: UnsafeBufferPointer<Int32>
        let times: UnsafeBufferPointer<Int64>
        let sequences: UnsafeBufferPointer<Int64>
        var codes: [UnsafeBufferPointer<Int32>] = []
        var numbers: [UnsafeBufferPointer<Double>] = []
        let marks: UInt64
        let type: Int
        var next = 0
    }

    /// What a list has of one person.
    private struct Part {
        var list: Int
        var next: Int
        var end: Int
    }

    private(set) var pass: Pass
    private let steps: PeopleSteps
    private let plan: StepsPlan
    private let unitMarks: UnitMarks
    private var table = EventTable()
    private var parts: [Part] = []

    /// - Parameter steps: With sequences, and values in all lists.
    init(_ steps: PeopleSteps, of plan: StepsPlan, unitMarks: UnitMarks, into pass: Pass) {
        self.steps = steps
        self.unitMarks = unitMarks
        self.plan = plan
        self.pass = pass
        table.breakdowns = Array(repeating: [], count: plan.codeColumns.count)
        table.numbers = Array(repeating: [], count: plan.numberColumns.count)
    }

    mutating func run() { withCursors(0, []) }

    /// Columns are read through pointers: a list that is taken in hand is counted up and down, column by column, which for
    /// people with few events takes longer than they do.
    private mutating func withCursors(_ place: Int, _ cursors: [Cursor]) {
        guard place < steps.lists.count else {
            var cursors = cursors
            return cursors.withUnsafeMutableBufferPointer { walk($0) }
        }
        let steps = steps.lists[place]
        steps.list.people.withUnsafeBufferPointer { people in
            steps.list.times.withUnsafeBufferPointer { times in
                steps.list.sequences.withUnsafeBufferPointer { sequences in
                    let cursor = Cursor(
                        people: people, times: times, sequences: sequences, marks: steps.marks, type: steps.type)
                    withCodes(0, cursor, place, cursors)
                }
            }
        }
    }

    private mutating func withCodes(_ column: Int, _ cursor: Cursor, _ place: Int, _ cursors: [Cursor]) {
        let codes = steps.lists[place].list.codes
        guard column < codes.count else { return withNumbers(0, cursor, place, cursors) }
        codes[column].withUnsafeBufferPointer { codes in
            var cursor = cursor
            cursor.codes.append(codes)
            withCodes(column + 1, cursor, place, cursors)
        }
    }

    private mutating func withNumbers(_ column: Int, _ cursor: Cursor, _ place: Int, _ cursors: [Cursor]) {
        let numbers = steps.lists[place].list.numbers
        guard column < numbers.count else { return withCursors(place + 1, cursors + [cursor]) }
        numbers[column].withUnsafeBufferPointer { numbers in
            var cursor = cursor
            cursor.numbers.append(numbers)
            withNumbers(column + 1, cursor, place, cursors)
        }
    }

    private mutating func walk(_ cursors: UnsafeMutableBufferPointer<Cursor>) {
        while true {
            var person = Int32.max
            for list in cursors.indices {
                let next = cursors[list].next
                if next < cursors[list].people.count { person = min(person, cursors[list].people[next]) }
            }
            guard person < .max else { return }
            take(person, cursors)
        }
    }

    private mutating func take(_ person: Int32, _ cursors: UnsafeMutableBufferPointer<Cursor>) {
        clear()
        let range = steps.times
        for list in cursors.indices {
            var start = cursors[list].next
            let (people, times) = (cursors[list].people, cursors[list].times)
            guard start < people.count, people[start] == person else { continue }
            var end = start + 1
            while end < people.count, people[end] == person { end += 1 }
            cursors[list].next = end
            while start < end, times[start] < range.lowerBound { start += 1 }
            while start < end, times[end - 1] >= range.upperBound { end -= 1 }
            if start < end { parts.append(Part(list: list, next: start, end: end)) }
        }
        guard !parts.isEmpty else { return }
        merge(cursors)
        let first = steps.firsts.isEmpty ? Int64.max : steps.firsts[Int(person)]
        if plan.firstBit != 0 {
            for row in table.times.indices where table.times[row] == first { table.marks[row] |= plan.firstBit }
        }
        if !unitMarks.isEmpty { unitMarks.put(into: &table, table.times.indices, of: Int64(person)) }
        pass.add(
            UnitEvents(
                unit: Int64(person), first: first == .max ? nil : first, table: table, rows: 0..<table.times.count))
    }

    private mutating func clear() {
        parts.removeAll(keepingCapacity: true)
        table.times.removeAll(keepingCapacity: true)
        table.sequences.removeAll(keepingCapacity: true)
        table.marks.removeAll(keepingCapacity: true)
        for index in table.breakdowns.indices { table.breakdowns[index].removeAll(keepingCapacity: true) }
        for index in table.numbers.indices { table.numbers[index].removeAll(keepingCapacity: true) }
    }

    /// Puts the rows of all parts into the table, in the order of time and sequence.
    private mutating func merge(_ cursors: UnsafeMutableBufferPointer<Cursor>) {
        while parts.count > 1 {
            var best = 0
            for part in 1..<parts.count {
                let (list, row) = (parts[part].list, parts[part].next)
                let (other, known) = (parts[best].list, parts[best].next)
                let (time, least) = (cursors[list].times[row], cursors[other].times[known])
                if time < least || time == least && cursors[list].sequences[row] < cursors[other].sequences[known] {
                    best = part
                }
            }
            append(parts[best].next, of: cursors, parts[best].list)
            parts[best].next += 1
            if parts[best].next == parts[best].end { parts.remove(at: best) }
        }
        guard let last = parts.first else { return }
        for row in last.next..<last.end { append(row, of: cursors, last.list) }
    }

    @inline(__always)
    private mutating func append(_ row: Int, of cursors: UnsafeMutableBufferPointer<Cursor>, _ list: Int) {
        table.times.append(cursors[list].times[row])
        table.sequences.append(cursors[list].sequences[row])
        table.marks.append(cursors[list].marks)
        var stored = 0
        for index in table.breakdowns.indices {
            if plan.codeColumns[index] == nil {
                table.breakdowns[index].append(steps.codes[index][cursors[list].type])
            } else {
                table.breakdowns[index].append(steps.codes[index][Int(cursors[list].codes[stored][row])])
                stored += 1
            }
        }
        for index in table.numbers.indices { table.numbers[index].append(cursors[list].numbers[index][row]) }
    }
}
