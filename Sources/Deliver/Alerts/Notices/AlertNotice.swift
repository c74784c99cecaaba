package import Content
internal import Foundation
package import JSON

/// What one user is told of an alert.
package struct AlertNotice: Sendable, Equatable {
    package enum Kind: String, Sendable {
        case met
        /// Told to the owner only: the looks don't work out.
        case failing
    }

    /// `nil` until it is kept.
    package var id: String?
    package var kind: Kind
    package var alertID: String
    package var title: String
    /// "Events Count is above 100"
    package var condition: String
    package var fieldTitle: String
    package var threshold: Double
    package var value: Double?
    package var shown: String?
    package var earlier: Double?
    package var period: String?
    /// Why it could not be looked at.
    package var failure: String?
    package var place: AlertPlace?
    /// Microseconds since 1970-01-01 UTC.
    package var lookedAt: Int64
    package var isRead = false

    /// So many are kept for each user; older ones go.
    package static let mostKept = 200

    init(
        _ kind: Kind, of alert: KeptObject, _ condition: AlertCondition, _ state: AlertState, at place: AlertPlace?,
        lookedAt: Int64
    ) {
        self.kind = kind
        alertID = alert.id
        self.condition = condition.sentence
        let title = alert.body["custom_title"]?.stringValue ?? ""
        self.title = title.isEmpty ? condition.sentence : title
        fieldTitle = condition.title
        threshold = condition.threshold
        (value, shown, earlier, period) = (state.value, state.shown, state.earlier, state.period)
        failure = kind == .failing ? state.failure : nil
        self.place = place
        self.lookedAt = lookedAt
    }
}

extension AlertNotice {
    /// - Returns: `nil` for what is no notice.
    package init?(_ kept: KeptObject) {
        let body = kept.body
        guard kept.kind == .alertNotification, let kind = body["kind"]?.stringValue.flatMap(Kind.init),
            let alertID = body["alert_id"]?.stringValue
        else { return nil }
        id = kept.id
        self.kind = kind
        self.alertID = alertID
        title = body["title"]?.stringValue ?? ""
        condition = body["condition"]?.stringValue ?? ""
        fieldTitle = body["field_title"]?.stringValue ?? ""
        threshold = body["threshold"]?.doubleValue ?? 0
        value = body["value"]?.doubleValue
        shown = body["shown"]?.stringValue
        earlier = body["earlier"]?.doubleValue
        period = body["period"]?.stringValue
        failure = body["failure"]?.stringValue
        place = body["tile_title"]?.stringValue.map { title in
            AlertPlace(
                title: title, dashboardID: body["dashboard_id"]?.stringValue,
                dashboardTitle: body["dashboard_title"]?.stringValue, elementID: body["element_id"]?.stringValue)
        }
        lookedAt = body["looked_at"]?.intValue ?? Int64(kept.createdAt.timeIntervalSince1970 * 1_000_000)
        isRead = body["is_read"]?.boolValue ?? false
    }

    /// As it is kept.
    package var json: JSONObject {
        var json = JSONObject([
            ("kind", .string(kind.rawValue)), ("alert_id", .string(alertID)), ("title", .string(title)),
            ("condition", .string(condition)), ("field_title", .string(fieldTitle)),
            ("threshold", .double(threshold)), ("looked_at", .int(lookedAt)), ("is_read", .bool(isRead)),
        ])
        json["value"] = value.map(JSONValue.double)
        json["shown"] = shown.map(JSONValue.string)
        json["earlier"] = earlier.map(JSONValue.double)
        json["period"] = period.map(JSONValue.string)
        json["failure"] = failure.map(JSONValue.string)
        json["tile_title"] = place.map { .string($0.title) }
        json["dashboard_id"] = place?.dashboardID.map(JSONValue.string)
        json["dashboard_title"] = place?.dashboardTitle.map(JSONValue.string)
        json["element_id"] = place?.elementID.map(JSONValue.string)
        return json
    }
}
