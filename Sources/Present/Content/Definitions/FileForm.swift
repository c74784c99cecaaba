import JSON

/// The definitions in the shape of the files they come from: members in a fixed order, defaults left out. The database keeps
/// the parts of a dashboard in this form too, so that one reader and one writer serve both.
extension QueryDefinition {
    /// - Parameter picture: Whether `vis_config` stands among the members; in a tile its options stand beside them.
    func fileForm(picture: Bool) -> JSONObject {
        var form = JSONObject([("model", .string(model)), ("explore", .string(explore))])
        for (key, value) in json.members where !["model", "view", "vis_config"].contains(key) {
            form[key] = value
        }
        if let limit { form["limit"] = Self.number(limit) }
        if let columnLimit { form["column_limit"] = Self.number(columnLimit) }
        if let dynamicFields, let list = try? JSONValue.parse(dynamicFields), list.text == dynamicFields {
            form["dynamic_fields"] = list
        }
        if picture, !visConfig.isEmpty { form["vis_config"] = .object(visConfig) }
        return form
    }

    private static func number(_ text: String) -> JSONValue {
        guard let number = Int64(text), String(number) == text else { return .string(text) }
        return .int(number)
    }
}

extension FolderReference {
    var fileForm: JSONValue {
        switch self {
        case .id(let id): Int64(id).map(JSONValue.int) ?? .string(id)
        case .path(let names): .string(names.joined(separator: "/"))
        }
    }
}

extension FolderDefinition {
    var fileForm: JSONObject {
        var form = JSONObject([("id", .int(id)), ("name", .string(name)), ("parent", parent.fileForm)])
        if !description.isEmpty { form["description"] = .string(description) }
        return form
    }
}

extension LookDefinition {
    var fileForm: JSONObject {
        var form = JSONObject([("id", .int(id))])
        if let slug { form["slug"] = .string(slug) }
        form["title"] = .string(title)
        if !description.isEmpty { form["description"] = .string(description) }
        form["folder"] = folder.fileForm
        if let owner { form["owner"] = .string(owner) }
        for (key, value) in marks.fileForm.members { form[key] = value }
        for (key, value) in settings.members { form[key] = value }
        for (key, value) in query.fileForm(picture: true).members { form[key] = value }
        return form
    }
}

extension FilterDefinition {
    var fileForm: JSONObject {
        var form = JSONObject([("name", .string(name)), ("title", .string(title)), ("type", .string(type.rawValue))])
        func put(_ key: String, _ value: String?) { if let value { form[key] = .string(value) } }
        put("default_value", defaultValue)
        if allowMultipleValues { form["allow_multiple_values"] = true }
        if required { form["required"] = true }
        if !uiConfig.isEmpty { form["ui_config"] = .object(uiConfig) }
        put("model", model)
        put("explore", explore)
        put("field", field)
        if !listensToFilters.isEmpty { form["listens_to_filters"] = .array(listensToFilters.map(JSONValue.string)) }
        for (key, value) in extra.members { form[key] = value }
        return form
    }
}

extension TileDefinition {
    var fileForm: JSONObject {
        var form = JSONObject([("name", .string(name))])
        func put(_ key: String, _ value: String?) { if let value { form[key] = .string(value) } }
        put("title", title)
        if titleHidden { form["title_hidden"] = true }
        switch kind {
        case .vis:
            if let mergedQueries { form["merged_queries"] = mergedQueries }
            put("merge_result_id", mergeResultID)
            for (key, value) in query?.fileForm(picture: false).members ?? [] { form[key] = value }
            putOptions(query?.visConfig ?? visOverrides, into: &form)
        case .look:
            form["look"] = lookID.flatMap { Int64($0) }.map(JSONValue.int) ?? .null
            putOptions(visOverrides, into: &form)
        case .text, .button, .extension:
            put("type", kind.rawValue)
            for (key, value) in extra.members { form[key] = value }
        }
        put("title_text", titleText)
        put("subtitle_text", subtitleText)
        put("body_text", bodyText)
        put("rich_content_json", richContentJSON)
        put("note_text", noteText)
        put("note_state", noteState)
        put("note_display", noteDisplay)
        put("refresh", refreshInterval)
        put("tab_name", tabName)
        if !attributes.isEmpty { form["attributes"] = .object(attributes) }
        if !listeners.isEmpty { form["listen"] = listenForm }
        if let placement {
            form["row"] = .int(Int64(placement.row))
            form["col"] = .int(Int64(placement.column))
            form["width"] = .int(Int64(placement.width))
            form["height"] = .int(Int64(placement.height))
        }
        return form
    }

