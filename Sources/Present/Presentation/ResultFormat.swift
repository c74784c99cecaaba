/// The forms in which a result can be had, by the names that Looker's API gives them.
package enum ResultFormat: String, Sendable, CaseIterable {
    /// Rows as objects, raw values under field names.
    case json
    /// The same under full labels.
    case jsonLabel = "json_label"
    /// Rows of cells with their formatted text, beside the fields, filters, SQL and totals.
    case jsonDetail = "json_detail"
    case csv
    /// Tab-separated.
    case txt
    /// The statement, not run.
    case sql

    package var contentType: String {
        switch self {
        case .json, .jsonLabel, .jsonDetail: "application/json"
        case .csv: "text/csv; charset=utf-8"
        case .txt, .sql: "text/plain; charset=utf-8"
        }
    }
}
