package import JSON

/// Something that a program keeps about a project of events: the plan of an event, an annotation, a release.
package struct ProjectRecord: Sendable {
    /// Unique among all records.
    package var id: Int64
    /// Which records belong together.
    package var kind: String
    /// Unique among the records of a kind and project.
    package var key: String
    package var body: JSONObject
    package var isDeleted: Bool

    package init(id: Int64, kind: String, key: String, body: JSONObject, isDeleted: Bool) {
        self.id = id
        self.kind = kind
        self.key = key
        self.body = body
        self.isDeleted = isDeleted
    }
}
