internal import SQL
internal import Warehouse

/// Reads the steps of one type and some people: the sorted part, with what waits merged in.
struct StepsPart: Sendable {
    let reader: StepsReader
    let type: StepsPlan.TypeOfStep
    let people: StepsReader.People
    /// The last person of the first half.
    let middle: Int

    /// As far as the range of the plan allows; it may hold events before and after.
    func list(_ columns: StepColumns, _ sql: inout [String]) async throws(WarehouseError) -> StepList {
        try await merged(columns, isWhole: false, &sql).list
    }

    /// All events, to be kept.
    /// - Parameter old: What is known up to some version, so that only what came later is read; `nil` reads all.
    func entry(
        _ old: ResidentSteps.Entry?, _ columns: StepColumns, version: Int64, _ sql: inout [String]
    ) async throws(WarehouseError) -> ResidentSteps.Entry {
        if let old, old.columns.include(columns) {
            let waiting = try await waiting(old.columns, isWhole: true, after: old.tailRow, &sql)
            if let list = StepList.merged(old.list, waiting.list) {
                return ResidentSteps.Entry(
                    list: list.packed, columns: old.columns, version: version,
                    tailRow: max(old.tailRow, waiting.lastRow))
            }
        }
        let (list, lastRow) = try await merged(columns, isWhole: true, &sql)
        return ResidentSteps.Entry(list: list.packed, columns: columns, version: version, tailRow: lastRow)
    }

    private func merged(
        _ columns: StepColumns, isWhole: Bool, _ sql: inout [String]
    ) async throws(WarehouseError) -> (list: StepList, lastRow: Int64) {
        let sorted = try await sorted(columns, isWhole: isWhole, &sql)
        guard reader.derived.waitingSteps > 0 || isWhole else { return (sorted, -1) }
        let waiting = try await waiting(columns, isWhole: isWhole, after: -1, &sql)
        if let list = StepList.merged(sorted, waiting.list) { return (list, waiting.lastRow) }
        // Equal times in both parts, which is rare: only now do sequences matter.
        var ordered = columns
        ordered.hasSequences = true
        let first = try await self.sorted(ordered, isWhole: isWhole, &sql)
        let second = try await self.waiting(ordered, isWhole: isWhole, after: -1, &sql)
        var list = StepList.merged(first, second.list) ?? first
        list.sequences = []
        return (list, second.lastRow)
    }

    /// As many as there may be at most in half a list, but not so many that it matters if there are none.
    private var expected: Int { min(1 << 22, reader.derived.steps / max(1, reader.plan.types.count)) }

    private func sorted(
        _ columns: StepColumns, isWhole: Bool, _ sql: inout [String]
    ) async throws(WarehouseError) -> StepList {
        let statement = reader.statement(select(columns, in: "main.steps", isWhole: isWhole))
        sql.append(statement.sql.noted(words))
        if let packed = reader.derived.packed, reader.plan.request.sample == nil, packed.holds(columns, of: type.number)
        {
            return packed.steps(of: type.number, people, columns)
        }
        return try await reader.warehouse.scan(statement.statement, StepListPass(columns, expected: expected)).list
    }

    private func waiting(
        _ columns: StepColumns, isWhole: Bool, after row: Int64, _ sql: inout [String]
    ) async throws(WarehouseError) -> (list: StepList, lastRow: Int64) {
        var select = select(columns, in: "main.steps_tail", isWhole: isWhole)
        select.columns.append(.init("s.rowid", as: "row"))
        if row >= 0 { select.conditions.append("s.rowid > \(Int(row))") }
        select.order = ["s.uid", "s.time", "s.seq"].map {
            .init(SQLExpression(raw: $0), descending: false, nullsFirst: false)
        }
        let statement = reader.statement(select)
        sql.append(statement.sql.noted(words + ", not sorted yet"))
        let pass = try await reader.warehouse.scan(statement.statement, StepListPass(columns, hasRows: true))
        return (pass.list, pass.lastRow)
    }

    /// Whose steps they are, for who reads the SQL.
    private var words: String {
        switch people {
        case .first: return "people up to number \(middle)"
        case .second: return "people above number \(middle)"
        case .part(let part):
            let people = reader.derived.packed.map { $0.pack.people[part] } ?? 0...Int32.max
            return "people \(people.lowerBound) to \(people.upperBound) by number"
        }
    }

    /// What the numbers of the people satisfy.
    private var condition: SQLExpression {
        switch people {
        case .first: return "s.uid <= \(middle)"
        case .second: return "s.uid > \(middle)"
        case .part(let part):
            let people = reader.derived.packed.map { $0.pack.people[part] } ?? 0...Int32.max
            return "s.uid BETWEEN \(Int(people.lowerBound)) AND \(Int(people.upperBound))"
        }
    }

    private func select(_ columns: StepColumns, in table: String, isWhole: Bool) -> SelectStatement {
        isWhole
            ? StepsPlan.scan(type.number, in: table, columns, where: condition)
            : reader.plan.scan(type, in: table, columns, where: condition, reader.derived)
    }
}
