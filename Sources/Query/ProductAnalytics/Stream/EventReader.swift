internal import Warehouse

/// Takes the rows of an ``EventRequest`` batch by batch and hands each unit's events to a pass once they are complete.
struct EventReader {
    let request: EventRequest
    let dictionaries: [ValueDictionary]
    let names: UnitNames?

    private var table = EventTable()
    private var unit: Int64?
    private var first: Int64?
    /// Where the current unit's rows begin.
    private var start = 0

    /// - Parameter names: Where units that are texts get their numbers; `nil` if units are numbers.
    init(_ request: EventRequest, dictionaries: [ValueDictionary], names: UnitNames?) {
        self.request = request
        self.dictionaries = dictionaries
        self.names = names
        table.breakdowns = Array(repeating: [], count: request.breakdowns.count)
        table.numbers = Array(repeating: [], count: request.numbers.count)
    }

    mutating func read<Pass: UnitPass>(_ batch: ColumnBatch, into pass: inout Pass) {
        dropFinishedRows()
        let base = table.times.count
        var place = 4
        func next() -> Column {
            defer { place += 1 }
            return batch.columns[place]
        }
        table.times += integers(batch.columns[1])
        table.sequences += integers(batch.columns[2])
        table.marks += integers(batch.columns[3]).map { UInt64(bitPattern: $0) }
        if request.needsSessions {
            let column = next()
            let values = integers(column)
            table.sessions += values.indices.map { column.isNull($0) ? EventTable.noSession : values[$0] }
        }
        let firsts = request.needsFirst ? next() : nil
        for index in request.breakdowns.indices {
            let column = next()
            let codes: [Int32] =
                if case .text(let values) = column.values {
                    dictionaries[index].encode(values, nulls: column.nulls)
                } else {
                    Array(repeating: ValueDictionary.none, count: batch.rowCount)
                }
            table.breakdowns[index] += codes
        }
        for index in request.numbers.indices {
            let column = next()
            if case .double(let values) = column.values {
                table.numbers[index] += values.indices.map { column.isNull($0) ? .nan : values[$0] }
            } else {
                table.numbers[index] += Array(repeating: .nan, count: batch.rowCount)
            }
        }

        let units = self.units(batch.columns[0])
        let firstTimes = firsts.map { integers($0) }
        for row in 0..<batch.rowCount where units[row] != unit {
            finish(at: base + row, into: &pass)
            unit = units[row]
            first = firstTimes.flatMap { times in firsts?.isNull(row) == true ? nil : times[row] }
        }
    }

    /// After the last batch.
    mutating func finish<Pass: UnitPass>(into pass: inout Pass) { finish(at: table.times.count, into: &pass) }

    private mutating func finish<Pass: UnitPass>(at end: Int, into pass: inout Pass) {
        if let unit, end > start {
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
        for index in table.breakdowns.indices { table.breakdowns[index].removeFirst(start) }
        for index in table.numbers.indices { table.numbers[index].removeFirst(start) }
        start = 0
    }

    private func units(_ column: Column) -> [Int64] {
        guard let names, case .text(let values) = column.values else { return integers(column) }
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

    private func integers(_ column: Column) -> [Int64] {
        switch column.values {
        case .int(let values), .timestamp(let values), .timestampTZ(let values): values
        case .hugeInt(let values): values.map { Int64(truncatingIfNeeded: $0) }
        case .uint(let values): values.map { Int64(bitPattern: $0) }
        case .date(let values): values.map { Int64($0) * ChartCalendar.day }
        default: Array(repeating: 0, count: column.values.count)
        }
    }
}
