import JSON
import ProductAnalytics

/// Who is in a cohort, by going through everybody's events for each clause.
struct CohortOracle {
    private typealias Item = (seq: Int, event: LogEvent)

    let log: Log
    let isGroup: Bool
    let calendar: ChartCalendar
    let asOf: Int64

    func members(of definition: CohortDefinition) -> Set<String> {
        var units: [String: [Item]] = [:]
        for (index, event) in log.events.enumerated() {
            let names = isGroup ? event.groups["company"] ?? [] : [String(log.person(of: event))]
            for name in Set(names) { units[name, default: []].append((index + 1, event)) }
        }
        return Set(
            units.filter { _, events in
                let sorted = events.sorted { ($0.event.time, $0.seq) < ($1.event.time, $1.seq) }
                guard sorted[0].event.time <= asOf else { return false }
                let known = sorted.filter { $0.event.time <= asOf }
                return definition.groups.allSatisfy { group in
                    group.clauses.contains { holds($0, known) } != group.isNegated
                }
            }.keys)
    }

    private func holds(_ clause: CohortClause, _ events: [Item]) -> Bool {
        positive(clause, events) != clause.isNegated
    }

    private func positive(_ clause: CohortClause, _ events: [Item]) -> Bool {
        let (from, to) = bounds(clause.window, first: events[0].event.time)
        let inside = events.filter { $0.event.time >= from && $0.event.time < to }
        func count(_ selection: EventSelection, _ from: Int64, _ to: Int64) -> Int {
            events.count { $0.event.time >= from && $0.event.time < to && matches(selection, $0.event) }
        }
        switch clause.test {
        case .did(let event, let comparison):
            let times = count(event, from, to)
            return times > 0 && comparison.holds(Double(times))
        case .didNot(let event): return count(event, from, to) == 0
        case .intervals(let event, let interval, let times, let comparison):
            var counts: [Int64: Int] = [:]
            for item in inside where matches(event, item.event) {
                counts[calendar.start(of: interval, at: item.event.time), default: 0] += 1
            }
            let enough = counts.values.count { $0 >= times }
            return enough > 0 && comparison.holds(Double(enough))
        case .compared(let event, let sign, let other):
            let (left, right) = (count(event, from, to), count(other, from, to))
            return left + right > 0 && sign.holds(Double(left), Double(right))
        case .property(let event, let property, let aggregate, let comparison):
            guard case .event(let name) = property else { return false }
            let values = inside.filter { matches(event, $0.event) }.compactMap { $0.event.properties[name] }
            if aggregate == .distinct {
                let texts = values.flatMap { $0.arrayValue ?? [$0] }.filter { !$0.isNull }
                let distinct = Set(texts.map { $0.stringValue ?? $0.text })
                return !distinct.isEmpty && comparison.holds(Double(distinct.count))
            }
            let numbers = values.compactMap { $0.doubleValue ?? $0.stringValue.flatMap(Double.init) }
            guard !numbers.isEmpty else { return false }
            let sum = numbers.reduce(0, +)
            return comparison.holds(aggregate == .sum ? sum : sum / Double(numbers.count))
        case .occurrence(let event, let number):
            let all = events.filter { matches(event, $0.event) }
            return all.count >= number && all[number - 1].event.time >= from && all[number - 1].event.time < to
        case .new: return events[0].event.time >= from && events[0].event.time < to
        case .active: return count(.anyActive, from, to) > 0
        case .propertyNow(let filter):
            return inside.isEmpty && from == .min
                ? false
                : events.filter { $0.event.time < to }.max { $0.seq < $1.seq }.map { matches(filter, $0.event) }
                    ?? false
        case .propertyEver(let filter): return inside.contains { matches(filter, $0.event) }
        case .sequence(let first, let then, let within):
            return inside.contains { one in
                matches(first, one.event)
                    && events.contains { other in
                        let (a, b) = (one.event.time / ChartCalendar.second, other.event.time / ChartCalendar.second)
                        let areSame = [one.event, other.event].allSatisfy { matches(first, $0) && matches(then, $0) }
                        return other.seq != one.seq && matches(then, other.event)
                            && other.event.time - one.event.time <= within && (b > a || (b == a && !areSame))
                    }
            }
        case .stopped(let event, let days):
            let recent = max(from, recent(days, of: clause.window, before: to))
            return count(event, from, to) > 0 && count(event, recent, to) == 0
        case .restarted(let event, let days):
            let recent = max(from, recent(days, of: clause.window, before: to))
            return count(event, recent, to) > 0 && count(event, from, recent) == 0 && count(event, .min, from) > 0
        case .inCohort: return false
        }
    }

    /// The last days of a window: the day in which it ends, and those before; so many times 24 hours where the window
    /// itself is counted in those.
    private func recent(_ days: Int, of window: CohortWindow, before end: Int64) -> Int64 {
        if case .sinceFirst = window { return end - Int64(days) * ChartCalendar.day }
        return calendar.adding(1 - days, .day, to: calendar.start(of: .day, at: end - 1))
    }

    private func bounds(_ window: CohortWindow, first: Int64) -> (Int64, Int64) {
        func start(_ day: ChartRange.CivilDay) -> Int64 {
            calendar.start(year: day.year, month: day.month, day: day.day) ?? 0
        }
        let today = calendar.start(of: .day, at: asOf)
        switch window {
        case .ever: return (.min, asOf + 1)
        case .range(.last(let count, _, let complete)):
            return (
                calendar.adding(complete ? -count : 1 - count, .day, to: today),
                complete ? today : calendar.adding(1, .day, to: today)
            )
        case .range(.since(let day)): return (start(day), max(start(day), calendar.adding(1, .day, to: today)))
        case .range(.days(let from, let until)): return (start(from), start(until))
        case .sinceFirst(let days): return (first, min(first + Int64(days) * ChartCalendar.day, asOf + 1))
        case .interval, .beforeIntervalEnd: return (0, 0)
        }
    }

    private func matches(_ selection: EventSelection, _ event: LogEvent) -> Bool {
        selection.branches.contains { branch in
            switch branch.types {
            case .any: true
            case .anyActive: log.isActive(event)
            case .named(let name): event.type == name
            }
        } && selection.filters.allSatisfy { matches($0, event) }
    }

    /// `user.plan is …` and `user.plan is not …`.
    private func matches(_ filter: PropertyFilter, _ event: LogEvent) -> Bool {
        let value = event.userProperties["plan"]?.stringValue
        let isOne = value.map { filter.values.contains($0) } ?? false
        return filter.operation == .is ? isOne : !isOne
    }
}
