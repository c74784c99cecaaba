internal import SQL
internal import Warehouse

extension EventLog {
    /// Every unit that exists, with its first event ever, in no order.
    func everybody(_ unit: EventRequest.Unit) async throws(ChartError) -> [(unit: Int64, first: Int64)] {
        let select = try EventRequestSQL(source: source, dialect: warehouse.dialect).firstEvents(of: unit)
        let asked = ChartStatement(select, dialect: warehouse.dialect, label: label)
        reads.add(sql: asked.sql, for: "\(purpose): first events")
        let isNumber = if case .person = unit { source.personIsNumber } else { false }
        let pass = FirstEventsPass(names: isNumber ? nil : names)
        do {
            return try await warehouse.scan(asked.statement, pass).found
        } catch {
            throw ChartError(error)
        }
    }
}

private struct FirstEventsPass: ChunkPass {
    let names: UnitNames?
    private(set) var found: [(unit: Int64, first: Int64)] = []

    init(names: UnitNames?) { self.names = names }

    mutating func take(_ chunk: ColumnChunk) {
        var units: [Int64] = []
        if let names, case .copied(let column) = chunk.columns[0].values, case .text(let values) = column.values {
            units = values.map { names.number(of: $0) }
        } else {
            chunk.appendIntegers(0, to: &units)
        }
        var firsts: [Int64] = []
        chunk.appendIntegers(1, to: &firsts)
        for row in 0..<chunk.rowCount { found.append((units[row], firsts[row])) }
    }
}
