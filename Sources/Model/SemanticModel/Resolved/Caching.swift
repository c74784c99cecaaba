package import LookML

/// When something that is kept becomes old: results of explores, and tables that are built from queries.
package struct Datagroup: Sendable, Hashable {
    package var name: String
    package var label: String?
    package var description: String?
    /// A query of one value: when it changes, the datagroup is triggered.
    package var sqlTrigger: SQLTemplate?
    /// Seconds after which it is triggered anyway.
    package var interval: Int?
    /// Seconds after which results are old even if nothing was triggered.
    package var maxCacheAge: Int?
    package var location: SourceLocation
}

/// How long the results of an explore's queries may be used again.
package enum CachePolicy: Sendable, Hashable {
    /// Until this datagroup is triggered, or its `maxCacheAge` has passed.
    case datagroup(String)
    /// Seconds.
    case lifetime(Int)

    /// What Looker does where nobody says anything.
    package static let standard = CachePolicy.lifetime(3600)
}

/// How long a table is kept that is built from a query, and when it is built anew.
package enum TablePersistence: Sendable, Hashable {
    /// Built anew when the datagroup is triggered.
    case datagroup(String)
    /// Built anew when the value of this query changes.
    case sqlTrigger(SQLTemplate)
    /// Built anew every so many seconds.
    case interval(Int)
    /// Built when somebody asks, dropped after so many seconds.
    case lifetime(Int)
}
