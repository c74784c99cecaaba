internal import Synchronization

/// Which units are in a cohort: for good, or interval by interval.
///
/// Two are equal if they are the same object; their members are never compared.
package final class CohortMembership: Sendable, Hashable {
    /// Works out the members for each of some buckets.
    package typealias Evaluation = @Sendable (_ from: Int64?, _ to: Int64?) async throws(ChartError) -> CohortMembership

    private let members: [Set<Int64>]
    private let buckets: Buckets?
    private let evaluation: Evaluation?
    /// What has been worked out, by the time that was asked for.
    private let known = Mutex<[[Int64?]: CohortMembership]>([:])

    package init(_ members: Set<Int64>) {
        self.members = [members]
        buckets = nil
        evaluation = nil
    }

    /// - Parameter members: One set for each bucket; outside of all of them nobody is in.
    package init(_ members: [Set<Int64>], inEachOf buckets: Buckets) {
        self.members = members
        self.buckets = buckets
        evaluation = nil
    }

    /// - Parameter evaluation: Asked once it is known which time a chart reads; without bounds, it chooses them itself.
    package init(evaluation: @escaping Evaluation) {
        members = []
        buckets = nil
        self.evaluation = evaluation
    }

    /// Itself, or what has to be worked out for a stretch of time.
    func workedOut(from: Int64?, to: Int64?) async throws(ChartError) -> CohortMembership {
        guard let evaluation else { return self }
        if let found = known.withLock({ $0[[from, to]] }) { return found }
        let found = try await evaluation(from, to)
        known.withLock { $0[[from, to]] = found }
        return found
    }

    /// Whether membership is the same at all times.
    var isConstant: Bool { buckets == nil }

    func holds(for unit: Int64, at time: Int64) -> Bool {
        guard let buckets else { return members.first?.contains(unit) ?? false }
        guard let index = buckets.index(of: time), members.indices.contains(index) else { return false }
        return members[index].contains(unit)
    }

    package static func == (left: CohortMembership, right: CohortMembership) -> Bool { left === right }
    package func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
