package import Foundation
package import JSON
package import ProductAnalytics

/// A cohort as it is kept, in one of its versions.
package struct SavedCohort: Sendable, Hashable {
    /// A number as text.
    package var id: String
    /// What charts call it; stays for ever.
    package var name: String
    package var description: String
    /// Counts the changes, from 1.
    package var version: Int
    /// What ``ProductAnalytics/Cohort`` reads, without the name.
    package var definition: JSONObject
    /// Why it was changed.
    package var note: String
    /// Who made this version; `nil` for what comes from a file or the command line.
    package var authorID: String?
    package var authorName: String?
    /// Who made its first version; `nil` as of ``authorID``.
    package var ownerID: String?
    package var ownerName: String?
    package var source: ContentSource
    /// When this version was made.
    package var changedAt: Date
    package var createdAt: Date
    package var isDeleted: Bool

    package var readOnly: Bool { source.isReadOnly }

    /// - Throws: ``ChartError/invalid(_:)`` if an older release wrote what this one does not read.
    package func cohort() throws(ChartError) -> Cohort { try Cohort(named: name, definition) }
}
