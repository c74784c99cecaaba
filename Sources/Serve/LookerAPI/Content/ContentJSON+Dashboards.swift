internal import Content
internal import FrontDoor
internal import JSON
internal import Presentation
internal import SemanticModel

extension ContentJSON {
    func json(_ dashboard: Dashboard) -> JSONValue {
        let definition = dashboard.definition
        func setting(_ name: String, _ standard: JSONValue) -> (String, JSONValue) {
            (name, definition.settings[name] ?? standard)
        }
        var members = self.members(dashboard.summary)
        members += [
            ("crossfilter_enabled", .bool(definition.crossfilterEnabled)),
            ("refresh_interval", JSONValue(definition.refreshInterval)),
            ("refresh_interval_to_i", JSONValue(RefreshInterval.seconds(definition.refreshInterval))),
            ("query_timezone", JSONValue(definition.queryTimezone)),
            ("preferred_viewer", .string(definition.preferredViewer ?? "dashboards-next")),
            ("filters_location_top", .bool(definition.filtersLocationTop)),
            ("filters_bar_collapsed", .bool(definition.filtersBarCollapsed)),
            setting("hidden", false), setting("show_filters_bar", true), setting("show_title", true),
            setting("load_configuration", "cache_run"), setting("lookml_link_id", .null),
            ("edit_uri", .string("/dashboards/\(dashboard.id)?edit=true")),
            ("dashboard_filters", .array(filters(of: dashboard))),
            ("dashboard_elements", .array(elements(of: dashboard))),
            ("dashboard_layouts", .array(layouts(of: dashboard))),
        ]
        for name in DashboardBody.optionalSettings {
            if let value = definition.settings[name] { members.append((name, value)) }
        }
        return .object(JSONObject(distinct: members))
    }

    func filters(of dashboard: Dashboard) -> [JSONValue] {
        dashboard.filters.enumerated().map { json($0.element, at: $0.offset, editable: !dashboard.summary.readOnly) }
    }

    func elements(of dashboard: Dashboard) -> [JSONValue] {
        let dashboard = gate.shown(dashboard)
        let layouts = dashboard.layouts
        return dashboard.elements.map { element in
            json(
                element,
                layoutID: layouts.first { $0.components.contains { $0.elementID == element.id } }?.id,
                editable: !dashboard.summary.readOnly)
        }
    }

