/// The events that a chart counts or follows: one type, any, or several types each with filters of its own (a custom event).
package struct EventSelection: Hashable, Sendable {
    package enum Types: Hashable, Sendable {
        /// Of every type that counts as activity.
        case anyActive
        case any
        case named(String)
    }

    /// One way to satisfy the selection. An event satisfies it once, also when several branches match.
    package struct Branch: Hashable, Sendable {
        package var types: Types
        package var filters: [PropertyFilter]

        package init(_ types: Types, where filters: [PropertyFilter] = []) {
            self.types = types
            self.filters = filters
        }
    }

    package var branches: [Branch]
    /// What every branch has to satisfy too.
    package var filters: [PropertyFilter]
    package var groupBy: [PropertyReference]
    /// Only a person's n-th event that satisfies types and filters, counted over all that is stored; from 1. Filters of
    /// segments are asked of that one alone, as a breakdown takes its value: segments by a property and a breakdown by it
    /// agree.
    package var occurrence: Int?
    /// What that event has to satisfy besides: asked after it has been counted.
    package var occurrenceFilters: [PropertyFilter]
    /// What metrics of properties measure of it.
    package var property: PropertyReference?
    /// What people call it; made from the types if there is none.
    package var label: String?

    package init(
        _ branches: [Branch], where filters: [PropertyFilter] = [], groupBy: [PropertyReference] = [],
        occurrence: Int? = nil, occurrenceFilters: [PropertyFilter] = [], property: PropertyReference? = nil,
        label: String? = nil
    ) {
        self.branches = branches
        self.filters = filters
        self.groupBy = groupBy
        self.occurrence = occurrence
        self.occurrenceFilters = occurrenceFilters
        self.property = property
        self.label = label
    }

    package init(
        _ name: String, where filters: [PropertyFilter] = [], groupBy: [PropertyReference] = []
    ) {
        self.init([Branch(.named(name))], where: filters, groupBy: groupBy)
    }

    package static let anyActive = EventSelection([Branch(.anyActive)])
    package static let any = EventSelection([Branch(.any)])
}

extension EventSelection {
    /// `buy`, `buy or view`, `any active event`
    package var name: String {
        if let label { return label }
        let names = branches.map { branch in
            switch branch.types {
            case .anyActive: "any active event"
            case .any: "any event"
            case .named(let name): name
            }
        }
        return names.joined(separator: " or ")
    }

    /// The name with all conditions.
    package var words: String {
        let parts = branches.map { branch in
            let name = EventSelection([branch]).name
            return branch.filters.isEmpty
                ? name : name + " where " + branch.filters.map(\.words).joined(separator: " and ")
        }
        var words = parts.joined(separator: " or ")
        if !filters.isEmpty { words += " where " + filters.map(\.words).joined(separator: " and ") }
        if let occurrence {
            words += ", only the person's number \(occurrence)"
            if !occurrenceFilters.isEmpty {
                words += " and only where " + occurrenceFilters.map(\.words).joined(separator: " and ")
            }
        }
        return words
    }
}
