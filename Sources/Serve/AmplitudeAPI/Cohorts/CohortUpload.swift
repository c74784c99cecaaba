internal import JSON
internal import ProductAnalytics
internal import Warehouse

/// Turns ids that somebody sends into people: Amplitude IDs are the numbers of people.
struct UploadedIDs: Sendable {
    let warehouse: any Warehouse
    let project: Int

    /// - Parameters:
    ///   - ids: Texts or numbers.
    ///   - areNumbers: Whether they are Amplitude IDs, not user ids.
    /// - Returns: The people, each once, and the ids that nobody has.
    func people(_ ids: [JSONValue], areNumbers: Bool) async throws -> (people: Set<Int64>, unknown: [String]) {
        let texts = ids.map { $0.stringValue ?? $0.text }
        let source = try await CanonicalEvents.read(project: project, from: warehouse)
        let finder = PersonIDs(source: source, warehouse: warehouse, label: "amplitude: cohort upload")
        if areNumbers {
            let found = try await finder.people(numbers: texts.compactMap { Int64($0) })
            return (Set(found.values), texts.filter { Int64($0).flatMap { found[$0] } == nil })
        }
        let found = try await finder.people(userIDs: texts)
        return (Set(found.values), texts.filter { found[$0] == nil })
    }
}

/// `/api/3/cohorts/upload` and `/api/3/cohorts/membership`.
struct CohortChanges: Sendable {
    let cohorts: any AmplitudeCohorts
    let ids: UploadedIDs
    let uploads: CohortUploads
    let project: Int

    private static let mostIDs = 1_000_000

    /// `{"name", "app_id", "id_type": "BY_AMP_ID" | "BY_USER_ID", "ids", "owner", "published", "existing_cohort_id",
    /// "skip_invalid_ids", "skip_save"}`; in whose project, the keys say.
    func upload(_ body: JSONValue) async throws -> [UInt8] {
        try checkGroup(body)
        let name = body["name"]?.stringValue ?? ""
        let existing = body["existing_cohort_id"]?.stringValue
        guard !name.isEmpty || existing != nil else { throw AmplitudeFailure.invalid("name is missing.") }
        let found = try await people(body, ["BY_AMP_ID": true, "BY_USER_ID": false])
        if !skips(body), let problem = Self.problem(found.unknown) { throw AmplitudeFailure.invalid(problem) }
        var id = existing
        if body["skip_save"]?.boolValue != true {
            let saved = try await cohorts.save(
                found.people.sorted(), name: name, owner: body["owner"]?.stringValue, replacing: existing,
                project: project)
            try await uploads.keep(body, of: saved)
            id = saved
        }
        var writer = JSONWriter()
        writer.value([
            "cohortId": JSONValue(id), "cohort_id": JSONValue(id),
            "metadata": [["invalid_ids": .texts(found.unknown)]],
        ])
        return writer.bytes
    }

    /// `{"cohort_id", "skip_invalid_ids", "memberships": [{"ids", "id_type": "BY_ID" | "BY_NAME", "operation": "ADD" |
    /// "REMOVE"}]}`
    func change(_ body: JSONValue) async throws -> [UInt8] {
        try checkGroup(body)
        guard let id = body["cohort_id"]?.stringValue, !id.isEmpty else {
            throw AmplitudeFailure.invalid("cohort_id is missing.")
        }
        guard let cohort = try await cohorts.cohorts(project: project).first(where: { $0.id == id }) else {
            throw AmplitudeFailure.notFound("There is no cohort \(id.prefix(40)).")
        }
        guard cohort.isList else {
            throw AmplitudeFailure.invalid(
                "The cohort \(id) is worked out from events; nobody can be added or removed.")
        }
        var members = Set(try await cohorts.members(of: id, project: project) ?? [])
        var results: [JSONValue] = []
        var unknown: [String] = []
        for membership in body["memberships"]?.arrayValue ?? [] {
            let found = try await people(membership, ["BY_ID": true, "BY_NAME": false])
            unknown += found.unknown
            let operation = membership["operation"]?.stringValue ?? ""
            switch operation {
            case "ADD": members.formUnion(found.people)
            case "REMOVE": members.subtract(found.people)
            default: throw AmplitudeFailure.invalid("operation has to be ADD or REMOVE.")
            }
            results.append([
                "id_type": membership["id_type"] ?? .null, "operation": .string(operation),
                "skipped_ids": .texts(found.unknown),
            ])
        }
        guard !results.isEmpty else { throw AmplitudeFailure.invalid("memberships is missing.") }
        if !skips(body), let problem = Self.problem(unknown) {
            var failure = AmplitudeFailure.invalid(problem)
            failure.metadata = ["cohort_id": .string(id), "memberships_result": .array(results)]
            throw failure
        }
        _ = try await cohorts.save(
            members.sorted(), name: cohort.name, owner: cohort.owner, replacing: id, project: project)
        var writer = JSONWriter()
        writer.value(["cohort_id": .string(id), "memberships_result": .array(results)])
        return writer.bytes
    }

    private func skips(_ body: JSONValue) -> Bool { body["skip_invalid_ids"]?.boolValue ?? true }

    /// Lists of groups would be taken for users.
    private func checkGroup(_ body: JSONValue) throws(AmplitudeFailure) {
        for field in ["cohort_group", "count_group", "cg"] {
            guard let group = body[field]?.stringValue, group.lowercased() != "user" else { continue }
            throw .invalid("\(field) is \"\(group.prefix(40))\"; only cohorts of users can be uploaded: User.")
        }
    }

    private static func problem(_ unknown: [String]) -> String? {
        unknown.first.map {
            "Nobody has \(unknown.count) of these ids, such as \($0.prefix(100)). Nothing was changed."
        }
    }

    private func people(
        _ body: JSONValue, _ kinds: [String: Bool]
    ) async throws -> (people: Set<Int64>, unknown: [String]) {
        let kind = body["id_type"]?.stringValue ?? ""
        guard let areNumbers = kinds[kind] else {
            throw AmplitudeFailure.invalid("id_type has to be \(kinds.keys.sorted().joined(separator: " or ")).")
        }
        guard let list = body["ids"]?.arrayValue else { throw AmplitudeFailure.invalid("ids has to be a list.") }
        guard list.count <= Self.mostIDs else {
            throw AmplitudeFailure.invalid("A list has at most \(Self.mostIDs) ids.")
        }
        return try await ids.people(list, areNumbers: areNumbers)
    }
}