    /// A mapping; a list of pairs where one filter filters several fields; a list of mappings for several merged queries.
    private var listenForm: JSONValue {
        if let last = listeners.map(\.query).max(), last > 0, last < 100 {
            return .array(
                (0...last).map { query in
                    .object(JSONObject(listeners.filter { $0.query == query }.map { ($0.filter, .string($0.field)) }))
                })
        }
        let map = JSONObject(listeners.map { ($0.filter, .string($0.field)) })
        if map.count == listeners.count { return .object(map) }
        return .array(listeners.map { .array([.string($0.filter), .string($0.field)]) })
    }

    /// Options stand beside the tile's own keys, those with the same names below `vis_config`.
    private func putOptions(_ options: JSONObject, into form: inout JSONObject) {
        var nested = JSONObject()
        for (key, value) in options.members {
            let isKind = key == "type" && value.stringValue.map { Self.kindNames.contains($0) } ?? true
            if Self.ownKeys.contains(key) || isKind { nested[key] = value } else { form[key] = value }
        }
        if !nested.isEmpty { form["vis_config"] = .object(nested) }
    }

    private static let kindNames: Set<String> = ["look", "text", "button", "extension"]

    /// All keys of a tile that are no options of its picture, but for `type`.
    static let ownKeys: Set<String> = [
        "name", "title", "title_hidden", "look", "merged_queries", "model", "explore", "fields", "pivots",
        "fill_fields", "subtotals", "filters", "filter_expression", "sorts", "limit", "column_limit", "total",
        "row_total", "dynamic_fields", "filter_config", "visible_ui_sections", "query_timezone", "vis_config",
        "title_text", "subtitle_text", "body_text", "rich_content_json", "note_text", "note_state", "note_display",
        "refresh", "tab_name", "attributes", "merge_result_id", "listen", "row", "top", "col", "left", "width",
        "height",
    ]
}

extension DashboardDefinition {
    /// Everything but id, filters and elements, and without what the database keeps in columns.
    var settingsForm: JSONObject {
        var form = JSONObject([("layout", .string(layout))])
        func put(_ key: String, _ value: String?) { if let value { form[key] = .string(value) } }
        put("preferred_viewer", preferredViewer)
        if crossfilterEnabled { form["crossfilter_enabled"] = true }
        put("refresh", refreshInterval)
        put("query_timezone", queryTimezone)
        if !filtersLocationTop { form["filters_location_top"] = false }
        if filtersBarCollapsed { form["filters_bar_collapsed"] = true }
        if !tabs.isEmpty { form["tabs"] = .array(tabs.map { .object($0.fileForm) }) }
        if !otherLayouts.isEmpty { form["other_layouts"] = .array(otherLayouts.map { .object($0.fileForm) }) }
        for (key, value) in settings.members { form[key] = value }
        return form
    }

    /// The whole dashboard as it stands in a file; LookML dashboards by their name in the model.
    var fileForm: JSONObject {
        var form = JSONObject([
            ("dashboard", model == nil ? Int64(id).map(JSONValue.int) ?? .string(id) : .string(name))
        ])
        if let slug { form[model == nil ? "slug" : "preferred_slug"] = .string(slug) }
        form["title"] = .string(title)
        if !description.isEmpty { form["description"] = .string(description) }
        if model == nil { form["folder"] = folder.fileForm }
        if let owner { form["owner"] = .string(owner) }
        for (key, value) in marks.fileForm.members { form[key] = value }
        for (key, value) in settingsForm.members { form[key] = value }
        if !filters.isEmpty { form["filters"] = .array(filters.map { .object($0.fileForm) }) }
        form["elements"] = .array(tiles.map { .object($0.fileForm) })
        return form
    }

    /// The name of a LookML dashboard without its model, else the id.
    private var name: String {
        guard let model, id.hasPrefix(model + "::") else { return id }
        return String(id.dropFirst(model.count + 2))
    }
}

extension TabDefinition {
    var fileForm: JSONObject {
        var form = JSONObject([("name", .string(name))])
        if let label { form["label"] = .string(label) }
        if let description { form["description"] = .string(description) }
        return form
    }
}

extension OtherLayout {
    var fileForm: JSONObject {
        var form = JSONObject([("name", .string(name)), ("type", .string(type))])
        if active { form["active"] = true }
        form["tiles"] = .array(
            placements.sorted { $0.key < $1.key }.map { name, place in
                [
                    "name": .string(name), "row": .int(Int64(place.row)), "col": .int(Int64(place.column)),
                    "width": .int(Int64(place.width)), "height": .int(Int64(place.height)),
                ]
            })
        return form
    }
}
