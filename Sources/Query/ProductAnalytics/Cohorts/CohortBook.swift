/// Where saved cohorts are found.
package protocol CohortBook: Sendable {
    /// - Returns: `nil` if there is none of this name.
    func cohort(named name: String) async throws(ChartError) -> Cohort?

    /// What a schedule worked out before; `nil` has it worked out now.
    func keptMembers(of cohort: Cohort, in log: EventLog) async throws(ChartError) -> CohortMembers?
}

extension CohortBook {
    package func keptMembers(of cohort: Cohort, in log: EventLog) async throws(ChartError) -> CohortMembers? { nil }
}

/// Cohorts in memory.
package struct CohortsByName: CohortBook {
    private let cohorts: [String: Cohort]

    package init(_ cohorts: [Cohort] = []) {
        self.cohorts = Dictionary(cohorts.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
    }

    package func cohort(named name: String) async throws(ChartError) -> Cohort? { cohorts[name] }
}
