import AmplitudeAPI
import Content
import JSON

/// What Amplitude's APIs write down about projects, kept with the rest of the content.
struct AmplitudeRecordStore: AmplitudeRecords {
    let content: ContentStore
    let plans: PlanFollower

    func records(_ kind: String, project: Int) async throws -> [AmplitudeRecord] {
        try await content.records(kind, project: project).map(AmplitudeRecord.init)
    }

    func add(_ kind: String, key: String, _ body: JSONObject, project: Int) async throws -> AmplitudeRecord? {
        let added = try await content.addRecord(kind, key: key, body, project: project).map(AmplitudeRecord.init)
        try await plans.follow()
        return added
    }

    func change(_ record: AmplitudeRecord, _ kind: String, project: Int) async throws -> Bool {
        let changed = ProjectRecord(
            id: record.id, kind: kind, key: record.key, body: record.body, isDeleted: record.isDeleted)
        let isChanged = try await content.changeRecord(changed, project: project)
        // Under another name, or no longer planned, other types may be blocked.
        try await plans.follow()
        return isChanged
    }

    func remove(id: Int64, project: Int) async throws {
        try await content.removeRecord(id: id, project: project)
        try await plans.follow()
    }
}

extension AmplitudeRecord {
    fileprivate init(_ record: ProjectRecord) {
        self.init(id: record.id, key: record.key, body: record.body, isDeleted: record.isDeleted)
    }
}
