internal import JSON

/// What uploads say of cohorts beyond their people, told back to whoever lists them. It is kept beside a cohort, by its id.
struct CohortUploads: Sendable {
    struct Facts: Sendable {
        var owner: String?
        var isPublished: Bool
    }

    let records: any AmplitudeRecords
    let project: Int

    private static let kind = "cohort-upload"

    /// By the ids of cohorts.
    func all() async throws -> [String: Facts] {
        var facts: [String: Facts] = [:]
        for record in try await records.records(Self.kind, project: project) {
            facts[record.key] = Facts(
                owner: record.body["owner"]?.stringValue, isPublished: record.body["published"]?.boolValue ?? true)
        }
        return facts
    }

    /// - Parameter upload: What it doesn't say stays as it was.
    func keep(_ upload: JSONValue, of id: String) async throws {
        var body = JSONObject()
        if let owner = upload["owner"]?.stringValue { body["owner"] = .string(owner) }
        if let published = upload["published"]?.boolValue { body["published"] = .bool(published) }
        guard !body.isEmpty, try await records.add(Self.kind, key: id, body, project: project) == nil,
            var record = try await records.records(Self.kind, project: project).first(where: { $0.key == id })
        else { return }
        for (name, value) in body.members { record.body[name] = value }
        _ = try await records.change(record, Self.kind, project: project)
    }
}
