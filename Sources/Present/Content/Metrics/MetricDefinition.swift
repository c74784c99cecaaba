package import LookML

/// What one number of the company means, whoever computes it: its definition in words, who answers for it, and where the
/// number that counts is to be found.
package struct MetricDefinition: Sendable, Hashable {
    /// How far a definition has got.
    package enum Status: String, Sendable, CaseIterable {
        /// Everybody means this by it.
        case agreed
        /// Ours until somebody objects.
        case proposed
        /// Another team computes it in another system; it is shown here, if at all, as that system says.
        case external
    }

    /// Where the number that counts stands, if several places show one.
    package enum SourceOfTruth: Sendable, Hashable {
        case look(String)
        case dashboard(String)
        /// Something outside of Soundings.
        case other(title: String, url: String?)
    }

    /// Unique in the project; stands in addresses: `seat_consumption`.
    package var name: String
    package var label: String
    /// The part of the business that it belongs to: `Adoption`.
    package var group: String
    /// One or more sentences.
    package var definition: String
    /// How it is computed, in short: `MAU / total seats`.
    package var formula: String?
    /// What one value stands for: `customer and month`.
    package var grain: String?
    /// `people`, `percent`, `ms` …
    package var unit: String?
    package var status: Status
    /// The team that answers for the definition.
    package var owner: String?
    package var sourceOfTruth: SourceOfTruth?
    /// From when on a value is good or bad, in words: `at least 80 %`.
    package var healthy: String?
    package var poor: String?
    /// Other names under which people look for it.
    package var synonyms: [String]
    /// The explore that has ``fields``; both `nil` where the model doesn't compute it.
    package var model: String?
    package var explore: String?
    /// Measures, as `view.field`.
    package var fields: [String]
    /// Ids of the Looks and dashboards that show it.
    package var looks: [String]
    package var dashboards: [String]
    package var location: SourceLocation
}
