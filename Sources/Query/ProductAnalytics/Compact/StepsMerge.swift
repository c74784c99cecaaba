/// Walks step lists person by person and folds each person's events.
struct StepsMerge<Pass: UnitPass> {
    private(set) var pass: Pass
    private let steps: PeopleSteps
    private let plan: StepsPlan
    private let unitMarks: UnitMarks
    private var cursors: [Int]
    private var table = EventTable()
    private var order: [Int] = []

    /// - Parameter steps: With sequences, and values in all lists.
    init(_ steps: PeopleSteps, of plan: StepsPlan, unitMarks: UnitMarks, into pass: Pass) {
        self.steps = steps
        self.unitMarks = unitMarks
        self.plan = plan
        self.pass = pass
        cursors = steps.lists.map { _ in 0 }
        table.breakdowns = Array(repeating: [], count: plan.codeColumns.count)
        table.numbers = Array(repeating: [], count: plan.numberColumns.count)
    }

    mutating func run() {
        while true {
            var person = Int32.max
            for (place, steps) in steps.lists.enumerated() where cursors[place] < steps.list.count {
                person = min(person, steps.list.people[cursors[place]])
            }
            guard person < .max else { return }
            take(person)
        }
    }

    private mutating func take(_ person: Int32) {
        clear()
        var parts = 0
        for (place, steps) in steps.lists.enumerated() where cursors[place] < steps.list.count {
            let list = steps.list
            guard list.people[cursors[place]] == person else { continue }
            var start = cursors[place]
            var end = start + 1
            while end < list.count, list.people[end] == person { end += 1 }
            cursors[place] = end
            while start < end, list.times[start] < self.steps.times.lowerBound { start += 1 }
            while start < end, list.times[end - 1] >= self.steps.times.upperBound { end -= 1 }
            guard start < end else { continue }
            append(start..<end, of: steps)
            parts += 1
        }
        guard parts > 0 else { return }
        if parts > 1 { sort() }
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
        table.times.removeAll(keepingCapacity: true)
        table.sequences.removeAll(keepingCapacity: true)
        table.marks.removeAll(keepingCapacity: true)
        for index in table.breakdowns.indices { table.breakdowns[index].removeAll(keepingCapacity: true) }
        for index in table.numbers.indices { table.numbers[index].removeAll(keepingCapacity: true) }
    }

    private mutating func append(_ rows: Range<Int>, of marked: MarkedSteps) {
        let list = marked.list
        table.times.append(contentsOf: list.times[rows])
        table.sequences.append(contentsOf: list.sequences[rows])
        table.marks.append(contentsOf: repeatElement(marked.marks, count: rows.count))
        var stored = 0
        for index in table.breakdowns.indices {
            let codes = steps.codes[index]
            guard plan.codeColumns[index] != nil else {
                table.breakdowns[index].append(contentsOf: repeatElement(codes[marked.type], count: rows.count))
                continue
            }
            for row in rows { table.breakdowns[index].append(codes[Int(list.codes[stored][row])]) }
            stored += 1
        }
        for index in table.numbers.indices { table.numbers[index].append(contentsOf: list.numbers[index][rows]) }
    }

    /// Puts the rows of several lists in the order of time and sequence.
    private mutating func sort() {
        let (times, sequences) = (table.times, table.sequences)
        order.removeAll(keepingCapacity: true)
        order.append(contentsOf: times.indices)
        order.sort { (times[$0], sequences[$0]) < (times[$1], sequences[$1]) }
        let order = order
        func sorted<Value>(_ values: [Value]) -> [Value] { order.map { values[$0] } }
        table.times = sorted(times)
        table.sequences = sorted(sequences)
        table.marks = sorted(table.marks)
        for index in table.breakdowns.indices { table.breakdowns[index] = sorted(table.breakdowns[index]) }
        for index in table.numbers.indices { table.numbers[index] = sorted(table.numbers[index]) }
    }
}
