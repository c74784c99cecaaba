/// Where saved cohorts are found.
package protocol CohortBook: Sendable {
    /// - Parameter name: As charts write it: of a ``CohortReference``.
    /// - Returns: `nil` if there is none of this name.
    func cohort(named name: String) async throws(ChartError) -> Cohort?

    /// The names of all cohorts that whoever asks may know, for those who misspelt one.
    func names() async throws(ChartError) -> [String]

    /// What only the book knows: of a cohort that is about other events than those of `log`. `nil` has the members worked
    /// out from the log.
    func keptMembers(of cohort: Cohort, in log: EventLog, asOf: Int64) async throws(ChartError) -> CohortMembers?
}

extension CohortBook {
    package func names() async throws(ChartError) -> [String] { [] }

    package func keptMembers(
        of cohort: Cohort, in log: EventLog, asOf: Int64
    ) async throws(ChartError) -> CohortMembers? { nil }
}

/// Cohorts in memory.
package struct CohortsByName: CohortBook {
    private let cohorts: [String: Cohort]

    package init(_ cohorts: [Cohort] = []) {
        self.cohorts = Dictionary(cohorts.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
    }

    package func cohort(named name: String) async throws(ChartError) -> Cohort? { cohorts[name] }

    package func names() async throws(ChartError) -> [String] { cohorts.keys.sorted() }
}
