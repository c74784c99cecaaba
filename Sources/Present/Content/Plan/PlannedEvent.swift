/// What events of one type are supposed to be.
package struct PlannedEvent: Sendable, Equatable {
    package enum Status: String, Sendable, CaseIterable {
        /// Wanted, whether any has come yet or not.
        case live
        /// Still taken, and not to be sent any more.
        case deprecated
        /// Set aside when it comes, and not loaded.
        case blocked
    }

    /// The type, as senders write it.
    package var name: String
    package var displayName = ""
    package var description = ""
    package var category = ""
    package var owner = ""
    package var tags: [String] = []
    package var status = Status.live
    /// Each name once.
    package var properties: [PlannedProperty] = []
    /// The types under which it was planned before it was renamed, the last one at the end.
    package var formerNames: [String] = []
    /// Grows with every change.
    package var version = 0

    package init(name: String) { self.name = name }

    /// Types of the senders' own bookkeeping, which can't do without it.
    package static let systemTypes: Set<String> = [
        "$identify", "$groupidentify", "$exposure", "session_start", "session_end",
    ]
}

/// What a property of an event is supposed to be.
package struct PlannedProperty: Sendable, Equatable {
    package enum Kind: String, Sendable, CaseIterable {
        case string, number, boolean
        /// One of ``PlannedProperty/values``.
        case `enum`
        case any
    }

    package var name: String
    package var description = ""
    package var kind = Kind.any
    /// Whether it is a list; of what, ``kind`` says.
    package var isList = false
    package var isRequired = false
    package var values: [String] = []

    package init(name: String) { self.name = name }
}

/// All that is planned of a project.
package struct TrackingPlan: Sendable, Equatable {
    /// By name.
    package var events: [PlannedEvent] = []
    /// Properties that any event may have.
    package var shared: [PlannedProperty] = []
    package var categories: [String] = []

    package init() {}

    package func event(_ name: String) -> PlannedEvent? {
        events.first { $0.name.utf8.elementsEqual(name.utf8) }
    }

    /// The event that had this name before, where none has it now.
    package func event(formerly name: String) -> PlannedEvent? {
        event(name) == nil ? events.first { $0.formerNames.contains(name) } : nil
    }
}
