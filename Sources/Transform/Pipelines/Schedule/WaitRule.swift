internal import Foundation
internal import JSON

/// What a run by the clock waits for before it begins: `wait: {crm: {complete_to: yesterday}, timeout: 3h, then: skip}`.
package struct WaitRule: Sendable, Hashable {
    /// Up to when a source has to be complete, seen from the time at which the run was due.
    package enum CompleteTo: Sendable, Hashable {
        /// The day before, whole, on the calendar of the model's time zone.
        case yesterday
        /// The hour before, whole.
        case lastHour
        /// So many microseconds before.
        case before(Int64)

        func instant(due: Int64, in zone: TimeZone) -> Int64 {
            switch self {
            case .yesterday:
                let clock = ZoneClock(zone)
                return clock.instant(day: clock.localDay(due), minute: 0)
            case .lastHour: return UTCTime.floor(due, UTCTime.hour) * UTCTime.hour
            case .before(let length): return due - length
            }
        }
    }

    /// What happens when the time is up.
    package enum Outcome: String, Sendable, Hashable, CaseIterable { case run, skip, fail }

    package struct Condition: Sendable, Hashable {
        /// A source, as `after sync` names it.
        package var source: String
        package var completeTo: CompleteTo
    }

    package var conditions: [Condition]
    /// In microseconds, from the time at which the run was due.
    package var timeout: Int64 = 3 * UTCTime.hour
    package var outcome = Outcome.run
    /// As it was written, in short.
    package var text: String

    /// - Throws: ``ScheduleError``
    init(_ value: JSONValue) throws(ScheduleError) {
        guard let object = value.objectValue else {
            throw ScheduleError("`wait` must be {SOURCE: {complete_to: yesterday}, timeout: 3h, then: run}.")
        }
        conditions = []
        for (name, value) in object.members {
            switch name {
            case "timeout":
                guard let length = DurationText.parse(value), length > .zero else {
                    throw ScheduleError("The timeout of `wait` must be a length of time, such as 3h.")
                }
                timeout = IntervalReader.microseconds(length)
            case "then":
                guard let outcome = value.stringValue.flatMap(Outcome.init) else {
                    throw ScheduleError("`then` of `wait` can be run, skip or fail.")
                }
                self.outcome = outcome
            default:
                let written = value.stringValue ?? value.objectValue?["complete_to"]?.stringValue
                guard let written, let completeTo = Self.completeTo(written) else {
                    throw ScheduleError(
                        "`wait` for \(name) must say {complete_to: yesterday}, last_hour, now, or how long before the "
                            + "run is due, such as 2h.")
                }
                conditions.append(Condition(source: name, completeTo: completeTo))
            }
        }
        guard !conditions.isEmpty else { throw ScheduleError("`wait` names no source to wait for.") }
        let hours = WaitText.length(timeout)
        text = ""
        text =
            conditions.map { "\($0.source) complete to \($0.completeTo.text)" }.joined(separator: " and ")
            + ", at most \(hours), then \(outcome.rawValue)"
    }

    private static func completeTo(_ text: String) -> CompleteTo? {
        switch text {
        case "yesterday": .yesterday
        case "last_hour": .lastHour
        case "now": .before(0)
        default: DurationText.parse(text).map { .before(IntervalReader.microseconds($0)) }
        }
    }
}

extension WaitRule.CompleteTo {
    var text: String {
        switch self {
        case .yesterday: "yesterday"
        case .lastHour: "the last hour"
        case .before(0): "the time of the run"
        case .before(let length): "\(WaitText.length(length)) before"
        }
    }
}

/// Lengths of time in words.
package enum WaitText {
    /// `3 h`, `1 h 20 min`, `45 s`.
    package static func length(_ microseconds: Int64) -> String {
        let seconds = max(0, microseconds / UTCTime.second)
        guard seconds >= 60 else { return "\(seconds) s" }
        let (hours, minutes) = (seconds / 3_600, seconds / 60 % 60)
        if hours == 0 { return "\(minutes) min" }
        return minutes == 0 ? "\(hours) h" : "\(hours) h \(minutes) min"
    }
}
