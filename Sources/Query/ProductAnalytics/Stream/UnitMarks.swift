/// What is known about units rather than read with their events: membership in cohorts, put into the marks and the
/// breakdowns of their rows.
struct UnitMarks: Sendable {
    private var bits: [(bit: UInt64, members: CohortMembership)] = []
    private var codes: [(place: Int, members: CohortMembership, inside: Int32, outside: Int32)] = []

    init(_ request: EventRequest, _ dictionaries: [ValueDictionary]) {
        for (place, condition) in request.conditions.enumerated() {
            if case .member(let members) = condition { bits.append((UInt64(1) << UInt64(place), members)) }
        }
        for (place, reference) in request.breakdowns.enumerated() {
            guard let name = reference.cohort, let members = request.cohorts[name] else { continue }
            let values = dictionaries[place]
            codes.append((place, members, values.code(of: "in"), values.code(of: "out")))
        }
    }

    var isEmpty: Bool { bits.isEmpty && codes.isEmpty }

    func put(into table: inout EventTable, _ rows: Range<Int>, of unit: Int64) {
        for (bit, members) in bits {
            if members.isConstant {
                guard let row = rows.first, members.holds(for: unit, at: table.times[row]) else { continue }
                for row in rows { table.marks[row] |= bit }
            } else {
                for row in rows where members.holds(for: unit, at: table.times[row]) { table.marks[row] |= bit }
            }
        }
        for (place, members, inside, outside) in codes {
            for row in rows {
                table.breakdowns[place][row] = members.holds(for: unit, at: table.times[row]) ? inside : outside
            }
        }
    }
}
