/// What a filter, a breakdown or a metric reads of an event.
///
/// As text: `event.amount` (a property of the event), `user.plan` (the user property as it was when the event happened),
/// `group.company.size` (a property of the group), `group:company` (the names of the groups), `derived.order_size` (computed
/// from others of the event), and anything else is a column of the source: `country` of the events table, `orders.status` of an explore. `cohort:power users` breaks down by
/// whether the person is in a cohort.
package enum PropertyReference: Hashable, Sendable {
    case event(String)
    case user(String)
    case group(type: String, name: String)
    case membership(type: String)
    case derived(String)
    case column(String)
    /// What an event is worth in the project's currency. As text it is `revenue`, like the column of what was sent.
    case amount

    package init(_ text: String) {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        if text.hasPrefix("group:") {
            self = .membership(type: String(text.dropFirst(6)))
        } else if parts.count == 2, parts[0] == "event" {
            self = .event(parts[1])
        } else if parts.count == 2, parts[0] == "user" {
            self = .user(parts[1])
        } else if parts.count == 2, parts[0] == "derived" {
            self = .derived(parts[1])
        } else if parts.count == 2, parts[0] == "group", let dot = parts[1].firstIndex(of: ".") {
            self = .group(type: String(parts[1][..<dot]), name: String(parts[1][parts[1].index(after: dot)...]))
        } else {
            self = .column(text)
        }
    }
}

extension PropertyReference {
    /// The same for whoever adds up amounts: of several currencies `revenue` can't be added up as it was sent.
    package var asAmount: PropertyReference { self == .column("revenue") ? .amount : self }

    /// The name of the event's type.
    package static let eventType = PropertyReference.column("event_type")

    /// The cohort whose members are told from others; known of the unit, whatever the source.
    package var cohort: String? {
        guard case .column(let text) = self, text.hasPrefix(Self.cohortPrefix) else { return nil }
        return String(text.dropFirst(Self.cohortPrefix.count))
    }

    static let cohortPrefix = "cohort:"
}

extension PropertyReference: CustomStringConvertible {
    package var description: String {
        switch self {
        case .event(let name): "event." + name
        case .user(let name): "user." + name
        case .group(let type, let name): "group.\(type).\(name)"
        case .membership(let type): "group:" + type
        case .derived(let name): "derived." + name
        case .column(let name): name
        case .amount: "revenue"
        }
    }
}
