internal import Content
internal import Foundation
internal import FrontDoor
internal import JSON
internal import Presentation
internal import SemanticModel

/// Content as Looker's API shows it.
///
/// The SDKs fail on a null where they want a list or an object with required parts, so such members are given or left out.
enum ContentJSON {
    static func json(_ folder: Folder) -> JSONValue {
        .object(
            JSONObject([
                ("id", .string(folder.id)), ("name", .string(folder.name)), ("parent_id", JSONValue(folder.parentID)),
                ("description", .string(folder.description)), ("child_count", .int(Int64(folder.childCount))),
                ("creator_id", JSONValue(folder.creatorID)), ("content_metadata_id", .string("folder-" + folder.id)),
                ("is_personal", false), ("is_personal_descendant", false), ("is_embed", false),
                ("is_shared_root", .bool(folder.isSharedRoot)), ("is_users_root", .bool(folder.isUsersRoot)),
                ("created_at", time(folder.createdAt)), ("can", ["index": true, "show": true]),
            ]))
    }

    static func json(_ query: SavedQuery, baseURL: String) -> JSONValue {
        var json = query.definition.json
        for name in ["fields", "sorts"] where json[name] == nil { json[name] = [] }
        for name in ["filters", "vis_config"] where json[name] == nil { json[name] = [:] }
        json["id"] = .string(query.id)
        json["slug"] = .string(query.slug)
        json["client_id"] = .string(query.slug)
        json["share_url"] = .string(baseURL + "/x/" + query.slug)
        json["url"] = .string(ExploreAddress.path(query.definition))
        json["expanded_share_url"] = .string(baseURL + ExploreAddress.path(query.definition))
        json["has_table_calculations"] = .bool(query.definition.dynamicFields != nil)
        json["can"] = ["run": true, "show": true]
        return .object(json)
    }

    /// - Parameter withQuery: Lists leave the query out.
    static func json(_ look: Look, withQuery: Bool, caller: Caller, baseURL: String) -> JSONValue {
        var json = JSONObject([
            ("id", .string(look.id)), ("title", .string(look.title)), ("description", .string(look.description)),
            ("folder_id", .string(look.folderID)),
            ("folder", ["id": .string(look.folderID), "name": .string(look.folderName)]),
            ("query_id", .string(look.query.id)), ("user_id", JSONValue(look.ownerID)),
            ("user_name", JSONValue(look.ownerName)), ("content_metadata_id", .string("look-" + look.id)),
            ("model", ["id": .string(look.query.model), "label": .string(look.query.model)]),
            ("deleted", false), ("is_run_on_load", true), ("public", false),
            ("view_count", .int(Int64(look.viewCount))), ("favorite_count", 0),
            ("created_at", time(look.createdAt)), ("updated_at", time(look.updatedAt)),
            ("last_viewed_at", look.lastViewedAt.map(time) ?? .null),
            ("short_url", .string("/looks/" + look.id)), ("url", .string("/looks/" + look.id)),
            ("can", can(look.readOnly, caller)),
        ])
        // Looker's Looks have none, so it is left out where there is none.
        if let slug = look.slug { json["slug"] = .string(slug) }
        if withQuery { json["query"] = self.json(look.query, baseURL: baseURL) }
        return .object(json)
    }

    static func json(_ dashboard: DashboardSummary, caller: Caller) -> JSONValue {
        .object(JSONObject(members(dashboard, caller: caller)))
    }

    /// - Parameter project: What the fields of the dashboard's filters are described by.
    static func json(_ dashboard: Dashboard, project: Project, caller: Caller, baseURL: String) -> JSONValue {
        let definition = dashboard.definition
        let members: [(String, JSONValue)] =
            self.members(dashboard.summary, caller: caller) + [
                ("crossfilter_enabled", .bool(definition.crossfilterEnabled)),
                ("refresh_interval", JSONValue(definition.refreshInterval)),
                ("query_timezone", JSONValue(definition.queryTimezone)),
                ("preferred_viewer", .string(definition.preferredViewer ?? "dashboards-next")),
                ("filters_location_top", .bool(definition.filtersLocationTop)),
                ("filters_bar_collapsed", .bool(definition.filtersBarCollapsed)),
                ("show_filters_bar", true), ("show_title", true), ("load_configuration", "cache_run"),
                ("dashboard_filters", .array(dashboard.filters.map { json($0, project: project) })),
                ("dashboard_elements", .array(dashboard.elements.map { json($0, caller: caller, baseURL: baseURL) })),
                ("dashboard_layouts", .array(dashboard.layouts.map(json))),
            ]
        return .object(JSONObject(members))
    }

    private static func members(_ dashboard: DashboardSummary, caller: Caller) -> [(String, JSONValue)] {
        [
            ("id", .string(dashboard.id)), ("slug", JSONValue(dashboard.slug)), ("title", .string(dashboard.title)),
            ("description", .string(dashboard.description)), ("folder_id", .string(dashboard.folderID)),
            ("folder", ["id": .string(dashboard.folderID), "name": .string(dashboard.folderName)]),
            ("model", dashboard.model.map { ["id": .string($0), "label": .string($0)] } ?? .null),
            ("content_metadata_id", .string("dashboard-" + dashboard.id)), ("user_id", JSONValue(dashboard.ownerID)),
            ("user_name", JSONValue(dashboard.ownerName)), ("hidden", false), ("deleted", false),
            ("readonly", .bool(dashboard.readOnly)), ("view_count", .int(Int64(dashboard.viewCount))),
            ("favorite_count", 0), ("created_at", time(dashboard.createdAt)),
            ("updated_at", time(dashboard.updatedAt)), ("last_viewed_at", dashboard.lastViewedAt.map(time) ?? .null),
            ("url", .string("/dashboards/" + dashboard.id)), ("can", can(dashboard.readOnly, caller)),
        ]
    }

