internal import SQL
internal import Warehouse

/// Reads step lists, two at a time, and hands each person's events to passes that run side by side.
struct StepsReader: Sendable {
    let plan: StepsPlan
    let derived: DerivedState
    let warehouse: any Warehouse
    let label: String

    /// One list to read: part of the events of a type.
    private struct Job: Sendable {
        var place: Int
        var statement: Statement
    }

    /// A list and the marks of its events.
    struct MarkedList: Sendable {
        var list: StepList
        var marks: UInt64
        /// The code of its event type in a breakdown by it.
        var name: String
    }

    /// The lists of all types, in parts that follow each other in the order of people, and what was asked for them.
    func lists() async throws(WarehouseError) -> (lists: [MarkedList], sql: [String]) {
        var jobs: [Job] = []
        var lists: [MarkedList] = []
        let half = SQLExpression(raw: String(derived.highestPerson / 2))
        for type in plan.types {
            let empty = StepList(codes: plan.codeColumns.compactMap { $0 }.count, numbers: plan.numberColumns.count)
            for condition: SQLExpression in ["uid <= \(half)", "uid > \(half)"] {
                jobs.append(
                    Job(place: jobs.count, statement: statement(plan.scan(type, in: "main.steps", where: condition))))
                lists.append(MarkedList(list: empty, marks: type.marks, name: type.name))
            }
            if derived.waitingSteps > 0 {
                var tail = plan.scan(type, in: "main.steps_tail", where: nil)
                tail.order = ["uid", "time", "seq"].map {
                    .init(SQLExpression(raw: $0), descending: false, nullsFirst: false)
                }
                jobs.append(Job(place: jobs.count, statement: statement(tail)))
                lists.append(MarkedList(list: empty, marks: type.marks, name: type.name))
            }
        }
        for (place, list) in try await read(jobs, lists.first?.list ?? StepList()) { lists[place].list = list }
        return (lists.filter { $0.list.count > 0 }, jobs.map(\.statement.sql))
    }

    private func statement(_ select: SelectStatement) -> Statement {
        let (sql, parameters) = SQLRenderer.render(
            QueryStatement(commonTables: [], select: select), dialect: warehouse.dialect)
        return Statement(sql, parameters: parameters, label: label, timeLimit: .seconds(600))
    }

    private func read(_ jobs: [Job], _ empty: StepList) async throws(WarehouseError) -> [(Int, StepList)] {
        let warehouse = warehouse
        do {
            return try await withThrowingTaskGroup(of: [(Int, StepList)].self) { group in
                // The halves of a type stand side by side, so that each of the two has its share.
                for worker in 0..<2 {
                    group.addTask {
                        var done: [(Int, StepList)] = []
                        for place in stride(from: worker, to: jobs.count, by: 2) {
                            let pass = StepListPass(empty, hasSequence: true)
                            done.append((place, try await warehouse.scan(jobs[place].statement, pass).list))
                        }
                        return done
                    }
                }
                var all: [(Int, StepList)] = []
                for try await part in group { all += part }
                return all
            }
        } catch let error as WarehouseError {
            throw error
        } catch {
            throw .cancelled(label: label)
        }
    }

    /// For each breakdown, the code in its dictionary of each stored code, the missing one first; for the event's type, of
    /// each list.
    func codes(
        _ lists: [MarkedList], _ dictionaries: [ValueDictionary]
    ) async throws(WarehouseError) -> [[Int32]] {
        var codes: [[Int32]] = []
        for (index, breakdown) in plan.request.breakdowns.enumerated() {
            guard plan.codeColumns[index] != nil else {
                guard breakdown.cohort == nil else {
                    codes.append(lists.map { _ in ValueDictionary.none })
                    continue
                }
                codes.append(lists.map { dictionaries[index].code(of: $0.name) })
                continue
            }
            let rows = try await warehouse.rows(
                Statement(
                    "SELECT code, value FROM main.promoted_values WHERE property = ? ORDER BY code",
                    parameters: [.text(breakdown.description)], label: label))
            var known: [Int32] = [ValueDictionary.none]
            for batch in rows.batches {
                guard case .text(let values) = batch.columns[1].values else { continue }
                for (code, value) in zip(batch.columns[0].integers, dictionaries[index].encode(values, nulls: nil)) {
                    while known.count <= Int(code) { known.append(ValueDictionary.none) }
                    known[Int(code)] = value
                }
            }
            codes.append(known)
        }
        return codes
    }

    /// A person before whom about half of the longest list lies.
    func middle(of lists: [MarkedList]) -> Int32 {
        guard let longest = lists.map(\.list).max(by: { $0.count < $1.count }) else { return 0 }
        return longest.people[longest.count / 2]
    }
}

/// Walks step lists person by person and folds each person's events.
struct StepsMerge<Pass: UnitPass> {
    private(set) var pass: Pass
    private let lists: [StepsReader.MarkedList]
    private let plan: StepsPlan
    private let codes: [[Int32]]
    private let firsts: [Int64]
    private let unitMarks: UnitMarks
    private var cursors: [Int]
    private let ends: [Int]
    private var table = EventTable()
    private var order: [Int] = []

    /// - Parameters:
    ///   - codes: For each breakdown, what a stored code is in its dictionary; the code of each list for the event's type.
    ///   - people: Whose events are walked.
    init(
        _ lists: [StepsReader.MarkedList], of plan: StepsPlan, codes: [[Int32]], firsts: [Int64],
        people: Range<Int32>, unitMarks: UnitMarks, into pass: Pass
    ) {
        self.unitMarks = unitMarks
        self.lists = lists
        self.plan = plan
        self.codes = codes
        self.firsts = firsts
        self.pass = pass
        cursors = lists.map { Self.lowerBound($0.list.people, people.lowerBound) }
        ends = lists.map { Self.lowerBound($0.list.people, people.upperBound) }
        table.breakdowns = Array(repeating: [], count: plan.codeColumns.count)
        table.numbers = Array(repeating: [], count: plan.numberColumns.count)
    }

    mutating func run() {
        while true {
            var person = Int32.max
            for place in lists.indices where cursors[place] < ends[place] {
                person = min(person, lists[place].list.people[cursors[place]])
            }
            guard person < .max else { return }
            take(person)
        }
    }

    private mutating func take(_ person: Int32) {
        clear()
        var parts = 0
        for place in lists.indices where cursors[place] < ends[place] {
            let list = lists[place].list
            guard list.people[cursors[place]] == person else { continue }
            var end = cursors[place] + 1
            while end < ends[place], list.people[end] == person { end += 1 }
            append(cursors[place]..<end, of: place)
            cursors[place] = end
            parts += 1
        }
        if parts > 1 { sort() }
        let first = firsts.isEmpty ? Int64.max : firsts[Int(person)]
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

    private mutating func append(_ rows: Range<Int>, of place: Int) {
        let list = lists[place].list
        table.times.append(contentsOf: list.times[rows])
        table.sequences.append(contentsOf: list.sequences[rows])
        table.marks.append(contentsOf: repeatElement(lists[place].marks, count: rows.count))
        var stored = 0
        for index in table.breakdowns.indices {
            guard plan.codeColumns[index] != nil else {
                table.breakdowns[index].append(contentsOf: repeatElement(codes[index][place], count: rows.count))
                continue
            }
            for row in rows { table.breakdowns[index].append(codes[index][Int(list.codes[stored][row])]) }
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

    /// The first place whose person is no lower.
    private static func lowerBound(_ people: [Int32], _ person: Int32) -> Int {
        var (low, high) = (0, people.count)
        while low < high {
            let middle = (low + high) / 2
            if people[middle] < person { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
