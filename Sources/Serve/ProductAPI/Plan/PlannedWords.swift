internal import Content

/// What the tracking plan of a project says to those who choose among the events and properties that came.
struct PlannedWords: Sendable {
    private let plan: TrackingPlan
    /// By the bytes of their types: Swift's `==` takes two spellings of one character for the same, senders don't.
    private let events: [[UInt8]: PlannedEvent]

    init(_ plan: TrackingPlan) {
        self.plan = plan
        events = Dictionary(plan.events.map { (Array($0.name.utf8), $0) }, uniquingKeysWith: { first, _ in first })
    }

    func event(_ name: String) -> PlannedEvent? { events[Array(name.utf8)] }

    /// One that is planned is live from its first event on.
    /// - Parameter hasCome: Whether an event of the type has come.
    static func status(of plan: PlannedEvent?, hasCome: Bool) -> String {
        guard let plan else { return "unplanned" }
        return plan.status == .live && !hasCome ? "planned" : plan.status.rawValue
    }

    /// What the properties of events say, by the bytes of their names. Of one type: as it is planned, and where it says
    /// nothing, as it is planned of any event. Of all (`nil`): as it is planned of any event, else what types say of it where
    /// they agree.
    func descriptions(of type: String?) -> [[UInt8]: String] {
        var chosen = plan.events
        if let type { chosen = event(type).map { [$0] } ?? [] }
        var said: [[UInt8]: Set<String>] = [:]
        for event in chosen {
            for property in event.properties where !property.description.isEmpty {
                said[Array(property.name.utf8), default: []].insert(property.description)
            }
        }
        for property in plan.shared where !property.description.isEmpty {
            let name = Array(property.name.utf8)
            if type == nil || said[name] == nil { said[name] = [property.description] }
        }
        return said.compactMapValues { $0.count == 1 ? $0.first : nil }
    }
}
