package import JSON

extension QueryDefinition {
    /// The writable properties by their names in the API; what is empty or off is left out.
    package var json: JSONObject {
        var json = JSONObject()
        func put(_ key: String, _ list: [String]) {
            if !list.isEmpty { json[key] = .array(list.map(JSONValue.string)) }
        }
        func put(_ key: String, _ text: String?) {
            if let text { json[key] = .string(text) }
        }
        func put(_ key: String, _ object: JSONObject) {
            if !object.isEmpty { json[key] = .object(object) }
        }
        put("model", model)
        put("view", explore)
        put("fields", fields)
        put("pivots", pivots)
        put("fill_fields", fillFields)
        put("filters", filters)
        put("filter_expression", filterExpression)
        put("sorts", sorts)
        put("limit", limit)
        put("column_limit", columnLimit)
        if total { json["total"] = true }
        put("row_total", rowTotal)
        put("subtotals", subtotals)
        put("dynamic_fields", dynamicFields)
        put("vis_config", visConfig)
        put("filter_config", filterConfig)
        put("visible_ui_sections", visibleUISections)
        put("query_timezone", queryTimezone)
        return json
    }

    /// Reads the properties of the API's `Query`; properties that it doesn't know or that only the server sets are
    /// ignored, numbers count as texts, null as absent.
    ///
    /// - Throws: `missing_field` without `model` or `view`, `invalid` for a wrong type.
    package init(json: JSONObject) throws(ContentError) {
        let properties = Properties(json)
        self.init(model: try properties.required("model"), explore: try properties.required("view"))
        fields = try properties.list("fields")
        pivots = try properties.list("pivots")
        fillFields = try properties.list("fill_fields")
        subtotals = try properties.list("subtotals")
        for (name, value) in try properties.object("filters").members where !value.isNull {
            guard let text = Properties.text(value) else {
                throw ContentError(.invalid, "The filter on \(name.prefix(80)) has to be a text.", field: "filters")
            }
            filters[name] = .string(text)
        }
        filterExpression = try properties.text("filter_expression")
        sorts = try properties.list("sorts")
        limit = try properties.text("limit")
        columnLimit = try properties.text("column_limit")
        total = try properties.bool("total") ?? false
        rowTotal = try properties.text("row_total")
        dynamicFields = try properties.text("dynamic_fields")
        visConfig = try properties.object("vis_config")
        filterConfig = try properties.object("filter_config")
        visibleUISections = try properties.text("visible_ui_sections")
        queryTimezone = try properties.text("query_timezone")
    }
}

/// The properties of a request body by name and type.
private struct Properties {
    let json: JSONObject

    init(_ json: JSONObject) { self.json = json }

    static func text(_ value: JSONValue) -> String? {
        switch value {
        case .string(let text): text
        case .int, .double: value.text
        case .bool(let bool): bool ? "Yes" : "No"
        default: nil
        }
    }

    func required(_ name: String) throws(ContentError) -> String {
        guard let text = try text(name), !text.isEmpty else {
            throw ContentError(.missingField, "A query needs `\(name)`.", field: name)
        }
        return text
    }

    func text(_ name: String) throws(ContentError) -> String? {
        guard let value = present(name) else { return nil }
        guard let text = Self.text(value) else { throw wrong(name, "a text") }
        return text
    }

    func bool(_ name: String) throws(ContentError) -> Bool? {
        guard let value = present(name) else { return nil }
        guard let bool = value.boolValue else { throw wrong(name, "true or false") }
        return bool
    }

    func list(_ name: String) throws(ContentError) -> [String] {
        guard let value = present(name) else { return [] }
        guard let elements = value.arrayValue else { throw wrong(name, "a list of texts") }
        var texts: [String] = []
        for element in elements {
            guard let text = element.stringValue else { throw wrong(name, "a list of texts") }
            texts.append(text)
        }
        return texts
    }

    func object(_ name: String) throws(ContentError) -> JSONObject {
        guard let value = present(name) else { return JSONObject() }
        guard let object = value.objectValue else { throw wrong(name, "an object") }
        return object
    }

    private func present(_ name: String) -> JSONValue? {
        guard let value = json[name], !value.isNull else { return nil }
        return value
    }

    private func wrong(_ name: String, _ expected: String) -> ContentError {
        ContentError(.invalid, "`\(name)` has to be \(expected).", field: name)
    }
}
