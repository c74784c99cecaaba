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