    private static func json(_ filter: DashboardFilter, project: Project) -> JSONValue {
        let definition = filter.definition
        let explore = definition.model.flatMap(project.model)?.explore(definition.explore ?? "")
        let field = definition.field.flatMap { explore?.field($0) }
        var json = JSONObject([
            ("id", .string(filter.id)), ("dashboard_id", .string(filter.dashboardID)),
            ("name", .string(definition.name)), ("title", .string(definition.title)),
            ("type", .string(definition.type.rawValue)), ("default_value", JSONValue(definition.defaultValue)),
            ("model", JSONValue(definition.model)), ("explore", JSONValue(definition.explore)),
            ("dimension", JSONValue(definition.field)),
            ("listens_to_filters", .array(definition.listensToFilters.map(JSONValue.string))),
            ("allow_multiple_values", .bool(definition.allowMultipleValues)),
            ("required", .bool(definition.required)), ("ui_config", .object(definition.uiConfig)),
            ("can", ["show": true]),
        ])
        // Left out when the model does not have it: the SDKs want an object.
        if let field { json["field"] = FieldMetadata.json(field, showsSQL: false) }
        return .object(json)
    }

    private static func json(_ element: DashboardElement, caller: Caller, baseURL: String) -> JSONValue {
        let tile = element.definition
        let query = element.query ?? element.look?.query
        var json = JSONObject([
            ("id", .string(element.id)), ("dashboard_id", .string(element.dashboardID)),
            ("type", .string(tile.kind.rawValue)), ("title", JSONValue(tile.title ?? element.look?.title)),
            ("title_hidden", .bool(tile.titleHidden)), ("look_id", JSONValue(tile.lookID)),
            ("query_id", JSONValue(element.query?.id)), ("body_text", JSONValue(tile.bodyText)),
            ("title_text", JSONValue(tile.titleText)), ("subtitle_text", JSONValue(tile.subtitleText)),
            ("note_text", JSONValue(tile.noteText)), ("note_state", JSONValue(tile.noteState)),
            ("note_display", JSONValue(tile.noteDisplay)), ("refresh_interval", JSONValue(tile.refreshInterval)),
            ("alert_count", 0), ("can", ["show": true]),
        ])
        if let own = element.query { json["query"] = self.json(own, baseURL: baseURL) }
        if let look = element.look {
            json["look"] = self.json(look, withQuery: true, caller: caller, baseURL: baseURL)
        }
        if let query {
            json["result_maker"] = resultMaker(query, tile: tile, baseURL: baseURL)
        }
        return .object(json)
    }

    /// A tile's query once more, with its picture and the filters of the dashboard that it listens to.
    private static func resultMaker(_ query: SavedQuery, tile: TileDefinition, baseURL: String) -> JSONValue {
        var vis = query.definition.visConfig
        for (key, value) in tile.visOverrides.members { vis[key] = value }
        let listen = tile.listeners.map { listener -> JSONValue in
            ["dashboard_filter_name": .string(listener.filter), "field": .string(listener.field)]
        }
        let filterable: JSONValue = [
            "model": .string(query.definition.model), "view": .string(query.definition.explore), "name": "",
            "listen": .array(listen),
        ]
        return [
            "query_id": .string(query.id), "query": json(query, baseURL: baseURL), "vis_config": .object(vis),
            "total": .bool(query.definition.total), "sorts": .array(query.definition.sorts.map(JSONValue.string)),
            "filterables": [filterable],
        ]
    }

    private static func json(_ layout: DashboardLayout) -> JSONValue {
        let components = layout.components.map { component -> JSONValue in
            [
                "id": .string(component.id), "dashboard_layout_id": .string(component.layoutID),
                "dashboard_element_id": .string(component.elementID),
                "row": .int(Int64(component.placement.row)), "column": .int(Int64(component.placement.column)),
                "width": .int(Int64(component.placement.width)), "height": .int(Int64(component.placement.height)),
                "deleted": false,
            ]
        }
        return [
            "id": .string(layout.id), "dashboard_id": .string(layout.dashboardID), "type": .string(layout.type),
            "active": .bool(layout.active), "deleted": false, "dashboard_layout_components": .array(components),
        ]
    }

    private static func can(_ readOnly: Bool, _ caller: Caller) -> JSONValue {
        [
            "show": true, "run": true, "explore": .bool(caller.may("explore")),
            "download": .bool(caller.may("download_without_limit") || caller.may("download_with_limit")),
            "update": .bool(!readOnly && caller.may("save_content")),
        ]
    }

    /// With its zone: the SDKs don't read times without one.
    private static func time(_ date: Date) -> JSONValue {
        .string(date.formatted(.iso8601))
    }
}
