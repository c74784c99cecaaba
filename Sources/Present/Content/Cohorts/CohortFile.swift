package import JSON
package import LookML

/// A cohort that a project keeps as text.
package struct CohortFile: Sendable {
    /// What charts call it.
    package var name: String
    package var description: String
    /// What ``ProductAnalytics/Cohort`` reads, without the name.
    package var definition: JSONObject
    package var location: SourceLocation
}
