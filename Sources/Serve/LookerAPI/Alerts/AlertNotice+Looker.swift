internal import Alerts
internal import JSON

extension AlertNotice {
    /// As the Looker API has it (`AlertNotifications`).
    func lookerJSON(for userID: String) -> JSONValue {
        [
            "notification_id": JSONValue(id), "alert_condition_id": .string(alertID), "user_id": .string(userID),
            "is_read": .bool(isRead), "field_value": value.map(JSONValue.double) ?? .null,
            "threshold_value": .double(threshold), "ran_at": apiTime(lookedAt),
            // Nothing is mailed: people see it here. The API knows no word for that.
            "notification_type": .null, "triggering_field_title": .string(fieldTitle),
            "alert": [
                "alert_id": .string(alertID), "title": .string(title),
                "investigative_content_id": JSONValue(place?.dashboardID),
                "dashboard_name": JSONValue(place?.dashboardTitle), "dashboard_id": JSONValue(place?.dashboardID),
                "query_slug": .null, "query_id": .null,
            ],
        ]
    }
}
