internal import Warehouse

extension EventLog {
    /// The days of both halves of the people, where they are parted, and what was asked for them.
    private typealias Halves = (first: DayList, second: DayList, last: Int, sql: [String])

    /// Folds days on which people were active, or did something: each is an event at its start.
    /// - Returns: `nil` if the tables were sorted meanwhile.
    func days<Pass: UnitPass>(
        _ plan: DaysPlan, of source: CanonicalEvents, _ derived: DerivedState, _ pass: Pass, _ other: Pass
    ) async throws(ChartError) -> Outcome<Pass>? {
        do {
            let needsFirst = plan.request.needsFirst || plan.firstBit != 0
            async let firstTimes =
                needsFirst
                ? source.firstEventTimes(upTo: derived.highestPerson, from: warehouse, label: label) : []
            if var lists = PackedDays(plan, derived, isResident: resident != nil) {
                // Types of events are those of one project.
                if plan.type == nil { lists.packed = try await lists.packed.people(of: source, in: warehouse) }
                let (lists, firsts) = (lists, try await firstTimes)
                async let rest = lists.run(.second, firsts, into: other)
                var pass = lists.run(.first, firsts, into: pass)
                pass.merge(await rest)
                reads.add(.days, for: purpose)
                let sql = [DaysReader.sql(plan, of: source, derived, warehouse)]
                return Outcome(
                    pass: pass, dictionaries: [], names: nil,
                    sql: shown(sql, of: source, needsFirst: needsFirst), strategy: .days)
            }
            let days: Halves
            if let known = try await residentDays(plan, of: source, derived) {
                days = known
            } else {
                let reader = DaysReader(source: source, derived: derived, warehouse: warehouse, label: label)
                let last = try await derived.middlePerson(in: warehouse, label: label)
                let (first, second, sql) = try await reader.lists(plan, middle: last)
                days = (first, second, last, sql)
            }
            let waiting = plan.type == nil ? derived.waitingDays : derived.waitingSteps
            // What waited may have been sorted in between one statement and the next.
            if waiting > 0, try await !derived.isSorted(in: warehouse) { return nil }
            let firsts = try await firstTimes
            let end = Int32(clamping: days.last) + 1
            async let rest = DaysFold(days.second, plan, firsts: firsts, people: end..<Int32.max).run(into: other)
            var pass = DaysFold(days.first, plan, firsts: firsts, people: 0..<end).run(into: pass)
            pass.merge(await rest)
            let strategy = days.sql.isEmpty ? ChartStrategy.memory : .days
            reads.add(strategy, for: purpose)
            return Outcome(
                pass: pass, dictionaries: [], names: nil,
                sql: shown(days.sql, of: source, needsFirst: needsFirst), strategy: strategy)
        } catch let error as WarehouseError {
            throw ChartError(error)
        } catch {
            throw ChartError(WarehouseError.cancelled(label: label))
        }
    }

    /// What was asked, with the first events if they were.
    private func shown(_ sql: [String], of source: CanonicalEvents, needsFirst: Bool) -> String {
        let first = needsFirst ? [source.firstEvents(in: warehouse, label: label).sql.noted("first events")] : []
        return (sql + first).joined(separator: ";\n")
    }

    /// The days of one type's steps, where step lists stay in memory or are packed; `nil` elsewhere.
    private func residentDays(
        _ plan: DaysPlan, of source: CanonicalEvents, _ derived: DerivedState
    ) async throws -> Halves? {
        guard resident != nil || derived.packed != nil, plan.type != nil, plan.request.sample == nil,
            let steps = StepsPlan.plan(plan.request, for: source).plan,
            steps.types.map(\.number) == [plan.type]
        else { return nil }
        let reader = StepsReader(
            plan: steps, derived: derived, warehouse: warehouse, label: label, resident: resident)
        let last = try await reader.middle()
        async let rest = reader.lists(.second, middle: last, StepNeeds(valued: 0))
        let first = try await reader.lists(.first, middle: last, StepNeeds(valued: 0))
        let second = try await rest
        func days(_ lists: [MarkedSteps]) -> DayList {
            lists.first.map { DayList($0.list, in: steps.times) } ?? DayList()
        }
        return (days(first.lists), days(second.lists), last, first.sql + second.sql)
    }
}

extension DayList {
    /// The days of steps that are in the order of people and time.
    fileprivate init(_ steps: StepList, in times: Range<Int64>) {
        self.init()
        var (person, day) = (Int32.min, Int64(0)..<Int64(0))
        steps.people.withUnsafeBufferPointer { people in
            steps.times.withUnsafeBufferPointer { all in
                for row in people.indices where times.contains(all[row]) {
                    if people[row] == person, day.contains(all[row]) { continue }
                    let start = ChartCalendar.floor(all[row], to: ChartCalendar.day)
                    (person, day) = (people[row], start..<start + ChartCalendar.day)
                    self.people.append(person)
                    days.append(Int32(truncatingIfNeeded: start / ChartCalendar.day))
                }
            }
        }
    }
}
