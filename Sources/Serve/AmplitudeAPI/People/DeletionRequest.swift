internal import FrontDoor
internal import HTTPTypes
internal import Hummingbird
internal import JSON
internal import ProductAnalytics
internal import SQL
internal import Warehouse

/// `/api/2/deletions/users`: people whose data is erased. It is done at once, so that every job is `done` and none is there
/// to be taken back.
struct DeletionRequest: Sendable {
    let warehouse: any Warehouse
    let project: Int

    private static let mostPeople = 100

    /// `{"user_ids", "amplitude_ids", "requester", "ignore_invalid_id", "delete_from_org", "include_mapped_user_ids"}`, the
    /// latter without effect: whoever was merged goes with the person.
    /// - Returns: The people.
    func people(_ body: JSONValue) async throws -> [Int64] {
        if Self.isSet(body["delete_from_org"]) {
            throw AmplitudeFailure.invalid("delete_from_org: ask with the keys of each project.")
        }
        let (users, numbers) = (try list(body, "user_ids"), try list(body, "amplitude_ids"))
        guard !users.isEmpty || !numbers.isEmpty else {
            throw AmplitudeFailure.invalid("Name the people in user_ids or amplitude_ids.")
        }
        guard users.count + numbers.count <= Self.mostPeople else {
            throw AmplitudeFailure.invalid("At most \(Self.mostPeople) people go in one request.")
        }
        let ids = UploadedIDs(warehouse: warehouse, project: project)
        let named = try await ids.people(users, areNumbers: false)
        let numbered = try await ids.people(numbers, areNumbers: true)
        let unknown = named.unknown + numbered.unknown
        guard unknown.isEmpty || Self.isSet(body["ignore_invalid_id"]) else {
            throw AmplitudeFailure.invalid("Nobody has these ids: \(unknown.joined(separator: ", ")).")
        }
        return named.people.union(numbered.people).sorted()
    }

    /// The people who were erased on some days, by day.
    /// - Parameters:
    ///   - start: The first day, `2026-03-01`.
    func jobs(from start: String, to end: String) async throws -> JSONValue {
        let statement = Statement(
            """
            SELECT strftime(e."at", '%Y-%m-%d'), e.uid, e.requester FROM main.erasure AS e
            WHERE e.project_id = ? AND e."at" >= CAST(? AS TIMESTAMP) AND e."at" < CAST(? AS TIMESTAMP) + INTERVAL 1 DAY
            ORDER BY 1, 2
            """, parameters: [.int(Int64(project)), .text(start), .text(end)], label: "amplitude: deletions")
        var days: [(day: String, people: [JSONValue])] = []
        for row in try await warehouse.rows(statement).rows {
            guard let day = row.text(0), let person = row.integer(1) else { continue }
            if days.last?.day != day { days.append((day, [])) }
            days[days.count - 1].people.append(Self.person(person, day, row.text(2) ?? ""))
        }
        return .array(days.map { Self.job($0.day, $0.people) })
    }

    static func job(_ day: String, _ people: [JSONValue]) -> JSONValue {
        ["day": .string(day), "status": "done", "amplitude_ids": .array(people)]
    }

    static func person(_ number: Int64, _ day: String, _ requester: String) -> JSONValue {
        ["amplitude_id": .int(number), "requested_on_day": .string(day), "requester": .string(requester)]
    }

    /// A list of ids, or one alone.
    private func list(_ body: JSONValue, _ key: String) throws(AmplitudeFailure) -> [JSONValue] {
        guard let value = body[key], !value.isNull else { return [] }
        let items = value.arrayValue ?? [value]
        guard items.allSatisfy({ $0.stringValue != nil || $0.intValue != nil }) else {
            throw .invalid("\(key) has to be a list of ids.")
        }
        return items
    }

    /// Switches come as `true` and as `"True"`.
    private static func isSet(_ value: JSONValue?) -> Bool {
        value?.boolValue ?? (value?.stringValue?.lowercased() == "true")
    }
}

extension AmplitudeRoutes {
    func addDeletions(to routes: AmplitudeRouter) {
        routes.on(.post, "/api/2/deletions/users") { request in
            let body = try request.json()
            let requester = body["requester"]?.stringValue ?? "a secret key"
            let wanted = DeletionRequest(warehouse: services.warehouse, project: request.project)
            let people = try await wanted.people(body)
            if !people.isEmpty { try await services.erase(people, request.project, requester) }
            let day = CivilText.date(days: services.now() / 86_400_000_000)
            return .json(DeletionRequest.job(day, people.map { DeletionRequest.person($0, day, requester) }))
        }
        routes.on(.get, "/api/2/deletions/users") { request in
            let days = try ["start_day", "end_day"].map { name in
                let text = try request.query.required(name)
                guard text.utf8.count == 10, ChartRange.CivilDay(text) != nil else {
                    throw AmplitudeFailure.invalid("\(name) is no day such as 2026-03-01.")
                }
                return text
            }
            return .json(
                try await DeletionRequest(warehouse: services.warehouse, project: request.project)
                    .jobs(from: days[0], to: days[1]))
        }
        routes.on(.delete, "/api/2/deletions/users/:id/:day") { _ in
            throw AmplitudeFailure.invalid("It is done; nobody can be brought back.")
        }
    }
}
