internal import Content
internal import Foundation
internal import JSON

/// The address of an explore's page, in Looker's form: `/explore/model/explore?fields=a.b&f[a.b]=expr&sorts=…`.
enum ExploreAddress {
    /// - Parameter picture: Whether the settings of the picture stand in it, which makes it long.
    static func path(_ query: QueryDefinition, picture: Bool = false) -> String {
        var parameters: [(String, String)] = []
        if !query.fields.isEmpty { parameters.append(("fields", query.fields.joined(separator: ","))) }
        if !query.pivots.isEmpty { parameters.append(("pivots", query.pivots.joined(separator: ","))) }
        for (field, expression) in query.filterTexts.sorted(by: { $0.key < $1.key }) {
            parameters.append(("f[\(field)]", expression))
        }
        if !query.sorts.isEmpty { parameters.append(("sorts", query.sorts.joined(separator: ","))) }
        if let limit = query.limit { parameters.append(("limit", limit)) }
        if let limit = query.columnLimit { parameters.append(("column_limit", limit)) }
        if query.total { parameters.append(("total", "on")) }
        if let rowTotal = query.rowTotal, !rowTotal.isEmpty { parameters.append(("row_total", rowTotal)) }
        if !query.subtotals.isEmpty { parameters.append(("subtotals", query.subtotals.joined(separator: ","))) }
        if !query.fillFields.isEmpty { parameters.append(("fill_fields", query.fillFields.joined(separator: ","))) }
        if let fields = query.dynamicFields, !fields.isEmpty { parameters.append(("dynamic_fields", fields)) }
        if let expression = query.filterExpression, !expression.isEmpty {
            parameters.append(("filter_expression", expression))
        }
        if let zone = query.queryTimezone { parameters.append(("query_timezone", zone)) }
        if picture, !query.visConfig.isEmpty {
            parameters.append(("vis", JSONValue.object(query.visConfig).text))
            if !query.filterConfig.isEmpty {
                parameters.append(("filter_config", JSONValue.object(query.filterConfig).text))
            }
            parameters.append(("origin", "share-expanded"))
        }
        let text = parameters.map { escaped($0.0) + "=" + escaped($0.1) }.joined(separator: "&")
        return "/explore/\(escaped(query.model))/\(escaped(query.explore))" + (text.isEmpty ? "" : "?" + text)
    }

    private static func escaped(_ text: String) -> String {
        var allowed = CharacterSet.alphanumerics
        allowed.insert(charactersIn: "-._~,[]:")
        return text.addingPercentEncoding(withAllowedCharacters: allowed) ?? text
    }
}
