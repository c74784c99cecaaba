package import JSON

/// Who belongs to a cohort, by what they did: all of several groups, each satisfied by any of its clauses.
///
///     {"all_of": [
///         {"clause": "did", "event": "open", "op": ">=", "value": 3, "window": {"last": 30, "unit": "day"}},
///         {"any_of": [{"clause": "new", "window": {"last": 7, "unit": "day"}}, {"clause": "in_cohort", "cohort": "beta"}]},
///         {"clause": "did_not", "event": "cancel", "window": {"since": "2026-03-01"}}]}
///
/// `"not": true` negates a clause or a group.
package struct CohortDefinition: Hashable, Sendable {
    package struct Group: Hashable, Sendable {
        package var clauses: [CohortClause]
        package var isNegated: Bool

        package init(_ clauses: [CohortClause], isNegated: Bool = false) {
            self.clauses = clauses
            self.isNegated = isNegated
        }

        /// Whether a unit without any of the events that are asked for may satisfy it.
        var admitsUnitsWithoutEvents: Bool {
            // A negated group is left to be asked; so few are written that it costs nothing.
            isNegated || clauses.contains(where: \.admitsUnitsWithoutEvents)
        }
    }

    package var groups: [Group]

    package init(_ groups: [Group]) { self.groups = groups }

    /// All of these clauses.
    package init(allOf clauses: [CohortClause]) { groups = clauses.map { Group([$0]) } }

    /// Reads a definition, ours or version 3 of Amplitude's.
    /// - Throws: ``ChartError/invalid(_:)`` with all that is wrong with it.
    package init(_ definition: JSONValue) throws(ChartError) {
        var reader = DefinitionReader(definition)
        self = reader.cohortDefinition()
        reader.reportUnknownKeys()
        guard reader.allProblems.isEmpty else { throw .invalid(reader.allProblems) }
    }

    package var clauses: [CohortClause] { groups.flatMap(\.clauses) }

    /// The cohorts that it stands on.
    package var cohorts: [String] {
        clauses.compactMap { if case .inCohort(let name) = $0.test { name } else { nil } }
    }

    /// Whether it is worked out anew for each interval of a chart.
    package var dependsOnInterval: Bool { clauses.contains { $0.window.dependsOnInterval } }

    package var words: String {
        groups.map { group in
            let any = group.clauses.map(\.words).joined(separator: " or ")
            if group.isNegated { return "not (\(any))" }
            return group.clauses.count > 1 && groups.count > 1 ? "(\(any))" : any
        }.joined(separator: " and ")
    }
}
