internal import JSON
internal import ProductAnalytics
internal import Warehouse

/// `/v1/userprofile`: what is known of somebody now, by one of their ids.
struct UserProfile: Sendable {
    let warehouse: any Warehouse
    let cohorts: any AmplitudeCohorts
    let project: Int

    /// - Parameter fields: `user_id` or `device_id`; `get_amp_props` and `get_cohort_ids` say what is wanted.
    func answer(_ fields: FormFields) async throws -> JSONValue {
        let (user, device) = (fields["user_id"], fields["device_id"])
        guard let id = user ?? device else {
            throw AmplitudeFailure.invalid("Name somebody by user_id or device_id.")
        }
        let source = try await CanonicalEvents.read(project: project, from: warehouse)
        let search = PersonSearch(source: source, warehouse: warehouse, label: "amplitude: user profile")
        let key: PersonSearch.Match.Key = user == nil ? .device : .user
        guard let match = try await search.find(id).first(where: { $0.key == key }),
            let page = try await PersonReader(source: source, warehouse: warehouse, label: "amplitude: user profile")
                .page(of: match.person)
        else { throw AmplitudeFailure.notFound("User id and device id not seen before") }
        var data = JSONObject([
            ("recommendations", nil), ("user_id", JSONValue(page.userID)),
            ("device_id", JSONValue(device ?? page.devices.last)), ("amp_props", nil), ("cohort_ids", nil),
        ])
        if fields["get_amp_props"] == "true" {
            var properties = page.properties
            for (name, value) in page.columns.members { properties[name] = value }
            data["amp_props"] = .object(properties)
        }
        if fields["get_cohort_ids"] == "true" { data["cohort_ids"] = .texts(try await cohorts(of: page.person)) }
        return ["userData": .object(data)]
    }

    private func cohorts(of person: Int64) async throws -> [String] {
        var found: [String] = []
        for cohort in try await cohorts.cohorts(project: project) {
            let members = try await cohorts.members(of: cohort.id, project: project) ?? []
            if members.contains(person) { found.append(cohort.id) }
        }
        return found
    }
}
