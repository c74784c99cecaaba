internal import SQL

/// How days of activity answer a request: from `main.act`, or from the steps of one type of events.
struct DaysPlan: Sendable {
    let request: EventRequest
    /// The type whose steps are read; `nil` is activity of any kind.
    let type: Int?
    /// What each day satisfies, but for whether it is the first one.
    let marks: UInt64
    /// The bit of ``EventRequest/Condition/isFirst``.
    let firstBit: UInt64

    /// - Returns: `nil` if the request asks for more than days.
    init?(_ request: EventRequest, for source: CanonicalEvents, _ derived: DerivedState) {
        guard request.needsOnlyDays, case .person = request.unit, request.breakdowns.isEmpty, request.numbers.isEmpty,
            !request.needsSessions, !request.needsClientTimes, let wanted = request.wanted, !wanted.isEmpty
        else { return nil }
        let startsWithDay = (request.from ?? 0) % ChartCalendar.day == 0
        // An end after the last event of all need not be that of a day.
        let endsWithDay = request.to.map { $0 > derived.latest || $0 % ChartCalendar.day == 0 } ?? true
        guard startsWithDay, endsWithDay else { return nil }
        var marks: UInt64 = 0
        var firstBit: UInt64 = 0
        var type: Int??
        for (place, condition) in request.conditions.enumerated() {
            let bit = UInt64(1) << UInt64(place)
            switch condition {
            case .isFirst: firstBit |= bit
            // Marks that hang on the unit are put on events.
            case .member: return nil
            case .filters(let filters):
                guard filters.isEmpty else { return nil }
                marks |= bit
            case .isActive:
                guard type == nil || type == .some(nil) else { return nil }
                type = .some(nil)
                marks |= bit
            case .event(let selection):
                guard selection.filters.isEmpty, selection.occurrence == nil, selection.branches.count == 1,
                    let branch = selection.branches.first, branch.filters.isEmpty
                else { return nil }
                let found: Int?
                switch branch.types {
                case .anyActive: found = nil
                case .any: return nil
                case .named(let name):
                    guard let number = source.types[name]?.number else { return nil }
                    found = number
                }
                guard type == nil || type == .some(found) else { return nil }
                type = .some(found)
                marks |= bit
            }
        }
        guard let type else { return nil }
        // Steps of one type say which days there are; their number is counted from the steps themselves.
        guard request.needsDayCounts || request.needsUnits else { return nil }
        guard !request.needsDayCounts || (type == nil && request.sample == nil) else { return nil }
        self.request = request
        self.type = type
        self.marks = marks
        self.firstBit = firstBit
    }

    /// The days of the range, since 1970-01-01.
    var days: Range<Int32> {
        func day(_ time: Int64) -> Int32 {
            Int32(clamping: ChartCalendar.floor(time, to: ChartCalendar.day) / ChartCalendar.day)
        }
        let from = request.from.map(day) ?? .min
        // An end within a day takes that day.
        let to = request.to.map { $0 > .max - ChartCalendar.day ? Int32.max : day($0 + ChartCalendar.day - 1) } ?? .max
        return from..<max(from, to)
    }
}
