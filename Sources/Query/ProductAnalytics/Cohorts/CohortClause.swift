/// One condition of a cohort's definition, asked of a unit.
package struct CohortClause: Hashable, Sendable {
    /// What is worked out of the numbers that an event carries.
    package enum Aggregate: String, Hashable, Sendable, CaseIterable { case sum, average, min, max, distinct }

    package enum Test: Hashable, Sendable {
        /// How often it did an event. Only units that did it at all are compared: `<= 1` means once.
        case did(EventSelection, CohortComparison)
        /// It exists, and did not do it.
        case didNot(EventSelection)
        /// In how many intervals of the window it did an event at least so many times.
        case intervals(EventSelection, ChartInterval, times: Int, CohortComparison)
        /// How often it did one event compared with another. Only units that did one of both.
        case compared(EventSelection, CohortComparison.Sign, EventSelection)
        /// What comes of a property of the events that have it.
        case property(EventSelection, PropertyReference, Aggregate, CohortComparison)
        /// Its n-th event of this kind ever lies in the window; from 1.
        case occurrence(EventSelection, Int)
        /// Its first event ever lies in the window.
        case new
        /// It did some active event.
        case active
        /// The event that arrived last has the value.
        case propertyNow(PropertyFilter)
        /// Any event in the window had the value.
        case propertyEver(PropertyFilter)
        /// One event in the window, and the other so soon after it, in microseconds. Events of one second have no order.
        case sequence(EventSelection, EventSelection, within: Int64)
        /// Did it in the window, not in its last days.
        case stopped(EventSelection, recentDays: Int)
        /// Did it in the last days of the window and before the window, not in between.
        case restarted(EventSelection, recentDays: Int)
        case inCohort(String)
    }

    package var test: Test
    package var window: CohortWindow
    package var isNegated: Bool

    package init(_ test: Test, _ window: CohortWindow = .ever, isNegated: Bool = false) {
        self.test = test
        self.window = window
        self.isNegated = isNegated
    }

    /// Whether a unit without any of the events that are asked for may satisfy it.
    var admitsUnitsWithoutEvents: Bool {
        switch test {
        case .didNot: !isNegated
        case .new, .inCohort: true
        default: isNegated
        }
    }
}

extension CohortClause {
    package var words: String { (isNegated ? "not (" : "") + positive + (isNegated ? ")" : "") }

    private var positive: String {
        let time = " " + window.words
        return switch test {
        case .did(let event, let count): "did \(event.words) \(count.timesInWords)" + time
        case .didNot(let event): "did not do \(event.words)" + time
        case .intervals(let event, let interval, let times, let count):
            "did \(event.words)\(times > 1 ? " at least \(times) times" : "") \(interval == .day ? "on" : "in") "
                + count.words(of: interval.rawValue) + time
        case .compared(let event, let sign, let other): "did \(event.words) \(sign.wordsForOften) \(other.words)" + time
        case .property(let event, let property, let aggregate, let value):
            "\(aggregate.words) of \(property) of \(event.words) is \(value.words)" + time
        case .occurrence(let event, let number): "did \(event.words) for the \(Self.ordinal(number)) time" + time
        case .new: "new" + time
        case .active: "active" + time
        case .propertyNow(let filter): "\(filter.words) now"
        case .propertyEver(let filter): "\(filter.words) on any event" + time
        case .sequence(let first, let then, let within):
            "did \(first.words), then \(then.words) within \(SessionRule.words(of: within))" + time
        case .stopped(let event, let days): "did \(event.words)\(time), not in its last \(Self.days(days))"
        case .restarted(let event, let days):
            "did \(event.words) again in the last \(Self.days(days)) and before, not in the rest, \(window.words)"
        case .inCohort(let name): "in cohort \(name)"
        }
    }

    private static func days(_ count: Int) -> String { count == 1 ? "day" : "\(count) days" }

    /// "first", "second", "11th"
    private static func ordinal(_ number: Int) -> String {
        switch number {
        case 1: return "first"
        case 2: return "second"
        case 3: return "third"
        default:
            let isTeen = (11...13).contains(number % 100)
            return "\(number)" + (isTeen ? "th" : [1: "st", 2: "nd", 3: "rd"][number % 10] ?? "th")
        }
    }
}

extension CohortClause.Aggregate {
    fileprivate var words: String {
        switch self {
        case .sum: "the sum"
        case .average: "the average"
        case .min: "the least"
        case .max: "the most"
        case .distinct: "how many different values"
        }
    }
}
