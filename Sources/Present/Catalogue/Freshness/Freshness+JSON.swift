import Foundation
package import JSON

extension SourceState {
    /// - Parameter explores: `model::explore` of those that stand on it; `nil` leaves them out.
    package func json(now: Int64, explores: [String]? = nil) -> JSONValue {
        var members = JSONObject([
            ("name", .string(table.description)), ("label", .string(label)),
            ("complete_through", JSONValue(isKeptByHand ? nil : Instants.text(completeTo))), ("late", .bool(isLate)),
            ("late_since", JSONValue(Instants.text(lateSince))), ("standing", .string(standing.rawValue)),
            ("problem", JSONValue(problem)), ("kept_by_hand", .bool(isKeptByHand)), ("owner", JSONValue(owner)),
            ("changed_at", JSONValue(isKeptByHand ? Instants.text(completeTo) : nil)),
            ("age_seconds", completeTo.map { .int(max(0, (now - $0) / 1_000_000)) } ?? .null),
        ])
        if let explores { members["explores"] = .array(explores.map(JSONValue.string)) }
        return .object(members)
    }
}

extension DataTime {
    package func json(now: Int64) -> JSONValue {
        [
            "complete_through": JSONValue(Instants.text(completeTo)),
            "limited_by": JSONValue(limitedBy?.description),
            "late": .array(late.map { $0.json(now: now) }),
            "kept_by_hand": .array(keptByHand.map { $0.json(now: now) }),
            "unknown": .array(unknown.map { $0.json(now: now) }),
        ]
    }
}

enum Instants {
    /// ISO 8601 in UTC, to the second below.
    static func text(_ microseconds: Int64?) -> String? {
        microseconds.map {
            let seconds = Double($0 / 1_000_000) - ($0 % 1_000_000 < 0 ? 1 : 0)
            return Date(timeIntervalSince1970: seconds).formatted(.iso8601)
        }
    }
}
