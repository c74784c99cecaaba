/// What is known about units rather than read with their events, put into the marks and the breakdowns of their rows:
/// membership in cohorts, and which event is somebody's n-th.
struct UnitMarks: Sendable {
    private var bits: [(bit: UInt64, members: CohortMembership)] = []
    /// Of conditions that ask for a unit's n-th event.
    private var numbered: [(bit: UInt64, number: Int)] = []
    private var codes: [(place: Int, members: CohortMembership, inside: Int32, outside: Int32)] = []

    init(_ request: EventRequest, _ dictionaries: [ValueDictionary]) {
        for (place, condition) in request.conditions.enumerated() {
            let bit = UInt64(1) << UInt64(place)
            switch condition {
            case .member(let members): bits.append((bit, members))
            case .event(let selection):
                if let number = selection.occurrence { numbered.append((bit, number)) }
            case .filters, .isActive, .isFirst: break
            }
        }
        for (place, reference) in request.breakdowns.enumerated() {
            guard let name = reference.cohort, let members = request.cohorts[name] else { continue }
            let values = dictionaries[place]
            codes.append((place, members, values.code(of: "in"), values.code(of: "out")))
        }
    }

    var isEmpty: Bool { bits.isEmpty && numbered.isEmpty && codes.isEmpty }

    /// - Parameter rows: All that are read of a unit, in their order.
    func put(into table: inout EventTable, _ rows: Range<Int>, of unit: Int64) {
        for (bit, members) in bits {
            if members.isConstant {
                guard let row = rows.first, members.holds(for: unit, at: table.times[row]) else { continue }
                for row in rows { table.marks[row] |= bit }
            } else {
                for row in rows where members.holds(for: unit, at: table.times[row]) { table.marks[row] |= bit }
            }
        }
        for (bit, number) in numbered {
            var seen = 0
            for row in rows where table.marks[row] & bit != 0 {
                seen += 1
                if seen != number { table.marks[row] &= ~bit }
            }
        }
        for (place, members, inside, outside) in codes {
            for row in rows {
                table.breakdowns[place][row] = members.holds(for: unit, at: table.times[row]) ? inside : outside
            }
        }
    }
}
