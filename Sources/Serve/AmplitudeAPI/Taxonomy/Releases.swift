internal import Foundation
internal import JSON

/// `/api/2/release`: when a version of the product came out.
struct Releases: Sendable {
    let records: any AmplitudeRecords
    let project: Int
    let clock: AnnotationClock

    private static let fields = [
        "version", "title", "release_start", "release_end", "description", "platforms", "created_by",
        "chart_visibility",
    ]

    func create(_ form: FormFields) async throws -> JSONValue {
        var body = JSONObject()
        for name in ["version", "title", "release_start"] { _ = try form.required(name) }
        let start = try moment(form, "release_start")
        if let start, let end = try moment(form, "release_end"), end < start {
            throw AmplitudeFailure.invalid("release_end is before release_start.")
        }
        for name in Self.fields { if let value = form[name] { body[name] = .string(value) } }
        guard let made = try await records.add("release", key: UUID().uuidString, body, project: project) else {
            throw AmplitudeFailure.conflict("Try again.")
        }
        body["id"] = .int(made.id)
        return ["success": true, "release": .object(body)]
    }

    private func moment(_ form: FormFields, _ name: String) throws(AmplitudeFailure) -> Int64? {
        guard let text = form[name] else { return nil }
        guard let time = clock.start(of: text) ?? AnnotationClock.utc(text) else {
            throw .invalid(
                "\(name) is \"\(text.prefix(40))\", which is no moment. Write it as 2026-03-01 12:00:00, in UTC.")
        }
        return time
    }
}
