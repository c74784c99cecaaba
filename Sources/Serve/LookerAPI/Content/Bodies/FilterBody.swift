internal import Content
internal import JSON

/// A dashboard's filter as clients write it.
struct FilterBody: Sendable {
    let body: APIBody

    init(_ json: JSONValue) throws(ContentError) { body = try APIBody(json) }

    /// - Throws: `missing_field` without name, title or type.
    func filter() throws(ContentError) -> FilterDefinition {
        let name = try body.required("name")
        let title = try body.required("title")
        guard let type = FilterDefinition.Kind(rawValue: try body.required("type")) else { throw Self.wrongType }
        var filter = FilterDefinition(name: name, title: title, type: type)
        try apply(to: &filter)
        return filter
    }

    /// Everything but the name.
    func apply(to filter: inout FilterDefinition) throws(ContentError) {
        if body.has("title") { filter.title = try body.text("title") ?? filter.name }
        if let type = try body.text("type") {
            guard let kind = FilterDefinition.Kind(rawValue: type) else { throw Self.wrongType }
            filter.type = kind
        }
        try body.text("default_value", into: &filter.defaultValue)
        try body.text("model", into: &filter.model)
        try body.text("explore", into: &filter.explore)
        try body.text("dimension", into: &filter.field)
        if let names = try body.texts("listens_to_filters") { filter.listensToFilters = names }
        try body.bool("allow_multiple_values", into: &filter.allowMultipleValues)
        try body.bool("required", into: &filter.required)
        if body.has("ui_config") { filter.uiConfig = try body.object("ui_config") ?? JSONObject() }
        if body.gives("row") {
            var row = 0
            try body.int("row", in: 0...100_000, into: &row)
            filter.extra["row"] = .int(Int64(row))
        }
    }

    private static let wrongType = APIBody.wrong(
        "type", "one of " + FilterDefinition.Kind.allCases.map(\.rawValue).joined(separator: ", "))
}
