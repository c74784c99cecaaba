internal import SQL
internal import Warehouse

extension CanonicalEvents {
    /// The first event ever of each person by number; `Int64.max` where there is none.
    func firstEventTimes(
        upTo highestPerson: Int, from warehouse: any Warehouse, label: String
    ) async throws(WarehouseError) -> [Int64] {
        let pass = FirstEventsPass(times: Array(repeating: .max, count: highestPerson + 1))
        return try await warehouse.scan(firstEvents(in: warehouse, label: label).statement, pass).times
    }

    /// What is asked for them.
    func firstEvents(in warehouse: any Warehouse, label: String) -> ChartStatement {
        // The earliest of all names of a person is found by the pass, which is cheaper than groups.
        var select = SelectStatement(
            columns: [.init("coalesce(fm.canonical, u.uid)", as: "person"), .init("u.first_seen", as: "first")],
            from: .table("main.usr", alias: "u"))
        select.joins = [.on(.left, .table("main.merges", alias: "fm"), "fm.old = u.uid")]
        select.conditions = ["u.project_id = \(project)"]
        return ChartStatement(select, dialect: warehouse.dialect, label: label)
    }
}

private struct FirstEventsPass: ChunkPass {
    var times: [Int64]

    mutating func take(_ chunk: ColumnChunk) {
        if case .int32(let people) = chunk.columns[0].values, case .int64(let firsts) = chunk.columns[1].values {
            for row in 0..<chunk.rowCount where times.indices.contains(Int(people[row])) {
                times[Int(people[row])] = min(times[Int(people[row])], firsts[row])
            }
            return
        }
        var people: [Int64] = []
        var firsts: [Int64] = []
        chunk.appendIntegers(0, to: &people)
        chunk.appendIntegers(1, to: &firsts)
        for (row, person) in people.enumerated() where times.indices.contains(Int(person)) {
            times[Int(person)] = min(times[Int(person)], firsts[row])
        }
    }
}
