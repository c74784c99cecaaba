/// Asks each unit whether it belongs to a cohort.
struct CohortPass: UnitPass {
    let plan: CohortPlan
    private let dictionaries: [ValueDictionary]
    /// By frame.
    private(set) var members: [[Int64]]
    /// Everybody who had events to look at; empty unless all are asked.
    private(set) var seen: Set<Int64> = []

    private var events: [ChosenEvent]
    /// Of each chosen event, its rows among the unit's.
    private var rows: [[Int]]

    init(_ plan: CohortPlan, dictionaries: [ValueDictionary]) {
        self.plan = plan
        self.dictionaries = dictionaries
        members = Array(repeating: [], count: plan.frames.count)
        events = plan.events
        rows = Array(repeating: [], count: plan.events.count)
    }

    mutating func add(_ events: UnitEvents) {
        for place in self.events.indices {
            self.events[place].begin()
            rows[place].removeAll(keepingCapacity: true)
            for row in events.rows where self.events[place].admits(events.table.marks[row]) { rows[place].append(row) }
        }
        if plan.asksEverybody { seen.insert(events.unit) }
        ask(CohortUnit(unit: events.unit, first: events.first, events: events, rows: rows, dictionaries: dictionaries))
    }

    /// A unit without any of the events.
    mutating func add(unit: Int64, first: Int64) {
        guard !seen.contains(unit) else { return }
        let rows = Array(repeating: [Int](), count: plan.events.count)
        ask(CohortUnit(unit: unit, first: first, events: nil, rows: rows, dictionaries: dictionaries))
    }

    private mutating func ask(_ unit: CohortUnit) {
        for (place, frame) in plan.frames.enumerated() {
            if let first = unit.first, first >= frame.end { continue }
            if belongs(unit, frame: place) { members[place].append(unit.unit) }
        }
    }

    private func belongs(_ unit: CohortUnit, frame: Int) -> Bool {
        for (index, group) in plan.definition.groups.enumerated() {
            let start = plan.groupStarts[index]
            var holds = false
            for (offset, clause) in group.clauses.enumerated() where !holds {
                holds = unit.satisfies(clause.test, plan, start + offset, frame: frame) != clause.isNegated
            }
            if holds == group.isNegated { return false }
        }
        return true
    }

    mutating func merge(_ other: CohortPass) {
        for frame in members.indices { members[frame] += other.members[frame] }
        seen.formUnion(other.seen)
    }
}
