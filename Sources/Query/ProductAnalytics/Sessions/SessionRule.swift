internal import JSON

/// What makes a session of a unit's events.
package enum SessionRule: Hashable, Sendable {
    /// The sessions that were recorded with the events; events outside of any belong to none.
    case recorded
    case computed(ComputedSessions)
}

/// Sessions cut from a unit's events in the order of time: each condition that is set starts a new one.
package struct ComputedSessions: Hashable, Sendable {
    /// A gap above this starts a new session; a gap of exactly this does not. Microseconds.
    package var timeout: Int64
    /// Whether midnight on the chart's clock starts a new one.
    package var cutsAtMidnight: Bool
    /// Such an event starts a new one.
    package var start: EventSelection?
    /// After such an event, a new one starts.
    package var end: EventSelection?
    /// Another value than the one before in the session starts a new one; a missing value does not.
    package var property: PropertyReference?

    package init(
        timeout: Int64 = 30 * ChartCalendar.minute, cutsAtMidnight: Bool = false, start: EventSelection? = nil,
        end: EventSelection? = nil, property: PropertyReference? = nil
    ) {
        self.timeout = timeout
        self.cutsAtMidnight = cutsAtMidnight
        self.start = start
        self.end = end
        self.property = property
    }
}

extension SessionRule {
    package var words: String {
        guard case .computed(let rule) = self else { return "recorded sessions" }
        var parts = ["after more than \(Self.words(of: rule.timeout)) without events"]
        if rule.cutsAtMidnight { parts.append("at midnight") }
        if let start = rule.start { parts.append("at \(start.words)") }
        if let end = rule.end { parts.append("after \(end.words)") }
        if let property = rule.property { parts.append("when \(property) changes") }
        return "sessions that are cut " + parts.joined(separator: ", ")
    }

    /// `30 minutes`, `2 hours`, `7 days`, `90 seconds`
    static func words(of duration: Int64) -> String {
        let units = [(ChartCalendar.day, "day"), (ChartCalendar.hour, "hour"), (ChartCalendar.minute, "minute")]
        let (size, name) = units.first { duration >= $0.0 && duration % $0.0 == 0 } ?? (ChartCalendar.second, "second")
        let count = duration / size
        return "\(count) \(name)" + (count == 1 ? "" : "s")
    }
}

extension DefinitionReader {
    /// `"recorded"`, or `{"timeout_minutes": 30, "cut_at_midnight": true, "start": …, "end": …, "property": "event.app"}`.
    package mutating func sessionRule(_ key: String) -> SessionRule {
        guard let value = value(key), value.stringValue != "recorded" else { return .recorded }
        let instead = "An event that cuts sessions has no breakdown: leave group_by out."
        return read(value, at: key) { reader in
            let minutes = reader.number("timeout_minutes", in: 0...1_440) ?? 30
            return .computed(
                ComputedSessions(
                    timeout: Int64((minutes * Double(ChartCalendar.minute)).rounded()),
                    cutsAtMidnight: reader.flag("cut_at_midnight"),
                    start: reader.undividedEvent("start", instead), end: reader.undividedEvent("end", instead),
                    property: reader.text("property").map(PropertyReference.init)))
        }
    }

    /// A length of time: `{"minutes": 90}`, `{"hours": 2}`, `{"days": 30}`; microseconds.
    package mutating func duration(_ key: String) -> Int64? {
        object(key) { reader in
            var total = 0.0
            let before = reader.allProblems.count
            let sizes = [
                ("seconds", ChartCalendar.second), ("minutes", ChartCalendar.minute), ("hours", ChartCalendar.hour),
                ("days", ChartCalendar.day),
            ]
            for (name, size) in sizes { total += (reader.number(name, in: 0...10_000_000) ?? 0) * Double(size) }
            // Ten years are more than any window needs, and far from where whole numbers end.
            if total <= 0 || total > 3_653 * Double(ChartCalendar.day) {
                if reader.allProblems.count == before {
                    reader.report("", "Say a length of time up to ten years, such as {\"hours\": 2}.")
                }
                return ChartCalendar.day
            }
            return Int64(total.rounded())
        }
    }
}
