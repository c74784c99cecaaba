internal import Warehouse

/// Takes the rows of an ``EventRequest`` chunk by chunk and hands each unit's events to a pass once they are complete.
struct EventReader<Pass: UnitPass>: ChunkPass {
    let request: EventRequest
    let dictionaries: [ValueDictionary]
    let names: UnitNames?
    private let unitMarks: UnitMarks

    private(set) var pass: Pass
    /// What was found by the names that the request asks for.
    private(set) var found: FoundNames
    private var table = EventTable()
    private var unit: Int64?
    private var first: Int64?
    /// Where the current unit's rows begin.
    private var start = 0

    /// - Parameter names: Where units that are texts get their numbers; `nil` if units are numbers.
    init(_ request: EventRequest, dictionaries: [ValueDictionary], names: UnitNames?, into pass: Pass) {
        self.pass = pass
        self.request = request
        self.dictionaries = dictionaries
        self.names = names
        unitMarks = UnitMarks(request, dictionaries)
        found = FoundNames(request)
        table.breakdowns = Array(repeating: [], count: request.breakdowns.count)
        table.numbers = Array(repeating: [], count: request.numbers.count)
    }

    mutating func take(_ chunk: ColumnChunk) {
        dropFinishedRows()
        let base = table.times.count
        var place = 4
        func next() -> Int {
            defer { place += 1 }
            return place
        }
        chunk.appendIntegers(1, to: &table.times)
        chunk.appendIntegers(2, to: &table.sequences)
        chunk.appendMarks(3, to: &table.marks)
        if request.needsSessions { chunk.appendIntegers(next(), to: &table.sessions, missing: EventTable.noSession) }
        if request.needsClientTimes { chunk.appendIntegers(next(), to: &table.clientTimes, missing: EventTable.noTime) }
        let firstColumn = request.needsFirst ? next() : nil
        for index in request.breakdowns.indices {
            if request.breakdowns[index].cohort != nil {
                table.breakdowns[index] += Array(repeating: ValueDictionary.none, count: chunk.rowCount)
                continue
            }
            let column = next()
            if case .copied(let copied) = chunk.columns[column].values, case .text(let values) = copied.values {
                table.breakdowns[index] += dictionaries[index].encode(values, nulls: copied.nulls)
            } else if dictionaries[index].readsNumbers {
                var numbers: [Int64] = []
                chunk.appendIntegers(column, to: &numbers)
                table.breakdowns[index] += dictionaries[index].encode(numbers) { chunk.isNull($0, column) }
            } else {
                table.breakdowns[index] += Array(repeating: ValueDictionary.none, count: chunk.rowCount)
            }
        }
        for index in request.numbers.indices { chunk.appendNumbers(next(), to: &table.numbers[index]) }
        found.look(at: table, from: base)

        var units: [Int64] = []
        if let names, case .copied(let column) = chunk.columns[0].values, case .text(let values) = column.values {
            units = numbers(of: values, in: names)
        } else {
            chunk.appendIntegers(0, to: &units)
        }
        var firsts: [Int64] = []
        if let firstColumn { chunk.appendIntegers(firstColumn, to: &firsts) }
        for row in 0..<chunk.rowCount where units[row] != unit {
            finish(at: base + row)
            unit = units[row]
            first = firstColumn.flatMap { chunk.isNull(row, $0) ? nil : firsts[row] }
        }
        if !request.needsUnits { finish() }
    }

    /// After the last chunk.
    mutating func finish() { finish(at: table.times.count) }

    private mutating func finish(at end: Int) {
        if let unit, end > start {
            if !unitMarks.isEmpty { unitMarks.put(into: &table, start..<end, of: unit) }
            pass.add(UnitEvents(unit: unit, first: first, table: table, rows: start..<end))
        }
        start = end
    }

    /// Units are handed on whole, so that only rows of the last one are still needed.
    private mutating func dropFinishedRows() {
        guard start > 0 else { return }
        table.times.removeFirst(start)
        table.sequences.removeFirst(start)
        table.marks.removeFirst(start)
        if request.needsSessions { table.sessions.removeFirst(start) }
        if request.needsClientTimes { table.clientTimes.removeFirst(start) }
        for index in table.breakdowns.indices { table.breakdowns[index].removeFirst(start) }
        for index in table.numbers.indices { table.numbers[index].removeFirst(start) }
        start = 0
    }

    private func numbers(of values: [String], in names: UnitNames) -> [Int64] {
        // Equal names stand side by side.
        var numbers: [Int64] = []
        numbers.reserveCapacity(values.count)
        for (row, value) in values.enumerated() {
            if row > 0, values[row - 1] == value {
                numbers.append(numbers[row - 1])
            } else {
                numbers.append(names.number(of: value))
            }
        }
        return numbers
    }
}
