package import JSON

/// What somebody has written down about a project: a plan for events and properties, an annotation, a release.
package struct AmplitudeRecord: Sendable {
    /// Unique among all records.
    package var id: Int64
    /// By what it is found; unique among the records of a kind and project.
    package var key: String
    package var body: JSONObject
    package var isDeleted: Bool

    package init(id: Int64, key: String, body: JSONObject, isDeleted: Bool) {
        self.id = id
        self.key = key
        self.body = body
        self.isDeleted = isDeleted
    }
}

/// Where records are kept.
package protocol AmplitudeRecords: Sendable {
    /// All records of a kind, in the order in which they were made.
    func records(_ kind: String, project: Int) async throws -> [AmplitudeRecord]

    /// - Returns: The new record; `nil` if the key is taken.
    func add(_ kind: String, key: String, _ body: JSONObject, project: Int) async throws -> AmplitudeRecord?

    /// Changes all but the id.
    /// - Returns: Whether it could be changed: not if the key is taken or there is no such record.
    func change(_ record: AmplitudeRecord, _ kind: String, project: Int) async throws -> Bool

    func remove(id: Int64, project: Int) async throws
}
