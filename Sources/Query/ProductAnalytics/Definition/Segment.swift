/// A part of the people whose events a chart looks at. Conditions on properties are asked of each event (user properties as
/// they were then); cohorts are asked of the person.
package struct Segment: Hashable, Sendable {
    package var name: String
    package var filters: [PropertyFilter]
    /// The person is in each of these cohorts …
    package var cohorts: [String]
    /// … and in none of these.
    package var excludedCohorts: [String]
    /// Only people whose first event ever falls into the interval in which they are counted.
    package var onlyNew: Bool
    /// Whom it holds by what they did: worked out for the whole chart, or anew for each interval if a window says so.
    package var who: CohortDefinition?

    package init(
        name: String, filters: [PropertyFilter] = [], cohorts: [String] = [], excludedCohorts: [String] = [],
        onlyNew: Bool = false, who: CohortDefinition? = nil
    ) {
        self.name = name
        self.filters = filters
        self.cohorts = cohorts
        self.excludedCohorts = excludedCohorts
        self.onlyNew = onlyNew
        self.who = who
    }

    package static let everybody = Segment(name: "All users")

    package var words: String {
        var parts = filters.map(\.words) + cohorts.map { "in cohort \($0)" }
        parts += excludedCohorts.map { "not in cohort \($0)" }
        if let who { parts.append(who.words) }
        if onlyNew { parts.append("new in the interval") }
        return parts.isEmpty ? "everybody" : parts.joined(separator: " and ")
    }
}
