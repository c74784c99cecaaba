import JSON
import ProductAnalytics

/// One event of a log that a test makes up.
struct LogEvent {
    /// Whom it was written with; a merge may make it somebody else's.
    var person: Int
    var type: String
    /// Microseconds, UTC.
    var time: Int64
    var properties: JSONObject = JSONObject()
    var userProperties: JSONObject = JSONObject()
    /// Groups by type.
    var groups: [String: [String]] = [:]
    var session: Int64?
    /// When it was by the clock of the device.
    var clientTime: Int64?
    var revenue: Double?
    /// Of `revenue`; `nil` is that of the project.
    var currency: String?
    /// What the loader has worked out that it is worth in the project's currency, where it has another one.
    var revenueInProject: Double?
    var country: String?

    init(_ person: Int, _ type: String, at time: Int64) {
        self.person = person
        self.type = type
        self.time = time
    }
}

/// A made-up event log: its events in the order of arrival, which is the order of their sequence numbers from 1.
struct Log {
    var events: [LogEvent] = []
    /// People who turned out to be somebody else; flat.
    var merges: [Int: Int] = [:]
    /// Types that don't count as activity.
    var inactiveTypes: Set<String> = []

    /// Whose an event is after all merges.
    func person(of event: LogEvent) -> Int { merges[event.person] ?? event.person }

    func isActive(_ event: LogEvent) -> Bool { !inactiveTypes.contains(event.type) }

    /// The events of each person by time and sequence, with their sequence numbers.
    var byPerson: [Int: [(seq: Int, event: LogEvent)]] {
        var result: [Int: [(seq: Int, event: LogEvent)]] = [:]
        for (index, event) in events.enumerated() { result[person(of: event), default: []].append((index + 1, event)) }
        return result.mapValues { $0.sorted { ($0.event.time, $0.seq) < ($1.event.time, $1.seq) } }
    }
}

/// `moment("2026-03-02 09:30")`, also with seconds and fractions: UTC, in microseconds.
func moment(_ text: String) -> Int64 {
    let parts = text.split(separator: " ")
    let day = parts[0].split(separator: "-").compactMap { Int($0) }
    let start = ChartCalendar().start(year: day[0], month: day[1], day: day[2]) ?? 0
    guard parts.count > 1 else { return start }
    let clock = parts[1].split(separator: ":")
    let minutes = (Int64(clock[0]) ?? 0) * 60 + (Int64(clock[1]) ?? 0)
    let seconds = clock.count > 2 ? Double(clock[2]) ?? 0 : 0
    return start + minutes * ChartCalendar.minute + Int64((seconds * 1_000_000).rounded())
}
