package import JSON

/// A saved cohort as its store knows it.
package struct StoredCohort: Sendable {
    package var id: String
    package var name: String
    package var description: String
    /// Whether it is a list of people, not worked out from what they did.
    package var isList: Bool
    /// `nil` for lists.
    package var definition: JSONValue?
    /// How many people were in it when it was worked out last, and when, in seconds since 1970.
    package var size: Int?
    package var computedAt: Int64?
    package var createdAt: Int64
    package var changedAt: Int64
    package var owner: String?

    package init(
        id: String, name: String, description: String, isList: Bool, definition: JSONValue?, size: Int?,
        computedAt: Int64?, createdAt: Int64, changedAt: Int64, owner: String?
    ) {
        self.id = id
        self.name = name
        self.description = description
        self.isList = isList
        self.definition = definition
        self.size = size
        self.computedAt = computedAt
        self.createdAt = createdAt
        self.changedAt = changedAt
        self.owner = owner
    }
}

/// Where cohorts are kept. Charts find them by name.
package protocol AmplitudeCohorts: Sendable {
    /// All cohorts of people.
    func cohorts(project: Int) async throws -> [StoredCohort]

    /// The people in a cohort now, rising.
    /// - Returns: `nil` if there is no such cohort.
    func members(of id: String, project: Int) async throws -> [Int64]?

    /// Keeps a list of people, as a new cohort or in place of the people of one.
    /// - Throws: ``AmplitudeFailure`` for a name that is taken and for an id of no list.
    /// - Returns: The cohort's id.
    func save(_ people: [Int64], name: String, owner: String?, replacing id: String?, project: Int) async throws
        -> String
}
