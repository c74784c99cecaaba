/// Parts the rows of units by sessions and held values, and finds the groups of a breakdown.
struct FunnelValues: Sendable {
    private let plan: FunnelPlan
    /// What codes of the breakdown stand for, by code and 1; filled as they are met.
    private var known: [[Int32]?] = []
    private let namesParts: Bool

    init(_ plan: FunnelPlan, namesParts: Bool) {
        self.plan = plan
        self.namesParts = namesParts
    }

    /// The units of a funnel that the rows of one person or group make.
    func parts(of events: UnitEvents) -> [FunnelRows] {
        let all = FunnelRows(range: events.rows)
        let bySession = plan.chart.per == .session
        guard bySession || !plan.holdColumns.isEmpty else { return [all] }
        let table = events.table
        return all.parted { row in
            if bySession, table.sessions[row] == EventTable.noSession { return [] }
            var keys: [[Int64]] = [bySession ? [table.sessions[row]] : []]
            for column in plan.holdColumns {
                let elements = Self.distinct(plan.dictionaries[column].elements(of: table.breakdowns[column][row]))
                // What is missing never stays the same.
                keys = keys.flatMap { key in elements.filter { $0 >= 0 }.map { key + [Int64($0)] } }
            }
            return keys
        } name: { key in
            guard namesParts else { return nil }
            let session = bySession ? key.first.map { ["session \($0)"] } ?? [] : []
            let values = zip(plan.holdColumns, key.dropFirst(bySession ? 1 : 0)).map { column, code in
                let text = plan.dictionaries[column].text(of: Int32(truncatingIfNeeded: code)) ?? ""
                return text.isEmpty ? PropertyFilter.emptyText : text
            }
            return (session + values).joined(separator: ", ")
        }
    }

    /// The places of groups for one way through the funnel, each once.
    mutating func groups(of way: FunnelWay, _ table: EventTable) -> [Int] {
        guard let column = plan.breakdownColumn, let breakdown = plan.chart.breakdown else { return [0] }
        let codes = table.breakdowns[column]
        let code: Int32
        switch breakdown.reading {
        case .step(let step):
            guard way.rows[step - 1] >= 0 else { return [0] }
            code = codes[way.rows[step - 1]]
        case .firstTouch:
            code = way.rows.first { $0 >= 0 && codes[$0] >= 0 }.map { codes[$0] } ?? ValueDictionary.none
        case .lastTouch:
            code = way.rows.last { $0 >= 0 && codes[$0] >= 0 }.map { codes[$0] } ?? ValueDictionary.none
        case .allEvents: return []
        }
        return elements(of: code, column).map { Self.place(of: $0) }
    }

    /// The rows of each value of the breakdown, by the places of groups.
    mutating func split(_ part: FunnelRows, _ table: EventTable) -> [(group: Int, rows: FunnelRows)] {
        guard let column = plan.breakdownColumn else { return [] }
        var places: [Int: Int] = [:]
        var parts: [(group: Int, rows: FunnelRows)] = []
        part.forEach { row in
            for code in elements(of: table.breakdowns[column][row], column) {
                let group = Self.place(of: code)
                if let place = places[group] {
                    parts[place].rows.list?.append(row)
                } else {
                    places[group] = parts.count
                    parts.append((group, FunnelRows(range: part.range, list: [row], name: part.name)))
                }
            }
        }
        return parts
    }

    /// Place 0 is for those who did not reach the breakdown's step.
    static func place(of code: Int32) -> Int { Int(code) + 2 }

    /// The text of a group's value; `nil` for the missing one.
    static func text(of place: Int, in dictionary: ValueDictionary) -> String? {
        place >= 2 ? dictionary.text(of: Int32(place - 2)) : nil
    }

    private mutating func elements(of code: Int32, _ column: Int) -> [Int32] {
        let place = Int(code) + 1
        if place >= known.count { known += Array(repeating: nil, count: place + 1 - known.count) }
        if let elements = known[place] { return elements }
        let elements = Self.distinct(plan.dictionaries[column].elements(of: code))
        known[place] = elements
        return elements
    }

    private static func distinct(_ codes: [Int32]) -> [Int32] {
        guard codes.count > 1 else { return codes }
        var seen: Set<Int32> = []
        return codes.filter { seen.insert($0).inserted }
    }
}
