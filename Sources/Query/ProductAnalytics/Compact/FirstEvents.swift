internal import SQL
internal import Warehouse

extension CanonicalEvents {
    /// The first event ever of each person by number; `Int64.max` where there is none.
    func firstEventTimes(
        upTo highestPerson: Int, from warehouse: any Warehouse, label: String
    ) async throws(WarehouseError) -> [Int64] {
        let (sql, parameters) = SQLRenderer.render(
            QueryStatement(commonTables: [], select: firstEvents), dialect: warehouse.dialect)
        let pass = FirstEventsPass(times: Array(repeating: .max, count: highestPerson + 1))
        let statement = Statement(sql, parameters: parameters, label: label, timeLimit: .seconds(600))
        return try await warehouse.scan(statement, pass).times
    }
}

private struct FirstEventsPass: ChunkPass {
    var times: [Int64]

    mutating func take(_ chunk: ColumnChunk) {
        var people: [Int64] = []
        var firsts: [Int64] = []
        chunk.appendIntegers(0, to: &people)
        chunk.appendIntegers(1, to: &firsts)
        for (row, person) in people.enumerated() where times.indices.contains(Int(person)) {
            times[Int(person)] = min(times[Int(person)], firsts[row])
        }
    }
}
