package import Content
internal import JSON

extension KeptObject {
    /// The users who follow an alert.
    package var followers: Set<String> {
        Set((body["followers"]?.arrayValue ?? []).compactMap(\.stringValue))
    }

    package var alertState: AlertState { AlertState(of: body) }

    package var isDisabledAlert: Bool { body["is_disabled"]?.boolValue ?? false }

    /// Whether what one alert asks and waits for is the same as that of another: then their looks can be compared.
    package func watchesTheSame(as other: KeptObject) -> Bool {
        let defining = [
            "comparison_type", "threshold", "field", "applied_dashboard_filters", "dashboard_element_id",
            "lookml_dashboard_id", "lookml_link_id", "query_id",
        ]
        return userID == other.userID && defining.allSatisfy { body[$0] == other.body[$0] }
    }
}
