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

    package init(
        name: String, filters: [PropertyFilter] = [], cohorts: [String] = [], excludedCohorts: [String] = [],
        onlyNew: Bool = false
    ) {
        self.name = name
        self.filters = filters
        self.cohorts = cohorts
        self.excludedCohorts = excludedCohorts
        self.onlyNew = onlyNew
    }

    package static let everybody = Segment(name: "All users")

    package var words: String {
        var parts = filters.map(\.words) + cohorts.map { "in cohort \($0)" }
        parts += excludedCohorts.map { "not in cohort \($0)" }
        if onlyNew { parts.append("new in the interval") }
        return parts.isEmpty ? "everybody" : parts.joined(separator: " and ")
    }
}
