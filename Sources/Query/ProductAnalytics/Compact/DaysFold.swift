/// Hands the days of each person to a pass as events at their starts.
struct DaysFold {
    private let list: DayList
    private let marks: UInt64
    private let firsts: [Int64]

    /// - Parameters:
    ///   - marks: What every day satisfies.
    ///   - firsts: The first event ever of each person; empty if nobody asks.
    init(_ list: DayList, marks: UInt64, firsts: [Int64]) {
        self.list = list
        self.marks = marks
        self.firsts = firsts
    }

    func run<Pass: UnitPass>(into pass: Pass) -> Pass {
        var pass = pass
        var table = EventTable()
        table.times = list.days.map { Int64($0) * ChartCalendar.day }
        table.sequences = Array(repeating: 0, count: list.count)
        table.marks = Array(repeating: marks, count: list.count)
        var start = 0
        while start < list.count {
            let person = list.people[start]
            var end = start + 1
            while end < list.count, list.people[end] == person { end += 1 }
            let first = firsts.isEmpty ? Int64.max : firsts[Int(person)]
            pass.add(
                UnitEvents(unit: Int64(person), first: first == .max ? nil : first, table: table, rows: start..<end))
            start = end
        }
        return pass
    }
}

extension EventRequest {
    /// Whether all that is asked is on which days people were active in any way.
    /// - Parameter latest: The last event of all; an end after it need not be the end of a day.
    func asksOnlyForActivity(latest: Int64) -> Bool {
        guard case .person = unit, breakdowns.isEmpty, numbers.isEmpty, !needsSessions, let wanted, !wanted.isEmpty
        else { return false }
        let isDays =
            (from ?? 0) % ChartCalendar.day == 0 && (to.map { $0 > latest || $0 % ChartCalendar.day == 0 } ?? true)
        return isDays
            && conditions.allSatisfy { condition in
                switch condition {
                case .isActive: true
                case .event(let selection): selection.anyOccurrence == .anyActive && selection.occurrence == nil
                case .filters(let filters): filters.isEmpty
                case .isFirst: false
                }
            }
    }

    /// The days of the range, since 1970-01-01.
    var days: Range<Int32> {
        func day(_ time: Int64?, or other: Int32) -> Int32 {
            guard let time, time != .max else { return other }
            return Int32(clamping: ChartCalendar.floor(time, to: ChartCalendar.day) / ChartCalendar.day)
        }
        let from = day(from, or: .min)
        // An end within a day takes that day.
        let end = to.map { $0 > .max - ChartCalendar.day ? Int64.max : $0 + ChartCalendar.day - 1 }
        return from..<max(from, day(end, or: .max))
    }
}
