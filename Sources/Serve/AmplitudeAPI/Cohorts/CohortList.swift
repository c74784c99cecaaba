internal import JSON

/// `/api/3/cohorts`: all cohorts.
enum CohortsAnswer {
    /// - Parameter uploads: What was said of those that were uploaded, by their ids.
    static func bytes(_ cohorts: [StoredCohort], _ uploads: [String: CohortUploads.Facts], project: Int) -> [UInt8] {
        var writer = JSONWriter()
        writer.value(["cohorts": .array(cohorts.map { describe($0, uploads[$0.id], project: project) })])
        return writer.bytes
    }

    private static func describe(
        _ cohort: StoredCohort, _ upload: CohortUploads.Facts?, project: Int
    ) -> JSONValue {
        let owner = upload?.owner ?? cohort.owner
        let isPublished = upload?.isPublished ?? true
        return [
            "id": .string(cohort.id), "appId": .int(Int64(project)), "name": .string(cohort.name),
            "description": .string(cohort.description), "size": JSONValue(cohort.size),
            "lastComputed": cohort.computedAt.map(JSONValue.int) ?? .null, "lastMod": .int(cohort.changedAt),
            "createdAt": .int(cohort.createdAt),
            "owners": .array(owner.map { [.string($0)] } ?? []),
            "viewers": [], "published": .bool(isPublished), "archived": false, "finished": true,
            "type": cohort.isList ? "static" : "redshift", "definition": cohort.definition ?? .null, "hidden": false,
            "is_predictive": false, "is_official_content": false, "chart_id": nil, "edit_id": nil,
            "location_id": nil, "shortcut_ids": [], "last_viewed": nil, "view_count": 0, "popularity": 0,
        ]
    }
}
