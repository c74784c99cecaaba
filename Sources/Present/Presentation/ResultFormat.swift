/// The forms in which a result can be had, by the names that Looker's API gives them.
package enum ResultFormat: String, Sendable, CaseIterable {
    /// Rows as objects, raw values under field names.
    case json
    /// The same under full labels.
    case jsonLabel = "json_label"
    /// The same with formatted text: an older format.
    case inlineJSON = "inline_json"
    /// Rows of cells with their formatted text, beside the fields, filters, SQL and totals.
    case jsonDetail = "json_detail"
    /// The same under its older name.
    case jsonFE = "json_fe"
    /// Rows of cells beside a short description of the fields.
    case jsonBI = "json_bi"
    case csv
    /// Tab-separated.
    case txt
    /// A table, as a page of its own.
    case html
    /// A table in Markdown.
    case md
    /// An Excel workbook of one sheet.
    case xlsx
    /// The statement, not run.
    case sql

    package var contentType: String {
        switch self {
        case .json, .jsonLabel, .inlineJSON, .jsonDetail, .jsonFE, .jsonBI: "application/json"
        case .csv: "text/csv; charset=utf-8"
        case .html: "text/html; charset=utf-8"
        case .md: "text/markdown; charset=utf-8"
        case .xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        case .txt, .sql: "text/plain; charset=utf-8"
        }
    }
}
