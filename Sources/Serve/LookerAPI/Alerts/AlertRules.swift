internal import FrontDoor
internal import JSON

/// What an alert may say (Looker API 4.0, `Alert`).
enum AlertRules {
    static let properties: [(String, PropertyReader.Kind)] = [
        ("applied_dashboard_filters", .list), ("comparison_type", .text), ("cron", .text), ("custom_url_base", .text),
        ("custom_url_params", .text), ("custom_url_label", .text), ("show_custom_url", .bool), ("custom_title", .text),
        ("dashboard_element_id", .text), ("description", .text), ("destinations", .list), ("enhancements", .object),
        ("field", .object), ("is_disabled", .bool), ("disabled_reason", .text), ("is_public", .bool),
        ("investigative_content_type", .text), ("investigative_content_id", .text), ("lookml_dashboard_id", .text),
        ("lookml_link_id", .text), ("owner_id", .text), ("query_id", .text), ("threshold", .number),
        ("time_series_condition_state", .object),
    ]

    /// What `PATCH` changes (`AlertPatch`).
    static let patched: Set<String> = [
        "owner_id", "is_disabled", "disabled_reason", "is_public", "threshold", "enhancements",
    ]

    static let comparisons: Set<String> = [
        "EQUAL_TO", "GREATER_THAN", "GREATER_THAN_OR_EQUAL_TO", "LESS_THAN", "LESS_THAN_OR_EQUAL_TO", "INCREASES_BY",
        "DECREASES_BY", "CHANGES_BY",
    ]

    /// Minutes between two looks at least.
    static let shortestInterval = 15
    static let mostDestinations = 500

    static func check(_ alert: JSONObject, timezone: String, into problems: inout FieldProblems) {
        checkComparison(alert, into: &problems)
        if let cron = alert["cron"]?.stringValue, !cron.isEmpty {
            PlanRules.checkCrontab(cron, named: "cron", zone: timezone, shortest: shortestInterval, into: &problems)
        } else {
            problems.missing("cron")
        }
        if let field = alert["field"]?.objectValue {
            for name in ["title", "name"] where (field[name]?.stringValue ?? "").isEmpty {
                problems.missing("field." + name)
            }
            for (place, filter) in (field["filter"]?.arrayValue ?? []).enumerated()
            where filter["field_name"]?.stringValue == nil {
                problems.missing("field.filter[\(place)].field_name")
            }
        } else {
            problems.missing("field")
        }
        for (place, filter) in (alert["applied_dashboard_filters"]?.arrayValue ?? []).enumerated() {
            for name in ["filter_title", "field_name", "filter_value"] where filter[name]?.stringValue == nil {
                problems.missing("applied_dashboard_filters[\(place)].\(name)")
            }
        }
        checkDestinations(alert, into: &problems)
    }

    private static func checkComparison(_ alert: JSONObject, into problems: inout FieldProblems) {
        if let comparison = alert["comparison_type"]?.stringValue {
            if !comparisons.contains(comparison) {
                problems.invalid("comparison_type", "There is no comparison '\(comparison.prefix(40))'.")
            }
        } else {
            problems.missing("comparison_type")
        }
        if alert["threshold"]?.doubleValue?.isFinite != true { problems.missing("threshold") }
        let subjects = ["dashboard_element_id", "lookml_dashboard_id", "query_id"]
        if !subjects.contains(where: { !(alert[$0]?.stringValue ?? "").isEmpty }) {
            problems.missing("dashboard_element_id", "An alert is about a dashboard_element_id.")
        }
    }

    private static func checkDestinations(_ alert: JSONObject, into problems: inout FieldProblems) {
        guard let destinations = alert["destinations"]?.arrayValue, !destinations.isEmpty else {
            return problems.missing("destinations", "An alert needs a destination.")
        }
        if destinations.count > mostDestinations {
            return problems.invalid("destinations", "An alert has \(mostDestinations) destinations at most.")
        }
        for (place, destination) in destinations.enumerated() {
            let address = destination["email_address"]?.stringValue ?? ""
            switch destination["destination_type"]?.stringValue {
            case "EMAIL":
                if !PlanRules.isMailAddress(address) {
                    problems.invalid(
                        "destinations[\(place)].email_address", "'\(address.prefix(80))' is no mail address.")
                }
            case "ACTION_HUB":
                if (destination["action_hub_integration_id"]?.stringValue ?? "").isEmpty {
                    problems.missing("destinations[\(place)].action_hub_integration_id")
                }
            case nil: problems.missing("destinations[\(place)].destination_type")
            case let other?:
                problems.invalid(
                    "destinations[\(place)].destination_type", "There is no destination '\(other.prefix(40))'.")
            }
        }
    }
}
