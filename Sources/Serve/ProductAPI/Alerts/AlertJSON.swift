internal import Alerts
internal import Content
internal import Foundation
internal import FrontDoor
internal import JSON

/// Alerts and what is told of them, as our API writes them.
struct AlertJSON: Sendable {
    let caller: Caller
    let watch: AlertWatch

    /// - Parameters:
    ///   - place: Where its tile is, for a caller who may see it.
    ///   - ownerName: `nil` for a user who is gone.
    func alert(_ alert: KeptObject, at place: AlertPlace?, ownerName: String?) -> JSONValue {
        let (body, state) = (alert.body, alert.alertState)
        let condition = AlertCondition(body)
        let title = body["custom_title"]?.stringValue ?? ""
        let isOwner = alert.userID == caller.userID
        // Who may no longer see the tile is told no number of it, unless it is their own alert or their job.
        let maySeeNumbers = isOwner || place != nil || caller.may("see_alerts")
        return .object(
            JSONObject([
                ("id", .string(alert.id)), ("title", .string(title.isEmpty ? condition?.sentence ?? "" : title)),
                ("condition", JSONValue(condition?.sentence)), ("cron", body["cron"] ?? .null),
                ("field_title", JSONValue(condition?.title)), ("is_on", .bool(!alert.isDisabledAlert)),
                ("is_public", .bool(body["is_public"]?.boolValue ?? false)), ("owner_id", JSONValue(alert.userID)),
                ("owner_name", JSONValue(ownerName)), ("is_owner", .bool(isOwner)),
                ("followed", .bool(alert.followers.contains(caller.userID))),
                ("can_follow", .bool(!isOwner && caller.may("follow_alerts") && place != nil)),
                ("can_change", .bool((isOwner || caller.isAdmin) && caller.may("create_alerts"))),
                ("tile", place.map(self.place) ?? .null), ("row", rows(condition)),
                ("look", maySeeNumbers ? look(state) : .null), ("next_at", Self.time(watch.next(of: alert))),
            ]))
    }

    func notice(_ notice: AlertNotice) -> JSONValue {
        .object(
            JSONObject([
                ("id", JSONValue(notice.id)), ("kind", .string(notice.kind.rawValue)),
                ("alert_id", .string(notice.alertID)), ("title", .string(notice.title)),
                ("condition", .string(notice.condition)), ("field_title", .string(notice.fieldTitle)),
                ("value", Self.number(notice.value)), ("shown", JSONValue(notice.shown)),
                ("earlier", Self.number(notice.earlier)), ("period", JSONValue(notice.period)),
                ("failure", JSONValue(notice.failure)), ("tile", notice.place.map(place) ?? .null),
                ("looked_at", Self.time(notice.lookedAt)), ("is_read", .bool(notice.isRead)),
            ]))
    }

    /// What a condition would see now.
    static func reading(_ reading: AlertReading) -> JSONValue {
        [
            "value": number(reading.value), "shown": JSONValue(reading.shown), "earlier": number(reading.earlier),
            "period": JSONValue(reading.period), "is_met": .bool(reading.isMet), "note": JSONValue(reading.gap?.words),
        ]
    }

    private func look(_ state: AlertState) -> JSONValue {
        [
            "looked_at": Self.time(state.lookedAt), "is_met": .bool(state.isMet), "value": Self.number(state.value),
            "shown": JSONValue(state.shown), "earlier": Self.number(state.earlier), "period": JSONValue(state.period),
            "note": JSONValue(state.gap?.words), "failure": JSONValue(state.failure),
            "is_refused": .bool(state.isRefused), "failures": JSONValue(state.failures),
            "told_at": Self.time(state.toldAt),
        ]
    }

    private func place(_ place: AlertPlace) -> JSONValue {
        [
            "title": .string(place.title), "dashboard_id": JSONValue(place.dashboardID),
            "dashboard_title": JSONValue(place.dashboardTitle), "element_id": JSONValue(place.elementID),
        ]
    }

    private func rows(_ condition: AlertCondition?) -> JSONValue {
        let values = condition?.rows.map { $0.value.stringValue ?? ($0.value.isNull ? "∅" : $0.value.text) } ?? []
        return values.isEmpty ? .null : .string(values.joined(separator: ", "))
    }

    private static func number(_ number: Double?) -> JSONValue { number.map(JSONValue.double) ?? .null }

    private static func time(_ moment: Int64?) -> JSONValue {
        JSONValue(
            moment.map { Date(timeIntervalSince1970: Double($0 / 1_000_000)).formatted(.iso8601) })
    }
}
