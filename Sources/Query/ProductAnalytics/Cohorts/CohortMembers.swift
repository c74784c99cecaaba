/// Who was in a cohort, and when that was worked out.
package struct CohortMembers: Sendable, Equatable {
    /// Units as numbers: people, or places among the ``EventLog/names`` of the log that it was worked out on.
    package var units: Set<Int64>
    /// The moment for which it holds, in microseconds.
    package var asOf: Int64
    /// Ids of a list that nobody has.
    package var unknown: [String] = []

    package init(units: Set<Int64>, asOf: Int64, unknown: [String] = []) {
        self.units = units
        self.asOf = asOf
        self.unknown = unknown
    }
}

/// Which units are in a cohort: for good, or interval by interval.
///
/// Two are equal if they are the same object; their members are never compared.
package final class CohortMembership: Sendable, Hashable {
    private let members: [Set<Int64>]
    private let buckets: Buckets?

    package init(_ members: Set<Int64>) {
        self.members = [members]
        buckets = nil
    }

    /// - Parameter members: One set for each bucket; outside of all of them nobody is in.
    package init(_ members: [Set<Int64>], inEachOf buckets: Buckets) {
        self.members = members
        self.buckets = buckets
    }

    /// Whether membership is the same at all times.
    var isConstant: Bool { buckets == nil }

    func holds(for unit: Int64, at time: Int64) -> Bool {
        guard let buckets else { return members[0].contains(unit) }
        guard let index = buckets.index(of: time), members.indices.contains(index) else { return false }
        return members[index].contains(unit)
    }

    package static func == (left: CohortMembership, right: CohortMembership) -> Bool { left === right }
    package func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
