internal import Alerts
internal import Content
internal import FrontDoor
internal import Hummingbird
internal import Pipelines

/// Which alerts `GET /alerts/search` wants by what their last looks have seen: `condition_met`, and when that look was,
/// `last_run_start` and `last_run_end`.
struct AlertLookFilter: Sendable {
    private let isMet: Bool?
    /// Microseconds since 1970-01-01 UTC, both ends counted in.
    private let from: Int64?
    private let until: Int64?

    /// - Throws: ``RequestFailure/badRequest(_:)`` for a time that can't be read.
    init(_ request: Request) throws {
        isMet = request.flag("condition_met")
        from = try Self.time("last_run_start", request)
        until = try Self.time("last_run_end", request)
    }

    func applied(to alerts: [KeptObject]) -> [KeptObject] {
        guard isMet != nil || from != nil || until != nil else { return alerts }
        return alerts.filter { alert in
            let state = alert.alertState
            if let isMet, state.isMet != isMet { return false }
            guard from != nil || until != nil else { return true }
            guard let lookedAt = state.lookedAt else { return false }
            return lookedAt >= from ?? lookedAt && lookedAt <= until ?? lookedAt
        }
    }

    private static func time(_ name: String, _ request: Request) throws -> Int64? {
        guard let text = request.parameter(name), !text.isEmpty else { return nil }
        // As the API itself writes times, in UTC.
        let plain = text.hasSuffix("+00:00") ? String(text.dropLast(6)) : text
        guard let time = UTCTime.parse(plain) else {
            throw RequestFailure.badRequest("\(name) is a time in UTC such as 2026-01-31T09:30:00Z.")
        }
        return time
    }
}
