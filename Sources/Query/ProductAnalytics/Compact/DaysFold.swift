/// Hands the days of each person to a pass: as they are, if it can count days, else as events at their starts.
struct DaysFold: Sendable {
    private let list: DayList
    private let plan: DaysPlan
    private let firsts: [Int64]
    private let people: Range<Int32>

    /// - Parameters:
    ///   - firsts: The first event ever of each person; empty if nobody asks.
    ///   - people: Whose days the list holds.
    init(_ list: DayList, _ plan: DaysPlan, firsts: [Int64], people: Range<Int32>) {
        self.list = list
        self.plan = plan
        self.firsts = firsts
        self.people = people
    }

    func run<Pass: UnitPass>(into pass: Pass) -> Pass {
        if plan.request.sample == nil, var counting = pass as? any DayPass {
            let days = PeopleDays(list: list, firsts: firsts, people: people)
            if counting.add(days), let counted = counting as? Pass { return counted }
        }
        return plan.firstBit == 0 ? fold(into: pass) : foldWithFirsts(into: pass)
    }

    private func fold<Pass: UnitPass>(into pass: Pass) -> Pass {
        var pass = pass
        var table = EventTable()
        table.times = list.days.map { Int64($0) * ChartCalendar.day }
        table.sequences = Array(repeating: 0, count: list.count)
        table.marks = Array(repeating: plan.marks, count: list.count)
        var start = 0
        while start < list.count {
            let person = list.people[start]
            var end = start + 1
            while end < list.count, list.people[end] == person { end += 1 }
            pass.add(UnitEvents(unit: Int64(person), first: first(of: person), table: table, rows: start..<end))
            start = end
        }
        return pass
    }

    /// A first event need not be one that counts: it is there even on a day without.
    private func foldWithFirsts<Pass: UnitPass>(into pass: Pass) -> Pass {
        var pass = pass
        let last = firsts.count - 1
        var start = 0
        guard people.lowerBound <= last else { return pass }
        for person in people.lowerBound...Int32(min(last, Int(people.upperBound) - 1)) {
            var end = start
            while end < list.count, list.people[end] == person { end += 1 }
            defer { start = end }
            let first = first(of: person)
            var days = list.days[start..<end].map { (time: Int64($0) * ChartCalendar.day, marks: plan.marks) }
            if let first {
                let day = ChartCalendar.floor(first, to: ChartCalendar.day)
                if let place = days.firstIndex(where: { $0.time == day }) {
                    days[place].marks |= plan.firstBit
                } else if first >= plan.request.from ?? .min, first < plan.request.to ?? .max {
                    days.insert((day, plan.firstBit), at: days.firstIndex { $0.time > day } ?? days.count)
                }
            }
            guard !days.isEmpty else { continue }
            var table = EventTable()
            table.times = days.map(\.time)
            table.sequences = Array(repeating: 0, count: days.count)
            table.marks = days.map(\.marks)
            pass.add(UnitEvents(unit: Int64(person), first: first, table: table, rows: 0..<days.count))
        }
        return pass
    }

    private func first(of person: Int32) -> Int64? {
        guard !firsts.isEmpty else { return nil }
        let first = firsts[Int(person)]
        return first == .max ? nil : first
    }
}

/// Days of people, in the order of person and day, each once.
struct PeopleDays: Sendable {
    let list: DayList
    /// The first event ever of each person by number, `Int64.max` where there is none; empty if it was not asked for.
    let firsts: [Int64]
    /// Whose days these are; some may have none.
    let people: Range<Int32>
}

/// A pass that can count days without seeing events.
protocol DayPass: UnitPass {
    /// - Returns: Whether it did; not if it asks for more than the days of everybody.
    mutating func add(_ days: PeopleDays) -> Bool
}
