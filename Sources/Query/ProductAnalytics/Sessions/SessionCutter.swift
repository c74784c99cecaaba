/// Puts each event of a unit into its session.
struct SessionCutter: Sendable {
    /// Of events in no session.
    static let none: Int32 = -1
    /// How far before and after a range events are read, so that its sessions are whole. Recorded sessions that last longer
    /// than a day are seen as far as this reaches.
    static let margin = ChartCalendar.day

    private enum Kind: Sendable {
        case recorded
        case computed(timeout: Int64, starts: UInt64, ends: UInt64, property: Int?)
    }

    private let kind: Kind
    /// The days of the chart's clock, where midnight cuts.
    private let days: Buckets?

    /// Adds what the rule needs to a request. Computed sessions need every event, recorded ones those that the chart wants.
    /// - Throws: ``ChartError/invalid(_:)`` if sessions are not recorded.
    init(_ rule: SessionRule, _ request: inout EventRequest, in context: ChartContext) throws(ChartError) {
        switch rule {
        case .recorded:
            guard context.log.source.session != nil else {
                throw .invalid(
                    "sessions",
                    "\(context.log.source.name) has no recorded sessions. Cut them by time: {\"timeout_minutes\": 30}.")
            }
            kind = .recorded
            days = nil
            request.needsSessions = true
        case .computed(let rule):
            func mask(_ selection: EventSelection?) -> UInt64 {
                selection.map { UInt64(1) << UInt64(request.place(of: $0)) } ?? 0
            }
            kind = .computed(
                timeout: rule.timeout, starts: mask(rule.start), ends: mask(rule.end),
                property: rule.property.map { request.place(of: $0) })
            request.wanted = nil
            if rule.cutsAtMidnight {
                let from = request.from ?? context.range.from - Self.margin
                days = Buckets(
                    from: from, to: max(request.to ?? 0, context.range.to + 2 * Self.margin), every: .day,
                    in: context.calendar)
            } else {
                days = nil
            }
        }
    }

    /// The session of each of a unit's events, numbered from 0 in the order of their first events.
    /// - Returns: How many sessions there are.
    func cut(_ events: UnitEvents, into sessions: inout [Int32]) -> Int {
        sessions.removeAll(keepingCapacity: true)
        sessions.reserveCapacity(events.rows.count)
        switch kind {
        case .recorded: return recorded(events, &sessions)
        case .computed(let timeout, let starts, let ends, let property):
            return computed(events, &sessions, timeout, starts, ends, property)
        }
    }

    private func recorded(_ events: UnitEvents, _ sessions: inout [Int32]) -> Int {
        var numbers: [Int64: Int32] = [:]
        var (last, number) = (EventTable.noSession, Self.none)
        for row in events.rows {
            let session = events.table.sessions[row]
            if session != last {
                last = session
                if session == EventTable.noSession {
                    number = Self.none
                } else if let known = numbers[session] {
                    number = known
                } else {
                    number = Int32(numbers.count)
                    numbers[session] = number
                }
            }
            sessions.append(number)
        }
        return numbers.count
    }

    private func computed(
        _ events: UnitEvents, _ sessions: inout [Int32], _ timeout: Int64, _ starts: UInt64, _ ends: UInt64,
        _ property: Int?
    ) -> Int {
        var number: Int32 = -1
        var last = Int64.min
        var hasEnded = true
        var value = ValueDictionary.none
        var day: Int?
        for row in events.rows {
            let time = events.table.times[row]
            let marks = events.table.marks[row]
            let today = days?.index(of: time)
            let code = property.map { events.table.breakdowns[$0][row] } ?? ValueDictionary.none
            let changed = code != ValueDictionary.none && value != ValueDictionary.none && code != value
            if hasEnded || time - last > timeout || marks & starts != 0 || today != day || changed {
                number += 1
                value = ValueDictionary.none
            }
            if code != ValueDictionary.none { value = code }
            last = time
            day = today
            hasEnded = marks & ends != 0
            sessions.append(number)
        }
        return Int(number) + 1
    }
}
