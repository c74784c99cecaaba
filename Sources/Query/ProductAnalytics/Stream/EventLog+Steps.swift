internal import Warehouse

extension EventLog {
    /// Folds the lists of each event type, both halves of the people side by side.
    /// - Returns: `nil` if the tables were sorted meanwhile.
    func steps<Pass: UnitPass>(
        _ plan: StepsPlan, of source: CanonicalEvents, _ derived: DerivedState, _ dictionaries: [ValueDictionary],
        _ make: (_ dictionaries: [ValueDictionary]) -> Pass
    ) async throws(ChartError) -> Outcome<Pass>? {
        let reader = StepsReader(
            plan: plan, derived: derived, warehouse: warehouse, label: label, resident: resident)
        do {
            async let middle = reader.middle()
            let codes = try await reader.codes(dictionaries)
            let needsFirst = plan.request.needsFirst || plan.firstBit != 0
            let firsts =
                needsFirst
                ? try await source.firstEventTimes(
                    upTo: derived.highestPerson, from: warehouse, label: label) : []
            var fold = StepsFold(
                reader: reader, middle: try await middle, codes: codes, firsts: firsts,
                unitMarks: UnitMarks(plan.request, dictionaries), asked: asked)
            // Each half of the people is folded by a pass of its own.
            let (pass, other) = (make(dictionaries), make(dictionaries))
            let reason = fold.choose(for: pass)
            let chosen = fold
            async let rest = chosen.run(.second, into: other)
            var (whole, sql) = try await chosen.run(.first, into: pass)
            let (second, more) = try await rest
            whole.merge(second)
            sql += more
            // What waited may have been sorted in between one statement and the next.
            if derived.waitingSteps > 0, try await !derived.isSorted(in: warehouse) { return nil }
            let strategy = sql.isEmpty && !plan.types.isEmpty ? ChartStrategy.memory : .steps
            reads.add(strategy, because: reason, for: purpose)
            if needsFirst { sql.append(source.firstEvents(in: warehouse, label: label).sql.noted("first events")) }
            return Outcome(
                pass: whole, dictionaries: dictionaries, names: nil, sql: sql.joined(separator: ";\n"),
                strategy: strategy)
        } catch let error as WarehouseError {
            throw ChartError(error)
        } catch {
            throw ChartError(WarehouseError.cancelled(label: label))
        }
    }
}

/// Reads and folds the steps of one half of the people.
private struct StepsFold: Sendable {
    let reader: StepsReader
    let middle: Int
    let codes: [[Int32]]
    let firsts: [Int64]
    let unitMarks: UnitMarks
    let asked: AskedNames
    /// `nil` makes events.
    private var needs: StepNeeds?

    init(
        reader: StepsReader, middle: Int, codes: [[Int32]], firsts: [Int64], unitMarks: UnitMarks, asked: AskedNames
    ) {
        self.reader = reader
        self.middle = middle
        self.codes = codes
        self.firsts = firsts
        self.unitMarks = unitMarks
        self.asked = asked
    }

    /// Whether a pass takes the lists as they are.
    /// - Returns: Why it does not; empty if it does, or never takes any.
    mutating func choose(for pass: any UnitPass) -> String {
        guard let pass = pass as? any StepPass else { return "" }
        guard unitMarks.isEmpty else {
            return "cohorts or n-th events are told apart, one person's events after the other's"
        }
        switch pass.reading(of: reader.plan, codes: codes) {
        case .lists(let needs):
            self.needs = needs
            return ""
        case .events(let reason):
            return reason
        }
    }

    func run<Pass: UnitPass>(
        _ half: StepsReader.People, into pass: Pass
    ) async throws(WarehouseError) -> (pass: Pass, sql: [String]) {
        let parts = reader.parts(of: half)
        guard let first = parts.first else { return (pass, []) }
        var (whole, sql) = try await fold(first, into: pass)
        for part in parts.dropFirst() {
            let (more, asked) = try await fold(part, into: pass)
            whole.merge(more)
            sql += asked
        }
        return (whole, sql)
    }

    private func fold<Pass: UnitPass>(
        _ people: StepsReader.People, into pass: Pass
    ) async throws(WarehouseError) -> (pass: Pass, sql: [String]) {
        var sql: [String] = []
        if var needs {
            while let pass = pass as? any StepPass {
                let (steps, asked) = try await read(people, needs)
                sql += asked
                var counting = pass
                if counting.add(steps), let counted = counting as? Pass { return (counted, sql) }
                guard !needs.hasSequences else { break }
                needs.hasSequences = true
            }
        }
        let (steps, asked) = try await read(people, .events)
        sql += asked
        var merge = StepsMerge(steps, of: reader.plan, unitMarks: unitMarks, into: pass)
        merge.run()
        return (merge.pass, sql)
    }

    private func read(
        _ people: StepsReader.People, _ needs: StepNeeds
    ) async throws(WarehouseError) -> (steps: PeopleSteps, sql: [String]) {
        let (lists, sql) = try await reader.lists(people, middle: middle, needs)
        // What is promoted is known to be there.
        for (place, column) in reader.plan.numberColumns.enumerated() {
            guard case .property(let property, _) = column else { continue }
            let read = lists.filter { place < $0.list.numbers.count }.map { $0.list.numbers[place] }
                .filter { !$0.isEmpty }
            guard !read.isEmpty else { continue }
            asked.add(property, hasNumbers: read.contains { $0.contains { !$0.isNaN } })
        }
        return (PeopleSteps(lists: lists, times: reader.plan.times, codes: codes, firsts: firsts), sql)
    }
}
