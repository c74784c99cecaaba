internal import Foundation
internal import JSON
internal import SQL

/// The requests of a project for what is known of somebody. They are kept for two days, so that each has a number.
struct AccessRequests: Sendable {
    struct Kept: Sendable {
        var id: Int64
        var request: AccessRequest
        /// The last day on which it is answered, `2026-03-12` in UTC.
        var expires: String
    }

    let records: any AmplitudeRecords
    let project: Int
    /// Microseconds since 1970.
    let now: Int64

    private static let kind = "access-request"
    private static let days: Int64 = 2

    /// - Returns: Its number.
    func add(_ request: AccessRequest) async throws -> Int64 {
        for record in try await records.records(Self.kind, project: project) where kept(record) == nil {
            try await records.remove(id: record.id, project: project)
        }
        var body = request.body
        body["expires"] = .string(Self.day(now + Self.days * 86_400_000_000))
        guard let made = try await records.add(Self.kind, key: UUID().uuidString, body, project: project) else {
            throw AmplitudeFailure.conflict("Try again.")
        }
        return made.id
    }

    func find(_ id: String) async throws -> Kept {
        let all = try await records.records(Self.kind, project: project)
        guard let found = all.first(where: { String($0.id) == id }).flatMap(kept) else {
            throw AmplitudeFailure.notFound("There is no request of this id.")
        }
        return found
    }

    /// `nil` for one whose time is over.
    private func kept(_ record: AmplitudeRecord) -> Kept? {
        guard let request = AccessRequest(record.body), let expires = record.body["expires"]?.stringValue,
            Self.day(now) <= expires
        else { return nil }
        return Kept(id: record.id, request: request, expires: expires)
    }

    private static func day(_ time: Int64) -> String { String(CivilText.timestamp(microseconds: time).prefix(10)) }
}
