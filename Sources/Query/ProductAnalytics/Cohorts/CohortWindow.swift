/// The time that a clause of a cohort looks at.
package enum CohortWindow: Hashable, Sendable {
    /// All that is stored, up to the moment for which the cohort is worked out.
    case ever
    /// Whole days of the calendar: the last n with the current one, fixed ones, or since one.
    case range(ChartRange)
    /// So many times 24 hours from the unit's first event ever.
    case sinceFirst(days: Int)
    /// The interval of the chart in which an event lies: the cohort is worked out anew for each of them.
    case interval
    /// So many days before the end of that interval.
    case beforeIntervalEnd(days: Int)

    /// Whether it only means something for one interval of a chart.
    package var dependsOnInterval: Bool {
        switch self {
        case .interval, .beforeIntervalEnd: true
        case .ever, .range, .sinceFirst: false
        }
    }
}

extension CohortWindow {
    var words: String {
        switch self {
        case .ever: "ever"
        case .range(.last(let count, let unit, let complete)):
            "in the last \(count)\(complete ? " complete" : "") \(unit.rawValue)\(count == 1 ? "" : "s")"
        case .range(.days(let from, let until)): "from \(from) until before \(until)"
        case .range(.since(let day)): "since \(day)"
        case .sinceFirst(let days): "within \(days) day\(days == 1 ? "" : "s") of the first event"
        case .interval: "in the interval"
        case .beforeIntervalEnd(let days): "in the \(days) day\(days == 1 ? "" : "s") before the end of the interval"
        }
    }
}

extension DefinitionReader {
    /// `{"last": 30, "unit": "day"}`, `{"from": "2026-03-01", "to": "2026-03-08"}` with its last day, `{"since": "2026-03-01"}`,
    /// `{"days_of_first_use": 7}`, `{"each_interval": true}`, `{"days_before_interval_end": 30}`; ever if it is missing.
    mutating func cohortWindow(_ key: String) -> CohortWindow {
        let window: CohortWindow? = object(key) { reader in
            // What is there and wrong has been told once it was read.
            if reader.has("days_of_first_use") {
                return .sinceFirst(days: reader.integer("days_of_first_use", in: 1...10_000) ?? 1)
            }
            if reader.has("days_before_interval_end") {
                return .beforeIntervalEnd(days: reader.integer("days_before_interval_end", in: 1...10_000) ?? 1)
            }
            if reader.has("each_interval"), reader.flag("each_interval", or: true) { return .interval }
            return .range(reader.range())
        }
        return window ?? .ever
    }
}