    func layouts(of dashboard: Dashboard) -> [JSONValue] {
        let dashboard = gate.shown(dashboard)
        let elements = Dictionary(
            dashboard.elements.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        return dashboard.layouts.map { json($0, of: dashboard, elements: elements) }
    }

    private func json(_ filter: DashboardFilter, at place: Int, editable: Bool) -> JSONValue {
        let definition = filter.definition
        let explore = definition.model.flatMap(project.model)?.explore(definition.explore ?? "")
        let field = definition.field.flatMap { explore?.field($0) }
        var members: [(String, JSONValue)] = [
            ("id", .string(filter.id)), ("dashboard_id", .string(filter.dashboardID)),
            ("name", .string(definition.name)), ("title", .string(definition.title)),
            ("type", .string(definition.type.rawValue)), ("default_value", JSONValue(definition.defaultValue)),
            ("model", JSONValue(definition.model)), ("explore", JSONValue(definition.explore)),
            ("dimension", JSONValue(definition.field)),
            ("row", .int(definition.extra["row"]?.intValue ?? Int64(place))),
            ("listens_to_filters", .array(definition.listensToFilters.map(JSONValue.string))),
            ("allow_multiple_values", .bool(definition.allowMultipleValues)),
            ("required", .bool(definition.required)), ("ui_config", .object(definition.uiConfig)),
            ("can", ["show": true, "update": .bool(editable), "destroy": .bool(editable)]),
        ]
        // Left out when the model does not have it: the SDKs want an object.
        if let field { members.append(("field", FieldMetadata.json(field, showsSQL: false))) }
        return .object(JSONObject(distinct: members))
    }

    func json(_ element: DashboardElement, layoutID: String?, editable: Bool) -> JSONValue {
        let tile = element.definition
        let query = element.query ?? element.look?.query
        var members: [(String, JSONValue)] = [
            ("id", .string(element.id)), ("dashboard_id", .string(element.dashboardID)),
            ("dashboard_layout_id", JSONValue(layoutID)), ("name", .string(tile.name)),
            ("type", .string(tile.kind.rawValue)), ("title", JSONValue(tile.title ?? element.look?.title)),
            ("title_hidden", .bool(tile.titleHidden)), ("look_id", JSONValue(tile.lookID)),
            ("query_id", JSONValue(element.query?.id)), ("merge_result_id", JSONValue(tile.mergeResultID)),
            ("body_text", JSONValue(tile.bodyText)), ("title_text", JSONValue(tile.titleText)),
            ("subtitle_text", JSONValue(tile.subtitleText)), ("note_text", JSONValue(tile.noteText)),
            ("note_state", JSONValue(tile.noteState)), ("note_display", JSONValue(tile.noteDisplay)),
            ("refresh_interval", JSONValue(tile.refreshInterval)),
            ("refresh_interval_to_i", JSONValue(RefreshInterval.seconds(tile.refreshInterval))),
            ("rich_content_json", JSONValue(tile.richContentJSON)),
            ("edit_uri", .string("/dashboards/\(element.dashboardID)?edit=true#tile-\(element.id)")),
            ("deleted", false), ("alert_count", 0),
            ("can", ["show": true, "update": .bool(editable), "destroy": .bool(editable)]),
        ]
        for name in ElementBody.attributeNames {
            if let value = tile.attributes[name] { members.append((name, value)) }
        }
        if let own = element.query { members.append(("query", json(own))) }
        if let look = element.look { members.append(("look", json(look, withQuery: true))) }
        if let maker = resultMaker(query, tile: tile, id: element.id) { members.append(("result_maker", maker)) }
        return .object(JSONObject(distinct: members))
    }

    /// A tile's query once more, with its picture and the filters of the dashboard that it listens to.
    private func resultMaker(_ query: SavedQuery?, tile: TileDefinition, id: String) -> JSONValue? {
        // Charts of product analytics have no query, and listen all the same.
        guard
            query != nil || tile.mergeResultID != nil || tile.mergedQueries != nil
                || (tile.chartID != nil && !tile.listeners.isEmpty)
        else { return nil }
        var vis = query?.definition.visConfig ?? JSONObject()
        for (key, value) in tile.visOverrides.members { vis[key] = value }
        var maker: [(String, JSONValue)] = [
            ("id", .string(id)), ("vis_config", .object(vis)), ("filterables", .array(filterables(query, tile: tile))),
        ]
        if let merged = tile.mergeResultID { maker.append(("merge_result_id", .string(merged))) }
        if let query {
            maker += [
                ("query_id", .string(query.id)), ("query", json(query)),
                ("total", .bool(query.definition.total)),
                ("sorts", .array(query.definition.sorts.map(JSONValue.string))),
                ("dynamic_fields", JSONValue(query.definition.dynamicFields)),
            ]
        }
        return .object(JSONObject(distinct: maker))
    }

    /// One for each query that filters are put on.
    private func filterables(_ query: SavedQuery?, tile: TileDefinition) -> [JSONValue] {
        let merged = tile.mergedQueries?.arrayValue ?? []
        let count = max(merged.count, (tile.listeners.map(\.query).max() ?? 0) + 1)
        return (0..<min(count, 100)).map { place in
            let listen = tile.listeners.filter { $0.query == place }.map { listener -> JSONValue in
                ["dashboard_filter_name": .string(listener.filter), "field": .string(listener.field)]
            }
            let source = place < merged.count ? JSONValue?.some(merged[place]) : .none
            let stored = tile.attributes["filterables"]?.arrayValue.flatMap {
                place < $0.count ? JSONValue?.some($0[place]) : .none
            }
            let names = source ?? stored
            return [
                "model": .string(query?.definition.model ?? names?["model"]?.stringValue ?? ""),
                "view": .string(
                    query?.definition.explore ?? names?["explore"]?.stringValue ?? names?["view"]?.stringValue ?? ""),
                "name": .string(names?["name"]?.stringValue ?? ""), "listen": .array(listen),
            ]
        }
    }

    private func json(
        _ layout: DashboardLayout, of dashboard: Dashboard, elements: [String: DashboardElement]
    ) -> JSONValue {
        .object(
            JSONObject(distinct: [
                ("id", .string(layout.id)), ("dashboard_id", .string(layout.dashboardID)),
                ("type", .string(layout.type)), ("active", .bool(layout.active)), ("column_width", .null),
                ("width", .null), ("deleted", false), ("dashboard_title", .string(dashboard.title)),
                ("label", JSONValue(layout.label)), ("description", JSONValue(layout.description)),
                ("order", .int(Int64(layout.order))),
                (
                    "dashboard_layout_components",
                    .array(layout.components.map { json($0, element: elements[$0.elementID]) })
                ),
                ("can", ["show": true, "update": .bool(!dashboard.summary.readOnly)]),
            ]))
    }

    func json(_ component: DashboardLayoutComponent, element: DashboardElement?) -> JSONValue {
        let vis = element?.query?.definition.visConfig ?? element?.look?.visConfig
        return .object(
            JSONObject(distinct: [
                ("id", .string(component.id)), ("dashboard_layout_id", .string(component.layoutID)),
                ("dashboard_element_id", .string(component.elementID)),
                ("row", .int(Int64(component.placement.row))), ("column", .int(Int64(component.placement.column))),
                ("width", .int(Int64(component.placement.width))),
                ("height", .int(Int64(component.placement.height))), ("deleted", false),
                ("element_title", JSONValue(element?.title ?? element?.look?.title)),
                ("element_title_hidden", .bool(element?.titleHidden ?? false)),
                ("vis_type", vis?["type"] ?? .null), ("can", ["show": true]),
            ]))
    }
}

/// "5 minutes" in seconds.
enum RefreshInterval {
    static func seconds(_ text: String?) -> Int? {
        let words = (text ?? "").split(separator: " ")
        guard words.count == 2, let number = Int(words[0]), (1...1_000_000).contains(number) else { return nil }
        let units = ["second": 1, "minute": 60, "hour": 3600, "day": 86_400]
        let unit = words[1].hasSuffix("s") ? String(words[1].dropLast()) : String(words[1])
        return units[unit.lowercased()].map { number * $0 }
    }
}
