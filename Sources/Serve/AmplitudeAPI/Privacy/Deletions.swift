internal import JSON
internal import ProductAnalytics
internal import SQL
internal import Warehouse

/// `/api/2/deletions/users`: people are erased at once, so that each job is done when it is answered.
struct Deletions: Sendable {
    let warehouse: any Warehouse
    let project: Int
    /// Takes people away, and whoever was merged into them.
    let erase: @Sendable (_ people: [Int64], _ project: Int, _ requester: String) async throws -> Void

    private static let mostPeople = 100

    /// - Parameter fields: `user_ids` and `amplitude_ids`, as JSON lists or one by one; `requester`;
    ///   `ignore_invalid_id`. `include_mapped_user_ids` changes nothing: whoever was merged goes with the person.
    func delete(_ fields: FormFields, now: Int64) async throws -> JSONValue {
        if fields["delete_from_org"]?.lowercased() == "true" {
            throw AmplitudeFailure.invalid("delete_from_org: ask with the keys of each project.")
        }
        let (users, numbers) = (ids(fields, "user_ids"), ids(fields, "amplitude_ids"))
        guard !users.isEmpty || !numbers.isEmpty else {
            throw AmplitudeFailure.invalid("Name people in user_ids or amplitude_ids.")
        }
        guard users.count + numbers.count <= Self.mostPeople else {
            throw AmplitudeFailure.invalid("At most \(Self.mostPeople) people are deleted at a time.")
        }
        let finder = UploadedIDs(warehouse: warehouse, project: project)
        let byUser = try await finder.people(users, areNumbers: false)
        let byNumber = try await finder.people(numbers, areNumbers: true)
        let unknown = byUser.unknown + byNumber.unknown
        if let first = unknown.first, fields["ignore_invalid_id"]?.lowercased() != "true" {
            throw AmplitudeFailure.invalid(
                "Nobody has \(unknown.count) of these ids, such as \(first.prefix(100)). Nobody was deleted.")
        }
        let people = byUser.people.union(byNumber.people).sorted()
        let requester = fields["requester"] ?? "amplitude api"
        if !people.isEmpty { try await erase(people, project, requester) }
        let day = String(CivilText.timestamp(microseconds: now).prefix(10))
        return Self.job(day, project, people.map { ($0, requester) })
    }

    /// Jobs by day, both days included.
    func list(_ fields: FormFields) async throws -> JSONValue {
        func day(_ name: String) throws(AmplitudeFailure) -> String {
            guard let day = ChartRange.CivilDay(try fields.required(name)) else {
                throw .invalid("\(name) has to be a day such as 2026-03-01.")
            }
            return day.description
        }
        let (start, end) = (try day("start_day"), try day("end_day"))
        let rows = try await warehouse.rows(
            Statement(
                """
                SELECT strftime(e."at", '%Y-%m-%d') AS day, e.uid, e.requester FROM main.erasure AS e
                WHERE e.project_id = \(project) AND CAST(e."at" AS DATE) BETWEEN DATE '\(start)' AND DATE '\(end)'
                ORDER BY e."at", e.uid
                """, label: "amplitude: deletions"))
        var jobs: [(day: String, people: [(Int64, String)])] = []
        for row in rows.rows {
            let (day, person) = (row.text(0) ?? "", (row.integer(1) ?? 0, row.text(2) ?? ""))
            if jobs.last?.day == day {
                jobs[jobs.count - 1].people.append(person)
            } else {
                jobs.append((day, [person]))
            }
        }
        return .array(jobs.map { Self.job($0.day, project, $0.people) })
    }

    private static func job(_ day: String, _ project: Int, _ people: [(number: Int64, requester: String)]) -> JSONValue
    {
        [
            "day": .string(day), "status": "done", "app": .string(String(project)),
            "amplitude_ids": .array(
                people.map { person in
                    [
                        "amplitude_id": .int(person.number), "requested_on_day": .string(day),
                        "requester": .string(person.requester),
                    ]
                }),
        ]
    }

    private func ids(_ fields: FormFields, _ name: String) -> [JSONValue] {
        fields.all(name).flatMap { text in
            (try? JSONValue.parse(text))?.arrayValue ?? [.string(text)]
        }
    }
}
